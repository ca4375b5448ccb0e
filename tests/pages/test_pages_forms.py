"""Forms are found out from the bytes, and what is no page is refused by name."""

import gzip
import io
import plistlib
import struct
import time
import zipfile
import zlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from wiredesk.documents import Page, PageForm
from wiredesk.errors import PageRejected, Rejected, SourceRejected
from wiredesk.pages import Reason, open_page, page_from_bytes
from wiredesk.settings import Settings

SETTINGS = Settings()
STORY = (
    "Two men on a motorcycle shot at a police post near Kulmara on Tuesday, wounding one officer, police said.\n\n"
    '"They fled towards the river," said Inspector Ade Brunel, who leads the district\'s police.\n'
)
HTML = f"<!DOCTYPE html><html><head><title>Post attacked</title></head><body><p>{STORY}</p></body></html>"
CAPTURE = "Menu\nHome\nWorld\nSport\nLog in\n" + STORY + "Share\nCopy link\nRelated\nFerry resumes service\nAbout us\n"


def page_of(data: bytes, media_type: str | None = None) -> Page:
    return page_from_bytes(data, uri="x", settings=SETTINGS, media_type=media_type)


def refusal_of(data: bytes, settings: Settings = SETTINGS) -> Rejected:
    with pytest.raises(PageRejected) as caught:
        page_from_bytes(data, uri="x", settings=settings)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("x: ")
    assert "; " in message
    return caught.value


@pytest.mark.parametrize(
    ("data", "form", "media_type"),
    [
        (HTML, PageForm.HTML, "text/html"),
        ("\n\n <!-- note --> <html><body>Short</body></html>", PageForm.HTML, "text/html"),
        ("<p>One.</p>" * 3, PageForm.HTML, "text/html"),
        (
            '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
            PageForm.HTML,
            "text/html",
        ),
        (STORY, PageForm.TEXT, "text/plain"),
        (STORY + "He wrote <b>no</b> more.", PageForm.TEXT, "text/plain"),
        (STORY.replace("\n\n", " ").replace(", ", ",\n"), PageForm.TEXT, "text/plain"),
        ("Post attacked\nBy Lena Orsk\n\n" + STORY * 3, PageForm.TEXT, "text/plain"),
        (CAPTURE, PageForm.CAPTURE, "text/plain"),
        ("Note: " + STORY, PageForm.TEXT, "text/plain"),
    ],
)
def test_the_form_is_found_out(data: str, form: PageForm, media_type: str) -> None:
    page = page_of(data.encode())
    assert (page.form, page.source.media_type, page.text) == (form, media_type, data)


def test_the_source_is_bound_to_the_bytes_as_had() -> None:
    page = page_of(gzip.compress(HTML.encode()))
    assert page.text == HTML
    assert page.source.n_bytes == len(gzip.compress(HTML.encode()))


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"\0" * 1_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\t \r\n", Reason.EMPTY),
        (b"\xef\xbb\xbf", Reason.EMPTY),
        ("\u00a0\u2003".encode(), Reason.EMPTY),
        (b"\0" * 300, Reason.EMPTY),
        (bytes(range(256)) * 20, Reason.BINARY),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, Reason.IMAGE),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, Reason.IMAGE),
        (b"BM" + b"\0" * 40, Reason.IMAGE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>", Reason.IMAGE),
        (b"ID3\x04\0\0\0" + b"\0" * 40, Reason.AUDIO),
        (b"\0\0\0\x20ftypisom" + b"\0" * 40, Reason.VIDEO),
        (b"\x7fELF\x02\x01" + b"\0" * 40, Reason.PROGRAM),
        (b"MZ\x90\0\x03" + b"\0" * 60, Reason.PROGRAM),
        (zipped("page.html"), Reason.ARCHIVE),
        (zipped("word/document.xml"), Reason.OFFICE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, Reason.OFFICE),
        (b"{\\rtf1\\ansi Story}", Reason.OFFICE),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', Reason.FEED),
        (b'<?xml version="1.0"?><ledger><row/></ledger>', Reason.STRUCTURED),
        (b'{"id": 1, "text": "A story."}\n', Reason.STRUCTURED),
        (b"%PDF-1.7\nrubbish", Reason.DAMAGED),
        (b"\x1f\x8b\x08\0rubbish", Reason.DAMAGED),
        (gzip.compress(b"\x89PNG\r\n\x1a\n"), Reason.IMAGE),
    ],
)
def test_what_is_no_page_is_refused_by_name(data: bytes, reason: Reason) -> None:
    assert refusal_of(data).reason == reason


def test_too_large_is_refused() -> None:
    small = Settings(max_bytes=1000, max_text_chars=200, max_markup_chars=800)
    assert refusal_of(b"Word. " * 300, small).reason == Reason.TOO_LARGE
    assert "max_text_chars" in refusal_of(b"Word. " * 40, small).advice
    assert "max_markup_chars" in refusal_of(b"<html>" + b"Word. " * 160, small).advice


def test_a_gzip_bomb_is_never_inflated() -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 60_000_000))
    start = time.process_time()
    assert refusal_of(bomb).reason == Reason.TOO_LARGE
    assert refusal_of(gzip.compress(b"") * 300_000).reason == Reason.TOO_LARGE
    assert time.process_time() - start < 5


def test_nested_gzip_comes_to_an_end() -> None:
    data = STORY.encode()
    for _ in range(8):
        data = gzip.compress(data)
    assert refusal_of(data).reason == Reason.ARCHIVE


def test_a_cut_gzip_is_read_with_a_warning() -> None:
    page = page_of(gzip.compress(HTML.encode())[:-9])
    assert "cut off" in page.warnings[0]


def test_raw_deflate_and_several_members_are_inflated() -> None:
    from wiredesk.pages.inflating import Inflater

    raw = zlib.compressobj(wbits=-15)
    assert Inflater(10_000).feed(raw.compress(STORY.encode()) + raw.flush()) == STORY.encode()
    assert Inflater(10_000).feed(zlib.compress(STORY.encode())) == STORY.encode()
    assert Inflater(10_000).feed(gzip.compress(b"a") + gzip.compress(b"b") + bytes(40_000)) == b"ab"
    assert b"".join(map(Inflater(10_000).feed, [bytes([byte]) for byte in gzip.compress(b"a") + gzip.compress(b"b")])) == b"ab"


# -- files and standard input


def test_a_file_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a story.html"
    path.write_text(HTML)
    page = open_page(str(path), settings=SETTINGS)
    assert (page.text, page.source.uri, page.url) == (HTML, str(path), None)


def test_standard_input_is_read() -> None:
    page = open_page("-", settings=SETTINGS, stdin=io.BytesIO(STORY.encode()))
    assert (page.text, page.source.uri) == (STORY, "-")


def test_endless_input_is_refused() -> None:
    with open("/dev/zero", "rb") as zeros, pytest.raises(SourceRejected) as caught:
        open_page("-", settings=Settings(max_bytes=3_000_000), stdin=zeros)
    assert caught.value.reason == Reason.TOO_LARGE


def test_a_200_mb_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    start = time.process_time()
    with pytest.raises(SourceRejected, match="larger than 20,000,000 bytes") as caught:
        open_page(str(path), settings=SETTINGS)
    assert caught.value.reason == Reason.TOO_LARGE
    assert time.process_time() - start < 1


def test_files_that_cannot_be_had(tmp_path: Path) -> None:
    for source, reason in (
        (str(tmp_path / "none.html"), Reason.NOT_FOUND),
        (str(tmp_path), Reason.IS_DIRECTORY),
        ("a\0b", Reason.NOT_FOUND),
        ("x" * 5000, Reason.UNREADABLE),
        ("", Reason.NOT_FOUND),
        ("bad\nname\x1b[31m", Reason.NOT_FOUND),
    ):
        with pytest.raises(SourceRejected) as caught:
            open_page(source, settings=SETTINGS)
        assert caught.value.reason == reason
        assert str(caught.value).isprintable()


def test_an_address_without_its_scheme_is_told_so() -> None:
    with pytest.raises(SourceRejected, match="https:// before it"):
        open_page("www.example.org/story", settings=SETTINGS)


# -- saved pages


def test_a_saved_page_tells_its_address() -> None:
    page = page_of(f"<!DOCTYPE html>\n<!-- saved from url=(0029)https://press.example/a/story -->\n{HTML}".encode())
    assert page.url == "https://press.example/a/story"


def test_single_file_tells_address_and_clock() -> None:
    saved = "saved date: Tue Mar 02 2021 21:35:00 GMT+0100 (CET)"
    mark = f"<!--\n Page saved with SingleFile \n url: https://press.example/s \n {saved}\n-->"
    page = page_of(f"<!DOCTYPE html><html>{mark}{HTML}".encode())
    assert page.url == "https://press.example/s"
    assert page.source.captured == datetime(2021, 3, 2, 20, 35, tzinfo=UTC)


def test_the_internet_archive_tells_its_clock() -> None:
    url = "https://web.archive.org/web/20191112120001id_/https://press.example/s"
    page = page_from_bytes(HTML.encode(), uri="x", settings=SETTINGS, url=url)
    assert page.url == "https://press.example/s"
    assert page.source.captured == datetime(2019, 11, 12, 12, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_webarchive_gives_its_main_page(form: plistlib.PlistFormat) -> None:
    main = {
        "WebResourceData": HTML.replace("Brunel", "Brünel").encode("cp1252"),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "windows-1252",
        "WebResourceURL": "https://press.example/w",
    }
    page = page_of(plistlib.dumps({"WebMainResource": main, "WebSubresources": []}, fmt=form))
    assert (page.form, page.url, page.source.media_type) == (PageForm.HTML, "https://press.example/w", "application/x-webarchive")
    assert "Brünel" in page.text


@pytest.mark.parametrize(
    "root",
    [{"WebMainResource": 3}, ["WebMainResource"], {"WebMainResource": {"WebResourceData": "text"}}, {"WebMainResource": {}}],
)
def test_a_webarchive_without_a_page_is_refused(root: object) -> None:
    assert refusal_of(plistlib.dumps(root, fmt=plistlib.FMT_BINARY)).reason == Reason.DAMAGED  # type: ignore[arg-type]


def test_a_deeply_nested_webarchive_is_refused() -> None:
    deep = b"<plist><dict><key>WebMainResource</key>" + b"<array>" * 100_000 + b"</array>" * 100_000 + b"</dict></plist>"
    assert refusal_of(deep).reason == Reason.DAMAGED
    nested = b"".join(b"\xa1" + struct.pack(">H", i + 1) for i in range(60_000)) + b"\x00"
    offsets = b"".join(struct.pack(">I", 8 + 16 + 3 * i) for i in range(60_001))
    body = b"bplist00" + b"WebMainResource!" + nested
    trailer = struct.pack(">6xBBQQQ", 4, 2, 60_001, 0, len(body))
    assert refusal_of(body + offsets + trailer).reason == Reason.DAMAGED


# -- PDF


def pdf_of(lines: list[str], *, facts: str = "") -> bytes:
    shown = " ".join(f"1 0 0 1 72 {720 - 20 * i} Tm ({line}) Tj" for i, line in enumerate(lines))
    stream = f"BT /F1 12 Tf {shown} ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<<{facts}>>".encode(),
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(data))
        data += b"%d 0 obj" % number + part + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def test_a_pdf_with_text_is_read() -> None:
    facts = "/Title(Post attacked)/Author(Lena Orsk)/Creator(Word)/CreationDate(D:20210302213500+01'00')"
    page = page_of(pdf_of(["Two men shot at a police post", "near Kulmara on Tuesday."], facts=facts))
    assert page.form is PageForm.PDF
    assert page.text == "Two men shot at a police post\nnear Kulmara on Tuesday."
    assert (page.fields.title, page.fields.author, page.fields.published) == ("Post attacked", "Lena Orsk", None)
    assert page.source.captured is None


def test_a_page_that_a_browser_printed_has_a_capture_clock() -> None:
    facts = "/Creator(Mozilla/5.0 Chrome/120)/CreationDate(D:20210302213500+01'00')"
    page = page_of(pdf_of(["Two men shot at a police post"], facts=facts))
    assert page.source.captured == datetime(2021, 3, 2, 20, 35, tzinfo=UTC)


def test_a_scan_is_told_from_a_text() -> None:
    refusal = refusal_of(pdf_of(["17"]))
    assert refusal.reason == Reason.NO_TEXT
    assert "OCR" in refusal.advice


def test_a_locked_pdf_says_so() -> None:
    lock = f"/Filter/Standard/V 2/R 3/Length 128/P -44/O<{'ab' * 32}>/U<{'cd' * 32}>"
    locked = pdf_of(["Two men shot at a police post"], facts=lock).replace(b"/Info 6 0 R", b"/Encrypt 6 0 R/ID[<ab><ab>]")
    assert refusal_of(locked).reason == Reason.ENCRYPTED


# -- mail and MHTML

LETTER = (
    "Received: from mx.example\r\nFrom: =?utf-8?q?Nouvelles_de_l=27=C3=AEle?= <news@press.example>\r\nTo: desk@example.org\r\n"
    "Subject: =?iso-8859-1?q?Post_attacked_at_caf=E9?=\r\nDate: Tue, 2 Mar 2021 23:35:00 -0500\r\nOrganization: Island Press\r\n"
)


def letter(kind: str, body: str) -> bytes:
    return f"{LETTER}MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n{body}".encode()


def parts(*bodies: tuple[str, str]) -> str:
    return "".join(f"--b\r\nContent-Type: {kind}\r\n\r\n{body}\r\n" for kind, body in bodies) + "--b--\r\n"


def test_a_mail_gives_its_plain_part_and_headers() -> None:
    body = parts(("text/plain; charset=utf-8", STORY), ("text/html; charset=utf-8", HTML))
    page = page_of(letter("multipart/alternative; boundary=b", body))
    assert (page.form, page.source.media_type, page.source.captured) == (PageForm.MAIL, "message/rfc822", None)
    assert page.text.strip() == STORY.strip()
    assert (page.fields.title, page.fields.author) == ("Post attacked at café", "Nouvelles de l'île")
    assert page.fields.publisher == "Island Press"
    assert (page.fields.published, page.fields.published_field) == (date(2021, 3, 2), "mail:Date")


def test_a_stub_of_plain_text_gives_way_to_the_markup() -> None:
    body = parts(("text/plain", "Your programme does not show HTML."), ("text/html; charset=utf-8", HTML))
    page = page_of(letter("multipart/alternative; boundary=b", body))
    assert (page.form, page.text.strip(), page.fields.title) == (PageForm.HTML, HTML.strip(), "Post attacked at café")


def test_a_mail_in_markup_alone_keeps_its_fields() -> None:
    page = page_of(letter("text/html; charset=utf-8", HTML))
    assert (page.form, page.fields.published) == (PageForm.HTML, date(2021, 3, 2))


def test_a_mail_of_attachments_alone_is_refused() -> None:
    body = parts(("application/pdf", "JVBERi0="), ('text/plain\r\nContent-Disposition: attachment; filename="a.txt"', STORY))
    assert refusal_of(letter("multipart/mixed; boundary=b", body)).reason == Reason.NO_TEXT


def test_a_wrong_date_is_no_date() -> None:
    data = letter("text/plain", STORY).replace(b"Tue, 2 Mar 2021 23:35:00 -0500", b"soon")
    assert page_of(data).fields.published is None


def test_an_mhtml_save_is_a_page_with_address_and_capture_clock() -> None:
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://press.example/m\r\nSubject: Post attacked\r\n"
        'Date: Tue, 2 Mar 2021 20:35:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        '\tboundary="b"\r\n\r\n'
    )
    first = "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://press.example/m\r\n\r\n"
    other = "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--b--\r\n"
    page = page_of((head + first + HTML.replace("Brunel", "Br=C3=BCnel") + "\r\n" + other).encode())
    assert (page.form, page.url, page.source.media_type) == (PageForm.HTML, "https://press.example/m", "multipart/related")
    assert "Brünel" in page.text
    assert page.source.captured is not None
    assert page.source.captured.isoformat().startswith("2021-03-02T20:35:00")
    assert page.fields.published is None


def test_mails_within_mails_come_to_an_end() -> None:
    deep = b"From: a@b.example\nTo: c@d.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    nested = b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (i, i + 1) for i in range(3_000))
    forwarded = b"Content-Type: message/rfc822\n\n" * 3_000
    start = time.process_time()
    assert refusal_of(deep.replace(b"=b\n", b"=b0\n") + nested).reason == Reason.DAMAGED
    assert refusal_of(b"From: a@b.example\nTo: c@d.example\n" + forwarded).reason == Reason.DAMAGED
    assert time.process_time() - start < 5


def test_what_the_standard_parsers_are_slow_at_is_refused() -> None:
    head = b"From: a@b.example\nTo: c@d.example\n"
    start = time.process_time()
    for data in (
        head + b"Content-Type: text/plain; " + b"a=b; " * 2_000_000,
        head + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 2_000_000,
        b"<plist><dict><key>WebMainResource</key>" + b"<array>" * 1_000_000,
    ):
        assert refusal_of(data).reason == Reason.DAMAGED
    assert time.process_time() - start < 5
