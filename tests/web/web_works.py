"""A server over a desk, for a test client or Chromium. Apart from `conftest`, whose name other folders have too."""

import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import uvicorn

from wiredesk.desk.adding import ReadAll
from wiredesk.desk.desk import Desk
from wiredesk.desk.rereading import one_by_one
from wiredesk.web.app import create_app
from wiredesk.web.serving import DeskServer
from wiredesk.web.works import Works


def works_on(desk: Desk, **more: Any) -> Works:
    """Return what a server over this desk shares; pages are read in this process."""

    def readers() -> AbstractContextManager[ReadAll]:
        return nullcontext(one_by_one(desk))

    more.setdefault("lets_errors_through", True)
    return Works(desk, readers, hosts=frozenset({"testserver", "localhost", "127.0.0.1"}), **more)


@contextmanager
def serving(works: Works, *, port: int = 0) -> Iterator[str]:
    """Serve over loopback while the block lasts; give the address, without a slash at its end."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(64)  # who comes before the server runs waits
    server = DeskServer(uvicorn.Config(create_app(works), log_level="error", access_log=False, ws="none"), works)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
