"""`wiredesk user`: passwords asked for, accounts and keys listed. Not for: what accounts are (see `desk.accounts`)."""

import getpass
import sys
from typing import Any

from wiredesk.cli.saying import Outcome, print_json, print_out, say_done, say_error, say_note
from wiredesk.cli.shelf import Thing, print_shelf
from wiredesk.desk import accounts, sessions
from wiredesk.desk.desk import open_desk
from wiredesk.desk.passwords import MAX_CHARS
from wiredesk.desk.roles import role_of
from wiredesk.errors import SettingError
from wiredesk.settings import Settings
from wiredesk.store.accounts import AccountRow
from wiredesk.store.sessions import KeyRow


def add_user(settings: Settings, name: str, role: str, *, is_from_stdin: bool, is_for_keys: bool) -> int:
    """Make an account and tell of it."""
    if is_from_stdin and is_for_keys:
        return say_error("wiredesk user add: give --password-stdin or --no-password, not both", Outcome.USAGE)
    wanted = role_of(role)
    with open_desk(settings) as desk:
        is_first = not accounts.has_users(desk)
        row = accounts.add_account(desk, name, wanted, None if is_for_keys else _password(is_from_stdin))
    say_done(f"{row.name} is {row.role} now")
    if is_first:
        say_note("from now on everybody must log in, on a running server too")
    return Outcome.DONE


def list_users(settings: Settings, *, as_json: bool) -> int:
    """Print the accounts."""
    with open_desk(settings) as desk:
        rows, n_sessions = accounts.accounts(desk), accounts.n_sessions(desk)
    if as_json:
        for row in rows:
            print_json(_account_json(row, n_sessions.get(row.account_id, 0)))
    elif rows:
        print_shelf(_account_thing(row, n_sessions.get(row.account_id, 0)) for row in rows)
    else:
        say_note("there are no users: wiredesk serve lets whoever is at this machine in; see wiredesk user add --help")
    return Outcome.DONE


def change_role(settings: Settings, name: str, to: str) -> int:
    """Give an account another role."""
    wanted = role_of(to)
    with open_desk(settings) as desk:
        row = accounts.set_role(desk, accounts.account_named(desk, name).account_id, wanted)
    say_done(f"{row.name} is {row.role} now")
    return Outcome.DONE


def change_password(settings: Settings, name: str, *, is_from_stdin: bool) -> int:
    """Give an account a new password."""
    with open_desk(settings) as desk:
        row = accounts.account_named(desk, name)
        n_ended = accounts.set_password(desk, row.account_id, _password(is_from_stdin))
    say_done(f"{row.name} has a new password; {n_ended} session{'' if n_ended == 1 else 's'} ended")
    return Outcome.DONE


def close_user(settings: Settings, name: str) -> int:
    """Close an account."""
    with open_desk(settings) as desk:
        row = accounts.account_named(desk, name)
        accounts.close_account(desk, row.account_id)
    say_done(f"{row.name} is closed; sessions and keys are ended")
    return Outcome.DONE


def reopen_user(settings: Settings, name: str, *, is_from_stdin: bool) -> int:
    """Open a closed account again."""
    with open_desk(settings) as desk:
        row = accounts.account_named(desk, name)
        accounts.reopen_account(desk, row.account_id, _password(is_from_stdin))
    say_done(f"{row.name} is open again, as {row.role}")
    return Outcome.DONE


def make_user_key(settings: Settings, name: str, *, label: str, role: str) -> int:
    """Make a key and print it alone to standard output."""
    wanted = role_of(role)
    with open_desk(settings) as desk:
        row = accounts.account_named(desk, name)
        made = sessions.make_key(desk, row.account_id, label, wanted)
    print_out(f"{made.words}\n")
    say_note(f"key {made.key_id}: it is shown this once; send it as Authorization: Bearer ... to /api/v1/")
    return Outcome.DONE


def list_keys(settings: Settings, name: str | None, *, as_json: bool) -> int:
    """Print the keys."""
    with open_desk(settings) as desk:
        account_id = accounts.account_named(desk, name).account_id if name is not None else None
        rows = sessions.keys(desk, account_id)
    if as_json:
        for row in rows:
            print_json(_key_json(row))
    elif rows:
        print_shelf(_key_thing(row) for row in rows)
    else:
        say_note("there are no keys; wiredesk user key NAME --for WORDS makes one")
    return Outcome.DONE


def revoke_user_key(settings: Settings, number: int) -> int:
    """Put a key out of force."""
    with open_desk(settings) as desk:
        row = sessions.revoke_key(desk, number)
    say_done(f"key {row.key_id} ({row.name}) opens nothing any more")
    return Outcome.DONE


def _password(is_from_stdin: bool) -> str:
    """Ask for a password, twice at a terminal; it is on no screen and in no list of processes.

    :raises SettingError: when there is none, or the two differ.
    """
    if is_from_stdin:
        return sys.stdin.readline(MAX_CHARS * 4).rstrip("\r\n")
    if not sys.stdin.isatty():
        raise SettingError("password: there is no terminal to ask at; send it to --password-stdin")
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise SettingError("password: the two are not the same; do it again")
    return first


def _account_thing(row: AccountRow, n_sessions: int) -> Thing:
    lines = [f"made {row.made_at[:10]} by {row.made_by}"]
    if row.is_closed:
        lines.insert(0, "closed")
    elif row.password is None:
        lines.insert(0, "no password: for keys alone")
    elif n_sessions:
        lines.insert(0, f"{n_sessions} session{'' if n_sessions == 1 else 's'}")
    return Thing(row.role, row.name, tuple(lines), is_dim=row.is_closed)


def _account_json(row: AccountRow, n_sessions: int) -> dict[str, Any]:
    told = {"id": row.account_id, "name": row.name, "role": row.role, "closed": row.is_closed, "sessions": n_sessions}
    return {**told, "can_log_in": row.password is not None, "made_at": row.made_at, "made_by": row.made_by}


def _key_thing(row: KeyRow) -> Thing:
    used = f"last used {row.used_at[:16].replace('T', ' ')}" if row.used_at else "never used"
    state = f"revoked {row.revoked_at[:10]}" if row.revoked_at else used
    return Thing(str(row.key_id), f"{row.name} ({row.owner}, {row.role})", (state,), is_dim=row.revoked_at is not None)


def _key_json(row: KeyRow) -> dict[str, Any]:
    told = {"id": row.key_id, "name": row.name, "owner": row.owner, "role": row.role, "made_at": row.made_at}
    return {**told, "used_at": row.used_at, "revoked_at": row.revoked_at}
