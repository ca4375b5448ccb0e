"""Logging in and out, sessions of browsers, keys of programs. Not for: cookies and headers (see `web.gate`), accounts.

What the browser or program holds is random; the store has its SHA-256 alone, so that a stolen store opens no session.
"""

import datetime
import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from wiredesk.desk import passwords
from wiredesk.desk.accounts import subject_of
from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role, role_of
from wiredesk.errors import AccountRefused, SettingError, StoreError
from wiredesk.folding import folded
from wiredesk.interchange.report_json import instant
from wiredesk.store import accounts as kept_accounts
from wiredesk.store import sessions as kept_sessions
from wiredesk.store.accounts import AccountRow
from wiredesk.store.log import append
from wiredesk.store.opening import On
from wiredesk.store.sessions import KeyRow, SessionRow

IDLE = datetime.timedelta(hours=12)
LONGEST = datetime.timedelta(days=14)
"""A session ends after so long without a request, and after so long in any case."""

KEY_HEAD = "wd_"
_SEEN_EVERY = datetime.timedelta(minutes=5)
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
_MAX_KEY_NAME = 80
_MOST_KEYS = 50


@dataclass(frozen=True, slots=True)
class Came:
    """Hold who comes: account, name, role and zone; `proof` is the hash of the session or key, `is_by_key` which it was."""

    account_id: int
    name: str
    role: Role
    zone: str | None
    proof: str
    is_by_key: bool = False


@dataclass(frozen=True, slots=True)
class NewKey:
    """Hold a key that was just made; `words` are shown once and kept nowhere."""

    key_id: int
    words: str

    def __repr__(self) -> str:
        """Give the id alone."""
        return f"NewKey({self.key_id})"


def hash_of(words: str) -> str:
    """Return what the store keeps of a secret: its SHA-256."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


# -- logging in --------------------------------------------------------------------------------------------------------


def account_with(desk: Desk, name: str, password: str) -> AccountRow | None:
    """Return the account of this name and password; None, after the same time, for a wrong name or password or a closed one.

    :raises TooBusy: when too many are at it.
    """
    with desk.store.reading() as on:
        row = kept_accounts.account_folded(on, folded(name[:200]))
    is_usable = row is not None and not row.is_closed
    is_right = passwords.is_right(password, row.password if row is not None and is_usable else None)
    if row is None or not is_right:
        return None
    if row.password is not None and passwords.is_outdated(row.password):
        renewed = passwords.hashed(password)
        with desk.store.writing(is_durable=True) as on:
            if kept_accounts.account_row(on, row.account_id).password != row.password:
                return row  # changed in this moment, which `log_in` refuses
            kept_accounts.change_account(on, row.account_id, password=renewed)
        return replace(row, password=renewed)
    return row


def log_in(desk: Desk, row: AccountRow, *, instead_of: str = "") -> str:
    """Begin a session and return its words, which the browser holds and nobody else; the one of `instead_of` ends.

    :raises AccountRefused: when the account was closed or got another password meanwhile.
    """
    words = secrets.token_urlsafe(32)
    now = desk.clock()
    with desk.store.writing(is_durable=True) as on:
        if instead_of:
            kept_sessions.end_session(on, hash_of(instead_of))
        if kept_accounts.account_row(on, row.account_id).password != row.password:
            raise AccountRefused("the account has changed meanwhile; log in again")
        kept_sessions.end_stale_sessions(on, seen_before=_moment(now - IDLE), now=_moment(now))
        kept_sessions.add_session(on, hash_of(words), row.account_id, at=_moment(now), ends_at=_moment(now + LONGEST))
        append(on, row.name, "login", subject_of(row.account_id), at=desk.now())
    return words


def log_out(desk: Desk, came: Came) -> None:
    """End the session by which somebody came."""
    with desk.store.writing(is_durable=True) as on:
        if kept_sessions.end_session(on, came.proof):
            append(on, came.name, "logout", subject_of(came.account_id), at=desk.now())


def end_other_sessions(desk: Desk, came: Came) -> int:
    """End all sessions of a person but the one they came by; return how many there were."""
    with desk.store.writing(is_durable=True) as on:
        n_ended = kept_sessions.end_sessions(on, came.account_id, but=came.proof)
        if n_ended:
            append(on, came.name, "sessions ended", subject_of(came.account_id), {"n": n_ended}, at=desk.now())
    return n_ended


def sessions_of(desk: Desk, account_id: int) -> list[SessionRow]:
    """Return the sessions of an account that are not over, the one seen last first."""
    with desk.store.reading() as on:
        return [row for row in kept_sessions.sessions_of(on, account_id) if not _is_over(row, desk.clock())]


def came_by_session(desk: Desk, words: str) -> Came | None:
    """Return who comes with these words of a session, None when they open none any more."""
    if not _TOKEN.fullmatch(words):
        return None
    now = desk.clock()
    with desk.store.reading() as on:
        row = kept_sessions.session_hashed(on, hash_of(words))
    if row is None or _is_over(row, now):
        return None
    if now - _read(row.seen_at) > _SEEN_EVERY:
        _note(desk, lambda on: kept_sessions.note_seen(on, row.hash, at=_moment(now)))
    return Came(row.account_id, row.name, role_of(row.role), row.zone, row.hash)


def _is_over(row: SessionRow, now: datetime.datetime) -> bool:
    return now >= _read(row.ends_at) or now - _read(row.seen_at) >= IDLE


# -- keys --------------------------------------------------------------------------------------------------------------


def make_key(desk: Desk, account_id: int, name: str, role: Role) -> NewKey:
    """Make a key for a program that works for this account; what it may do, this role and the account's role allow both.

    :raises SettingError: when the name cannot be used.
    :raises AccountRefused: when the account is closed, may less than the role, or has too many keys.
    """
    name = " ".join(name.split())
    if not name or len(name) > _MAX_KEY_NAME or not name.isprintable():
        raise SettingError(f"key: give it a name of 1 to {_MAX_KEY_NAME} characters that says what it is for")
    words = KEY_HEAD + secrets.token_urlsafe(32)
    with desk.store.writing(is_durable=True) as on:
        row = kept_accounts.account_row(on, account_id)
        if row.is_closed or role > role_of(row.role):
            is_now = "closed" if row.is_closed else row.role
            raise AccountRefused(f"key {name!r}: {row.name!r} is {is_now}, it cannot be {role.word}")
        held = [one for one in kept_sessions.key_rows(on, account_id) if one.revoked_at is None]
        if len(held) >= _MOST_KEYS:
            raise AccountRefused(f"key {name!r}: there are {_MOST_KEYS} keys already; revoke one first")
        key_id = kept_sessions.add_key(on, account_id, name=name, role=role.word, hashed=hash_of(words), at=desk.now())
        told = {"account": account_id, "role": role.word}
        append(on, desk.who, "key made", f"key {key_id}", told, at=desk.now())
    return NewKey(key_id, words)


def keys(desk: Desk, account_id: int | None = None) -> list[KeyRow]:
    """Return the keys of an account, or all; those in force first."""
    with desk.store.reading() as on:
        return kept_sessions.key_rows(on, account_id)


def key_of(desk: Desk, key_id: int) -> KeyRow:
    """Return one key.

    :raises NotOnDesk: when there is none of this id.
    """
    with desk.store.reading() as on:
        return kept_sessions.key_row(on, key_id)


def revoke_key(desk: Desk, key_id: int) -> KeyRow:
    """Put a key out of force at once and return it; one that was so already stays as it is.

    :raises NotOnDesk: when there is none of this id.
    """
    with desk.store.writing(is_durable=True) as on:
        row = kept_sessions.key_row(on, key_id)
        if kept_sessions.revoke_key(on, key_id, at=desk.now()):
            append(on, desk.who, "key revoked", f"key {key_id}", {"account": row.account_id}, at=desk.now())
        return kept_sessions.key_row(on, key_id)


def came_by_key(desk: Desk, words: str) -> Came | None:
    """Return who comes with this key, None when it opens nothing; its role is the lower of the key's and the account's."""
    if not words.startswith(KEY_HEAD) or not _TOKEN.fullmatch(words[len(KEY_HEAD) :]):
        return None
    now = desk.clock()
    with desk.store.reading() as on:
        row = kept_sessions.key_hashed(on, hash_of(words))
    if row is None:
        return None
    if row.used_at is None or now - _read(row.used_at) > _SEEN_EVERY:
        _note(desk, lambda on: kept_sessions.note_used(on, row.key_id, at=_moment(now)))
    role = min(role_of(row.role), role_of(row.owner_role))
    return Came(row.account_id, row.owner, role, row.zone, hash_of(words), is_by_key=True)


# -- moments -----------------------------------------------------------------------------------------------------------


def _note(desk: Desk, write: Callable[[On], None]) -> None:
    """Write when something was last used, where the store can be had; nobody is turned away because it cannot."""
    try:
        with desk.store.writing() as on:
            write(on)
    except StoreError:
        return


def _moment(at: datetime.datetime) -> str:
    return str(instant(at.replace(microsecond=0)))


def _read(moment: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(moment)
