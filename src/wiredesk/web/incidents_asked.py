"""What the list of incidents is asked for in an address, and its chips. Not for: the list itself (see `desk.incident_list`)."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from wiredesk.codebook import IncidentType, Stage
from wiredesk.dates.typed import days_of
from wiredesk.desk.incident_list import Wanted
from wiredesk.export.phrasing import country_name


def _some(value: Any) -> Any:
    """Forms send fields that are empty: they say nothing."""
    return [one for one in value if one != ""] if isinstance(value, list) else None if value == "" else value


_Blank = BeforeValidator(_some)
_Day = Annotated[
    str | None,
    Field(max_length=10, pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", description="2024, 2024-05 or 2024-05-09"),
    _Blank,
]
_STAGES = {Stage.THREATENED: "threats", Stage.ATTEMPTED: "attempts", Stage.ACCOMPLISHED: "deeds"}


class IncidentsAsked(BaseModel):
    """Be a choice of incidents as an address has it; several of a kind: any of them."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    type: Annotated[list[IncidentType], Field(max_length=20, description="Kinds of incident; any"), _Blank] = []
    stage: Annotated[list[Stage], Field(max_length=8, description="Stages; any"), _Blank] = []
    country: Annotated[
        list[Annotated[str, Field(pattern="^[A-Z]{2}$")]], Field(max_length=20, description="ISO 3166-1 alpha-2; any"), _Blank
    ] = []
    since: Annotated[_Day, Field(alias="from", description="Incidents that may have been on or after this day")] = None
    until: Annotated[_Day, Field(alias="to", description="Incidents that may have been on or before this day")] = None

    def parts(self, **other: Any) -> dict[str, Any]:
        """Return what is asked as parts of an address; `other` takes the place of some."""
        return {**self.model_dump(mode="json", by_alias=True, exclude_defaults=True), **other}

    @property
    def wanted(self) -> Wanted:
        """Give what is asked to the desk.

        :raises SettingError: for a day that is none.
        """
        return Wanted(
            tuple(one.value for one in self.type),
            tuple(one.value for one in self.stage),
            tuple(self.country),
            days_of(self.since, "from").earliest.isoformat() if self.since else None,
            days_of(self.until, "to").latest.isoformat() if self.until else None,
        )


@dataclass(frozen=True, slots=True)
class Chip:
    """Hold one choice that a click adds or takes away; `parts` are those of the address it leads to."""

    words: str
    is_on: bool
    parts: dict[str, Any]


def chips_of(asked: IncidentsAsked, countries: list[tuple[str, int]]) -> list[tuple[str, list[Chip]]]:
    """Return the chips by what they choose: kinds, stages, the countries that the newest incidents lie in."""
    types = [(one.value, one.value.replace("_", " ")) for one in IncidentType]
    stages = [(one.value, words) for one, words in _STAGES.items()]
    codes = dict.fromkeys([*asked.country, *(code for code, _ in countries)])
    places = [(code, country_name(code) or code) for code in codes]
    return [
        ("Kind", [_chip(asked, "type", *one) for one in types]),
        ("Stage", [_chip(asked, "stage", *one) for one in stages]),
        ("Country", [_chip(asked, "country", *one) for one in places]),
    ]


def _chip(asked: IncidentsAsked, name: str, value: str, words: str) -> Chip:
    chosen = [str(getattr(one, "value", one)) for one in getattr(asked, name)]
    is_on = value in chosen
    rest = [one for one in chosen if one != value] if is_on else [*chosen, value]
    return Chip(words, is_on, asked.parts(**{name: rest}))
