"""`wiredesk report` and `wiredesk upcoming`: the arguments. Not for: the work (see `cli.report_card`, `cli.upcoming`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, settings_of


def add_to(app: typer.Typer) -> None:
    """Put the verbs in."""
    app.command(epilog="Example:\n\nwiredesk report r12")(report)
    app.command(epilog="Example:\n\nwiredesk upcoming --days 30")(upcoming)


def report(
    name: Annotated[str, typer.Argument(metavar="REPORT", help="A report's id, such as r12.")],
    as_text: Annotated[bool, typer.Option("--text", help="Print the article's words instead of the card.")] = False,
    html: Annotated[
        str | None, typer.Option("--html", metavar="FILE", help="Write its evidence page; - for standard output.")
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Show one report: what it says, its story and copies, incidents, rulings, what changed since the version before."""
    from wiredesk.cli.report_card import Form, show_report

    form = Form(as_text=as_text, as_json=as_json, html=html)
    raise typer.Exit(show_report(name, form, settings=settings_of(config, settings, store=store)))


def upcoming(
    days: Annotated[int | None, typer.Option("--days", min=0, metavar="N", help="Only dates within so many days.")] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day on, not from today.")] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """List the dates to watch that reports name, the soonest first, each with its sentence. Copies of a story count once."""
    from wiredesk.cli.upcoming import show_upcoming

    raise typer.Exit(show_upcoming(since=since, days=days, as_json=as_json, settings=settings_of(config, settings, store=store)))
