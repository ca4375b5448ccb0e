"""Starting the server: on loopback for one person, elsewhere for users. Not for: what it serves (see `app`)."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn

from wiredesk.errors import SettingError
from wiredesk.web.app import create_app
from wiredesk.web.works import Works

_KEEP_ALIVE_S = 30
_MAX_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Serving:
    """Say where to serve; port 0 takes a free one. `hosts` are further names that the server is called by."""

    host: str = "127.0.0.1"
    port: int = 8765
    hosts: tuple[str, ...] = ()


def serve(works: Works, serving: Serving, *, say: Callable[[str], None]) -> None:
    """Serve until interrupted; `say` is told the address once it answers.

    :raises SettingError: for an address that is taken, or not loopback while there are no users.
    """
    if works.is_single and not is_loopback(serving.host):
        raise SettingError(
            f"serve: {serving.host} can be reached by others, and there are no users yet; "
            "make one with wiredesk user add NAME --role admin, or serve on 127.0.0.1"
        )
    listener = _listening(serving)
    port = listener.getsockname()[1]
    config = uvicorn.Config(
        create_app(works),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        limit_concurrency=_MAX_AT_ONCE,
        timeout_graceful_shutdown=3,
    )
    say(f"http://{_shown(serving.host)}:{port}/")
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach that address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _listening(serving: Serving) -> socket.socket:
    try:
        found = socket.getaddrinfo(serving.host.strip("[]"), serving.port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(found[0], socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(found[4])
        listener.listen(256)
    except OSError as error:
        raise SettingError(
            f"serve: {serving.host}:{serving.port} cannot be used ({error.strerror or error}); try --port 0"
        ) from error
    return listener
