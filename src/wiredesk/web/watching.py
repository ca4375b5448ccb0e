"""The form of a watch: typed words to a rule and sinks, and a rule back to what is typed. Not for: judging (see `alerts`)."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from wiredesk.alerts.rules import Near, PlaceWanted, Rule, near_from_words, rule_from_json, rule_in_words
from wiredesk.alerts.sinks import SinkKind, sink_of
from wiredesk.codebook import IncidentType, Stage
from wiredesk.desk.desk import Desk
from wiredesk.desk.finding_names import spot_named
from wiredesk.errors import SettingError
from wiredesk.store.watches import WatchRow
from wiredesk.web.asking import Blank

_Lines = Annotated[str, Field(max_length=4000)]
_ATOM_ENDS = (".atom", ".xml")
_KM = 50.0


class WatchForm(BaseModel):
    """Be a watch as it is typed: several values of one condition stand on lines of their own."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[str, Field(max_length=80)] = ""
    who: _Lines = ""
    places: _Lines = ""
    near: Annotated[str, Field(max_length=200)] = ""
    km: Annotated[float | None, Field(gt=0, le=20_040), Blank] = None
    type: Annotated[list[IncidentType], Field(max_length=20)] = []
    stage: Annotated[list[Stage], Field(max_length=8)] = []
    phrases: _Lines = ""
    outlets: _Lines = ""
    within: Annotated[int | None, Field(ge=0, le=3660), Blank] = None
    webhook: Annotated[str, Field(max_length=1900)] = ""
    mail: Annotated[str, Field(max_length=400)] = ""
    atom: Annotated[str, Field(max_length=1000)] = ""

    @property
    def sinks(self) -> list[str]:
        """Give the sinks as they are kept; every alert stands on the desk."""
        given = ((SinkKind.WEBHOOK, self.webhook), (SinkKind.MAIL, self.mail), (SinkKind.ATOM, self.atom))
        return [str(SinkKind.DESK), *(f"{kind}:{target.strip()}" for kind, target in given if target.strip())]


def rule_of(desk: Desk, form: WatchForm) -> Rule:
    """Return the rule that is typed.

    :raises SettingError: for a circle that cannot be.
    """
    return Rule(
        who=_lines(form.who),
        places=tuple(PlaceWanted(one) for one in _lines(form.places)),
        near=_near(desk, form.near.strip(), form.km or _KM) if form.near.strip() else None,
        types=tuple(form.type),
        stages=tuple(form.stage),
        phrases=_lines(form.phrases),
        date_within_days=form.within,
        outlets=_lines(form.outlets),
    )


def _lines(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in words.splitlines() if line.strip()))


def _near(desk: Desk, near: str, radius_km: float) -> Near:
    if near.count(",") == 1 and not any(sign.isalpha() for sign in near):
        return near_from_words(f"{near},{radius_km}")
    with desk.store.reading() as on:
        spot = spot_named(on, near)
    if spot is None:
        raise SettingError(f"near {near[:60]!r}: no spot on the map is known for it; give LAT,LON, such as 12.5,-3.25")
    return Near(*spot, radius_km)


def demand_reachable(form: WatchForm, *, is_single: bool) -> None:
    """Return in silence unless a sink is not for those who come by the browser.

    A file is written wherever it is said: only to one person at this machine, and never over something else.

    :raises SettingError: then.
    """
    path = form.atom.strip()
    if not path:
        return
    if not is_single:
        raise SettingError("an Atom file: is set at the machine itself, by wiredesk watch add --sink atom:FILE")
    if not path.lower().endswith(_ATOM_ENDS):
        raise SettingError(f"an Atom file {path[:60]!r}: must end in {' or '.join(_ATOM_ENDS)}")


def form_of(rule: Rule, name: str = "") -> WatchForm:
    """Return a rule as it would be typed."""
    near = rule.near
    return WatchForm(
        name=name[:80],
        who="\n".join(rule.who),
        places="\n".join(place.name for place in rule.places),
        near=f"{near.latitude:g},{near.longitude:g}" if near else "",
        km=near.radius_km if near else None,
        type=list(rule.types),
        stage=list(rule.stages),
        phrases="\n".join(rule.phrases),
        outlets="\n".join(rule.outlets),
        within=rule.date_within_days,
    )


def watch_shown(row: WatchRow, n_alerts: int) -> dict[str, Any]:
    """Return what a list says of a watch; of a webhook only its host."""
    return {
        "id": f"w{row.watch_id}",
        "name": row.name,
        "rule": rule_in_words(rule_from_json(row.rule)),
        "sinks": [sink_of(one).shown for one in row.sinks if one != SinkKind.TERMINAL],
        "is_terminal": str(SinkKind.TERMINAL) in row.sinks,
        "made_at": row.made_at,
        "made_by": row.made_by,
        "is_paused": row.is_paused,
        "n_alerts": n_alerts,
        "feed": f"/watches/w{row.watch_id}/feed.atom",
    }
