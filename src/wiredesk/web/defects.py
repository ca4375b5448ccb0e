"""What people and the log are told of a failure: no place on this machine, no values. Not for: the answer (see `refusals`)."""

import logging
import secrets
import traceback
from pathlib import Path

_LOG = logging.getLogger("wiredesk.web")


class Caught:
    """Hold the defect that ended the block, if one did.

    Elsewhere no failure is caught that is not one of ours. At the outermost place of a request and of a job every one becomes
    an answer without its words and a line in the log; else the whole trace would be written, passwords in values included.
    """

    def __init__(self, is_let_through: bool = False) -> None:
        self._is_let_through = is_let_through
        self.defect: Exception | None = None

    def __enter__(self) -> "Caught":
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if self._is_let_through or not isinstance(error, Exception):
            return False
        self.defect = error
        return True


def noted(what: str, error: BaseException) -> str:
    """Write one line about a defect: where it happened, not its words, which may hold a secret; return its number."""
    number = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if "wiredesk" in one.filename] or list(frames)
    where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    _LOG.error("wiredesk: %s failed (%s): %s at %s", what, number, type(error).__name__, where)
    return number


def shown(error: Exception, store: str) -> str:
    """Return the words of an error for people in the browser: where the store or a file lies is the machine's own affair."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(error).replace(f"store {store}", "the store") if store else str(error)
