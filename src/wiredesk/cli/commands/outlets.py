"""`wiredesk outlet`: the arguments. Not for: the work (see `cli.outlets`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, WhoOption, settings_of


def add_to(app: typer.Typer) -> None:
    """Put the verb in."""
    app.command(epilog='Example:\n\nwiredesk outlet harrowpost.example --reliability B --note "own correspondents"')(outlet)


def outlet(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Its host or name, or a part of it; none for all.")] = None,
    reliability: Annotated[
        str | None, typer.Option("--reliability", metavar="A..F", help="How reliable it is: A to F, or none to take it back.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="WORDS", help="Why; an empty note takes it back.")] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """List the outlets of the reports, or say how reliable one is. It stands beside a fact's credibility and never changes it."""
    from wiredesk.cli.outlets import show_outlets

    chosen = settings_of(config, settings, store=store, user=who)
    raise typer.Exit(show_outlets(name, reliability=reliability, note=note, as_json=as_json, settings=chosen))
