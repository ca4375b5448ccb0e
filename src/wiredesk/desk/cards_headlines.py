"""An incident in one sentence: "Bombing of a bus station in Oruba on 3 May 2024; 4 to 6 killed". Not for: its fields."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.codebook import IncidentType, Stage
from wiredesk.corroborate.dossier import Dossier, DossierField, Value
from wiredesk.dates.interval import Interval
from wiredesk.export.phrasing import country_name, interval_words, plain
from wiredesk.store.cards import IncidentRow

_NOUNS = {
    IncidentType.ATTACK: ("attack", "on"),
    IncidentType.BOMBING: ("bombing", "of"),
    IncidentType.KIDNAPPING: ("kidnapping", "of"),
    IncidentType.ARSON: ("arson", "at"),
    IncidentType.ROBBERY: ("robbery", "of"),
    IncidentType.HIJACKING: ("hijacking", "of"),
    IncidentType.FORCED_WORK_STOPPAGE: ("forced work stoppage", "at"),
}
_STAGES = {Stage.THREATENED: "threatened ", Stage.ATTEMPTED: "attempted ", Stage.ACCOMPLISHED: ""}
_STAGE_ORDER = (Stage.ACCOMPLISHED, Stage.ATTEMPTED, Stage.THREATENED)
_MOST_TARGET = 50
_MANY = ("s", "men", "people", "children", "police", "personnel", "staff", "cattle")


def headline(record: Dossier) -> str:
    """Return an incident in one sentence: what most stories say; of tolls the whole range, never an average."""
    kind = IncidentType(_first(record, DossierField.TYPE) or IncidentType.ATTACK.value)
    stages = {value.label for value in record.field(DossierField.STAGE).values if value.n_stories}
    stage = next((one for one in _STAGE_ORDER if one.value in stages), Stage.ACCOMPLISHED)
    noun, link = _NOUNS[kind]
    words = _STAGES[stage] + noun
    target = _target(record, kind)
    words += f" {link} {target}" if target else ""
    place = _first(record, DossierField.PLACE)
    if place and place.casefold() not in target.casefold():
        words += f" in {_written(place)}"
    words += _when([value.interval for value in record.field(DossierField.DATE).values if value.n_stories and value.interval])
    tolls = [f"{toll.label} {toll.name.value}" for toll in record.tolls if toll.label]
    return _capital(words) + (f"; {', '.join(tolls)}" if tolls else "")


def _first(record: Dossier, name: DossierField) -> str:
    values = [value for value in record.field(name).values if value.n_stories]
    return plain(values[0].label) if values else ""


def _target(record: Dossier, kind: IncidentType) -> str:
    names = (DossierField.VICTIM, DossierField.TARGET) if kind is IncidentType.KIDNAPPING else (DossierField.TARGET,)
    values = [value for name in names for value in record.field(name).values]
    return next((words for value in values if (words := _with_article(value))), "")


def _with_article(value: Value) -> str:
    """Return a target as a sentence has it: "a bus station", "the port", "12 houses", "Chibok"."""
    words = plain(value.label)
    if not words or len(words) > _MOST_TARGET:
        return ""
    as_told = plain(value.tellings[0].words)
    if value.party is not None or not words[0].islower() or words.endswith(_MANY):
        return words
    if as_told.lower().startswith("the "):
        return f"the {words}"
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _written(place: str) -> str:
    """Datelines shout ("PORT ELDON")."""
    return place.title() if place.isupper() and len(place) > 5 else place


def _when(intervals: Sequence[Interval]) -> str:
    """Return " on 3 May 2024", " in May 2024", " on 3 May 2024 or 5 May 2024": days that vaguer dates cover speak alone."""
    own = [one for one in intervals if not any(other != one and one.shared(other) == other for other in intervals)]
    if not own:
        return ""
    words = " or ".join(interval_words(one) for one in sorted(own)[:2])
    if own[0].is_day:
        return f" on {words}"
    return f" in {words}" if _is_calendar(own[0]) else f" at a time from {words}"


def _is_calendar(interval: Interval) -> bool:
    """Tell whether an interval is told as a month or a year, not as "1 to 24 November"."""
    return " to " not in interval_words(interval)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# -- from the columns alone, for lists -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Brief:
    """Hold what a list tells of an incident. Tolls are (least, most, is open); None where no report tells one."""

    type: IncidentType
    stages: tuple[Stage, ...]
    interval: Interval | None
    place: str | None
    country: str | None
    killed: tuple[int, int, bool] | None
    wounded: tuple[int, int, bool] | None
    n_reports: int
    n_stories: int


def brief_of(rows: Sequence[IncidentRow]) -> Brief:
    """Sum up the found rows of one incident; of a story the newest report speaks."""
    own = [row for row in rows if not row.is_background] or list(rows)
    latest = {row.story_id: row for row in own}  # rows come with the oldest report first
    dated = [(row.earliest, row.latest) for row in latest.values() if row.earliest and row.latest]
    places = [(row.place, row.country) for row in latest.values() if row.place]
    place, country = Counter(places).most_common(1)[0][0] if places else (None, None)
    stages = {row.stage for row in own}
    return Brief(
        type=IncidentType(Counter(row.type for row in latest.values()).most_common(1)[0][0]),
        stages=tuple(stage for stage in _STAGE_ORDER if stage.value in stages),
        interval=_interval(*Counter(dated).most_common(1)[0][0]) if dated else None,
        place=place,
        country=country,
        killed=_range([(row.killed_least, row.killed_most) for row in latest.values()]),
        wounded=_range([(row.wounded_least, row.wounded_most) for row in latest.values()]),
        n_reports=len({row.report_id for row in rows}),
        n_stories=len({row.story_id for row in rows}),
    )


def _interval(earliest: str, latest: str) -> Interval:
    return Interval(datetime.date.fromisoformat(earliest), datetime.date.fromisoformat(latest))


def _range(bounds: Sequence[tuple[int | None, int | None]]) -> tuple[int, int, bool] | None:
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    if not lows and not highs:
        return None
    return min(lows, default=0), max(lows + highs), bool(lows) and max(lows) > max(highs, default=-1)


def brief_headline(brief: Brief) -> str:
    """Return an incident of a list in one sentence."""
    words = (_STAGES[brief.stages[0]] if brief.stages else "") + _NOUNS[brief.type][0]
    if brief.place:
        country = country_name(brief.country) if brief.country else ""
        words += f" in {_written(plain(brief.place))}"
        words += f", {country}" if country and country.casefold() != brief.place.casefold() else ""
    words += _when([brief.interval]) if brief.interval else ""
    tolls = [f"{_toll(own)} {name}" for own, name in ((brief.killed, "killed"), (brief.wounded, "wounded")) if own]
    return _capital(words) + (f"; {', '.join(tolls)}" if tolls else "")


def _toll(told: tuple[int, int, bool]) -> str:
    least, most, is_open = told
    if least == most:
        return f"at least {least}" if is_open else str(least)
    return f"{least} to {most}{' or more' if is_open else ''}"
