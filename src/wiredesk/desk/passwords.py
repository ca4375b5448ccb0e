"""Passwords as argon2id hashes: made, checked, never kept. Not for: whose they are (see `accounts`).

A check takes a tenth of a second of a core and 64 MiB on purpose. Two run at once, a few more wait, the rest are sent away:
a crowd at the login takes neither the memory nor the threads that others work with.
"""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from wiredesk.errors import SettingError, TooBusy

MIN_CHARS, MAX_CHARS = 12, 256
"""How long a password may be, in characters. Source for the least: our choice, above the 8 of NIST SP 800-63B, as there is
no second factor; no rule on kinds of characters, after the same source."""

# RFC 9106, section 4, the second recommended choice (64 MiB, 3 passes), on one lane: a login shall not take all cores.
_MEMORY_KIB, _PASSES, _LANES = 65_536, 3, 1
_AT_ONCE, _MOST_WAITING, _WAIT_S = 2, 8, 10.0
# Checked in place of a hash that is not there, so that an unknown name takes as long as a known one.
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=1$p2U4xSJFvhnn47aLSeVc8g$hLsBoKCXcFagwpgAW6ljq4slnxLLG0sl/pgT9LNDbzA"
_TOO_COMMON = frozenset({"password", "passwort", "letmein", "qwerty", "wiredesk", "changeme", "administrator", "welcome"})

_slots = threading.BoundedSemaphore(_AT_ONCE)
_queue = threading.BoundedSemaphore(_AT_ONCE + _MOST_WAITING)


def check_choice(password: str, *, name: str) -> None:
    """See that a password can be used by the person of that name.

    :raises SettingError: when it is too short, too long, easily guessed, or not one line.
    """
    if not MIN_CHARS <= len(password) <= MAX_CHARS:
        raise SettingError(f"password: must have {MIN_CHARS} to {MAX_CHARS} characters; several words with spaces are good")
    if any(ord(letter) < 32 or 0xD800 <= ord(letter) <= 0xDFFF for letter in password):
        raise SettingError("password: must be one line of text without control characters")
    bare = password.lower()
    for one in (*_TOO_COMMON, name.lower()):
        bare = bare.replace(one, "")
    if len(set(bare)) < 5:
        raise SettingError("password: is too easily guessed; take several words that have nothing to do with each other")


def hashed(password: str) -> str:
    """Return the hash that is kept of a password.

    :raises TooBusy: when too many are at it.
    """
    with _turn():
        return _hasher().hash(_bytes(password))


def is_right(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one of this hash; takes as long where there is none.

    :raises TooBusy: when too many are at it.
    """
    with _turn():
        try:
            _hasher().verify(kept or _NOBODYS, _bytes(password))
        except (Argon2Error, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made more cheaply than is done now."""
    return _hasher().check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    """Return what is hashed: keyboards that write one letter in two ways give the same; more than fits is never right."""
    return unicodedata.normalize("NFKC", password[: MAX_CHARS + 1]).encode("utf-8", "surrogatepass")


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)


@contextmanager
def _turn() -> Iterator[None]:
    if not _queue.acquire(blocking=False):
        raise TooBusy("too many are logging in at once; try again in a moment")
    try:
        if not _slots.acquire(timeout=_WAIT_S):
            raise TooBusy("too many are logging in at once; try again in a moment")
        try:
            yield
        finally:
            _slots.release()
    finally:
        _queue.release()
