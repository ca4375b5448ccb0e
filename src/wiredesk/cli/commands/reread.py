"""`wiredesk reread`: the arguments. Not for: the work (see `cli.rereading`)."""

import os
from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, WhoOption, settings_of


def add_to(app: typer.Typer) -> None:
    """Put the verb in."""
    app.command("reread", epilog="Example:\n\nwiredesk reread --reader-older --dry-run")(reread)


def reread(
    reports: Annotated[list[str] | None, typer.Argument(metavar="REPORT", help="Ids of reports, such as r12.")] = None,
    is_all: Annotated[bool, typer.Option("--all", help="Every report on the desk.")] = False,
    is_older: Annotated[bool, typer.Option("--reader-older", help="Every report that another reader has read.")] = False,
    is_dry: Annotated[bool, typer.Option("--dry-run", help="Tell what would change and keep nothing.")] = False,
    workers: Annotated[int | None, typer.Option("--workers", min=1, max=512, metavar="N", help="Processes; one a core.")] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Read stored reports again and show what changed, field by field. The older reading stays, rulings are laid on anew."""
    from wiredesk.cli.rereading import Wanted, reread_reports

    wanted = Wanted(tuple(reports or ()), is_all, is_older, is_dry, workers or os.cpu_count() or 1)
    raise typer.Exit(reread_reports(wanted, as_json=as_json, settings=settings_of(config, settings, store=store, user=who)))
