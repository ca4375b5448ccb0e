"""`wiredesk serve`: open the desk, put the server over it, say where it is. Not for: what it serves (see `web`)."""

import webbrowser
from contextlib import AbstractContextManager
from dataclasses import dataclass

from wiredesk.cli.saying import Outcome, say_done, say_note
from wiredesk.desk.adding import ReadAll
from wiredesk.settings import Settings

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_ANY = ("0.0.0.0", "::", "[::]")  # noqa: S104 - told apart, not bound


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
            hosts=frozenset(_as_host(name) for name in (*_LOOPBACK, wanted.host, *wanted.names)),
            is_secure=wanted.is_secure,
        )
        serve(works, Serving(wanted.host, wanted.port, wanted.names), say=lambda address: _say(address, wanted, desk.store.shown))
    return Outcome.DONE


def _as_host(name: str) -> str:
    """Return a name or address as browsers write it into the Host header."""
    name = name.strip().lower().rstrip(".")
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def _readers(settings: Settings) -> AbstractContextManager[ReadAll]:
    """Return what reads added pages in a process of its own, so that pages stay quick meanwhile."""
    from wiredesk.batch.reading import several_readers

    return several_readers(settings, n_workers=1)


def _say(address: str, wanted: Wanted, store: str) -> None:
    say_done(f"the desk {store} is open at {address}")
    if wanted.host in _ANY and not wanted.names:
        say_note("nobody can come by the address of this machine yet: say what people call it, such as --name desk.example")
    say_note("Ctrl-C closes it")
    if wanted.is_opened:
        webbrowser.open(address)
