"""`wiredesk rule body`: where the body stands, in words, lines or a file. Not for: what becomes of it (see `desk`)."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wiredesk.cli.ruling import tell_done
from wiredesk.cli.saying import Outcome, print_out, say_error
from wiredesk.errors import RulingRefused
from wiredesk.export.phrasing import plain
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk.desk.desk import Desk

_LINES = re.compile(r"(\d{1,7})\s*(?:-|–|\.\.|to)\s*(\d{1,7})")
_MAX_TEXT = 5_000_000
_WIDTH = 72


@dataclass(frozen=True, slots=True)
class BodyWanted:
    """Hold what was typed: first and last words, or lines such as "4-20", or a file; or to see the lines."""

    first: str | None
    last: str | None
    lines: str | None
    text: str | None
    is_shown: bool


def rule_body(report: str, wanted: BodyWanted, *, note: str | None, settings: Settings) -> int:
    """Correct a body, or show the page's lines, and return the exit status."""
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.ids import parse_id
    from wiredesk.desk.ruling_bodies import Ends, rule_on_body

    number = parse_id(report, "report")
    ways = [wanted.first or wanted.last, wanted.lines, wanted.text]
    if sum(way is not None for way in ways) != (0 if wanted.is_shown else 1):
        return say_error("body: say one of --from and --to, --lines, --text or --show", Outcome.USAGE)
    with open_desk(settings) as desk:
        if wanted.is_shown:
            return _show(desk, number)
        if wanted.text is not None:
            paragraphs = [part for part in re.split(r"\n[ \t\r]*\n", _read(wanted.text)) if part.strip()]
            tell_done(rule_on_body(desk, number, None, paragraphs=paragraphs, note=note))
            return Outcome.DONE
        lines = _numbers(wanted.lines) if wanted.lines is not None else (None, None)
        tell_done(rule_on_body(desk, number, Ends(wanted.first, wanted.last, *lines), note=note))
    return Outcome.DONE


def _show(desk: "Desk", number: int) -> int:
    from wiredesk.desk.ruling_bodies import page_lines

    for line in page_lines(desk, number):
        words = plain(line.words)
        shown = words if len(words) <= _WIDTH else words[: _WIDTH - 2] + " …"
        print_out(f"{line.number:>4} {'*' if line.is_body else ' '} {shown}\n")
    return Outcome.DONE


def _numbers(words: str) -> tuple[int, int]:
    found = _LINES.fullmatch(words.strip())
    if found is None:
        raise RulingRefused(f"--lines {words[:40]}: write the first and the last line, such as 4-20")
    return int(found[1]), int(found[2])


def _read(path: str) -> str:
    try:
        data = sys.stdin.buffer.read(_MAX_TEXT) if path == "-" else Path(path).read_bytes()[:_MAX_TEXT]
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RulingRefused(f"--text {path}: is no UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise RulingRefused(f"--text {path}: cannot be read ({error.strerror}); check the path") from error
