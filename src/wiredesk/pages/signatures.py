"""Tell by their first bytes what is no page at all: pictures, sound, programs, archives, office files.

Not for: pages and their carriers (HTML, PDF, mail, gzip, web archives); those pass through unnamed.
"""

import re

from wiredesk.pages.parcel import Parcel
from wiredesk.pages.reasons import Reason

_PICTURE = "read a page, or run text recognition (OCR) on the picture first"
_SOUND = "hand over a written report or a transcript"
_UNPACK = "unpack it and hand over the page inside"
_SAVE_AS = "save it as PDF, HTML or plain text and hand over that"
_NO_PAGE = "hand over a page: HTML, text, mail or PDF"

# (offset, bytes, reason, name, advice). Source: the file formats' own specifications, as the file(1) database lists them.
_MAGIC: tuple[tuple[int, bytes, Reason, str, str], ...] = (
    (0, b"\x89PNG\r\n", Reason.IMAGE, "a PNG picture", _PICTURE),
    (0, b"\xff\xd8\xff", Reason.IMAGE, "a JPEG picture", _PICTURE),
    (0, b"GIF87a", Reason.IMAGE, "a GIF picture", _PICTURE),
    (0, b"GIF89a", Reason.IMAGE, "a GIF picture", _PICTURE),
    (0, b"II*\x00", Reason.IMAGE, "a TIFF picture", _PICTURE),
    (0, b"MM\x00*", Reason.IMAGE, "a TIFF picture", _PICTURE),
    (8, b"WEBP", Reason.IMAGE, "a WebP picture", _PICTURE),
    (4, b"ftypavif", Reason.IMAGE, "an AVIF picture", _PICTURE),
    (4, b"ftyphei", Reason.IMAGE, "a HEIC picture", _PICTURE),
    (4, b"ftypmif1", Reason.IMAGE, "a HEIF picture", _PICTURE),
    (0, b"\x00\x00\x01\x00", Reason.IMAGE, "an icon", _PICTURE),
    (0, b"8BPS", Reason.IMAGE, "a Photoshop picture", _PICTURE),
    (0, b"\x00\x00\x00\x0cJXL ", Reason.IMAGE, "a JPEG XL picture", _PICTURE),
    (0, b"AT&TFORM", Reason.IMAGE, "a DjVu scan", _PICTURE),
    (4, b"ftypM4A", Reason.AUDIO, "an M4A sound file", _SOUND),
    (8, b"WAVE", Reason.AUDIO, "a WAV sound file", _SOUND),
    (0, b"ID3", Reason.AUDIO, "an MP3 sound file", _SOUND),
    (0, b"fLaC", Reason.AUDIO, "a FLAC sound file", _SOUND),
    (0, b"OggS", Reason.AUDIO, "an Ogg sound file", _SOUND),
    (4, b"ftyp", Reason.VIDEO, "an MP4 video", _SOUND),
    (0, b"\x1aE\xdf\xa3", Reason.VIDEO, "a Matroska or WebM video", _SOUND),
    (8, b"AVI ", Reason.VIDEO, "an AVI video", _SOUND),
    (0, b"FLV\x01", Reason.VIDEO, "a Flash video", _SOUND),
    (0, b"\x00\x00\x01\xba", Reason.VIDEO, "an MPEG video", _SOUND),
    (0, b"\x7fELF", Reason.PROGRAM, "a Linux program", _NO_PAGE),
    (0, b"\xcf\xfa\xed\xfe", Reason.PROGRAM, "a macOS program", _NO_PAGE),
    (0, b"\xca\xfe\xba\xbe", Reason.PROGRAM, "a compiled program", _NO_PAGE),
    (0, b"\x00asm", Reason.PROGRAM, "a WebAssembly program", _NO_PAGE),
    (0, b"7z\xbc\xaf\x27\x1c", Reason.ARCHIVE, "a 7-Zip archive", _UNPACK),
    (0, b"Rar!\x1a\x07", Reason.ARCHIVE, "a RAR archive", _UNPACK),
    (0, b"\xfd7zXZ\x00", Reason.ARCHIVE, "an xz archive", _UNPACK),
    (0, b"(\xb5/\xfd", Reason.ARCHIVE, "a Zstandard archive", _UNPACK),
    (0, b"BZh", Reason.ARCHIVE, "a bzip2 archive", _UNPACK),
    (0, b"MSCF\x00", Reason.ARCHIVE, "a cabinet archive", _UNPACK),
    (257, b"ustar", Reason.ARCHIVE, "a tar archive", _UNPACK),
    (
        0,
        b"WARC/1.",
        Reason.ARCHIVE,
        "a WARC web archive of many pages",
        "use wiredesk add, which takes its pages in, or save the one page",
    ),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Reason.OFFICE, "an old Office or Outlook file", _SAVE_AS),
    (0, b"{\\rtf", Reason.OFFICE, "an RTF document", _SAVE_AS),
    (0, b"%!PS", Reason.OFFICE, "a PostScript document", _SAVE_AS),
    (0, b"SQLite format 3\x00", Reason.BINARY, "an SQLite database", _NO_PAGE),
    (0, b"PAR1", Reason.BINARY, "a Parquet table", _NO_PAGE),
    (0, b"wOFF", Reason.BINARY, "a font", _NO_PAGE),
    (0, b"wOF2", Reason.BINARY, "a font", _NO_PAGE),
)
_TEXT_LIKE = (b"BZh", b"ID3", b"FLV", b"PAR1", b"AVI ", b"WAVE", b"WEBP", b"8BPS")
_OFFICE_IN_ZIP = (
    (b"word/", "a Word document"),
    (b"ppt/", "a PowerPoint file"),
    (b"xl/", "an Excel sheet"),
    (b"application/epub+zip", "an EPUB book"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_XML_START = re.compile(r"\s*(?:<\?xml|<!--|<rss|<feed|<svg|<urlset|<sitemapindex|<plist|<!DOCTYPE\s+(?!html))", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z][\w:.-]{0,40})[\s>/]")
_JSON_START = re.compile(r"\s*(?:\{\s*(?:\"[^\"\n]{0,200}\"\s*:|\})|\[\s*(?:[\[{\"\d]|\]))")


def refuse_foreign(parcel: Parcel) -> None:
    """Return in silence when the first bytes are those of no known foreign format.

    :raises PageRejected: with what the bytes are.
    """
    head = parcel.data[:4096]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        raise _zip_refused(parcel, head)
    if head.startswith(b"MZ") and b"\x00" in head[:64]:
        raise parcel.rejected(Reason.PROGRAM, "is a Windows program", _NO_PAGE)
    if head.startswith(b"BM") and b"\x00" in head[:16]:
        raise parcel.rejected(Reason.IMAGE, "is a BMP picture", _PICTURE)
    if head[:1] == b"\xff" and head[1:2] in (b"\xfb", b"\xf3", b"\xf2"):
        raise parcel.rejected(Reason.AUDIO, "is an MP3 sound file", _SOUND)
    for offset, magic, reason, name, advice in _MAGIC:
        if head.startswith(magic, offset) and (magic not in _TEXT_LIKE or _has_controls(head)):
            raise parcel.rejected(reason, f"is {name}", advice)


def _has_controls(head: bytes) -> bool:
    return any(byte < 9 or 13 < byte < 27 for byte in head[:64])


def _zip_refused(parcel: Parcel, head: bytes) -> Exception:
    for mark, name in _OFFICE_IN_ZIP:
        if mark in head:
            return parcel.rejected(Reason.OFFICE, f"is {name}", _SAVE_AS)
    return parcel.rejected(
        Reason.ARCHIVE, "is a zip archive and was not unpacked", "use wiredesk add, which takes its pages in, or unpack it"
    )


def refuse_structured(parcel: Parcel, text: str) -> None:
    """Return in silence when `text` is no feed, picture in words, JSON or other XML without HTML in it.

    :raises PageRejected: with what the text is.
    """
    head = text[:4096]
    if _XML_START.match(head):
        root = _ROOT.search(head)
        _refuse_xml(parcel, head, root.group(1) if root else "")
    elif _JSON_START.match(head) and text.rstrip()[-1:] in ("}", "]"):
        raise parcel.rejected(Reason.STRUCTURED, "is JSON, not a page", "use `wiredesk annotate` for JSON lines of documents")


def _refuse_xml(parcel: Parcel, head: str, root: str) -> None:
    if _FEED.search(head):
        raise parcel.rejected(
            Reason.FEED, "is a news feed, not one report", "use wiredesk add, which takes its stories in, or name one of them"
        )
    if root.lower().endswith("svg"):
        raise parcel.rejected(Reason.IMAGE, "is an SVG picture", _PICTURE)
    if root and root.lower().rpartition(":")[2] not in ("html", "head", "body", "div", "p", "article", "section", "main"):
        raise parcel.rejected(Reason.STRUCTURED, f"is XML with the root <{root}>, not a page", _NO_PAGE)
