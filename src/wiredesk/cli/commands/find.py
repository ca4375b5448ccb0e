"""`wiredesk find`: the arguments. Not for: the work (see `cli.finding`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, settings_of

_WORDS = 'Words, "phrases in quotes", -without, begin* ; none for all reports.'


def add_to(app: typer.Typer) -> None:
    """Put the verb in."""
    # Words may begin with a minus, which would be taken for options.
    known = {"ignore_unknown_options": True}
    app.command(context_settings=known, epilog='Example:\n\nwiredesk find "market bomb*" --from 2019 --type bombing')(find)


def find(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help=_WORDS)] = None,
    who: Annotated[
        list[str] | None, typer.Option("--who", metavar="NAME", help="Somebody in it, however spelled; may be repeated.")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="NAME", help="A place in it, or a country it tells of.")] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Incidents of this type, such as bombing; may be repeated.")
    ] = None,
    stages: Annotated[
        list[str] | None, typer.Option("--stage", metavar="STAGE", help="threatened, attempted or accomplished.")
    ] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Published then or later: 2019, 2019-04.")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Published then or earlier.")] = None,
    is_incident_date: Annotated[
        bool, typer.Option("--incident-date", help="--from and --to bound the day of an incident instead.")
    ] = False,
    near: Annotated[str | None, typer.Option("--near", metavar="LAT,LON,KM", help="Incidents within so many km.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Name or address of who published it.")] = None,
    with_background: Annotated[
        bool, typer.Option("--background", help="Also older incidents that a report only recalls.")
    ] = False,
    show_all: Annotated[bool, typer.Option("--all", help="Show each copy of a story, not the newest alone.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500, metavar="N", help="So many at once.")] = 20,
    after: Annotated[str | None, typer.Option("--after", metavar="CURSOR", help="Go on there, as the last page says.")] = None,
    sort: Annotated[str, typer.Option("--sort", metavar="ORDER", help="newest or relevance.")] = "newest",
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Find reports by words, people, places, incidents, days and outlets. Copies of one story are shown once."""
    from wiredesk.cli.finding import Asked, find_reports

    asked = Asked(
        words=" ".join(words or ()), who=tuple(who or ()), place=place, types=tuple(types or ()), stages=tuple(stages or ()),
        since=since, until=until, is_incident_date=is_incident_date, near=near, outlet=outlet, with_background=with_background,
        is_folded=not show_all, limit=limit, after=after, sort=sort,
    )  # fmt: skip
    raise typer.Exit(find_reports(asked, as_json=as_json, settings=settings_of(config, settings, store=store)))
