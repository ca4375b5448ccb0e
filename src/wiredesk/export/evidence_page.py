"""One self-contained evidence page: the article with coloured spans, the facts beside it. Not for: reading or serving.

The page works from disk: no network, no file beside it. A policy with the hashes of its own style and script forbids
everything else, so that nothing in a hostile report can run or fetch. Without JavaScript it is a plain readable page.
"""

import base64
import datetime
import functools
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from wiredesk.export.facts import Fact, Section, facts_of
from wiredesk.export.phrasing import plain, published_words, visible
from wiredesk.export.segments import Segment, marks_of, segments
from wiredesk.interchange.report_json import instant, report_json
from wiredesk.records import Reading

if TYPE_CHECKING:
    from jinja2 import Template

_TITLES = {
    Section.INCIDENTS: "Incidents and threats",
    Section.WATCH: "Dates to watch",
    Section.PUBLISHED: "Publication date",
    Section.STATEMENTS: "Who said what",
    Section.PEOPLE: "People",
    Section.ORGANIZATIONS: "Organizations",
    Section.PLACES: "Places",
    Section.OTHERS: "Other names",
    Section.TIMELINE: "Timeline",
    Section.AMOUNTS: "Amounts",
    Section.TIMES: "Times as read",
}


@dataclass(frozen=True, slots=True)
class _Part:
    """Hold one section of the page."""

    name: str
    title: str
    facts: tuple[Fact, ...]

    @property
    def short(self) -> str:
        """Return the name for a button."""
        return {"watch": "To watch", "statements": "Statements"}.get(self.name, self.name.capitalize())


def evidence_page(reading: Reading, *, now: datetime.datetime, version: str, source_text: str | None = None) -> str:
    """Return the page as HTML.

    `now` and `version` are told in its foot; `source_text` gives the words of a publication date outside the article.
    """
    facts = facts_of(reading, today=now.date(), source_text=source_text)
    rows = segments(visible(reading.report.article.text), marks_of(facts))
    style, script = _asset("evidence.css"), _asset("evidence.js")
    return _template().render(
        reading=reading,
        rows=rows,
        first=_first_words(rows),
        told={n for n, row in enumerate(rows) if any(name.startswith("incidents-") for one in row for name in one.layers)},
        parts=_parts(facts),
        basis=[fact for fact in facts if fact.section is Section.PUBLISHED],
        heading=_heading(reading),
        published=published_words(reading.report.published),
        captured=instant(reading.report.source.captured),
        report=_json_for_html(reading),
        style=style,
        script=script,
        policy=_policy(style, script),
        now=f"{now.day} {now:%B} {now.year}, {now:%H:%M}",
        version=version,
    )


@functools.cache
def _asset(name: str) -> str:
    return resources.files("wiredesk.export").joinpath("page", name).read_text(encoding="utf-8")


@functools.cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined  # 80 ms

    kept = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    kept.filters["plain"] = plain
    return kept.from_string(_asset("evidence.html.j2"))


def _policy(style: str, script: str) -> str:
    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _json_for_html(reading: Reading) -> str:
    """Return the report as JSON that can stand in a script element: no `<`, no line separators."""
    told = json.dumps(report_json(reading), ensure_ascii=True, separators=(",", ":"))
    return told.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _first_words(rows: Iterable[Iterable[Segment]]) -> dict[str, int]:
    """Return, for each fact, the number of the first segment that it points at."""
    first: dict[str, int] = {}
    for row in rows:
        for segment in row:
            for fact in segment.facts:
                first.setdefault(fact, segment.number or 0)
    return first


def _parts(facts: tuple[Fact, ...]) -> list[_Part]:
    """Return the sections that have facts; the one for incidents stands even when there are none."""
    parts = [_Part(name.value, title, tuple(f for f in facts if f.section is name)) for name, title in _TITLES.items()]
    return [part for part in parts if part.facts or part.name == Section.INCIDENTS.value]


def _heading(reading: Reading) -> str:
    article = reading.report.article
    if article.title:
        return plain(article.title)
    uri = plain(reading.report.source.uri)
    return uri.rstrip("/").rsplit("/", 1)[-1] or uri or "Untitled report"
