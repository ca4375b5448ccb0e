"""`wiredesk add`, `wiredesk rejected` and what a person gives, as a user runs them."""

import datetime
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.warc_files import write_small
from wiredesk.store.opening import Store

WIREDESK = str(Path(sys.executable).with_name("wiredesk"))
NOW = datetime.datetime(2024, 9, 1, 12, 0, tzinfo=datetime.UTC)
STORY = """<!DOCTYPE html><html><head><title>Two held in Lisvale</title></head><body><article><h1>Two held in Lisvale</h1>
<p>Two men were held in Lisvale on Tuesday over the bomb that killed four people at the fish market, police said.</p>
<p>The mayor of the town, Ana Ruiz, asked for calm and said that the market would open again within a week.</p>
<p>"We know who made it," an officer of the county police told reporters, and named the Harbour Front.</p></article></body>"""


def environment(**more: str) -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "COLUMNS": "80", "OMP_NUM_THREADS": "1", **more}


def run(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [WIREDESK, *arguments], cwd=cwd, input=stdin, capture_output=True, check=False, timeout=240, env=environment()
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a folder with a new desk in it."""
    Store.create(str(tmp_path / "wiredesk.db"), now=NOW).close()
    (tmp_path / "in").mkdir()
    return tmp_path


def test_pages_are_added_once_and_the_refused_listed(desk: Path) -> None:
    (desk / "in" / "story.html").write_text(STORY)
    (desk / "in" / "empty.html").write_text("<html></html>")
    first = run("add", "in", "--workers", "1", cwd=desk)
    assert (first.returncode, first.stdout) == (1, "")
    assert "in/empty.html" in first.stderr
    assert "1 filed, 1 refused" in first.stderr
    second = run("add", "in/story.html", "--workers", "1", cwd=desk)
    assert second.returncode == 0
    assert "0 filed, 1 known" in second.stderr
    (listed,) = map(json.loads, run("rejected", "--json", cwd=desk).stdout.splitlines())
    assert (listed["uri"], set(listed)) == ("in/empty.html", {"uri", "url", "sha256", "reason", "what", "advice", "at"})
    assert run("rejected", cwd=desk).stdout.startswith(listed["at"][:10])
    assert run("rejected", "--reason", "timeout", cwd=desk).stdout == ""


def test_a_list_names_sources_and_standard_input_a_page(desk: Path) -> None:
    (desk / "in" / "story.html").write_text(STORY)
    (desk / "sources.txt").write_text("# ours\n\nin/story.html\n  nowhere.html \n")
    done = run("add", "--list", "sources.txt", "--workers", "1", cwd=desk)
    assert done.returncode == 1
    assert "1 filed, 1 refused" in done.stderr
    piped = run("add", "-", "--workers", "1", cwd=desk, stdin=STORY.replace("Lisvale", "Oldham").encode())
    assert piped.returncode == 0
    assert piped.stderr.splitlines()[-1].startswith("1 filed in ")
    missing = run("add", "--list", "no-list.txt", cwd=desk)
    assert (missing.returncode, "no-list.txt" in missing.stderr) == (2, True)


@pytest.mark.parametrize("verb", ["read", "add"])
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("--published", "yesterday"), "is no day"),
        (("--captured", "noon"), "is no moment"),
        (("--url", "ftp://example.org"), "is no http(s) address"),
        (("--published", "2020-03-04", "b.html"), "name one source"),
    ],
)
def test_what_is_given_wrongly_is_refused_before_anything_is_done(
    verb: str, given: tuple[str, ...], expected: str, tmp_path: Path
) -> None:
    done = run(verb, "a.html", *given, cwd=tmp_path)
    assert done.returncode == 2
    assert expected in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_is_given_outranks_the_page(desk: Path) -> None:
    (desk / "in" / "story.html").write_text(STORY)
    given = ("--published", "2020-03-04", "--url", "https://example.org/held", "--captured", "2020-03-05T10:00:00Z")
    told = json.loads(run("read", "in/story.html", "--json", *given, cwd=desk).stdout)
    assert (told["published"]["earliest"], told["published"]["latest"]) == ("2020-03-04", "2020-03-04")
    assert (told["source"]["url"], told["source"]["captured"]) == ("https://example.org/held", "2020-03-05T10:00:00Z")
    assert run("add", "in/story.html", "--workers", "1", *given, cwd=desk).returncode == 0
    refused = run("add", "in", "--workers", "1", *given, cwd=desk)
    assert refused.returncode == 1
    assert "is for one" in refused.stderr


def test_without_a_desk_or_source_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(STORY)
    without = run("add", "a.html", cwd=tmp_path)
    assert (without.returncode, "wiredesk desk init" in without.stderr) == (1, True)
    assert run("add", cwd=tmp_path).returncode == 2


def test_an_interrupted_addition_says_how_to_go_on_and_does(desk: Path) -> None:
    wanted = write_small(desk / "in" / "a.warc.gz", 400)
    command = [WIREDESK, "add", "in/a.warc.gz", "--workers", "1"]
    process = subprocess.Popen(command, cwd=desk, stderr=subprocess.PIPE, env=environment(), start_new_session=True)
    _wait_for_reports(desk / "wiredesk.db")
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=240)
    assert process.returncode == 130, told.decode()
    assert "run the same command again" in told.decode()
    assert "Traceback" not in told.decode()
    kept = _filed(desk / "wiredesk.db")
    assert 0 < len(kept) < len(wanted)
    assert len(set(kept)) == len(kept)


def _filed(path: Path) -> list[str]:
    import sqlite3

    with sqlite3.connect(path) as direct:
        found = [row[0] for row in direct.execute("SELECT url FROM report")]
    direct.close()
    return found


def _wait_for_reports(path: Path) -> None:
    end = time.monotonic() + 120
    while not _filed(path) and time.monotonic() < end:
        time.sleep(0.05)


def test_help_names_every_source() -> None:
    shown = run("add", "--help", cwd=Path.cwd()).stdout
    for word in ("WARC", "WACZ", "feed", "OPML", "mbox", "--workers", "--again", "--published"):
        assert word in shown
