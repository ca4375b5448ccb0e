"""`wiredesk link`: compare reports that were filed with `--no-link`. Not for: how (see `desk.linking`)."""

import sys

import typer

from wiredesk.cli.options import ConfigOption, SetOption, StoreOption, WhoOption, settings_of


def add_to(app: typer.Typer) -> None:
    """Put the verb in."""
    app.command(epilog="Example:\n\nwiredesk link")(link)


def link(store: StoreOption = None, who: WhoOption = None, config: ConfigOption = None, settings: SetOption = None) -> None:
    """Compare the reports that were filed with --no-link, and link them. Cut short, the same command goes on."""
    from wiredesk.cli.saying import say_done
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.linking_pending import link_pending
    from wiredesk.desk.review_tasks import write_pending_tasks

    def show(n_linked: int) -> None:
        if sys.stderr.isatty() and n_linked % 10 == 0:
            sys.stderr.write(f"\r\x1b[2K{n_linked} reports compared")
            sys.stderr.flush()

    with open_desk(settings_of(config, settings, store=store, user=who)) as desk:
        n_linked = link_pending(desk, progress=show)
        write_pending_tasks(desk)
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[2K")
    say_done(f"{n_linked} {'report' if n_linked == 1 else 'reports'} compared")
