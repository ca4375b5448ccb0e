"""`wiredesk serve`: open the desk, put the server over it, say where it is. Not for: what it serves (see `web`)."""

import webbrowser
from contextlib import AbstractContextManager
from dataclasses import dataclass

from wiredesk.cli.saying import Outcome, say_done, say_note
from wiredesk.desk.adding import ReadAll
from wiredesk.settings import Settings

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold what the arguments say."""

    host: str
    port: int
    names: tuple[str, ...]
    is_secure: bool = False
    is_opened: bool = False


def serve_desk(wanted: Wanted, settings: Settings) -> int:
    """Serve until Ctrl-C and return the exit status."""
    from wiredesk.desk.desk import open_desk
    from wiredesk.web.serving import Serving, serve
    from wiredesk.web.works import Works

    with open_desk(settings) as desk:
        works = Works(
            desk,
            lambda: _readers(settings),
            hosts=frozenset(name.lower() for name in (*_LOOPBACK, wanted.host, *wanted.names)),
            is_secure=wanted.is_secure,
        )
        serve(works, Serving(wanted.host, wanted.port, wanted.names), say=lambda address: _say(address, wanted, desk.store.shown))
    return Outcome.DONE


def _readers(settings: Settings) -> AbstractContextManager[ReadAll]:
    """Return what reads added pages in a process of its own, so that pages stay quick meanwhile."""
    from wiredesk.batch.reading import several_readers

    return several_readers(settings, n_workers=1)


def _say(address: str, wanted: Wanted, store: str) -> None:
    say_done(f"the desk {store} is open at {address}")
    say_note("Ctrl-C closes it")
    if wanted.is_opened:
        webbrowser.open(address)
