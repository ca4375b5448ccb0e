"""Bytes to characters: which character set it is, found out and not believed. Not for: what the text is (see `forms`).

The order: byte order mark, UTF-16 by its NULs, valid UTF-8, what was declared, what chardet finds. A declaration loses
when its reading looks like mojibake and another does not. (The order of the HTML standard puts the HTTP header
before everything; saved pages and careless servers make it the less trustworthy witness.)
"""

import codecs
import re
from dataclasses import dataclass

from wiredesk.pages.oddness import oddness

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s{0,20}<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{2,40})", re.IGNORECASE)
_CLAIMS = re.compile(rb"charset|encoding", re.IGNORECASE)
# What browsers read under these names. Source: WHATWG Encoding Standard, section 4.2 (names and labels).
_READ_AS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
    "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8", "utf-7": "cp1252", "koi8-u": "koi8-u",
}  # fmt: skip
_NOT_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}) | {
    "utf-32", "utf-32-le", "utf-32-be",  # no browser reads these by name
}  # fmt: skip
_DOUBLED = re.compile("[\xc2-\xf4][\x80-\xbf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_C1 = re.compile("[\x80-\x9f]")
_RUNS = re.compile("[\x80-\x9f]+|[^\x80-\x9f]+")
_SAMPLE = 16_000
# How much less odd another reading must be before it beats a declaration, or a detector's guess; our choice.
_MIN_GAIN, _MIN_GAIN_GUESSED = 0.15, 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """Hold the characters, the character set they were read in, and a remark where the page was wrong about it."""

    text: str
    charset: str
    warnings: tuple[str, ...] = ()


def _codec(name: str | None) -> str | None:
    """Return the Python codec that a browser would use for the label `name`, None for none or an unknown one."""
    if not name or len(name) > 40 or not name.isascii() or "\x00" in name:
        return None
    try:
        found = codecs.lookup(name.strip()).name
        b"a".decode(found)  # fails for what is no character set (base64, rot13)
    except (LookupError, ValueError):
        return None
    return None if found in _NOT_TEXT else _READ_AS.get(found, found)


def _controls_kept(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that a Windows code page leaves open as C1 controls, as the Encoding Standard does."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


def undoubled(text: str) -> str | None:
    """Undo UTF-8 that was read as Windows-1252 and written as UTF-8 again ("CafÃ©"); None where that is not the case.

    Eleven of 441 WCXB pages are served so. For markup alone: plain text must stay as its file has it.
    """
    if not _DOUBLED.search(text) or oddness(text) < _MIN_GAIN:
        return None
    try:
        data = b"".join(piece.encode("cp1252") if piece < "\x80" or piece > "\x9f" else piece.encode("latin-1")
                        for piece in _RUNS.findall(text))  # fmt: skip
        found = data.decode("utf-8")
    except UnicodeError:
        return None
    return found if oddness(found) < _MIN_GAIN else None


def _kept(charset: str) -> str:
    """Return the name of the error handler to read `charset` with."""
    if not charset.startswith("cp125"):
        return "strict"
    codecs.register_error("wiredesk.controls", _controls_kept)
    return "wiredesk.controls"


def _read(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset, _kept(charset))
    except (UnicodeError, ValueError):
        return None


def _by_marks(data: bytes) -> Decoded | None:
    """Read UTF with a byte order mark, or UTF-16 that its NULs give away."""
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(charset, "replace"), charset)
    head = data[:4096]
    n_even, n_odd = head[0::2].count(0), head[1::2].count(0)
    if max(n_even, n_odd) > len(head) * 0.3 and min(n_even, n_odd) < len(head) * 0.02:
        charset = "utf-16-le" if n_odd > n_even else "utf-16-be"
        return Decoded(data.decode(charset, "replace"), charset)
    return None


def _by_utf8(data: bytes) -> tuple[str, int] | None:
    """Read UTF-8, forgiving one damaged sequence in twenty; with the number of damaged ones."""
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    n_bad = text.count("\ufffd")
    n_good = len(data) - len(text) + n_bad  # every good sequence is longer in bytes than in characters
    return (text, n_bad) if n_good >= 20 * n_bad else None


def declared_charset(data: bytes) -> str | None:
    """Return what the markup itself declares in its first 4,096 bytes (meta or XML declaration), None when nothing."""
    found = _XML.search(data[:200]) or _META.search(data[:4096])
    return found.group(1).decode("ascii", "ignore").lower() if found else None


def _sample(data: bytes) -> bytes:
    """Return the lines beyond ASCII, at most 16,000 bytes, without words that would tell a detector what to find."""
    lines, n_bytes = [], 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            n_bytes += len(line)
            if n_bytes > _SAMPLE:
                break
    return _CLAIMS.sub(b"xx", b"".join(lines)[:_SAMPLE])


def _guess(sample: bytes) -> str | None:
    import chardet

    return _codec(chardet.detect(sample)["encoding"])


def _oddness_in(charset: str, sample: bytes) -> float | None:
    """Return how odd the sample reads in `charset`, None when it cannot be read; its last character may be cut."""
    errors = _kept(charset)
    try:
        return oddness(codecs.getincrementaldecoder(charset)(errors).decode(sample, False))
    except (UnicodeError, LookupError):
        return None


def _ranked(sample: bytes, names: list[str], *, gain: float) -> list[str]:
    """Return those of `names` that read the sample; the first stays first unless another is less odd by `gain`."""
    odd = {name: share for name in dict.fromkeys(names) if (share := _oddness_in(name, sample)) is not None}
    least = min(odd, key=lambda name: odd[name])
    first = next(iter(odd))
    if odd[first] - odd[least] > gain and odd[least] < odd[first] / 3:
        first = least
    return [first, *(name for name in odd if name != first)]


def _candidates(sample: bytes, claimed: list[str]) -> list[str]:
    """Return the character sets to read in, the best first; the last of them, cp1252, reads everything."""
    share = _oddness_in(claimed[0], sample) if claimed else None
    if share is not None and share <= _MIN_GAIN:
        return [claimed[0], "cp1252"]  # no need to ask chardet: its import and models take 270 ms
    guess = _guess(sample)
    names = [*claimed, *([guess] if guess else []), "cp1252"]
    return [*_ranked(sample, names, gain=_MIN_GAIN if share is not None else _MIN_GAIN_GUESSED), "cp1252"]


def _best(data: bytes, declared: list[str | None]) -> Decoded:
    """Choose between what is declared and what the bytes look like."""
    claimed = [codec for codec in map(_codec, declared) if codec]
    for charset in _candidates(_sample(data), claimed):
        text = _read(data, charset)
        # ISO 8859 has control characters where Windows has quotation marks; no page means the former.
        if text is not None and not (charset.startswith("iso8859") and _C1.search(text)):
            return Decoded(text, charset, _remarks(claimed[0] if claimed else None, charset))
    raise AssertionError("cp1252 with controls kept reads all bytes")


def _remarks(claimed: str | None, charset: str) -> tuple[str, ...]:
    if claimed is None or claimed == charset:
        return ()
    return (f"the page says its character set is {claimed}, but it reads as {charset}; read as {charset}",)


def decoded(data: bytes, *, charset: str | None = None) -> Decoded:
    """Return the characters of `data`; never fails, undecodable bytes become U+FFFD.

    `charset` is the carrier's claim (HTTP header, mail part); what the markup declares is looked up here.
    """
    marked = _by_marks(data)
    if marked:
        return marked
    declared = [charset, declared_charset(data)]
    claimed = next((codec for codec in map(_codec, declared) if codec), None)
    if claimed and claimed.startswith(("iso2022", "hz")) and (text := _read(data, claimed)) is not None:
        return Decoded(text, claimed)
    utf8 = _by_utf8(data)
    if not utf8:
        return _best(data, declared)
    text, n_bad = utf8
    damage = (f"{n_bad} damaged characters were replaced by \ufffd",) if n_bad else ()
    return Decoded(text, "utf-8", (damage + _remarks(claimed, "utf-8")) if not data.isascii() else ())


def is_binary(data: bytes) -> bool:
    """Tell whether `data` is no text in any character set: too many control characters, and not UTF-16 or UTF-32."""
    if _by_marks(data[:8192]):
        return False
    head = data[:65_536]
    n_controls = sum(head.count(byte) for byte in (*range(0, 8), *range(14, 27), *range(28, 32), 127))
    return n_controls > len(head) / 100
