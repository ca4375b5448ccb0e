"""What a person names becomes a stream of pages: folders, zip files, mailboxes, web archives."""

import base64
import datetime
import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.warc_files import answer
from wiredesk.errors import Rejected
from wiredesk.pages.intake import Intake, Known
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.passing import Passing
from wiredesk.pages.stories import Stories
from wiredesk.pages.wacz import Member, zip_members
from wiredesk.settings import Settings

SMALL = Settings(max_bytes=100_000)
NOW = datetime.datetime(2021, 3, 2, 20, 35, tzinfo=datetime.UTC)
HTML = b"<html><p>Two men were held in Lisvale.</p></html>"
MAIL = b"From: a@example.org\nSubject: News\nDate: Tue, 2 Mar 2021 10:00:00 +0000\n\nTwo men were held.\n"
WARC = b"".join(gzip.compress(answer(f"https://example.org/{n}", HTML)) for n in range(3))
URLS = [f"https://example.org/{n}" for n in range(3)]


def intake(settings: Settings = SMALL, *, is_one: bool = False) -> Intake:
    return Intake(settings, Stories(settings, now=lambda: NOW), now=lambda: NOW, is_one=is_one)


def names(source: Path, passing: Passing | None = None) -> list[str]:
    """Return the pages and refusals in a source, each in one word, as named below the source."""
    way = intake() if passing is None else Intake(SMALL, Stories(SMALL, now=lambda: NOW), passing, now=lambda: NOW)
    told = []
    for one in way.parcels(str(source)):
        assert not isinstance(one, Known)
        uri = (one.source if isinstance(one, Rejected) else one.uri).removeprefix(str(source)).lstrip("/#")
        told.append(f"{one.reason}: {uri}" if isinstance(one, Rejected) else uri)
    return told


def zipped(path: Path, members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


# -- folders ---------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_files_sorted_and_all_below(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "c/d/e.html", "c/a.html", "no-suffix"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(HTML)
    assert names(tmp_path) == ["a.txt", "b.html", "c/a.html", "c/d/e.html", "no-suffix"]


def test_what_is_no_page_in_a_folder_is_passed_over_and_counted(tmp_path: Path) -> None:
    for name in (".hidden", "page_files/frame.html", "page.html", "style.css", "Mail/cur/1", "Mail/new/2", "Mail/tmp/" + "3"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(HTML)
    (tmp_path / "feed.rss").write_bytes(
        b"<rss version='2.0'><channel><item><link>http://127.0.0.1:9/</link></item></channel></rss>"
    )
    (tmp_path / "table.dat").write_bytes(bytes(range(16)) * 90)
    (tmp_path / "dead").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    passing = Passing()
    assert names(tmp_path, passing) == ["Mail/cur/1", "Mail/new/2", "page.html"]
    assert dict(passing.passed_over) == {
        "hidden file": 1, "part of a saved page": 1, ".css file": 1, "mail in delivery": 1, "feed in a folder": 1,
        "binary file": 1, "broken link": 1, "special file": 1,
    }  # fmt: skip


def test_a_link_back_up_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "page.html").write_bytes(HTML)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert names(tmp_path) == ["a/page.html", "b/page.html"]


def test_a_folder_or_file_that_may_not_be_read_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests often run as root, who may read everything: the refusal of the system is put in its place."""
    for name in ("locked/a.html", "open/b.html"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(HTML)
    true_scandir = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return true_scandir(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert names(tmp_path) == ["no_permission: locked", "open/b.html"]


def test_a_file_that_vanishes_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    for name in ("a.html", "b.html", "c.html"):
        (tmp_path / name).write_bytes(HTML)
    found = intake().parcels(str(tmp_path))
    next(found)
    (tmp_path / "b.html").unlink()
    (tmp_path / "c.html").rename(tmp_path / "d.html")
    assert [one.reason if isinstance(one, Rejected) else "page" for one in found] == ["not_found", "not_found"]


@pytest.mark.parametrize("source", ["", "nowhere", "a\x00b", "https://", "ftp://example.org/x"])
def test_what_is_not_there_is_refused(source: str) -> None:
    (refusal,) = intake().parcels(source)
    assert isinstance(refusal, Rejected)


# -- zip files and WACZ ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_gives_the_pages_of_its_archives(tmp_path: Path, method: int) -> None:
    members = {"datapackage.json": b"{}", "archive/a.warc.gz": WARC, "archive/b.warc.gz": WARC[:-40], "pages/pages.jsonl": b"{}"}
    found = names(zipped(tmp_path / "a.wacz", members, method=method))
    assert found[:3] == [f"archive/a.warc.gz#{url}" for url in URLS]
    assert found[3:5] == [f"archive/b.warc.gz#{url}" for url in URLS[:2]]
    assert found[5].startswith("truncated: archive/b.warc.gz#")


def test_a_zip_file_gives_its_pages_and_carriers(tmp_path: Path) -> None:
    members = {
        "a.html": HTML, "x/b.eml": MAIL, "../../etc/c.html": HTML, "picture.png": b"x", "w.warc.gz": WARC,
        "m.mbox": mbox(MAIL, MAIL), "__MACOSX/a.html": HTML, "again.zip": b"PK\x03\x04", "feed.xml": b"<rss version='2.0'></rss>",
    }  # fmt: skip
    passing = Passing()
    found = names(zipped(tmp_path / "a.zip", members), passing)
    pages = ["a.html", "x/b.eml", *(f"w.warc.gz#{url}" for url in URLS), "m.mbox#1", "m.mbox#2"]
    assert found == [*pages, "archive: again.zip"]
    assert passing.passed_over == {"hidden file": 2, ".png file": 1, "feed in a folder": 1}


def test_a_bomb_in_a_zip_file_is_refused_unpacked_no_further(tmp_path: Path) -> None:
    members = {"bomb.html": bytes(60_000_000), "large.html": os.urandom(60_000).hex().encode(), "a.html": HTML}
    assert names(zipped(tmp_path / "a.zip", members)) == ["too_large: bomb.html", "too_large: large.html", "a.html"]


def test_office_files_and_broken_zip_files_are_refused(tmp_path: Path) -> None:
    assert names(zipped(tmp_path / "a.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})) == ["office: "]
    whole = zipped(tmp_path / "a.zip", {"a.html": HTML * 100, "b.html": HTML}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    assert names(tmp_path / "cut.zip") == ["damaged: "]
    (tmp_path / "bad.zip").write_bytes(whole[:45] + b"\xff" * 9 + whole[54:])
    assert names(tmp_path / "bad.zip") == ["damaged: a.html", "b.html"]


def test_a_listing_that_is_too_long_is_not_read() -> None:
    end = b"PK\x05\x06" + bytes(8) + (200_000_000).to_bytes(4, "little") + bytes(6)
    (refusal,) = zip_members(io.BytesIO(b"PK\x03\x04" + bytes(100) + end), "a.zip", passing=Passing())
    assert isinstance(refusal, Rejected)
    assert "far too long" in refusal.what


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=30))
def test_no_damage_to_a_zip_file_escapes_as_another_error(at: int, rubbish: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.html", HTML)
        file.writestr("w.warc.gz", WARC)
    whole = out.getvalue()
    at %= len(whole)
    parcel = Parcel(b"PK\x03\x04" + (whole[:at] + rubbish + whole[at + len(rubbish) :])[4:], "a.zip")
    for one in intake()._from_bytes(parcel):
        assert isinstance(one, Parcel | Rejected)


def test_a_stored_member_can_be_sought_in() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        file.writestr("a.html", b"0123456789")
    (member,) = zip_members(out, "a.zip", passing=Passing())
    assert isinstance(member, Member)
    assert member.file.read(3) == b"012"
    assert (member.file.seek(-2, io.SEEK_END), member.file.read()) == (8, b"89")
    assert (member.file.seek(5), member.file.read(99)) == (5, b"56789")


# -- mailboxes -------------------------------------------------------------------------------------------------------


def mbox(*mails: bytes) -> bytes:
    return b"\n".join(b"From a@example.org Tue Mar  2 10:00:00 2021\n" + mail for mail in mails)


def pages(data: bytes, settings: Settings = SMALL) -> list[Parcel | str]:
    found = intake(settings)._from_bytes(Parcel(data, "m"))
    return [one if isinstance(one, Parcel) else str(one.reason) for one in found if not isinstance(one, Known)]


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress])
def test_a_mailbox_gives_each_mail_once(pack: Callable[[bytes], bytes]) -> None:
    second = MAIL.replace(b"Two men", b">From Lisvale: two men")
    found = pages(pack(mbox(MAIL, second, MAIL.replace(b"\n", b"\r\n"))))
    assert [one.uri for one in found if isinstance(one, Parcel)] == ["m#1", "m#2", "m#3"]
    assert [b"\nFrom Lisvale: two men" in one.data for one in found if isinstance(one, Parcel)] == [False, True, False]


def test_a_mail_that_is_too_large_costs_itself_alone() -> None:
    large = MAIL + b"x" * 60 + b"\n" * 3 + (b"y" * 70 + b"\n") * 2000
    found = pages(mbox(MAIL, large, MAIL))
    assert [one if isinstance(one, str) else one.uri for one in found] == ["m#1", "too_large", "m#3"]


def test_words_that_begin_like_a_mailbox_part_no_mail() -> None:
    (page,) = pages(mbox(MAIL + b"\nFrom here on the road is closed.\n"))
    assert isinstance(page, Parcel)
    assert page.data.endswith(b"From here on the road is closed.\n")


def test_a_single_mail_is_one_page() -> None:
    assert [one.uri for one in pages(MAIL) if isinstance(one, Parcel)] == ["m"]


def test_a_packed_mailbox_that_is_cut_off_is_refused_after_its_mails() -> None:
    mails = [MAIL.replace(b"Two", str(n).encode()) + base64.encodebytes(os.urandom(9_000)) for n in range(20)]
    found = pages(gzip.compress(mbox(*mails))[:-30_000])
    assert found[-1] == "truncated"
    assert len(found) > 10


# -- one page wanted -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [WARC, mbox(MAIL), b"<rss version='2.0'><channel></channel></rss>", b"<opml><outline/></opml>"])
def test_what_is_given_for_one_page_is_refused_for_many(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data)
    for source in (tmp_path / "a", tmp_path):
        (refusal,) = intake(is_one=True).parcels(str(source))
        assert isinstance(refusal, Rejected)
        assert refusal.reason == "several"
