"""`wiredesk incident` and `wiredesk person`: the cards. Not for: what they show (see `cli.cards_printing`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, settings_of


def add_to(app: typer.Typer) -> None:
    """Put the verbs in."""
    app.command(epilog="Example:\n\nwiredesk incident i5")(incident)
    app.command(epilog='Example:\n\nwiredesk person "Arnel Salonga"')(person)


def incident(
    name: Annotated[str | None, typer.Argument(metavar="ID", help="An incident, such as i5; none for the newest.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500, metavar="N", help="So many in the list.")] = 20,
    before: Annotated[
        str | None, typer.Option("--before", metavar="DAY", help="Only incidents last told before that day, or as a page says.")
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Show what all reports of one incident say, side by side, or list the incidents with the newest reports."""
    from wiredesk.cli.cards_printing import print_incident, print_incidents

    chosen = settings_of(config, settings, store=store)
    if name is not None:
        raise typer.Exit(print_incident(name, as_json=as_json, settings=chosen))
    raise typer.Exit(print_incidents(limit=limit, before=before, as_json=as_json, settings=chosen))


def person(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in any spelling, or an id such as e40.")],
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Show what reports tell of a person, a body or a place: names, roles, parts in incidents, statements, dated facts."""
    from wiredesk.cli.cards_printing import print_person

    raise typer.Exit(print_person(name, as_json=as_json, settings=settings_of(config, settings, store=store)))
