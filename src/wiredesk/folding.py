"""Names as keys: one spelling for all spellings and scripts. Not for: whether two names are one (see `corroborate`)."""

import re

from anyascii import anyascii

_NO_LETTER = re.compile(r"[^a-z0-9]+")


def folded(name: str) -> str:
    """Return `name` in small ASCII letters and digits, words parted by one space; "" when nothing is left."""
    ascii_name = name if name.isascii() else anyascii(name)
    return _NO_LETTER.sub(" ", ascii_name.lower().replace("'", "").replace("’", "")).strip()
