"""`wiredesk serve`: the arguments. Not for: the work (see `cli.serving`)."""

from typing import Annotated

import typer

from wiredesk.cli.options import ConfigOption, SetOption, StoreOption, WhoOption, settings_of


def add_to(app: typer.Typer) -> None:
    """Put the verb in."""
    app.command(epilog="Example:\n\nwiredesk serve --port 8765")(serve)


def serve(
    host: Annotated[str, typer.Option("--host", help="Where to listen; other than loopback wants users.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="0 takes a free one.")] = 8765,
    names: Annotated[
        list[str] | None, typer.Option("--name", metavar="NAME", help="Another name that people call this server by.")
    ] = None,
    is_secure: Annotated[bool, typer.Option("--https", help="A proxy speaks https: cookies go over that alone.")] = False,
    is_opened: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    who: WhoOption = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    settings: SetOption = None,
) -> None:
    """Open the desk in the browser: http://127.0.0.1:8765/, for one person without login, or for users."""
    from wiredesk.cli.serving import Wanted, serve_desk

    wanted = Wanted(host, port, tuple(names or ()), is_secure=is_secure, is_opened=is_opened)
    raise typer.Exit(serve_desk(wanted, settings_of(config, settings, store=store, user=who)))
