"""What the page of a report shows beside its facts: dates apart, story, changes, where it came from. Not for: markup."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from wiredesk.corroborate.changes import Change
from wiredesk.corroborate.comparison import Reason, reasons_from_json
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.desk.report_cards import ReportCard, page_text
from wiredesk.desk.report_names import entities_across
from wiredesk.desk.ruling_words import what_words
from wiredesk.export.facts import Fact, Section, facts_of
from wiredesk.export.phrasing import instant_words, interval_words, plain, published_words
from wiredesk.export.value_words import COPIES
from wiredesk.review.rulings import Ruling
from wiredesk.store.report_cards import IncidentIn, StoryMember
from wiredesk.web.differing import Piece, differing
from wiredesk.web.marking import MarkedArticle, marked
from wiredesk.web.report_facts import Group, events, grouped, taken_out

_MOST_DECODED = 600_000  # bytes of a source that are decoded again for the words of one date
_MOST_FACTS = 3_000


@dataclass(frozen=True, slots=True)
class Member:
    """Hold one report of the story; `kind` says in words what it is of `of`, "" for one that copies none."""

    id: str
    told: StoryMember
    is_own: bool
    of: str
    kind: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """Hold one change since the version before, its wording piece by piece."""

    change: Change
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownRuling:
    """Hold one ruling on the report in words; `undone_by` is a ruling's id, "" while it holds."""

    id: str
    ruling: Ruling
    words: str
    undone_by: str
    lost: str


@dataclass(frozen=True, slots=True)
class ShownIncident:
    """Hold one incident of the report with the incident across reports that it is part of."""

    id: str
    told: IncidentIn
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Hold all that the page shows of one report.

    `across` gives the address of the incident or entity across reports that a fact belongs to.
    """

    card: ReportCard
    heading: str
    article: MarkedArticle
    groups: tuple[Group, ...]
    basis: tuple[Fact, ...]
    story: tuple[Member, ...]
    changes: tuple[ShownChange, ...]
    incidents: tuple[ShownIncident, ...]
    rulings: tuple[ShownRuling, ...]
    across: dict[str, str]

    @property
    def id(self) -> str:
        """Give the report's id."""
        return self.card.id

    @property
    def published(self) -> str:
        """Give the publication date in words that do not claim more than is known."""
        return published_words(self.card.reading.report.published)

    @property
    def published_typed(self) -> str:
        """Give the publication date as a person types it, "" when there is none."""
        interval = self.card.reading.report.published.interval
        if interval is None:
            return ""
        return str(interval.earliest) if interval.is_day else f"{interval.earliest}/{interval.latest}"

    @property
    def captured(self) -> str:
        """Give the capture clock as it stood on the page, "" when there is none; never in another zone."""
        moment = self.card.reading.report.source.captured
        return "" if moment is None else instant_words(moment)

    @property
    def events(self) -> tuple[tuple[str, str, bool], ...]:
        """Give the days of what is told."""
        return events(self.card.reading)

    @property
    def taken_out(self) -> tuple[tuple[str, object], ...]:
        """Give what people rejected, with its kind."""
        return taken_out(self.card.ruled)

    @property
    def given(self) -> dict[str, str]:
        """Give what a person said of the page when adding it."""
        return json.loads(self.card.head.given) if self.card.head.given else {}

    @property
    def address(self) -> str:
        """Give the page's address where it can be led to, "" elsewhere."""
        return outward(self.card.head.url) or outward(self.card.head.uri)

    @property
    def cite(self) -> str:
        """Give the source as one line for a quotation: outlet, title, day, address."""
        interval = self.card.reading.report.published.interval
        day = interval_words(interval) if interval else ""
        return ", ".join(one for one in (plain(self.card.head.outlet or ""), self.heading, day, self.address) if one)

    @property
    def n_facts(self) -> int:
        """Count the facts."""
        return sum(group.n_all for group in self.groups)

    @property
    def before(self) -> str:
        """Give the report before this one in the story, "" for the first."""
        return self._beside(-1)

    @property
    def after(self) -> str:
        """Give the report after this one in the story, "" for the last."""
        return self._beside(1)

    def _beside(self, by: int) -> str:
        order = [one.id for one in self.story]
        at = order.index(self.id) + by
        return order[at] if 0 <= at < len(order) else ""


def report_page(desk: Desk, card: ReportCard, *, is_whole: bool = False) -> ReportPage:
    """Return what the page of a report shows; `is_whole`: all facts of long lists."""
    facts = facts_told(desk, card)
    apart = [fact for fact in facts if fact.section in (Section.WATCH, Section.PUBLISHED)]
    groups = grouped(card.ruled, facts, most=_MOST_FACTS) if is_whole else grouped(card.ruled, facts)
    return ReportPage(
        card,
        heading_of(card),
        marked(card.reading, also=apart),
        groups,
        tuple(fact for fact in facts if fact.section is Section.PUBLISHED),
        tuple(_members(card)),
        tuple(ShownChange(one, differing(plain(one.older_words), plain(one.newer_words))) for one in card.changes),
        tuple(
            ShownIncident(id_of("incident", one.incident_id), one, reasons_from_json(one.join_reasons)) for one in card.incidents
        ),
        tuple(_rulings(card)),
        _across(desk, card),
    )


def facts_told(desk: Desk, card: ReportCard) -> tuple[Fact, ...]:
    """Return the facts of a report for people; the source is decoded only where a date rests on words outside the article."""
    is_outside = any(basis.source_span for basis in card.reading.report.published.basis)
    is_small = (card.head.n_bytes or 0) <= _MOST_DECODED
    text = page_text(desk, card) if is_outside and is_small else None
    return facts_of(card.reading, today=desk.clock().date(), source_text=text)


def heading_of(card: ReportCard) -> str:
    """Return the title, else the last part of the address."""
    title = plain(card.reading.report.article.title or "")
    uri = plain(card.head.uri or "")
    return title or uri.rstrip("/").rsplit("/", 1)[-1] or uri or "Untitled report"


def outward(url: str | None) -> str:
    """Return an address that may be led to: http or https with a host, "" for anything else."""
    if not url or len(url) > 4_000:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def _across(desk: Desk, card: ReportCard) -> dict[str, str]:
    incidents = {one.local_id: f"/incidents/{id_of('incident', one.incident_id)}" for one in card.incidents}
    names = entities_across(desk, card.head.report_id)
    return incidents | {local_id: f"/entities/{name}" for local_id, name in names.items()}


def _members(card: ReportCard) -> Iterator[Member]:
    for one in card.story:
        is_copy = one.copy_of is not None
        of = id_of("report", one.copy_of) if one.copy_of is not None else ""
        kind = COPIES.get(one.copy_kind or "", "a copy") if is_copy else ""
        is_own = one.report_id == card.head.report_id
        yield Member(id_of("report", one.report_id), one, is_own, of, kind, reasons_from_json(one.copy_reasons))


def _rulings(card: ReportCard) -> Iterator[ShownRuling]:
    lost: Sequence[tuple[int, str]] = [(one.ruling.id, one.why.value) for one in card.ruled.unplaced]
    for ruling, undone_by in card.rulings:
        undone = id_of("ruling", undone_by) if undone_by else ""
        yield ShownRuling(id_of("ruling", ruling.id), ruling, what_words(ruling), undone, dict(lost).get(ruling.id, ""))
