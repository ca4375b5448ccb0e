"""Which news agency a report credits for its words. Not for: who is quoted ("a source told Reuters"), whether texts are copies.

An agency counts as credited in four places alone: a dateline ("KIROV (Reuters) -"), the byline, a line of credit or rights
at the text's end ("Source: Xinhua"), or because the page is the agency's own.
"""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from wiredesk.records import Reading

_DATELINE_REACH = 320  # characters of a paragraph in which a dateline ends
_N_DATELINES = 3  # paragraphs: title and summary may stand first
_END_REACH = 700  # characters at the end in which credits stand
_N_LAST = 2  # lines that may end with an agency in brackets
_LONGEST_BYLINE = 400
_SHORT = 120  # characters of a line that is all credit

# "(Reuters) -", "(Dunya News/AFP):", "/TASS/.", "PTI:" and so on; the bracket's words are looked up afterwards.
_BRACKET = re.compile(r"[(/\[]([^()\[\]\n/]{2,40}(?:/[^()\[\]\n/]{2,40})?)[)/\]]")
_DASH = re.compile(r"\s*(?:--?|[–—:_]|\.\s)")
_COLON = re.compile(r"^[^.!?\n]{2,80}?[,(]\s*([^,()\n:]{2,40}?)\)?\s*(?::|--|[–—])\s")
_CREDIT = re.compile(
    r"^\W*(?:(?:additional|story|text|photo|image|with|original|news)\s+){0,2}"
    r"(?:(?:reporting|report|reports|inputs?|agencies)\s+)?"
    r"(?:sources?|credits?|courtesy|via|by|from|copyright|agency|agencies)\b[\s:]*(?:of\s+)?(.{2,80})$",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?(?:by\s+)?(?:the\s+)?(.{2,60})", re.IGNORECASE)
_LAST = re.compile(r"(?:\(|[–—-]{1,2}\s?)([^()\[\]\n–—]{2,60})\)?\s*$")
_PARTS = re.compile(r"\s*(?:[/,;|&()–—]|\band\b|\s-\s|\.\s|\.$)\s*")
_MOST_PARTS = 6
_SMALL = frozenset("of the de di da do and et y".split())
_NOTHING = re.compile(r"^(?:the|by|via|from|with|inputs|source|news agency|agency|staff)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Agencies:
    by_name: dict[str, str]
    by_code: dict[str, str]
    by_host: dict[str, str]
    by_mark: tuple[tuple[str, str], ...]
    generic: re.Pattern[str]

    def named(self, words: str) -> str | None:
        """Return the agency that `words` are a name of, alone."""
        bare = words.strip(" \t.:,;-–—*\"'()[]")
        found = self.by_code.get(bare) or self.by_name.get(bare.casefold())
        if found is None and (shorter := _NOTHING.sub("", bare)) != bare:
            return self.named(shorter)
        return found or self._unlisted(bare)

    def _unlisted(self, words: str) -> str | None:
        """Return a name that says by itself that it is an agency's ("Sahel News Agency")."""
        parts = words.split()
        is_name = 2 <= len(parts) <= _MOST_PARTS and all(part[0].isupper() or part in _SMALL for part in parts)
        return " ".join(parts) if is_name and self.generic.search(words) else None

    def among(self, words: str) -> str | None:
        """Return the first agency among words parted by slashes, commas or "and"."""
        return next((found for part in _PARTS.split(words) if part and (found := self.named(part))), None)


@functools.cache
def _agencies() -> _Agencies:
    known = tomllib.loads(files("wiredesk.corroborate").joinpath("wires.toml").read_text(encoding="utf-8"))
    told = known["agency"]
    names = {name.casefold(): one["name"] for one in told for name in (one["name"], *one.get("names", ()))}
    codes = {code: one["name"] for one in told for code in one.get("codes", ())}
    hosts = {host: one["name"] for one in told for host in one.get("hosts", ())}
    marks = tuple((mark, one["name"]) for one in told for mark in one.get("marks", ()))
    generic = re.compile(rf"\b(?:{'|'.join(map(re.escape, known['generic']))})\b", re.IGNORECASE)
    return _Agencies(names, codes, hosts, marks, generic)


def wire_of(reading: Reading) -> str | None:
    """Return the name of the news agency that the report is credited to, the same for all ways of writing it.

    None when none is credited, or the report only quotes an agency.
    """
    article = reading.report.article
    known = _agencies()
    credited = next((found for line in article.byline if (found := known.among(line[:_LONGEST_BYLINE]))), None)
    return credited or _in_dateline(article.text) or _at_end(article.text) or _own(reading)


def _in_dateline(text: str) -> str | None:
    known = _agencies()
    lines = [line for line in text[:4000].split("\n") if line.strip()][:_N_DATELINES]
    for line in lines:
        head = line[:_DATELINE_REACH]
        bracket = _BRACKET.search(head)
        if bracket and _is_dateline(head, bracket) and (found := known.among(bracket.group(1))):
            return found
        colon = _COLON.match(head)
        if colon and colon.group(0)[:3].isupper() and (found := known.named(colon.group(1))):
            return found
        if found := _credited(line):
            return found
    return None


def _is_dateline(head: str, bracket: re.Match[str]) -> bool:
    """Tell whether a bracket ends a dateline: place and day before it, a dash after it, no sentence in between."""
    before = head[: bracket.start()].strip()
    is_short = len(before.split()) <= 10 and not re.search(r"[a-z]{3}[!?]", before)
    return is_short and (_DASH.match(head, bracket.end()) is not None or before.isupper())


def _credited(line: str) -> str | None:
    """Return the agency that a line by itself credits: after "by" or "source:", or because it holds nothing else."""
    known = _agencies()
    if len(line) > _SHORT:
        return None
    credit = _CREDIT.search(line)
    if credit:
        return known.among(credit.group(1))
    parts = [part for part in _PARTS.split(line) if part and not part.isspace()]
    named = [known.named(part) for part in parts]
    return named[0] if named and all(named) else None


def _at_end(text: str) -> str | None:
    known = _agencies()
    end = text[-_END_REACH:]
    lines = end.split("\n")
    told = [line for line in lines[len(text) > _END_REACH :] if line.strip()]
    for number, line in enumerate(reversed(told)):
        rights = _RIGHTS.search(line)
        if rights and (found := known.among(rights.group(1)) or _first_of(rights.group(1))):
            return found
        last = _LAST.search(line) if number < _N_LAST else None
        if found := _credited(line) or (_credited(last.group(1)) if last else None):
            return found
    return next((name for mark, name in known.by_mark if mark in end), None)


def _first_of(words: str) -> str | None:
    """Return the agency whose name begins `words` ("Associated Press. All rights reserved.")."""
    names = _agencies().by_name
    low = words.casefold()
    return next((names[name] for name in sorted(names, key=len, reverse=True) if low.startswith(name)), None)


def _own(reading: Reading) -> str | None:
    """Return the agency whose own page the report is."""
    from wiredesk.corroborate.outlets import outlet_of

    known = _agencies()
    outlet = outlet_of(reading.report)
    if outlet is None:
        return None
    host = outlet.key
    while "." in host:
        if host in known.by_host:
            return known.by_host[host]
        host = host.partition(".")[2]
    publisher = reading.report.article.publisher
    return known.named(publisher) if publisher else None
