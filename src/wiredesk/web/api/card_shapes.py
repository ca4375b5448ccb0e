"""What is sent of incidents, entities and the links between records: the cards of `desk.cards_json`, field by field.

Not for: the routes (see `incident`, `entities`, `links`). Fields with a default are left out where they say nothing.
"""

from pydantic import Field

from wiredesk.codebook import Attribution, Effect, EntityType, RoleStatus, StatementKind
from wiredesk.corroborate.dossier import DossierField
from wiredesk.corroborate.dossier_changes import ChangeKind
from wiredesk.review.applying import Verdict
from wiredesk.store.linking import Kind
from wiredesk.web.api.shapes import Shape, Stretch

Number = tuple[int | None, int | None]
"""At least, at most; null where no such bound is told."""


class Days(Shape):
    """Be the first and the last possible day, both null where none is told."""

    earliest: str | None
    latest: str | None


class ValueMark(Shape):
    """Say what a person ruled on a value; `was` is what stood there before."""

    ruling: str
    verdict: Verdict
    who: str
    at: str
    was: str | None


class ReasonTold(Shape):
    """Be one reason for (weight above 0) or against two records being one."""

    code: str
    note: str
    weight: float


class ProposalTold(Shape):
    """Be an open proposal: another record that may be the same; `records` are the two that a ruling names."""

    id: str
    headline: str
    score: float
    records: tuple[str, str]
    reasons: list[ReasonTold]


class TellingTold(Shape):
    """Be one report's words for a value; `address` names it in the report (`i1.killed`)."""

    report: str
    story: str
    outlet: str | None
    published: Days
    span: Stretch
    words: str
    attribution: Attribution | None
    by: list[str]
    taken_back: bool
    address: str
    ruled: ValueMark | None


class ValueTold(Shape):
    """Be one value of a field with all that tells it; `credibility` is 1 (confirmed) to 6 (cannot be judged)."""

    value: str
    entity: str | None
    n_stories: int
    credibility: int = Field(ge=1, le=6)
    n_sources: int
    because: list[str]
    earliest: str | None = None
    latest: str | None = None
    counts: list[Number] | None = None
    country: str | None = None
    effects: list[Effect] | None = None
    told_as: list[Attribution] | None = None
    denied: bool | None = None
    tellings: list[TellingTold]


class EarlierToll(Shape):
    """Be the number that an earlier version of a story told."""

    count: Number
    telling: TellingTold


class TollLineTold(Shape):
    """Be the number of one story, and those of its earlier versions."""

    count: Number
    telling: TellingTold
    earlier: list[EarlierToll]


class TollTold(Shape):
    """Be a toll as a range over stories; `or_more` where the highest number is told as "at least"."""

    range: str
    least: int | None
    most: int | None
    or_more: bool
    stories: list[TollLineTold]


class CardChangeTold(Shape):
    """Be what a report added to or changed in the record."""

    kind: ChangeKind
    field: DossierField
    value: str
    telling: TellingTold
    before: str | None = None
    before_telling: TellingTold | None = None


class ReportInStory(Shape):
    """Be one printing of a story; `copy` says what was done to it, null for the first."""

    id: str
    title: str
    outlet: str | None
    reliability: str | None
    url: str | None
    published: Days
    copied: str | None = Field(alias="copy")


class StoryOfIncident(Shape):
    """Be a story with its reports, the oldest first, and the agency whose words they print."""

    id: str
    wire: str | None
    reports: list[ReportInStory]


class LinkTold(Shape):
    """Be what puts one report into this incident; `ruling` where a person did."""

    report: str
    with_report: str | None = Field(alias="with")
    score: float
    reasons: list[ReasonTold]
    ruling: str | None


class TakenOutTold(ValueMark):
    """Be what a person took out of what a report tells."""

    report: str
    address: str


class IncidentTold(Shape):
    """Be an incident: every field with all its values, nothing averaged and nothing chosen."""

    id: str
    headline: str
    n_reports: int
    n_stories: int
    fields: dict[DossierField, list[ValueTold]]
    in_conflict: list[DossierField]
    tolls: dict[DossierField, TollTold]
    changes: list[CardChangeTold]
    stories: list[StoryOfIncident]
    links: list[LinkTold]
    proposals: list[ProposalTold]
    taken_out: list[TakenOutTold]


class IncidentChoice(Shape):
    """Be an incident that may be the same as another one."""

    id: str
    headline: str
    n_reports: int
    score: float | None


# -- entities ------------------------------------------------------------------------------------------------------


class WordsTold(Shape):
    """Be words of a report with the fact that they tell, null where they tell none by themselves."""

    report: str
    span: Stretch
    words: str
    address: str | None
    ruled: ValueMark | None


class EntityListed(Shape):
    """Be an entity in a line."""

    id: str
    type: EntityType
    name: str
    n_reports: int


class BesideTold(EntityListed):
    """Be somebody who is named in the same reports, in so many of them."""

    n_together: int


class PlaceTold(Shape):
    """Be where a place lies: ISO 3166-1 country, degrees; null where not known."""

    country: str | None
    latitude: float | None
    longitude: float | None


class NameTold(Shape):
    """Be a name with the reports that use it."""

    name: str
    alias: bool
    reports: list[str]
    first: WordsTold | None


class RoleTold(Shape):
    """Be a role with its words."""

    title: str
    organization: str | None
    status: list[RoleStatus]
    tellings: list[WordsTold]


class StatementTold(Shape):
    """Be what somebody said."""

    kind: StatementKind
    speaker: str | None
    cue: str
    told: str | None
    content: list[WordsTold]
    also_in: list[str]


class PartTold(Shape):
    """Be its part in one incident, and how that part is told."""

    id: str
    headline: str
    roles: list[str]
    attributions: list[Attribution]
    tellings: list[WordsTold]


class LifeTold(Shape):
    """Be a dated fact."""

    what: str
    date: Days
    telling: WordsTold


class CompanionTold(Shape):
    """Be a name in the graph; `n_sentences` counts those shared with the entity itself."""

    id: str
    name: str
    type: EntityType
    n_sentences: int


class TieTold(Shape):
    """Be two names that stand in the same sentences, the newest few of these."""

    between: tuple[str, str]
    n_sentences: int
    sentences: list[WordsTold]


class CompanyTold(Shape):
    """Be who stands with whom in which sentence; it says nothing of what they have to do with each other."""

    companions: list[CompanionTold]
    ties: list[TieTold]


class EntityTold(Shape):
    """Be a person, body or place with all that reports say of it."""

    id: str
    type: EntityType
    name: str
    n_reports: int
    place: PlaceTold | None
    names: list[NameTold]
    roles: list[RoleTold]
    statements: list[StatementTold]
    told: list[StatementTold]
    about: list[StatementTold]
    incidents: list[PartTold]
    timeline: list[LifeTold]
    beside: list[BesideTold]
    company: CompanyTold
    proposals: list[ProposalTold]


# -- links ---------------------------------------------------------------------------------------------------------


class SideOfPair(Shape):
    """Be one side of a proposal: the record as it stands, and the found row (of a story a report) that a ruling names."""

    id: str
    record: str
    headline: str
    about: list[str]


class PairTold(Shape):
    """Be two records that may be one."""

    kind: Kind
    left: SideOfPair
    right: SideOfPair
    score: float
    reasons: list[ReasonTold]
    made_at: str


class RuledTold(Shape):
    """Be a ruling on two records; `now` are the ids under which they stand after it."""

    ruling: str
    words: str
    now: list[str]
