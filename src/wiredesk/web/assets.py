"""Style, script, fonts and pictures under addresses that change with them. Not for: pages.

All of it is read once, packed once, and lies under `/static/<digest>/`, so that browsers keep it for a year and scripts may
import each other by relative paths.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
}
_MIN_PACKED = 600


@dataclass(frozen=True, slots=True)
class Asset:
    """Hold one file; `packed` by gzip, None where that saves nothing."""

    media_type: str
    body: bytes
    packed: bytes | None


@cache
def assets() -> dict[str, Asset]:
    """Return all files by their path below `static`."""
    return {name: _asset(name, body) for name, body in sorted(_files(resources.files("wiredesk.web").joinpath("static"), ""))}


@cache
def digest() -> str:
    """Return the part of their address that changes when any of them does."""
    told = hashlib.sha256()
    for name, one in assets().items():
        told.update(name.encode() + b"\0" + one.body)
    return told.hexdigest()[:12]


def address(name: str) -> str:
    """Return the address of a file.

    :raises KeyError: when there is none.
    """
    assert name in assets(), name
    return f"/static/{digest()}/{name}"


def _files(folder: Traversable, before: str) -> list[tuple[str, bytes]]:
    found = []
    for one in folder.iterdir():
        if one.is_dir():
            found += _files(one, f"{before}{one.name}/")
        elif one.name.endswith(tuple(_TYPES)):
            found.append((before + one.name, one.read_bytes()))
    return found


def _asset(name: str, body: bytes) -> Asset:
    packed = gzip.compress(body, 9, mtime=0) if len(body) >= _MIN_PACKED else body
    return Asset(_TYPES["." + name.rsplit(".", 1)[-1]], body, packed if len(packed) < 0.9 * len(body) else None)
