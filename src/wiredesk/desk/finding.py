"""Find reports by words, people, places, incidents, days and outlets; copies are folded. Not for: the SQL (see `store`)."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wiredesk.desk.desk import Desk
from wiredesk.desk.finding_names import outlets_named, people_named, places_named, spot_named
from wiredesk.desk.ids import id_of
from wiredesk.errors import SettingError
from wiredesk.spans import Span
from wiredesk.store import searching, searching_snippets
from wiredesk.store.opening import On
from wiredesk.store.searching import MOST_COUNTED, Hit
from wiredesk.store.searching_marks import Marked, marked_texts
from wiredesk.store.searching_snippets import Head, IncidentHead
from wiredesk.store.searching_wanted import Circle, Somebody, Sort, Wanted
from wiredesk.store.searching_words import parse_words

_DAY_CURSOR = re.compile(r"(\d{4}-\d\d-\d\d)\.([1-9]\d{0,17})")
_PLACE_CURSOR = re.compile(r"\+([1-9]\d{0,5})")
MOST_SHOWN = 500
"""As many results are given at once at most."""


@dataclass(frozen=True, slots=True)
class Around:
    """Name a place to draw a circle around."""

    place: str
    radius_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Hold what is asked; see docs/searching.md. `after` is the `next` of an earlier answer to the same question.

    `entities` are ids across reports, all of them wanted, as the names in `who` are.
    """

    words: str = ""
    who: tuple[str, ...] = ()
    place: str | None = None
    entities: tuple[int, ...] = ()
    types: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    is_incident_date: bool = False
    near: Circle | Around | None = None
    outlet: str | None = None
    with_background: bool = False
    limit: int = 20
    after: str | None = None
    sort: Sort = Sort.NEWEST
    is_folded: bool = True


@dataclass(frozen=True, slots=True)
class Snippet:
    """Hold a stretch of the article: `span` and `marks` (what matched) count in the article text; `is_cut`: it goes on."""

    text: str
    span: Span
    marks: tuple[Span, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Hold one report that was found; `n_copies` counts the other hits of its story, which stand behind it."""

    id: str
    head: Head
    title_marks: tuple[Span, ...]
    snippet: Snippet | None
    incidents: tuple[IncidentHead, ...]
    n_copies: int


@dataclass(frozen=True, slots=True)
class Findings:
    """Hold an answer: `n_hits` reports were found, exactly unless `is_more`; `n_stories` where that is exact; `next` goes on."""

    found: tuple[Found, ...]
    n_hits: int
    is_more: bool
    n_stories: int | None
    next: str | None
    notes: tuple[str, ...] = ()


def find(desk: Desk, question: Question) -> Findings:
    """Answer a question.

    :raises SettingError: for a cursor that is none.
    :raises StoreError: when it takes too long, or a circle holds too many places.
    """
    with desk.store.reading() as on:
        wanted, notes = wanted_by(on, question)
        if wanted is None:
            return Findings((), 0, False, 0, None, notes)
        top = searching.newest_hits(on, wanted)
        is_more = len(top) > MOST_COUNTED
        shown, following = _page(on, question, wanted, top)
        copies = _copies(on, wanted, top, shown) if question.is_folded else {}
        n_stories = None if is_more else len({hit.story_id for hit in top})
        told = _told(on, wanted, shown, copies)
        return Findings(told, min(len(top), MOST_COUNTED), is_more, n_stories, following, notes)


def wanted_by(on: On, question: Question) -> tuple[Wanted | None, tuple[str, ...]]:
    """Return what the question wants with the names in it looked up; None when a name is not known at all."""
    notes = []
    who = tuple(people_named(on, name) for name in question.who)
    notes += [f"nobody on the desk is called {name[:60]}" for name, one in zip(question.who, who, strict=True) if one is None]
    place = places_named(on, question.place) if question.place else None
    if question.place and place is None:
        notes.append(f"no report names a place called {question.place[:60]}")
    outlet_ids = outlets_named(on, question.outlet) if question.outlet else None
    if question.outlet and not outlet_ids:
        notes.append(f"no report is from an outlet called {question.outlet[:60]}")
    near = _circle(on, question.near)
    if question.near is not None and near is None and isinstance(question.near, Around):
        notes.append(f"no spot on the map is known for {question.near.place[:60]}")
    if notes:
        return None, tuple(notes)
    by_id = tuple(Somebody((one,), "") for one in question.entities)
    wanted = Wanted(
        words=parse_words(question.words),
        who=(*(one for one in who if one is not None), *by_id),
        place=place,
        types=question.types,
        stages=question.stages,
        countries=question.countries,
        languages=question.languages,
        since=question.since.isoformat() if question.since else None,
        until=question.until.isoformat() if question.until else None,
        is_incident_date=question.is_incident_date,
        near=near,
        outlet_ids=outlet_ids,
        with_background=question.with_background,
    )
    return wanted, ()


def _circle(on: On, near: Circle | Around | None) -> Circle | None:
    if not isinstance(near, Around):
        return near
    spot = spot_named(on, near.place)
    return Circle(*spot, near.radius_km) if spot else None


# -- which hits are shown ------------------------------------------------------------------------------------------


def _page(on: On, question: Question, wanted: Wanted, top: list[Hit]) -> tuple[list[Hit], str | None]:
    """Return the hits to show and where to go on."""
    if question.sort is Sort.RELEVANCE and wanted.words.wanted:
        return _ranked_page(on, question, wanted, top)
    last = _day_cursor(question.after)
    is_whole = len(top) <= MOST_COUNTED
    hits = [hit for hit in top if last is None or (hit.day, hit.report_id) < (last.day, last.report_id)]
    hits = _unfolded(hits, top[: len(top) - len(hits)]) if question.is_folded else hits
    if not is_whole and len(hits) <= question.limit:
        hits = _further(on, question, wanted, last)
    shown = hits[: question.limit]
    return shown, f"{shown[-1].day}.{shown[-1].report_id}" if len(hits) > len(shown) and shown else None


def _unfolded(hits: list[Hit], before: Sequence[Hit]) -> list[Hit]:
    """Return the first hit of each story that none before has."""
    seen = {hit.story_id for hit in before}
    kept = []
    for hit in hits:
        if hit.story_id not in seen:
            seen.add(hit.story_id)
            kept.append(hit)
    return kept


def _further(on: On, question: Question, wanted: Wanted, last: Hit | None) -> list[Hit]:
    """Return hits beyond the newest thousand, each story once, and not again when a newer page has shown it."""
    kept: list[Hit] = []
    while len(kept) <= question.limit:
        hits = searching.newest_hits(on, wanted, before=last, most=3 * question.limit + 1)
        if not hits:
            break
        last = hits[-1]
        if not question.is_folded:
            kept += hits
            continue
        newest: dict[int, Hit] = {}
        for hit in searching.hits_in_stories(on, wanted, {hit.story_id for hit in hits}):
            newest.setdefault(hit.story_id, hit)
        kept += [hit for hit in hits if newest.get(hit.story_id, hit) == hit]
    return kept


def _ranked_page(on: On, question: Question, wanted: Wanted, top: list[Hit]) -> tuple[list[Hit], str | None]:
    """Return the best of the newest thousand hits."""
    shown_before = _place_cursor(question.after)
    top = top[:MOST_COUNTED]
    scores = searching.ranked(on, wanted.words.wanted, [hit.report_id for hit in top])
    hits = sorted(top, key=lambda hit: -scores.get(hit.report_id, 0.0))  # of equals the newest first
    hits = _unfolded(hits, ()) if question.is_folded else hits
    end = shown_before + question.limit
    return hits[shown_before:end], f"+{end}" if len(hits) > end else None


def _copies(on: On, wanted: Wanted, top: list[Hit], shown: list[Hit]) -> Mapping[int, int]:
    """Return how many other hits each shown story has."""
    stories = {hit.story_id for hit in shown}
    hits = top if len(top) <= MOST_COUNTED else searching.hits_in_stories(on, wanted, stories)
    counted: dict[int, int] = {}
    for hit in hits:
        counted[hit.story_id] = counted.get(hit.story_id, -1) + 1
    return counted


def _day_cursor(words: str | None) -> Hit | None:
    if words is None:
        return None
    found = _DAY_CURSOR.fullmatch(words.strip())
    if not found:
        raise SettingError(f"--after {words[:40]}: is no place in these results; give the next of the page before")
    return Hit(found[1], int(found[2]), 0)


def _place_cursor(words: str | None) -> int:
    if words is None:
        return 0
    found = _PLACE_CURSOR.fullmatch(words.strip())
    if not found:
        raise SettingError(f"--after {words[:40]}: is no place in these results; give the next of the page before")
    return int(found[1])


# -- what is told of them ------------------------------------------------------------------------------------------


def _told(on: On, wanted: Wanted, shown: list[Hit], copies: Mapping[int, int]) -> tuple[Found, ...]:
    ids = [hit.report_id for hit in shown]
    if not ids:
        return ()
    heads = searching_snippets.heads(on, ids)
    incidents = searching_snippets.incident_heads(on, ids)
    texts = marked_texts(on, wanted.words.wanted, ids)
    return tuple(
        Found(
            id_of("report", hit.report_id),
            heads[hit.report_id],
            texts[hit.report_id].in_title if hit.report_id in texts else (),
            _snippet(texts.get(hit.report_id)),
            tuple(incidents.get(hit.report_id, ())),
            copies.get(hit.story_id, 0),
        )
        for hit in shown
    )


def _snippet(marked: Marked | None) -> Snippet | None:
    span = searching_snippets.window(marked.body, marked.in_body) if marked else None
    if marked is None or span is None:
        return None
    marks = tuple(mark for mark in marked.in_body if span.covers(mark))
    return Snippet(span.cut(marked.body), span, marks, span.end < len(marked.body.rstrip()))
