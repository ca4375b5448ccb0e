"""The search page as values: marked lines, facets and conditions as links. Not for: finding (see `desk.finding`)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from wiredesk.desk.faceting import Faceted, FacetGroup, FacetValue
from wiredesk.desk.finding import Found
from wiredesk.desk.ids import id_of
from wiredesk.export.phrasing import country_name, plain
from wiredesk.spans import Span
from wiredesk.store.searching_facets import Facet, IncidentSpot
from wiredesk.store.searching_snippets import IncidentHead
from wiredesk.store.searching_wanted import Sort
from wiredesk.web.asking import Asked, Blank
from wiredesk.web.rendering import query

HEADINGS = {
    Facet.TYPE: "Kind of incident",
    Facet.STAGE: "Stage",
    Facet.COUNTRY: "Country of the incident",
    Facet.OUTLET: "Outlet",
    Facet.ENTITY: "People and bodies",
    Facet.MONTH: "Month",
    Facet.LANGUAGE: "Language",
}
STAGES = {"threatened": "threat", "attempted": "attempt", "accomplished": "deed"}
_WORDS = {"q": "words", "who": "who", "place": "place", "type": "kind", "stage": "stage", "country": "country"}
_WORDS |= {"entity": "who", "language": "language", "outlet": "outlet", "near": "near", "from": "from", "to": "to"}


class Looked(Asked):
    """Be what the search page is asked: a search, and how its results are shown."""

    sort: Annotated[Sort, Field(description="newest, or relevance: the best of the newest thousand")] = Sort.NEWEST
    all: Annotated[bool, Field(description="Show each copy of a story"), Blank] = False
    after: Annotated[str | None, Field(max_length=40, pattern=r"^[0-9+.-]+$"), Blank] = None

    def search(self, **other: Any) -> str:
        """Return the address of this search; `other` takes the place of some of its parts. It begins at its first page."""
        parts = self.parts(**{"after": None, **other})
        return "/search" + query(**(parts if parts.get("sort") != Sort.NEWEST else {**parts, "sort": None}))

    @property
    def filters(self) -> dict[str, Any]:
        """Give what is asked without how it is shown: for downloads and watches."""
        return self.parts(after=None, sort=None, all=None)


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold some words of a line, and whether they are what was searched for."""

    words: str
    is_lit: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one result as it is shown."""

    found: Found
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    is_cut_before: bool
    incidents: tuple[IncidentHead, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Hold a link with a number behind it; `is_chosen`: it is asked for, and the link takes it away."""

    words: str
    address: str
    n_reports: int = 0
    is_chosen: bool = False
    kind: str = ""


def lines(found: Sequence[Found]) -> list[Line]:
    """Return results with what matched apart from the rest; each incident across reports once."""
    told = []
    for one in found:
        snippet = one.snippet
        pieces = pieces_of(snippet.text, snippet.marks, snippet.span.start) if snippet else ()
        incidents = {incident.incident_id: incident for incident in reversed(one.incidents)}
        heads = tuple(reversed(incidents.values()))
        is_cut = snippet is not None and snippet.span.start > 0
        told.append(Line(one, pieces_of(one.head.title, one.title_marks), pieces, is_cut, heads))
    return told


def pieces_of(text: str, marks: Sequence[Span], start: int = 0) -> tuple[Piece, ...]:
    """Return a text in pieces, marked and not; the marks count from `start` before it."""
    found, at = [], 0
    for mark in sorted(marks):
        begin, end = max(at, mark.start - start), min(len(text), mark.end - start)
        if begin >= end:
            continue
        found += [Piece(_line(text[at:begin]), False), Piece(_line(text[begin:end]), True)]
        at = end
    return tuple(one for one in (*found, Piece(_line(text[at:]), False)) if one.words)


def _line(words: str) -> str:
    """Return words fit to be shown, with the gaps at their ends, which `plain` takes away."""
    shown = plain(words)
    before, after = (" " if gap.isspace() else "" for gap in (words[:1], words[-1:]))
    return f"{before}{shown}{after}" if shown else before


def facet_links(looked: Looked, faceted: Faceted) -> list[tuple[str, FacetGroup, list[Link]]]:
    """Return each facet with its heading and its values as links that narrow or widen the search."""
    return [(HEADINGS[one.facet], one, [_link(looked, one.facet, value) for value in one.values]) for one in faceted.groups]


def _link(looked: Looked, facet: Facet, value: FacetValue) -> Link:
    if facet is Facet.MONTH:
        is_chosen = looked.since == looked.until == value.value
        days = None if is_chosen else value.value
        words = f"{datetime.date.fromisoformat(f'{value.value}-01'):%B %Y}"
        return Link(words, looked.search(**{"from": days, "to": days, "incident_date": None}), value.n_reports, is_chosen)
    words = STAGES.get(value.words, value.words) if facet is Facet.STAGE else value.words
    address = looked.search(**{facet.value: _toggled(looked, facet, value)})
    return Link(words.replace("_", " ") if facet is Facet.TYPE else words, address, value.n_reports, value.is_chosen)


def _toggled(looked: Looked, facet: Facet, value: FacetValue) -> Any:
    if facet is Facet.OUTLET:
        return None if value.is_chosen else value.value
    now = [str(one) for one in getattr(looked, facet.value)]
    return [one for one in now if one != value.value] if value.is_chosen else [*now, value.value]


def condition_links(looked: Looked, names: dict[str, str]) -> list[Link]:
    """Return what is asked as links that leave it out; `names` are those of entities by their ids."""
    found = []
    for part, value in looked.filters.items():
        if part not in _WORDS or part == "q":
            continue
        for one in value if isinstance(value, list) else [value]:
            rest = [other for other in value if other != one] if isinstance(value, list) else None
            more: dict[str, Any] = {"km": None} if part == "near" else {}
            address = looked.search(**{part: rest, **more})
            found.append(Link(_condition(looked, part, str(one), names), address, kind=_WORDS[part]))
    switches = (("incident_date", "days of the incident"), ("background", "with what is only recalled"))
    return found + [Link(words, looked.search(**{part: None}), kind="also") for part, words in switches if getattr(looked, part)]


def _condition(looked: Looked, part: str, value: str, names: dict[str, str]) -> str:
    if part == "entity":
        return names.get(value, value)
    if part == "country":
        return country_name(value)
    if part == "near":
        return f"{value}, {looked.km or 50:g} km"
    return STAGES.get(value, value) if part == "stage" else value.replace("_", " ") if part == "type" else value


def points_of(spots: Sequence[IncidentSpot]) -> list[dict[str, Any]]:
    """Return incidents as the points of map and timeline."""
    return [
        {
            "id": id_of("incident", one.incident_id),
            "lat": one.latitude,
            "lon": one.longitude,
            "day": one.earliest,
            "end": one.latest,
            "label": f"{one.type.replace('_', ' ')}{f', {one.place}' if one.place else ''}",
            "href": f"/incidents/{id_of('incident', one.incident_id)}",
            "kind": one.type,
            "stage": one.stage,
            "n": one.n_reports,
        }
        for one in spots
    ]
