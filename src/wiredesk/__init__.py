"""Wiredesk reads news reports and files what they say about security incidents and threats.

::

    import wiredesk

    reading = wiredesk.read("page.html")
    for incident in reading.incidents:
        print(incident.stage, incident.type, [span.cut(reading.report.article.text) for span in incident.evidence])

Importing this is cheap; the model is loaded with the first report.
"""

import functools
import os
from typing import TYPE_CHECKING

from wiredesk.errors import Rejected, WiredeskError

if TYPE_CHECKING:
    from wiredesk.desk.reader import Reader
    from wiredesk.interchange.report_json import report_json
    from wiredesk.records import Reading
    from wiredesk.settings import Settings

__version__ = "0.4.0"
__all__ = ["Reader", "Reading", "Rejected", "Settings", "WiredeskError", "__version__", "read", "report_json"]

_HOMES = {
    "Reader": "wiredesk.desk.reader",
    "Reading": "wiredesk.records",
    "Settings": "wiredesk.settings",
    "report_json": "wiredesk.interchange.report_json",
}


def read(source: str | os.PathLike[str], *, settings: "Settings | None" = None) -> "Reading":
    """Read one report: a path, or an http(s) address.

    The model is loaded once and shared between calls. `settings` holds for this call; without it the environment
    and `wiredesk.toml` of the working folder are looked at once.

    :raises Rejected: when the source does not become a report; the message says why and what to do.
    :raises SettingError: when the environment or `wiredesk.toml` holds a setting that cannot be used.
    """
    from wiredesk.desk.reader import Reader

    reader = _shared_reader() if settings is None else Reader(settings)
    return reader.read(os.fspath(source))


@functools.cache
def _shared_reader() -> "Reader":
    from wiredesk.desk.reader import Reader
    from wiredesk.settings import load_settings

    return Reader(load_settings())


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
