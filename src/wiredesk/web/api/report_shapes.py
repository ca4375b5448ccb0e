"""What is sent of reports. Not for: the routes (see `reports`), what is sent of rulings (see `ruling_shapes`)."""

from typing import Any

from pydantic import Field

from wiredesk.web.api.shapes import Listing, Shape, Stretch


class OutletOfReport(Shape):
    """Be the outlet of a report with its reliability, A (reliable) to F (cannot be judged), null where nobody rated it."""

    key: str
    name: str | None
    reliability: str | None
    note: str | None


class ListedReport(Shape):
    """Be one report of a list. `published_*` is null where no page tells a day; `captured` is never taken for one."""

    id: str
    title: str | None
    outlet: OutletOfReport | None
    language: str | None
    day: str = Field(description="The day by which it is sorted: published, else captured, else filed.")
    published_earliest: str | None
    published_latest: str | None
    captured: str | None
    filed_at: str
    wire: str | None
    story: str
    url: str | None
    n_chars: int


class StoryTold(Shape):
    """Be the story of a report: the wires it is credited to and the reports that print it, the oldest first."""

    id: str
    wires: list[str]
    reports: list[dict[str, Any]]


class SideTold(Shape):
    """Be the words of one version."""

    words: str
    spans: list[Stretch]


class ChangeTold(Shape):
    """Be one change from the version before to this one; spans count in the text of their own side."""

    kind: str
    note: str
    before: SideTold
    now: SideTold


class ChangesTold(Shape):
    """Be what changed since the version before, null where this is the first."""

    id: str
    previous: str | None
    changes: list[ChangeTold]


class ReportTold(Shape):
    """Be all that the desk knows of a report; `report` is wiredesk.report/1 with the rulings of people in it."""

    id: str
    outlet: OutletOfReport | None
    day: str
    filed_at: str
    given: dict[str, Any] | None
    story: StoryTold
    previous: str | None
    changes: list[ChangeTold]
    incidents: list[dict[str, Any]]
    rulings: list[dict[str, Any]]
    alerts: list[dict[str, Any]]
    feeds: list[str]
    readings: list[dict[str, Any]]
    log: list[dict[str, Any]]
    report: dict[str, Any]


class FactMark(Shape):
    """Say who ruled on a fact or field and what stood there before; `is_gone` when the fact left the report by it."""

    address: str
    verdict: str
    ruling: str
    who: str
    at: str
    was: str | None
    is_gone: bool


class FactTold(Shape):
    """Be one fact, part or field; `field` is null for a whole fact or part, `words` is empty for an empty field."""

    address: str
    kind: str
    field: str | None
    words: str
    spans: list[Stretch]
    mark: FactMark | None


class FactsTold(Listing[FactTold]):
    """Be a page of the facts of a report; `taken_out` are all that people rejected."""

    taken_out: list[FactMark]


class OriginTold(Shape):
    """Say that a stretch of the article is equal to a stretch of the source."""

    text: Stretch
    source: Stretch


class TextTold(Shape):
    """Be the article: all spans of this report count in `text`. `origin` is null where no offsets lead back to the source."""

    id: str
    title: str | None
    language: str | None
    text: str
    n_chars: int
    paragraphs: list[Stretch]
    origin: list[OriginTold] | None
    sha256: str
