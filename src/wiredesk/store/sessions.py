"""Sessions of browsers and keys of programs, each kept as a hash alone. Not for: passwords (see `accounts`), cookies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from wiredesk.errors import NotOnDesk
from wiredesk.store.tables import account, api_key, session
from wiredesk.store.words_index import kept


@dataclass(frozen=True, slots=True)
class SessionRow:
    """Hold one session with its account; moments are ISO 8601."""

    hash: str
    account_id: int
    name: str
    role: str
    zone: str | None
    made_at: str
    seen_at: str
    ends_at: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """Hold one key with its account's name and role; `role` is the key's own, which the account's bounds."""

    key_id: int
    account_id: int
    owner: str
    owner_role: str
    zone: str | None
    name: str
    role: str
    made_at: str
    used_at: str | None
    revoked_at: str | None


# -- sessions ----------------------------------------------------------------------------------------------------------


_SESSION = (
    session.c.hash, session.c.account_id, account.c.name, account.c.role, account.c.zone, session.c.made_at, session.c.seen_at,
    session.c.ends_at,
)  # fmt: skip
_SESSIONS = select(*_SESSION).join(account, account.c.id == session.c.account_id).where(account.c.is_closed.is_(False))


def add_session(on: Connection, hashed: str, account_id: int, *, at: str, ends_at: str) -> None:
    """Keep a new session."""
    values = {"hash": hashed, "account_id": account_id, "made_at": at, "seen_at": at, "ends_at": ends_at}
    on.execute(insert(session).values(values))


def session_hashed(on: Connection, hashed: str) -> SessionRow | None:
    """Return the session under this hash, None when there is none or its account is closed."""
    row = on.execute(_SESSIONS.where(session.c.hash == hashed)).first()
    return None if row is None else SessionRow(*row)


def sessions_of(on: Connection, account_id: int) -> list[SessionRow]:
    """Return the sessions of an account, the one seen last first."""
    chosen = _SESSIONS.where(session.c.account_id == account_id).order_by(session.c.seen_at.desc(), session.c.hash)
    return [SessionRow(*row) for row in on.execute(chosen)]


def note_seen(on: Connection, hashed: str, *, at: str) -> None:
    """Write when a session was last used."""
    on.execute(update(session).where(session.c.hash == hashed).values(seen_at=at))


def end_session(on: Connection, hashed: str) -> int:
    """Forget a session; return 1, or 0 when there was none."""
    return int(on.execute(delete(session).where(session.c.hash == hashed)).rowcount)


def end_sessions(on: Connection, account_id: int, *, but: str = "") -> int:
    """Forget the sessions of an account, but for the one under the hash `but`; return how many there were."""
    return int(on.execute(delete(session).where(session.c.account_id == account_id, session.c.hash != but)).rowcount)


def end_all_sessions(on: Connection) -> int:
    """Forget every session; return how many there were."""
    return int(on.execute(delete(session)).rowcount)


def end_stale_sessions(on: Connection, *, seen_before: str, now: str) -> int:
    """Forget the sessions that nobody used since a moment, or that are over; return how many there were."""
    is_stale = (session.c.seen_at < seen_before) | (session.c.ends_at <= now)
    return int(on.execute(delete(session).where(is_stale)).rowcount)


def n_sessions(on: Connection) -> dict[int, int]:
    """Return how many sessions each account has, those without left out."""
    counted = select(session.c.account_id, func.count()).group_by(session.c.account_id)
    return {int(account_id): int(n) for account_id, n in on.execute(counted)}


# -- keys --------------------------------------------------------------------------------------------------------------

_KEY = (
    api_key.c.id, api_key.c.account_id, account.c.name.label("owner"), account.c.role.label("owner_role"), account.c.zone,
    api_key.c.name, api_key.c.role, api_key.c.made_at, api_key.c.used_at, api_key.c.revoked_at,
)  # fmt: skip
_KEYS = select(*_KEY).join(account, account.c.id == api_key.c.account_id)


def _key(row: Sequence[Any]) -> KeyRow:
    told: list[Any] = list(row)
    return KeyRow(*told)


def add_key(on: Connection, account_id: int, *, name: str, role: str, hashed: str, at: str) -> int:
    """Keep a new key and return its id."""
    values = {"account_id": account_id, "name": kept(name), "role": role, "hash": hashed, "made_at": at}
    return int(on.execute(insert(api_key).returning(api_key.c.id), values).scalar_one())


def key_hashed(on: Connection, hashed: str) -> KeyRow | None:
    """Return the key under this hash, None when there is none, it is revoked or its account is closed."""
    is_good = (api_key.c.hash == hashed, api_key.c.revoked_at.is_(None), account.c.is_closed.is_(False))
    row = on.execute(_KEYS.where(*is_good)).first()
    return None if row is None else _key(row)


def key_row(on: Connection, key_id: int) -> KeyRow:
    """Return one key.

    :raises NotOnDesk: when there is none of this id.
    """
    row = on.execute(_KEYS.where(api_key.c.id == key_id)).first()
    if row is None:
        raise NotOnDesk(f"key {key_id}: is not on the desk; see wiredesk user key list")
    return _key(row)


def key_rows(on: Connection, account_id: int | None = None) -> list[KeyRow]:
    """Return the keys of an account, or all; those in force first, the newest first."""
    chosen = _KEYS.order_by(api_key.c.revoked_at.is_not(None), api_key.c.id.desc())
    if account_id is not None:
        chosen = chosen.where(api_key.c.account_id == account_id)
    return [_key(row) for row in on.execute(chosen)]


def note_used(on: Connection, key_id: int, *, at: str) -> None:
    """Write when a key was last used."""
    on.execute(update(api_key).where(api_key.c.id == key_id).values(used_at=at))


def revoke_key(on: Connection, key_id: int, *, at: str) -> int:
    """Put a key out of force; return 1, or 0 when it was so already."""
    is_meant = (api_key.c.id == key_id, api_key.c.revoked_at.is_(None))
    return int(on.execute(update(api_key).where(*is_meant).values(revoked_at=at)).rowcount)


def revoke_keys(on: Connection, account_id: int, *, at: str) -> int:
    """Put all keys of an account out of force; return how many there were."""
    is_meant = (api_key.c.account_id == account_id, api_key.c.revoked_at.is_(None))
    return int(on.execute(update(api_key).where(*is_meant).values(revoked_at=at)).rowcount)
