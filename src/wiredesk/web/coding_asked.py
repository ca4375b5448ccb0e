"""What the forms of rounds send: a new round, as a plan; an answer. Not for: whether it can be (see `desk`)."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from wiredesk.codebook import IncidentType
from wiredesk.dates.typed import days_of
from wiredesk.desk.coding_answering import MOST_NOTE, MOST_VALUE
from wiredesk.desk.coding_making import MOST_CODERS, MOST_REPORTS, USUAL, Plan
from wiredesk.desk.ids import parse_id
from wiredesk.review.coded import Answered
from wiredesk.store.coding_reports import Scope


def _some(value: Any) -> Any:
    """Forms send fields that are empty: they say nothing."""
    return None if value == "" else value


_Blank = BeforeValidator(_some)
_DayWords = Annotated[
    str | None,
    Field(max_length=10, pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", description="2024, 2024-05, 2024-05-09"),
    _Blank,
]
_Count = Annotated[int | None, Field(ge=1, le=MOST_REPORTS), _Blank]


class RoundAsked(BaseModel):
    """Be a new round as it is asked for; the coders are names of accounts."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[str, Field(max_length=100, description="A letter first, at most 60.")] = ""
    coder: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=50, description="Two at least.")] = []
    question: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=100)] = list(USUAL)
    type: Annotated[list[IncidentType], Field(max_length=20, description="Reports that tell of any of these.")] = []
    since: _DayWords = None
    until: _DayWords = None
    country: Annotated[str | None, Field(pattern="^[A-Za-z]{2}$", description="Of an incident, ISO 3166-1."), _Blank] = None
    outlet: Annotated[str | None, Field(max_length=200, description="By name or address."), _Blank] = None
    reports: Annotated[str | None, Field(max_length=6000, description="Ids of reports, such as r1 r2."), _Blank] = None
    take: Annotated[Literal["all", "sample", "doubtful"], Field(description="All of them, so many, or the most doubtful.")] = (
        "all"
    )
    n: Annotated[_Count, Field(description="How many reports, for a sample and for the doubtful.")] = None
    seed: Annotated[int, Field(ge=0, le=10**9, description="The same seed draws the same sample.")] = 1
    per_item: Annotated[int | None, Field(ge=2, le=MOST_CODERS, description="Coders of each question; all."), _Blank] = None
    scratch: Annotated[bool, Field(description="Coders are not shown what the reader says.")] = False
    background: Annotated[bool, Field(description="Also ask of incidents told as background.")] = False

    def plan(self) -> Plan:
        """Return the plan of the round.

        :raises SettingError: for a day that is none.
        :raises NotOnDesk: for an id that is none of a report.
        """
        n = self.n or 20
        return Plan(
            name=self.name,
            coders=tuple(self.coder),
            questions=tuple(self.question),
            scope=Scope(
                since=days_of(self.since, "since").earliest.isoformat() if self.since else None,
                until=days_of(self.until, "until").latest.isoformat() if self.until else None,
                types=tuple(one.value for one in self.type),
                country=self.country.upper() if self.country else None,
                reports=tuple(dict.fromkeys(parse_id(one, "report") for one in re.split(r"[\s,;]+", self.reports or "") if one)),
            ),
            outlet=self.outlet.strip() if self.outlet else None,
            n_sampled=n if self.take == "sample" else None,
            seed=self.seed,
            n_doubtful=n if self.take == "doubtful" else None,
            per_item=self.per_item,
            is_scratch=self.scratch,
            with_background=self.background,
        )


class AnswerAsked(BaseModel):
    """Be an answer as a form has it: a value that was chosen or typed, or a verdict alone."""

    model_config = ConfigDict(frozen=True)

    item: Annotated[int, Field(ge=1, lt=10**15)]
    verdict: Answered = Answered.CORRECT
    choice: Annotated[str, Field(max_length=MOST_VALUE)] = ""
    value: Annotated[str, Field(max_length=MOST_VALUE)] = ""
    note: Annotated[str, Field(max_length=MOST_NOTE)] = ""
    took_ms: Annotated[int | None, Field(ge=0, le=10**9), _Blank] = None
    pick: Annotated[int | None, Field(ge=1, lt=10**15), _Blank] = None
    every: bool = False

    @property
    def answered(self) -> Answered:
        """Give the verdict; a chosen value is one of its own."""
        return Answered.CORRECT if self.choice else self.verdict

    @property
    def words(self) -> str:
        """Give the value that was chosen, else the typed one."""
        return self.choice or self.value
