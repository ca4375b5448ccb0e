"""Accounts as they are kept: name, role, hash of the password. Not for: who is logged in (see `sessions`), what a role may."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from wiredesk.errors import NotOnDesk
from wiredesk.store.tables import account
from wiredesk.store.words_index import kept


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Hold one account; `password` is an argon2 hash, None when nobody can log in by it; `zone` an IANA zone or None."""

    account_id: int
    name: str
    folded: str
    role: str
    password: str | None
    made_at: str
    made_by: str
    is_closed: bool
    zone: str | None

    def __repr__(self) -> str:
        """Give id and role alone: neither hash nor name belongs into a trace."""
        return f"AccountRow({self.account_id}, {self.role})"


def add_account(on: Connection, row: AccountRow) -> int:
    """Keep a new account and return its id; the id in `row` is not looked at."""
    values = {
        "name": kept(row.name), "folded": row.folded, "role": row.role, "password": row.password, "made_at": row.made_at,
        "made_by": kept(row.made_by), "is_closed": row.is_closed, "zone": row.zone,
    }  # fmt: skip
    return int(on.execute(insert(account).returning(account.c.id), values).scalar_one())


def account_rows(on: Connection) -> list[AccountRow]:
    """Return all accounts, closed ones last, by name."""
    return [_told(row) for row in on.execute(select(account).order_by(account.c.is_closed, account.c.folded))]


def account_row(on: Connection, account_id: int) -> AccountRow:
    """Return one account.

    :raises NotOnDesk: when there is none of this id.
    """
    row = on.execute(select(account).where(account.c.id == account_id)).first()
    if row is None:
        raise NotOnDesk(f"account {account_id}: is not on the desk; see wiredesk user list")
    return _told(row)


def account_folded(on: Connection, folded: str) -> AccountRow | None:
    """Return the account whose name folds to this key, None when there is none."""
    row = on.execute(select(account).where(account.c.folded == folded)).first()
    return None if row is None else _told(row)


def has_open_account(on: Connection) -> bool:
    """Tell whether anybody has an account that is not closed."""
    return on.execute(select(account.c.id).where(account.c.is_closed.is_(False)).limit(1)).first() is not None


def n_other_admins(on: Connection, account_id: int) -> int:
    """Count the open accounts of admins who can log in, besides this one."""
    at = account.c
    chosen = select(func.count()).where(
        at.id != account_id, at.role == "admin", at.is_closed.is_(False), at.password.is_not(None)
    )
    return int(on.execute(chosen).scalar_one())


def change_account(on: Connection, account_id: int, **values: str | bool | None) -> None:
    """Set columns of one account: role, password, is_closed, zone."""
    on.execute(update(account).where(account.c.id == account_id).values(**values))


def _told(row: Row[Any]) -> AccountRow:
    at = row._mapping
    names = ("id", "name", "folded", "role", "password", "made_at", "made_by", "is_closed", "zone")
    number, name, folded, role, password, made_at, made_by, is_closed, zone = (at[one] for one in names)
    return AccountRow(int(number), name, folded, role, password, made_at, made_by, bool(is_closed), zone)
