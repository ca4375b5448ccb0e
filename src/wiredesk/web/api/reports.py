"""Reports over HTTP: the newest, one whole, its facts, its words, what changed. Not for: adding (see `adding`), rulings."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.desk.report_cards import newest_reports, report_card
from wiredesk.desk.report_cards_json import report_card_json
from wiredesk.desk.ruled import effective_reading, ruled_reading
from wiredesk.interchange.report_json import instant
from wiredesk.review.addresses import Addressed, addresses
from wiredesk.review.applying import Mark, Ruled
from wiredesk.sentences import paragraphs
from wiredesk.spans import Span
from wiredesk.store.report_cards import ReportHead
from wiredesk.store.words_index import kept
from wiredesk.web.api.report_shapes import (
    ChangesTold,
    FactMark,
    FactsTold,
    FactTold,
    ListedReport,
    OriginTold,
    OutletOfReport,
    ReportTold,
    TextTold,
)
from wiredesk.web.api.ruling_shapes import ReportId
from wiredesk.web.api.shapes import REFUSALS, Limit, Listing, Stretch
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.id_patterns import id_pattern


class Ascii(JSONResponse):
    """Send JSON in ASCII: words of reports may hold what UTF-8 cannot say, half a surrogate pair."""

    def render(self, content: Any) -> bytes:
        """Return the body."""
        return json.dumps(content, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode()


router = APIRouter(prefix="/reports", tags=["reports"], default_response_class=Ascii, responses=REFUSALS)
_Number = Annotated[str | None, Query(pattern=id_pattern(), description="The `next` of an earlier page.")]


@router.get("", dependencies=[needs("see")])
def listed(desk: AtDesk, limit: Limit = 50, after: _Number = None) -> Listing[ListedReport]:
    """List reports, those filed last first."""
    heads = newest_reports(desk, most=limit + 1, before=None if after is None else int(after))
    following = str(heads[limit - 1].report_id) if len(heads) > limit else None
    return Listing(items=[_listed(one) for one in heads[:limit]], next=following)


@router.get("/{report}", dependencies=[needs("see")])
def one(desk: AtDesk, report: ReportId) -> ReportTold:
    """Give all that the desk knows of a report."""
    return ReportTold.model_validate(report_card_json(report_card(desk, report)))


@router.get("/{report}/facts", dependencies=[needs("see")])
def facts(
    desk: AtDesk,
    report: ReportId,
    limit: Annotated[int, Query(ge=1, le=5_000, description="How many at most.")] = 1_000,
    after: _Number = None,
    empty: Annotated[bool, Query(description="Also fields that say nothing.")] = False,
) -> FactsTold:
    """List facts, parts and fields by their addresses, with their words, spans and who ruled on them."""
    ruled = _ruled(desk, report)
    marks = {mark.address: mark for mark in ruled.marks if not mark.is_gone}
    start = int(after or 0)
    some = list(islice(_wanted(ruled, with_empty=empty), start, start + limit + 1))
    return FactsTold(
        items=[_fact(one, marks.get(one.address)) for one in some[:limit]],
        next=str(start + limit) if len(some) > limit else None,
        taken_out=[_mark(mark) for mark in ruled.marks if mark.is_gone],
    )


@router.get("/{report}/text", dependencies=[needs("see")])
def text(desk: AtDesk, report: ReportId) -> TextTold:
    """Give the words of a report, in which all its spans count."""
    with desk.store.reading() as on:
        found = effective_reading(on, parse_id(report, "report")).report
    article, words = found.article, kept(found.article.text)
    return TextTold(
        id=report,
        title=kept(article.title) if article.title else None,
        language=article.language,
        text=words,
        n_chars=len(words),
        paragraphs=_pairs(tuple(paragraphs(words))),
        origin=[_origin(one.text, one.source) for one in article.origin] if article.origin is not None else None,
        sha256=found.source.sha256,
    )


@router.get("/{report}/changes", dependencies=[needs("see")])
def changes(desk: AtDesk, report: ReportId) -> ChangesTold:
    """Tell what changed since the version of the story before this one."""
    card = report_card(desk, report)
    told = report_card_json(card)
    return ChangesTold.model_validate({name: told[name] for name in ("id", "previous", "changes")})


def _ruled(desk: Desk, report: str) -> Ruled:
    with desk.store.reading() as on:
        return ruled_reading(on, parse_id(report, "report"))


def _listed(head: ReportHead) -> ListedReport:
    about = {"name": head.outlet, "reliability": head.reliability, "note": head.outlet_note}
    return ListedReport(
        id=id_of("report", head.report_id),
        title=head.title,
        outlet=OutletOfReport(key=head.outlet_key, **about) if head.outlet_key else None,
        language=head.language,
        day=head.day,
        published_earliest=head.published_earliest,
        published_latest=head.published_latest,
        captured=head.captured,
        filed_at=head.filed_at,
        wire=head.wire,
        story=id_of("story", head.story_id),
        url=head.url,
        n_chars=head.n_chars,
    )


def _wanted(ruled: Ruled, *, with_empty: bool) -> Iterator[Addressed]:
    marked = {mark.address for mark in ruled.marks}
    return (one for one in addresses(ruled.reading) if with_empty or one.words or one.field is None or one.address in marked)


def _fact(one: Addressed, mark: Mark | None) -> FactTold:
    return FactTold(
        address=one.address,
        kind=one.kind.value,
        field=one.field,
        words=kept(one.words),
        spans=_pairs(one.spans),
        mark=_mark(mark) if mark else None,
    )


def _mark(mark: Mark) -> FactMark:
    return FactMark(
        address=mark.address,
        verdict=mark.verdict.value,
        ruling=id_of("ruling", mark.ruling_id),
        who=mark.who,
        at=str(instant(mark.at)),
        was=kept(mark.was) if mark.was else None,
        is_gone=mark.is_gone,
    )


def _pairs(spans: tuple[Span, ...]) -> list[Stretch]:
    return [(span.start, span.end) for span in spans]


def _origin(words: Span, came: Span) -> OriginTold:
    return OriginTold(text=(words.start, words.end), source=(came.start, came.end))
