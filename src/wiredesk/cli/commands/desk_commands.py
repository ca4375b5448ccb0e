"""`wiredesk desk`: the arguments. Not for: the work (see `cli.desk_tending`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, WhoOption, settings_of


def add_to(app: typer.Typer) -> None:
    """Put the verbs in."""
    desk = typer.Typer(
        no_args_is_help=True, help="The desk itself: make one, what it holds, its log.", epilog="Example:\n\nwiredesk desk info"
    )
    desk.command(epilog="Example:\n\nwiredesk desk init --store wiredesk.db")(init)
    desk.command(epilog="Example:\n\nwiredesk desk info")(info)
    desk.command(epilog="Example:\n\nwiredesk desk upgrade")(upgrade)
    desk.command(epilog="Example:\n\nwiredesk desk log --last 10")(log)
    app.add_typer(desk, name="desk")


def init(store: StoreOption = None, who: WhoOption = None, config: ConfigOption = None, settings: SetOption = None) -> None:
    """Make a new, empty desk: a file, or the tables in an empty PostgreSQL database. One that is there stays as it is."""
    from wiredesk.cli.desk_tending import init_desk

    raise typer.Exit(init_desk(settings_of(config, settings, store=store, user=who)))


def info(as_json: JsonOption = False, store: StoreOption = None, config: ConfigOption = None, settings: SetOption = None) -> None:
    """Tell what the desk holds: reports, stories, incidents, entities, by which reader, how large it is."""
    from wiredesk.cli.desk_tending import show_desk

    raise typer.Exit(show_desk(settings_of(config, settings, store=store), as_json=as_json))


def upgrade(store: StoreOption = None, who: WhoOption = None, config: ConfigOption = None, settings: SetOption = None) -> None:
    """Bring a desk that an older Wiredesk made to the shape of this one; a file is copied first, beside it."""
    from wiredesk.cli.desk_tending import upgrade_shape

    raise typer.Exit(upgrade_shape(settings_of(config, settings, store=store, user=who)))


def log(
    last: Annotated[int, typer.Option("--last", "--limit", min=0, metavar="N", help="Only the newest N rows; 0 for all.")] = 30,
    about: Annotated[str | None, typer.Option("--about", metavar="ID", help="Only rows about this id, such as r12.")] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Show what was done on the desk, by whom and when: the log that only grows and whose every change would show."""
    from wiredesk.cli.desk_tending import show_log

    raise typer.Exit(show_log(settings_of(config, settings, store=store), last=last, about=about, as_json=as_json))
