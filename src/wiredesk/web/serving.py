"""Starting the server: on loopback for one person, elsewhere for users. Not for: what it serves (see `app`)."""

import gc
import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn

from wiredesk.errors import SettingError
from wiredesk.web.app import create_app
from wiredesk.web.connections import Connection
from wiredesk.web.works import Works

_KEEP_ALIVE_S = 30
_MAX_AT_ONCE = 400
_MAX_HEAD_BYTES = 32_768
# A page makes some 10,000 objects that hold others and leaves none behind; the usual 700 make for pauses of 25 ms in between.
_COLLECT_AFTER = (20_000, 10, 20)
_LOOPBACK_NAMES = ("localhost", ".localhost")


@dataclass(frozen=True, slots=True)
class Serving:
    """Say where to serve; port 0 takes a free one. `hosts` are further names that the server is called by."""

    host: str = "127.0.0.1"
    port: int = 8765
    hosts: tuple[str, ...] = ()


def serve(works: Works, serving: Serving, *, say: Callable[[str], None]) -> None:
    """Serve until interrupted; `say` is told the address once it answers.

    :raises SettingError: for an address that is taken, or one that others can reach while there are no users.
    """
    works.is_local = is_loopback(serving.host)
    _demand_users(works, serving)
    listener = _listening(serving)
    port = listener.getsockname()[1]
    config = config_of(works)
    say(f"http://{_shown(serving.host)}:{port}/")
    # What is loaded stays: the collector looks through the modules' million objects no more, which halves a large page's time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    with listener:
        DeskServer(config, works).run(sockets=[listener])


class DeskServer(uvicorn.Server):
    """Serve, and when it ends let the streams of news end first: open pages would hold it up."""

    def __init__(self, config: uvicorn.Config, works: Works) -> None:
        super().__init__(config)
        self._works = works

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close streams, then connections."""
        self._works.news.end()
        await super().shutdown(sockets)


def config_of(works: Works) -> uvicorn.Config:
    """Return how the server runs: with bounds on heads, connections and silence.

    Whom a proxy names as the client is believed only where one is said to be there, on this machine.
    """
    return uvicorn.Config(
        create_app(works),
        http=Connection,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=works.is_secure,
        forwarded_allow_ips=["127.0.0.1", "::1"],
        timeout_keep_alive=_KEEP_ALIVE_S,
        limit_concurrency=_MAX_AT_ONCE,
        h11_max_incomplete_event_size=_MAX_HEAD_BYTES,
        timeout_graceful_shutdown=3,
    )


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach that address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _demand_users(works: Works, serving: Serving) -> None:
    """See that nobody is let in without login whom the owner of this machine does not mean.

    :raises SettingError: when others can come, directly or through a proxy, and there are no users.
    """
    others = [name for name in serving.hosts if not is_loopback(name) and not name.endswith(_LOOPBACK_NAMES)]
    why = ""
    if not works.is_local:
        why = f"{serving.host} can be reached by others"
    elif works.is_secure:
        why = "--https says that a proxy lets others in"
    elif others:
        why = f"--name {others[0]} says that others come by that name"
    works.is_local = not why
    if why and not works.has_users:
        raise SettingError(
            f"serve: {why}, and there are no users yet; "
            "make one with wiredesk user add NAME --role admin, or serve on 127.0.0.1 alone"
        )


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _listening(serving: Serving) -> socket.socket:
    try:
        found = socket.getaddrinfo(serving.host.strip("[]"), serving.port, type=socket.SOCK_STREAM)[0]
        # With the protocol named: asyncio sends without delay only then, else each answer waits 40 ms for an acknowledgement.
        listener = socket.socket(found[0], socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(found[4])
        listener.listen(256)
    except OSError as error:
        raise SettingError(
            f"serve: {serving.host}:{serving.port} cannot be used ({error.strerror or error}); try --port 0"
        ) from error
    return listener
