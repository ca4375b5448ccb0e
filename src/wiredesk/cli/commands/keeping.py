"""`wiredesk verify`, `backup`, `restore`, `remove`, `desk retain`: the arguments. Not for: the work (see `cli.keeping`)."""

from pathlib import Path
from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, JsonOption, SetOption, StoreOption, WhoOption, settings_of

_DAYS = "Days after which a report goes; setting retention_days."


def add_to(app: typer.Typer) -> None:
    """Put the verbs in."""
    app.command(epilog="Example:\n\nwiredesk verify")(verify)
    app.command(epilog="Example:\n\nwiredesk backup desk.backup")(backup)
    app.command(epilog="Example:\n\nwiredesk restore desk.backup --store restored.db")(restore)
    app.command(epilog='Example:\n\nwiredesk remove r1 --reason "asked for by the publisher" --yes')(remove)
    for group in app.registered_groups:
        if group.name == "desk" and group.typer_instance is not None:
            group.typer_instance.command(epilog="Example:\n\nwiredesk desk retain --days 730")(retain)


def verify(
    as_json: JsonOption = False, store: StoreOption = None, config: ConfigOption = None, settings: SetOption = None
) -> None:
    """Check the whole desk: hashes of sources, readings, spans, rows, search index, links, tombstones, the log's chain."""
    from wiredesk.cli.keeping import verify_desk

    raise typer.Exit(verify_desk(settings_of(config, settings, store=store), as_json=as_json))


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; a name in .zip can be restored into either database.")],
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Write the whole desk into one file while others go on working; all of it or nothing."""
    from wiredesk.cli.keeping import backup_desk

    raise typer.Exit(backup_desk(settings_of(config, settings, store=store, user=who), file))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What wiredesk backup wrote.")],
    is_forced: Annotated[bool, typer.Option("--force", help="Put it in place of a desk that is there.")] = False,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Make a desk of a backup. The backup is checked first; a damaged one changes nothing."""
    from wiredesk.cli.keeping import restore_desk

    raise typer.Exit(restore_desk(settings_of(config, settings, store=store, user=who), file, is_forced=is_forced))


def remove(
    what: Annotated[str, typer.Argument(metavar="REPORT|PERSON", help="A report (r12), or a person: e40, or a full name.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; the log keeps it, so name nobody in it.")],
    is_sure: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Erase a report, or black a person out of every report. It cannot be undone; the log keeps hashes alone."""
    from wiredesk.cli.keeping import remove_from_desk

    chosen = settings_of(config, settings, store=store, user=who)
    raise typer.Exit(remove_from_desk(chosen, what, reason=reason, is_sure=is_sure))


def retain(
    days: Annotated[int | None, typer.Option("--days", min=0, metavar="N", help=_DAYS)] = None,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Remove reports that were filed longer ago than the setting retention_days allows, and tidy the files up."""
    from wiredesk.cli.keeping import retain_desk

    raise typer.Exit(retain_desk(settings_of(config, settings, store=store, user=who, retention_days=days)))
