"""What an address asks for: the parameters of a search and of a choice of rows, as values. Not for: answering it (see `desk`)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from wiredesk.codebook import EntityType, IncidentType, Stage
from wiredesk.dates.typed import days_of
from wiredesk.desk.finding import Around, Question, wanted_by
from wiredesk.desk.ids import parse_id
from wiredesk.errors import SettingError
from wiredesk.store.exporting import Chosen
from wiredesk.store.opening import On
from wiredesk.store.searching_wanted import Circle
from wiredesk.web.id_patterns import id_pattern

_MOST_KM = 20_040.0  # half round the Earth
_KM = 50.0  # around a place, when nobody says


def _some(value: Any) -> Any:
    """Forms send fields that are empty: they say nothing."""
    if isinstance(value, list):
        return [one for one in value if one != ""]
    return None if value == "" else value


Blank = BeforeValidator(_some)


_EntityId = Annotated[str, Field(pattern=id_pattern("e"))]
_IncidentId = Annotated[str, Field(pattern=id_pattern("i"))]
_ReportId = Annotated[str, Field(pattern=id_pattern("r"))]
_Day = Annotated[
    str | None,
    Field(max_length=10, pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", description="2024, 2024-05 or 2024-05-09"),
    Blank,
]
_Name = Annotated[str, Field(min_length=1, max_length=200)]


class Asked(BaseModel):
    """Be a search as an address has it; see docs/searching.md."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    q: Annotated[str, Field(max_length=1000, description='Words; "side by side", -without, begin*')] = ""
    who: Annotated[list[_Name], Field(max_length=8, description="People or bodies by name; all of them"), Blank] = []
    entity: Annotated[list[_EntityId], Field(max_length=8, description="People, bodies or places by id; all"), Blank] = []
    place: Annotated[str | None, Field(max_length=200, description="A place or a country"), Blank] = None
    type: Annotated[list[IncidentType], Field(max_length=20, description="Kinds of incident; any"), Blank] = []
    stage: Annotated[list[Stage], Field(max_length=8, description="Stages; any"), Blank] = []
    country: Annotated[
        list[Annotated[str, Field(pattern="^[A-Z]{2}$")]], Field(max_length=20, description="Of an incident, ISO 3166-1"), Blank
    ] = []
    language: Annotated[list[Annotated[str, Field(pattern="^[a-z]{2,3}$")]], Field(max_length=20), Blank] = []
    outlet: Annotated[str | None, Field(max_length=200, description="An outlet's name or address"), Blank] = None
    near: Annotated[str | None, Field(max_length=200, description="A place, or LAT,LON"), Blank] = None
    km: Annotated[float | None, Field(gt=0, le=_MOST_KM, description="Around `near`; 50 unless given"), Blank] = None
    since: Annotated[_Day, Field(alias="from")] = None
    until: Annotated[_Day, Field(alias="to")] = None
    incident_date: Annotated[bool, Field(description="`from` and `to` are about the day of an incident"), Blank] = False
    background: Annotated[bool, Field(description="Also incidents that a report only recalls"), Blank] = False

    def parts(self, **other: Any) -> dict[str, Any]:
        """Return what is asked as the parts of an address; `other` takes the place of some, None leaves one out."""
        told = {**self.model_dump(mode="json", by_alias=True, exclude_defaults=True), **other}
        return {name: 1 if value is True else value for name, value in told.items() if value not in (None, [], "", False)}

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked."""
        return not self.parts(km=None, background=None, incident_date=None, sort=None, all=None, after=None)


def question_of(asked: Asked) -> Question:
    """Return the question in an address.

    :raises SettingError: for a day that is none, or a spot that is not on the Earth.
    """
    return Question(
        words=asked.q,
        who=tuple(asked.who),
        entities=tuple(parse_id(one, "entity") for one in asked.entity),
        place=asked.place,
        types=tuple(asked.type),
        stages=tuple(asked.stage),
        countries=tuple(asked.country),
        languages=tuple(asked.language),
        since=days_of(asked.since, "from").earliest if asked.since else None,
        until=days_of(asked.until, "to").latest if asked.until else None,
        is_incident_date=asked.incident_date,
        near=_circle(asked.near, asked.km or _KM) if asked.near else None,
        outlet=asked.outlet,
        with_background=asked.background,
    )


def _circle(near: str, radius_km: float) -> Circle | Around:
    parts = near.split(",")
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        return Around(near, radius_km)
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise SettingError(f"near {near[:40]}: latitude lies between -90 and 90, longitude between -180 and 180")
    return Circle(latitude, longitude, radius_km)


class Picked(Asked):
    """Be a choice of rows as an address has it: a search, and single things by their ids."""

    incident: Annotated[list[_IncidentId], Field(max_length=500, description="Incidents by id; any"), Blank] = []
    report: Annotated[list[_ReportId], Field(max_length=500, description="Reports by id; any"), Blank] = []
    by: Annotated[
        Literal["reports", "incidents"],
        Field(description="Of what the choice is; `incidents`: those told as news, with the rows of all their reports"),
    ] = "reports"
    entity_type: Annotated[list[EntityType], Field(max_length=8, description="Of rows of entities; any"), Blank] = []
    first: Annotated[_Day, Field(description="First day of dates to come")] = None
    last: Annotated[_Day, Field(description="Last day of dates to come")] = None


def chosen_by(on: On, picked: Picked, follow: Callable[[On, str], int]) -> Chosen | None:
    """Return which rows an address picks, None when a name in it is not known: then there are none.

    `follow` leads from the id of an incident, or of a part of it, to the incident.

    :raises SettingError: for a day that is none.
    :raises NotOnDesk: for an incident that is none.
    """
    chosen = Chosen(
        incidents=tuple(follow(on, one) for one in picked.incident),
        reports=tuple(parse_id(one, "report") for one in picked.report),
        dates_since=days_of(picked.first, "first").earliest.isoformat() if picked.first else None,
        is_of_incidents=picked.by == "incidents",
        entity_types=tuple(one.value for one in picked.entity_type),
        dates_until=days_of(picked.last, "last").latest.isoformat() if picked.last else None,
    )
    question = question_of(picked)
    chosen = replace(chosen, entities=question.entities)
    question = replace(question, entities=())
    if question == Question():
        return chosen
    wanted, _ = wanted_by(on, question)
    return None if wanted is None else replace(chosen, wanted=wanted)


AskedFor = Annotated[Asked, Query()]
