"""Claims about accounts, sessions and keys, on both databases."""

import datetime
import json
import threading
from dataclasses import replace

import pytest

from made_reports import desk_of
from wiredesk.desk import accounts, passwords, sessions
from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role
from wiredesk.errors import AccountRefused, NotOnDesk, SettingError, TooBusy
from wiredesk.store import log
from wiredesk.store import sessions as kept_sessions
from wiredesk.store.opening import Store

PASSWORD = "correct horse staple"  # noqa: S105 - of people who do not exist


@pytest.fixture
def desk(store: Store) -> Desk:
    return desk_of(store)


def made(desk: Desk, name: str = "Ada Roe", role: Role = Role.ADMIN) -> int:
    return accounts.add_account(desk, name, role, PASSWORD).account_id


def later(desk: Desk, **by: float) -> Desk:
    now = desk.clock() + datetime.timedelta(**by)
    return replace(desk, clock=lambda: now)


def rows(desk: Desk) -> list[log.LogRow]:
    with desk.store.reading() as on:
        return list(log.chain(on))


# -- accounts ----------------------------------------------------------------------------------------------------------


def test_the_first_account_is_of_an_admin_who_can_log_in(desk: Desk) -> None:
    for role, password in ((Role.CODER, PASSWORD), (Role.EDITOR, PASSWORD), (Role.ADMIN, None)):
        with pytest.raises(AccountRefused, match="the first account must be an admin's"):
            accounts.add_account(desk, "Ada Roe", role, password)
    assert not accounts.has_users(desk)
    made(desk)
    assert accounts.has_users(desk)


@pytest.mark.parametrize("other", ["Ada Roe", "ada  roe", "ADA-ROE", "Adá Roé", "  Ada Roe "])
def test_two_names_that_look_alike_are_one(desk: Desk, other: str) -> None:
    made(desk)
    with pytest.raises(AccountRefused, match="taken"):
        made(desk, other)


@pytest.mark.parametrize("name", ["", "  ", "...", "a" * 81, "Ada\x00", "Ada\u202eRoe", "\ud800"])
def test_a_name_is_one_line_with_a_letter(desk: Desk, name: str) -> None:
    with pytest.raises(SettingError):
        made(desk, name)


@pytest.mark.parametrize(
    "password",
    ["short", "a" * 257, "aaaaaaaaaaaaaaaa", "passwordpassword", "ada roe ada roe", "wiredeskwiredesk12", "abababababab",
     "with\x00nul inside it", "with\ttab inside it", "lone \ud800 surrogate"],
)  # fmt: skip
def test_a_password_is_long_and_not_easily_guessed(desk: Desk, password: str) -> None:
    with pytest.raises(SettingError, match="password"):
        accounts.add_account(desk, "Ada Roe", Role.ADMIN, password)


def test_the_last_admin_stays_one(desk: Desk) -> None:
    ada = made(desk)
    accounts.add_account(desk, "Bot", Role.ADMIN, None)
    for change in (lambda: accounts.close_account(desk, ada), lambda: accounts.set_role(desk, ada, Role.EDITOR)):
        with pytest.raises(AccountRefused, match="last admin"):
            change()
    ben = made(desk, "Ben Ito")
    accounts.set_role(desk, ada, Role.EDITOR)
    with pytest.raises(AccountRefused, match="last admin"):
        accounts.close_account(desk, ben)


def test_two_admins_cannot_close_each_other_at_once(desk: Desk) -> None:
    ids = [made(desk), made(desk, "Ben Ito")]
    failed = []

    def close(account_id: int) -> None:
        try:
            accounts.close_account(desk, account_id)
        except AccountRefused:
            failed.append(account_id)

    both = [threading.Thread(target=close, args=(one,)) for one in ids]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(failed) == 1


def test_closing_ends_sessions_and_keys_and_opening_again_brings_none_back(desk: Desk) -> None:
    made(desk)
    ben = made(desk, "Ben Ito", Role.CODER)
    words = sessions.log_in(desk, accounts.account_of(desk, ben))
    key = sessions.make_key(desk, ben, "export", Role.READER)
    accounts.close_account(desk, ben)
    assert sessions.came_by_session(desk, words) is None
    assert sessions.came_by_key(desk, key.words) is None
    with pytest.raises(AccountRefused, match="is closed"):
        accounts.set_password(desk, ben, PASSWORD)
    assert sessions.account_with(desk, "Ben Ito", PASSWORD) is None
    accounts.reopen_account(desk, ben, PASSWORD)
    assert sessions.account_with(desk, "ben ito", PASSWORD) is not None
    assert sessions.came_by_session(desk, words) is None
    assert sessions.came_by_key(desk, key.words) is None
    with pytest.raises(AccountRefused, match="is open"):
        accounts.reopen_account(desk, ben, PASSWORD)


def test_who_logs_in_while_their_account_is_closed_gets_no_session(desk: Desk) -> None:
    made(desk)
    row = accounts.account_of(desk, made(desk, "Ben Ito", Role.CODER))
    accounts.close_account(desk, row.account_id)
    with pytest.raises(AccountRefused, match="log in again"):
        sessions.log_in(desk, row)


def test_what_is_not_there_is_said_so(desk: Desk) -> None:
    with pytest.raises(NotOnDesk, match="wiredesk user list"):
        accounts.account_named(desk, "Nobody")
    with pytest.raises(NotOnDesk):
        accounts.close_account(desk, 99)
    with pytest.raises(NotOnDesk):
        sessions.revoke_key(desk, 99)


# -- the log -----------------------------------------------------------------------------------------------------------


def test_every_change_stands_in_the_log_and_no_secret_does(desk: Desk) -> None:
    ada = made(desk)
    ben = made(desk, "Ben Ito", Role.CODER)
    accounts.set_role(desk, ben, Role.EDITOR)
    accounts.set_password(desk, ben, "another horse entirely")
    words = sessions.log_in(desk, accounts.account_of(desk, ben))
    key = sessions.make_key(desk, ben, "export", Role.READER)
    sessions.revoke_key(desk, key.key_id)
    sessions.revoke_key(desk, key.key_id)
    came = sessions.came_by_session(desk, words)
    assert came is not None
    sessions.log_out(desk, came)
    accounts.close_account(desk, ben)
    found = rows(desk)
    assert [(row.action, row.subject) for row in found] == [
        ("account made", f"account {ada}"),
        ("account made", f"account {ben}"),
        ("account role", f"account {ben}"),
        ("account password", f"account {ben}"),
        ("login", f"account {ben}"),
        ("key made", f"key {key.key_id}"),
        ("key revoked", f"key {key.key_id}"),
        ("logout", f"account {ben}"),
        ("account closed", f"account {ben}"),
    ]
    assert json.loads(found[2].detail) == {"from": "coder", "to": "editor"}
    told = json.dumps([[row.subject, row.detail] for row in found])
    for secret in (PASSWORD, "another horse", "argon2", words, key.words, sessions.hash_of(words), "Ben Ito"):
        assert secret not in told


# -- logging in --------------------------------------------------------------------------------------------------------


def test_the_password_alone_lets_in(desk: Desk) -> None:
    made(desk)
    assert sessions.account_with(desk, "ADA ROE", PASSWORD) is not None
    wrong = ["correct horse stapl", "", PASSWORD + " ", "\ud800" * 12, "x" * 1000]
    for name, password in [("Nobody", PASSWORD), ("", ""), ("a" * 5000, "y"), *(("Ada Roe", one) for one in wrong)]:
        assert sessions.account_with(desk, name, password) is None


def test_who_has_no_password_does_not_log_in_by_any(desk: Desk) -> None:
    made(desk)
    accounts.add_account(desk, "Bot", Role.CODER, None)
    for password in ("", "-", "None", PASSWORD):
        assert sessions.account_with(desk, "Bot", password) is None


def test_a_letter_that_keyboards_write_in_two_ways_is_one(desk: Desk) -> None:
    accounts.add_account(desk, "Ada Roe", Role.ADMIN, "caf\u00e9 de la gare du nord")
    assert sessions.account_with(desk, "Ada Roe", "cafe\u0301 de la gare du nord") is not None


def test_what_is_checked_for_nobody_costs_what_a_password_costs() -> None:
    assert not passwords.is_outdated(passwords._NOBODYS)
    assert not passwords.is_right(PASSWORD, None)


def test_an_older_cheaper_hash_is_made_anew_at_the_next_login(desk: Desk) -> None:
    from argon2 import PasswordHasher

    from wiredesk.store import accounts as kept

    ada = made(desk)
    with desk.store.writing() as on:
        kept.change_account(on, ada, password=PasswordHasher(1, 8, 1).hash(PASSWORD))
    row = sessions.account_with(desk, "Ada Roe", PASSWORD)
    assert row is not None
    assert row.password is not None
    assert not passwords.is_outdated(row.password)
    assert accounts.account_of(desk, ada).password == row.password
    assert sessions.came_by_session(desk, sessions.log_in(desk, row)) is not None


def test_no_more_than_a_few_wait_for_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_queue", threading.BoundedSemaphore(1))
    with passwords._turn(), pytest.raises(TooBusy):
        passwords.is_right(PASSWORD, None)
    assert passwords.is_right(PASSWORD, None) is False


# -- sessions and keys -------------------------------------------------------------------------------------------------


def test_a_session_says_who_comes_and_ends(desk: Desk) -> None:
    row = accounts.account_of(desk, made(desk))
    words = sessions.log_in(desk, row)
    came = sessions.came_by_session(desk, words)
    assert came is not None
    assert (came.account_id, came.name, came.role, came.is_by_key) == (row.account_id, "Ada Roe", Role.ADMIN, False)
    assert sessions.came_by_session(later(desk, hours=11, minutes=59), words) is not None
    assert sessions.came_by_session(later(desk, hours=24), words) is None
    assert sessions.came_by_session(desk, "x" * 43) is None


def test_all_other_sessions_end_and_this_one_stays(desk: Desk) -> None:
    row = accounts.account_of(desk, made(desk))
    words = [sessions.log_in(desk, row) for _ in range(3)]
    came = sessions.came_by_session(desk, words[1])
    assert came is not None
    assert sessions.end_other_sessions(desk, came) == 2
    assert [sessions.came_by_session(desk, one) is not None for one in words] == [False, True, False]
    assert len(sessions.sessions_of(desk, row.account_id)) == 1


def test_sessions_that_are_over_are_swept_away_by_the_next_login(desk: Desk) -> None:
    row = accounts.account_of(desk, made(desk))
    for _ in range(3):
        sessions.log_in(desk, row)
    sessions.log_in(later(desk, days=1), row)
    with desk.store.reading() as on:
        assert kept_sessions.n_sessions(on) == {row.account_id: 1}


def test_a_key_has_the_lower_of_two_roles(desk: Desk) -> None:
    made(desk)
    ben = made(desk, "Ben Ito", Role.EDITOR)
    with pytest.raises(AccountRefused, match="cannot be admin"):
        sessions.make_key(desk, ben, "export", Role.ADMIN)
    low, high = (sessions.make_key(desk, ben, "export", role) for role in (Role.READER, Role.EDITOR))
    assert [sessions.came_by_key(desk, one.words).role for one in (low, high)] == [Role.READER, Role.EDITOR]  # type: ignore[union-attr]
    accounts.set_role(desk, ben, Role.CODER)
    assert [sessions.came_by_key(desk, one.words).role for one in (low, high)] == [Role.READER, Role.CODER]  # type: ignore[union-attr]


def test_a_key_is_shown_once_and_says_when_it_was_used(desk: Desk) -> None:
    ada = made(desk)
    key = sessions.make_key(desk, ada, "  nightly   export ", Role.READER)
    assert key.words not in repr(key)
    assert sessions.keys(desk, ada)[0].used_at is None
    assert sessions.keys(desk, ada)[0].name == "nightly export"
    assert sessions.came_by_key(desk, key.words) is not None
    assert sessions.keys(desk, ada)[0].used_at == desk.now()
    for wrong in ("wd_", key.words[3:], "wd_" + key.words, key.words + "x", key.words[:-1], "wd_" + "A" * 43):
        assert sessions.came_by_key(desk, wrong) is None


def test_a_key_wants_a_name(desk: Desk) -> None:
    ada = made(desk)
    for name in ("", "  ", "a" * 81, "a\nb\x00"):
        with pytest.raises(SettingError):
            sessions.make_key(desk, ada, name, Role.READER)
