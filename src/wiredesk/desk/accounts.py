"""Accounts of people: made, changed, closed; every change stands in the log. Not for: logging in (see `sessions`).

The first account is an admin's who can log in, and the last such admin stays one: a desk that has users never falls back to
having none, which on loopback would let everybody in.
"""

from dataclasses import replace

from wiredesk.desk import passwords
from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role
from wiredesk.errors import AccountRefused, NotOnDesk, SettingError
from wiredesk.folding import folded
from wiredesk.store import accounts as kept_accounts
from wiredesk.store import sessions as kept_sessions
from wiredesk.store.accounts import AccountRow
from wiredesk.store.log import append
from wiredesk.store.opening import On

MAX_NAME = 80


def accounts(desk: Desk) -> list[AccountRow]:
    """Return all accounts, closed ones last, by name."""
    with desk.store.reading() as on:
        return kept_accounts.account_rows(on)


def account_of(desk: Desk, account_id: int) -> AccountRow:
    """Return one account.

    :raises NotOnDesk: when there is none of this id.
    """
    with desk.store.reading() as on:
        return kept_accounts.account_row(on, account_id)


def account_named(desk: Desk, name: str) -> AccountRow:
    """Return the account of this name, however it is spelled.

    :raises NotOnDesk: when there is none.
    """
    with desk.store.reading() as on:
        row = kept_accounts.account_folded(on, folded(name))
    if row is None:
        raise NotOnDesk(f"account {name[:60]!r}: is not on the desk; see wiredesk user list")
    return row


def n_sessions(desk: Desk) -> dict[int, int]:
    """Return how many sessions each account has, those without left out."""
    with desk.store.reading() as on:
        return kept_sessions.n_sessions(on)


def has_users(desk: Desk) -> bool:
    """Tell whether anybody has an account."""
    with desk.store.reading() as on:
        return kept_accounts.has_open_account(on)


def add_account(desk: Desk, name: str, role: Role, password: str | None) -> AccountRow:
    """Make an account; without a password nobody logs in by it, and it is for keys alone.

    :raises SettingError: when the name or the password cannot be used.
    :raises AccountRefused: when the name is taken, or the first account would be nobody who can make more.
    """
    name = _checked_name(name)
    kept = _hash(password, name) if password is not None else None
    with desk.store.writing(is_durable=True) as on:
        taken = kept_accounts.account_folded(on, folded(name))
        if taken is not None:
            advice = "it is closed; open it again" if taken.is_closed else "choose another"
            raise AccountRefused(f"account {name!r}: the name is taken, or too like {taken.name!r}; {advice}")
        if not kept_accounts.has_open_account(on) and (role is not Role.ADMIN or kept is None):
            raise AccountRefused(f"account {name!r}: the first account must be an admin's, with a password; make that one first")
        row = AccountRow(0, name, folded(name), role.word, kept, desk.now(), desk.who, False, None)
        row = replace(row, account_id=kept_accounts.add_account(on, row))
        told = {"role": role.word, "password": kept is not None}
        append(on, desk.who, "account made", subject_of(row.account_id), told, at=desk.now())
    return row


def set_role(desk: Desk, account_id: int, role: Role) -> AccountRow:
    """Give an account another role; it holds from its next request on.

    :raises NotOnDesk: when there is none of this id.
    :raises AccountRefused: when it is closed, or the last admin's.
    """
    with desk.store.writing(is_durable=True) as on:
        row = _open_row(on, account_id)
        if role is not Role.ADMIN:
            _demand_another_admin(on, row)
        kept_accounts.change_account(on, account_id, role=role.word)
        append(on, desk.who, "account role", subject_of(account_id), {"from": row.role, "to": role.word}, at=desk.now())
    return replace(row, role=role.word)


def set_password(desk: Desk, account_id: int, password: str, *, keep_session: str = "") -> int:
    """Give an account another password, and end its sessions but for the one under the hash `keep_session`.

    Return how many sessions were ended.

    :raises NotOnDesk: when there is none of this id.
    :raises SettingError: when the password cannot be used.
    :raises AccountRefused: when the account is closed.
    """
    kept = _hash(password, account_of(desk, account_id).name)
    with desk.store.writing(is_durable=True) as on:
        _open_row(on, account_id)
        kept_accounts.change_account(on, account_id, password=kept)
        n_ended = kept_sessions.end_sessions(on, account_id, but=keep_session)
        append(on, desk.who, "account password", subject_of(account_id), {"sessions_ended": n_ended}, at=desk.now())
    return n_ended


def set_zone(desk: Desk, account_id: int, zone: str | None) -> None:
    """Keep the time zone in which a person reads moments; None for the browser's. It is nothing for the log."""
    with desk.store.writing(is_durable=True) as on:
        kept_accounts.change_account(on, account_id, zone=zone)


def close_account(desk: Desk, account_id: int) -> None:
    """Close an account: its sessions and keys end at once. Its name stays in rulings and the log.

    :raises NotOnDesk: when there is none of this id.
    :raises AccountRefused: when it is closed already, or the last admin's.
    """
    with desk.store.writing(is_durable=True) as on:
        row = _open_row(on, account_id)
        _demand_another_admin(on, row)
        kept_accounts.change_account(on, account_id, is_closed=True, password=None)
        told = {
            "sessions_ended": kept_sessions.end_sessions(on, account_id),
            "keys_revoked": kept_sessions.revoke_keys(on, account_id, at=desk.now()),
        }
        append(on, desk.who, "account closed", subject_of(account_id), told, at=desk.now())


def reopen_account(desk: Desk, account_id: int, password: str) -> None:
    """Open a closed account again, with a new password; its old keys stay revoked.

    :raises NotOnDesk: when there is none of this id.
    :raises SettingError: when the password cannot be used.
    :raises AccountRefused: when it is open.
    """
    row = account_of(desk, account_id)
    kept = _hash(password, row.name)
    with desk.store.writing(is_durable=True) as on:
        if not kept_accounts.account_row(on, account_id).is_closed:
            raise AccountRefused(f"account {row.name!r}: is open; give it a new password instead")
        kept_accounts.change_account(on, account_id, is_closed=False, password=kept)
        append(on, desk.who, "account opened", subject_of(account_id), {"role": row.role}, at=desk.now())


def subject_of(account_id: int) -> str:
    """Return what the log calls an account."""
    return f"account {account_id}"


def _hash(password: str, name: str) -> str:
    passwords.check_choice(password, name=name)
    return passwords.hashed(password)


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not folded(name) or len(name) > MAX_NAME or not name.isprintable():
        raise SettingError(f"account {name[:60]!r}: a name is one line of 1 to {MAX_NAME} characters with a letter in it")
    return name


def _open_row(on: On, account_id: int) -> AccountRow:
    row = kept_accounts.account_row(on, account_id)
    if row.is_closed:
        raise AccountRefused(f"account {row.name!r}: is closed; open it again first")
    return row


def _demand_another_admin(on: On, row: AccountRow) -> None:
    if row.role == Role.ADMIN.word and not kept_accounts.n_other_admins(on, row.account_id):
        raise AccountRefused(f"account {row.name!r}: is the last admin; make another admin first")
