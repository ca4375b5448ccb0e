"""Where a form leads back to: a path of this server and nothing else. Not for: the login (see `refusals`)."""

import re

_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9_\-./?=&%:+,~]{0,400}")


def way_back(words: str, default: str = "/") -> str:
    """Return a path that a form sent along, `default` for anything that could lead elsewhere."""
    return words if _PATH.fullmatch(words) and "/.." not in words else default


def with_ruling(path: str, ruling_id: int) -> str:
    """Return a path that shows the notice of a ruling, with its undo."""
    bare, _, asked = path.partition("?")
    kept = [part for part in asked.split("&") if part and not part.startswith("ruled=")]
    return f"{bare}?{'&'.join([*kept, f'ruled=n{ruling_id}'])}"
