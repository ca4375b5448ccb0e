"""Search over HTTP: reports, what narrows them, names as one types. Not for: finding (see `desk.finding`)."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from wiredesk.desk.faceting import facets
from wiredesk.desk.finding import Found, find
from wiredesk.desk.ids import id_of
from wiredesk.desk.suggesting import suggested
from wiredesk.store.searching_facets import Facet
from wiredesk.store.searching_wanted import Sort
from wiredesk.web.api.shapes import Limit, Listing, Shape, Stretch
from wiredesk.web.asking import Asked, AskedFor, question_of
from wiredesk.web.guard import AtDesk, needs

router = APIRouter(prefix="/search", tags=["search"])


class FoundIncident(Shape):
    """An incident of a report that was found."""

    id: str
    type: str
    stage: str
    is_background: bool
    earliest: str | None
    latest: str | None
    place: str | None
    country: str | None


class SnippetSeen(Shape):
    """A stretch of the article; `span` and `marks` count Unicode code points in the article text, end-exclusive."""

    text: str
    span: Stretch
    marks: list[Stretch]


class FoundReport(Shape):
    """A report that was found; `n_copies` counts the other hits of its story that stand behind it."""

    id: str
    title: str
    title_marks: list[Stretch]
    outlet: str | None
    url: str | None
    day: str
    published_earliest: str | None
    published_latest: str | None
    story: str
    n_copies: int
    snippet: SnippetSeen | None
    incidents: list[FoundIncident]


class SearchResults(Listing[FoundReport]):
    """A page of results; `n_hits` is exact unless `is_more`; `notes` say which names are not known."""

    n_hits: int
    is_more: bool
    n_stories: int | None
    notes: list[str]


class FacetSeen(Shape):
    """One value of a facet; `n_reports` is what the search would find with it."""

    value: str
    words: str
    n_reports: int
    is_chosen: bool


class FacetGroupSeen(Shape):
    """What results can be narrowed by; `facet` is the parameter's name (`month` stands for `from` and `to`)."""

    facet: Facet
    values: list[FacetSeen]


class FacetsSeen(Shape):
    """All facets, counted over the newest `n_counted` hits; `is_more`: there are more hits than that."""

    groups: list[FacetGroupSeen]
    n_counted: int
    is_more: bool


class Suggestion(Shape):
    """A person, body or place on the desk."""

    id: str
    type: str
    name: str
    n_reports: int


class Searched(Asked):
    """A search, in which order, and how much of it."""

    sort: Annotated[Sort, Field(description="newest, or relevance: the best of the newest thousand")] = Sort.NEWEST
    all: Annotated[bool, Field(description="Each copy of a story, not the newest alone")] = False
    cursor: Annotated[str | None, Field(max_length=40, pattern=r"^[0-9+.-]+$", description="The `next` of an earlier page")] = (
        None
    )
    limit: Limit = 20


@router.get("", dependencies=[needs("see")])
def search(desk: AtDesk, asked: Annotated[Searched, Query()]) -> SearchResults:
    """Find reports, the newest or the best first; copies of one story are folded unless `all` is set."""
    question = replace(question_of(asked), sort=asked.sort, is_folded=not asked.all, after=asked.cursor, limit=asked.limit)
    found = find(desk, question)
    return SearchResults(
        items=[_report(one) for one in found.found],
        next=found.next,
        n_hits=found.n_hits,
        is_more=found.is_more,
        n_stories=found.n_stories,
        notes=list(found.notes),
    )


@router.get("/facets", dependencies=[needs("see")])
def search_facets(desk: AtDesk, asked: AskedFor) -> FacetsSeen:
    """Count what the results of a search can be narrowed by."""
    told = facets(desk, question_of(asked))
    groups = [
        FacetGroupSeen(
            facet=one.facet,
            values=[FacetSeen(value=v.value, words=v.words, n_reports=v.n_reports, is_chosen=v.is_chosen) for v in one.values],
        )
        for one in told.groups
    ]
    return FacetsSeen(groups=groups, n_counted=told.n_counted, is_more=told.is_more)


@router.get("/suggestions", dependencies=[needs("see")])
def suggestions(
    desk: AtDesk, q: Annotated[str, Query(max_length=100, description="The beginning of a name, two letters or more")]
) -> Listing[Suggestion]:
    """List the people, bodies and places whose name begins so, those with most reports first."""
    found = suggested(desk, q)
    return Listing[Suggestion](
        items=[Suggestion(id=id_of("entity", o.entity_id), type=o.type, name=o.name, n_reports=o.n_reports) for o in found]
    )


def _report(one: Found) -> FoundReport:
    head, snippet = one.head, one.snippet
    return FoundReport(
        id=one.id,
        title=head.title,
        title_marks=[(mark.start, mark.end) for mark in one.title_marks],
        outlet=head.outlet,
        url=head.url,
        day=head.day,
        published_earliest=head.published_earliest,
        published_latest=head.published_latest,
        story=id_of("story", head.story_id),
        n_copies=one.n_copies,
        snippet=SnippetSeen(
            text=snippet.text,
            span=(snippet.span.start, snippet.span.end),
            marks=[(mark.start, mark.end) for mark in snippet.marks],
        )
        if snippet
        else None,
        incidents=[
            FoundIncident(
                id=id_of("incident", i.incident_id),
                type=i.type,
                stage=i.stage,
                is_background=i.is_background,
                earliest=i.earliest,
                latest=i.latest,
                place=i.place,
                country=i.country,
            )
            for i in one.incidents
        ],
    )
