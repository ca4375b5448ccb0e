"""Give captures of training pages other heads: bylines, dates, decks and furniture in the manners of many houses, seeded.

A page keeps its furniture, body and headline; what names its author and day is written anew by the patterns of `heads.txt`,
and lines are put in or left out about it. Not for: whole invented captures (see `lines_furniture`).
"""

import functools
import random
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.lines_corpus import KINDS, Example
from wiredesk.tagger.lines_layout import Unit

_TITLE, _BYLINE, _DATE, _CHROME = (KINDS.index(name) for name in ("title", "byline", "date", "chrome"))
_FIELD = re.compile(r"\{(\w+)\}")
_UNLIKELY = 0.02  # probabilities of a line that is put in
_DEEPEST = 4  # fields within fields


@dataclass(frozen=True, slots=True)
class Varied:
    """Hold units with the kind (index into KINDS) of each, and the probabilities of article text and of being the headline."""

    units: tuple[Unit, ...]
    kind: NDArray[np.int8]
    body: NDArray[np.float32]
    title: NDArray[np.float32]


@dataclass(slots=True)
class _Row:
    text: str
    kind: int
    body: float
    title: float
    indent: int
    n_blank: int


@functools.cache
def _patterns() -> dict[str, list[str]]:
    text = (Path(__file__).parent / "heads.txt").read_text(encoding="utf-8")
    parts = [part.strip().split("\n") for part in text.split("\n\n[")[1:]]
    return {lines[0].rstrip("]"): lines[1:] for lines in parts}


@functools.cache
def _months() -> list[list[list[str]]]:
    """Return the month names of each language; English stands as often as all others together."""
    raw = tomllib.loads((resources.files("wiredesk.dates") / "months.toml").read_text(encoding="utf-8"))
    others = [table for code, table in raw.items() if code != "en"]
    return [raw["en"]] * len(others) + others


class _Writer:
    """Fill patterns in; one page has one author, paper, place and day."""

    def __init__(self, rng: random.Random, told: str) -> None:
        self._rng = rng
        self._kept = {name: rng.choice(_patterns()[name]) for name in ("site", "city", "section", "agency", "office", "zone")}
        self._kept |= {who: self._name() for who in ("name", "other", "third")} | {"told": told}
        self._months = rng.choice(_months())
        self._day = (rng.randint(2005, 2026), rng.randint(1, 12), rng.randint(1, 28))

    def _name(self) -> str:
        first, last = (self._rng.choice(_patterns()[part]) for part in ("first", "last"))
        return f"{first} {last}"

    def _date(self) -> str:
        year, month, day = self._day
        name = self._rng.choice(self._months[month - 1]).capitalize()
        if self._rng.random() < 0.25:
            return self._numbers()
        return self._rng.choice(
            (f"{day} {name} {year}", f"{name} {day}, {year}", f"{day} {name[:3]} {year}", f"{day}. {name} {year}")
        )

    def _numbers(self) -> str:
        year, month, day = self._day
        mark = self._rng.choice("./-")
        return self._rng.choice(
            (f"{day:02d}{mark}{month:02d}{mark}{year}", f"{month}/{day}/{year}", f"{day}.{month}.{year % 100:02d}")
        )

    def _clock(self) -> str:
        hour, minute = self._rng.randint(0, 23), self._rng.randint(0, 59)
        half, twelve = "ap"[hour > 11], f"{hour % 12 or 12}:{minute:02d}"
        return self._rng.choice((f"{hour:02d}:{minute:02d}", f"{twelve} {half}.m.", f"{twelve}{half}m", f"{hour}.{minute:02d}"))

    def _field(self, name: str) -> str:
        year, month, day = self._day
        made: dict[str, Callable[[], str]] = {
            "date": self._date,
            "numbers": self._numbers,
            "clock": self._clock,
            "iso": lambda: f"{year}-{month:02d}-{day:02d}",
            "month": lambda: self._months[month - 1][0].capitalize(),
            "daymonth": lambda: f"{day} {self._months[month - 1][0].capitalize()}",
            "year": lambda: str(year),
            "n": lambda: str(self._rng.randint(2, 23)),
            "minutes": lambda: str(self._rng.randint(1, 19)),
            "handle": lambda: self._kept["name"].split()[0].lower() + self._kept["name"].split()[-1],
            "domain": lambda: self._kept["site"].replace(" ", "").lower(),
        }
        if name in self._kept:
            return self._kept[name]
        if name.lower() in self._kept or name.lower() in made:
            return self._field(name.lower()).upper() if name.isupper() else made[name]()
        return self._rng.choice(_patterns()[name])

    def write(self, kind: str) -> str:
        """Return a line of a kind, its fields filled in."""
        text = self._rng.choice(_patterns()[kind])
        for _ in range(_DEEPEST):
            text = _FIELD.sub(lambda found: self._field(found[1]), text)
        return text


def _lede(rows: list[_Row], rng: random.Random) -> str:
    """Return the first words of a paragraph, as a deck repeats them."""
    told = [row.text for row in rows if row.kind == 0 and row.text.count(" ") > 12]
    words = rng.choice(told[:8]).lstrip("#* ").split() if told else ["All", "that", "is", "known", "so", "far"]
    return " ".join(words[: rng.randint(7, 22)]).rstrip(".,;:")


def _rewritten(rows: list[_Row], writer: _Writer, rng: random.Random) -> list[_Row]:
    """Return the rows with bylines and dates written anew, some left out."""
    kept = []
    for row in rows:
        if row.kind in (_BYLINE, _DATE) and rng.random() < 0.85:
            if rng.random() < 0.15:
                continue
            row.text = writer.write(KINDS[row.kind])
        elif row.kind == _TITLE and rng.random() < 0.3:
            plain = row.text.lstrip("#* ")
            row.text = plain if row.text.startswith("#") else f"{'#' * rng.randint(1, 3)} {plain}"
        kept.append(row)
    return kept


def _put_in(rows: list[_Row], place: int, text: str, kind: int, like: _Row) -> None:
    rows.insert(place, _Row(text, kind, _UNLIKELY, _UNLIKELY, like.indent, like.n_blank))


def _with_more(rows: list[_Row], writer: _Writer, rng: random.Random) -> list[_Row]:
    """Return the rows with lines put in about the headline and the end of the body, each by chance."""
    title = next((number for number, row in enumerate(rows) if row.kind == _TITLE), None)
    last = max((number for number, row in enumerate(rows) if row.kind == 0), default=None)
    if title is None or last is None or last < title:
        return rows
    like = rows[title]
    for kind, share in (("bio", 0.3), ("near", 0.2), ("date", 0.1)):
        if rng.random() < share:
            _put_in(rows, last + 1, writer.write(kind), _CHROME, like)
    has = {row.kind for row in rows[max(0, title - 5) : title + 12]}
    below = title + 1
    for kind, share in (("credit", 0.2), ("near", 0.3), ("near", 0.2)):
        if rng.random() < share:
            _put_in(rows, below, writer.write(kind), _CHROME, like)
    for label in rng.sample((_BYLINE, _DATE), 2):
        if label not in has and rng.random() < 0.35:
            _put_in(rows, title if rng.random() < 0.12 else below, writer.write(KINDS[label]), label, like)
            below += rows[title].kind != _TITLE
            title += rows[title].kind != _TITLE
    if rng.random() < 0.35:
        _put_in(rows, title + 1, writer.write("deck"), _CHROME, like)
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        _put_in(rows, title, writer.write(rng.choice(("kicker", "near"))), _CHROME, like)
    if rng.random() < 0.15:
        plain = like.text.lstrip("#* ")
        _put_in(
            rows, 0, rng.choice((f"{plain} | {writer.write('site')}", f"{plain} - {writer.write('site')}", plain)), _CHROME, like
        )
    return rows


def varied(one: Example, body: NDArray[np.float32], title: NDArray[np.float32], rng: random.Random) -> Varied:
    """Return the capture with another head; `body` and `title` are the probabilities of its units, which move with them."""
    rows = [
        _Row(unit.text, int(kind), float(p), float(t), unit.indent, unit.n_blank)
        for unit, kind, p, t in zip(one.layout.units, one.kind, body, title, strict=True)
    ]
    writer = _Writer(rng, _lede(rows, rng))
    rows = _with_more(_rewritten(rows, writer, rng), writer, rng)
    units = tuple(Unit(number, number + 1, row.text, row.indent, row.n_blank) for number, row in enumerate(rows))
    chances = np.array([(row.body, row.title) for row in rows], dtype=np.float32).reshape(-1, 2)
    return Varied(units, np.array([row.kind for row in rows], dtype=np.int8), chances[:, 0], chances[:, 1])
