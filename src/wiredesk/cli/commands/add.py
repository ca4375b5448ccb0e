"""`wiredesk add` and `wiredesk rejected`: the arguments. Not for: the work (see `cli.adding`)."""

import os
from typing import Annotated

import typer

from wiredesk.cli.options import (
    CapturedOption,
    ConfigOption,
    JsonOption,
    PublishedOption,
    SetOption,
    StoreOption,
    UrlOption,
    WhoOption,
    settings_of,
)

_SOURCE = "A path, folder, http(s) address, WARC, WACZ, zip, feed, OPML or mbox; - for a page on standard input."


def add_to(app: typer.Typer) -> None:
    """Put the verbs in."""
    app.command(epilog="Example:\n\nwiredesk add examples --workers 1")(add)
    app.command(epilog="Example:\n\nwiredesk rejected --json")(rejected)


def add(
    sources: Annotated[list[str] | None, typer.Argument(metavar="SOURCE", help=_SOURCE)] = None,
    listed: Annotated[
        str | None, typer.Option("--list", metavar="FILE", help="Addresses and paths, one a line; - for standard input.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, max=512, metavar="N", help="Processes that read; one for each core.")
    ] = None,
    published: PublishedOption = None,
    url: UrlOption = None,
    captured: CapturedOption = None,
    no_link: Annotated[bool, typer.Option("--no-link", help="Only file; wiredesk link brings reports together later.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Take in what was removed once; fetch listed addresses once more.")
    ] = False,
    store: StoreOption = None,
    who: WhoOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Take reports in and file them, at any size. Cut short, the same command again goes on: nothing twice, nothing lost."""
    from wiredesk.cli.adding import Wanted, add_sources
    from wiredesk.cli.given import given_of

    given = given_of(published, url, captured)
    wanted = Wanted(tuple(sources or ()), listed, given, is_linked=not no_link, is_again=again)
    n_workers = workers or os.cpu_count() or 1
    raise typer.Exit(add_sources(wanted, n_workers=n_workers, settings=settings_of(config, settings, store=store, user=who)))


def rejected(
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="CODE", help="Only those with this code, such as empty.")
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """List what was refused and why. What is taken in after all is off the list."""
    from wiredesk.cli.adding import list_rejected

    raise typer.Exit(list_rejected(reason, as_json=as_json, settings=settings_of(config, settings, store=store)))
