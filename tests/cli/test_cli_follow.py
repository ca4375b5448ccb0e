"""`wiredesk feed`, `follow` and `watch` as a user types them: the outputs, the log, the exit statuses, the end by a signal."""

import datetime
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from loopback import Reply, Site, item, rss, site
from wiredesk.cli.app import run
from wiredesk.cli.following import seconds_of
from wiredesk.errors import SettingError
from wiredesk.store.opening import Store

STORY = (
    "<!doctype html><html lang='en'><head><title>Market bombed in Lisvale</title></head><body><article>"
    "<h1>Market bombed in Lisvale</h1>"
    "<p>A bomb killed four people in the covered market of Lisvale on Monday, the police said. "
    "Eleven were wounded, among them two children, and the hall burnt down before the firemen came.</p>"
    "<p>The Ash League, which has fought the government since 2019, said that it had planted the bomb.</p>"
    "</article></body></html>"
)


@pytest.fixture
def place() -> Iterator[Site]:
    with site() as running:
        running.answers["/rss"] = Reply.rss(rss(item(f"{running.url}/a", "Market bombed"), item(f"{running.url}/none")))
        running.answers["/a"] = Reply.html(STORY)
        yield running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with an empty desk and settings that let the loopback site be asked."""
    Store.create(str(tmp_path / "wiredesk.db"), now=datetime.datetime.now(datetime.UTC)).close()
    (tmp_path / "wiredesk.toml").write_text(
        "allow_private_addresses = true\nwebhook_allow_private_addresses = true\nfollow_delay_s = 0\n"
        "webhook_secret = 'hush-hush'\nsmtp_password = 'hush-hush'\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_feed_is_followed_and_an_alert_shown(place: Site, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["watch", "add", "bombs", "--type", "bombing", "--phrase", "covered market"]) == 0
    assert run(["feed", "add", f"{place.url}/rss", "--every", "1h"]) == 0
    capsys.readouterr()
    assert run(["follow", "--once"]) == 0
    told = capsys.readouterr()
    assert "ALERT a1 bombs: Market bombed in Lisvale" in told.out
    assert '"A bomb killed four people in the covered market of Lisvale on Monday, the police said."' in told.out
    assert "because: type bombing; phrase covered market" in told.out
    lines = told.err.splitlines()
    assert any(" f1 entries 2 new of 2 entries" in line for line in lines)
    assert any(" f1 filed r1 Market bombed in Lisvale" in line for line in lines)
    assert any(" f1 rejected " in line and "HTTP 404" in line for line in lines)
    assert all(line.isprintable() for line in lines)
    assert run(["feed", "list"]) == 0
    shelf = capsys.readouterr().out
    assert "1 filed, 1 rejected" in shelf
    assert max(map(len, shelf.splitlines())) <= 80
    assert run(["watch", "test", "bombs", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["report"] == "r1"


def test_for_machines_everything_is_json_lines(place: Site, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["watch", "add", "bombs", "--phrase", "covered market"])
    run(["feed", "add", f"{place.url}/rss"])
    capsys.readouterr()
    assert run(["follow", "--once", "--json"]) == 0
    told = capsys.readouterr()
    kinds = [json.loads(line)["kind"] for line in told.out.splitlines()]
    assert sorted(kinds) == ["alert", "delivered", "entries", "filed", "rejected"]
    assert told.err == ""


def test_a_failing_feed_makes_once_fail(place: Site, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place.answers["/down"] = Reply(status=500)
    assert run(["feed", "add", f"{place.url}/down"]) == 0
    assert "tried again" in capsys.readouterr().err
    assert run(["follow", "--once"]) == 1
    assert "f1 failed the server has an error of its own (HTTP 500)" in capsys.readouterr().err


def test_no_list_and_no_log_shows_a_secret(place: Site, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["watch", "add", "bombs", "--phrase", "covered market", "--sink", f"webhook:{place.url}/T012/key"]) == 0
    run(["feed", "add", f"{place.url}/rss"])
    run(["follow", "--once"])
    run(["watch", "list"])
    run(["watch", "list", "--json"])
    told = capsys.readouterr()
    assert "webhook:http://127.0.0.1" in told.out
    for secret in ("T012", "hush"):
        assert secret not in told.out + told.err


@pytest.mark.parametrize(
    "words",
    [
        ["watch", "add", "empty"],
        ["watch", "add", "x", "--type", "picnic"],
        ["watch", "add", "x", "--near", "1,2"],
        ["watch", "add", "x", "--who", "Ada Roe", "--sink", "pigeon"],
        ["watch", "add", "x", "--who", "Ada Roe", "--sink", "mail:ann@news.example"],
        ["feed", "add", "http://127.0.0.1:9/x", "--every", "often"],
        ["follow", "--every", "1s"],
    ],
)
def test_wrong_words_are_told_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert run(words) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    "words", [["watch", "remove", "x"], ["watch", "test", "w9"], ["feed", "pause", "f9"], ["feed", "remove", "x"]]
)
def test_what_is_not_there_is_told_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert run(words) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(("words", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7200), ("1d", 86_400), (" 7D ", 604_800)])
def test_a_time_is_read(words: str, seconds: int) -> None:
    assert seconds_of(words) == seconds


@pytest.mark.parametrize("words", ["", "15", "m", "59s", "8d", "1 week", "-5m", "9" * 30 + "d"])
def test_a_time_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(SettingError):
        seconds_of(words)


# -- signals -----------------------------------------------------------------------------------------------------------


def started(*words: str) -> subprocess.Popen[str]:
    program = str(Path(sys.executable).with_name("wiredesk"))
    return subprocess.Popen([program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_at_once_and_in_order(place: Site, folder: Path, number: signal.Signals) -> None:
    """End it while a server drips and another feed has been dealt with."""
    place.answers["/drip"] = [Reply.rss(rss()), lambda handler: handler.drip()]  # type: ignore[list-item]
    for path in ("/drip", "/rss"):
        assert (
            run(["feed", "add", f"{place.url}{path}".replace("127.0.0.1", "localhost" if path == "/drip" else "127.0.0.1")]) == 0
        )
    process = started("follow", "--json")
    assert process.stdout is not None
    kinds = []
    while "filed" not in kinds:
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        kinds.append(json.loads(line)["kind"])
    sent = time.monotonic()
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    assert time.monotonic() - sent < 15


def test_killed_it_goes_on_where_it_was(place: Site, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"s{n}" for n in range(12)]
    place.answers["/rss"] = Reply.rss(rss(*(item(f"{place.url}/{name}") for name in names)), ETag='"v1"')
    for name in names:
        place.answers[f"/{name}"] = Reply.html(STORY.replace("bombed in Lisvale", f"bombed, {name}"))
    assert run(["feed", "add", f"{place.url}/rss"]) == 0
    for n_filed in (1, 4):
        process = started("follow", "--json")
        assert process.stdout is not None
        left = n_filed
        while left:
            line = process.stdout.readline()
            assert line, process.communicate()[1]
            left -= json.loads(line)["kind"] == "filed"
        process.kill()
        process.communicate()
    capsys.readouterr()
    assert run(["follow", "--once"]) == 0
    assert run(["feed", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["entries"] == {"filed": 12}
