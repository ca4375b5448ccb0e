"""`wiredesk outlet`: outlets with their reliability, in words or as JSON. Not for: setting it (see `desk.outlets`)."""

from typing import Any

from wiredesk.cli.saying import print_json, say_done, say_error, say_note
from wiredesk.cli.shelf import Thing, print_shelf
from wiredesk.desk.desk import open_desk
from wiredesk.desk.outlets import RELIABILITIES, Rating, outlets, rate_outlet
from wiredesk.settings import Settings
from wiredesk.store.outlets import OutletHead

_USAGE = 2


def show_outlets(name: str | None, *, reliability: str | None, note: str | None, as_json: bool, settings: Settings) -> int:
    """List outlets, or set how reliable one is, and return the exit status.

    :raises NotOnDesk: when there is none of this name.
    :raises SettingError: for a reliability that is none.
    """
    is_set = reliability is not None or note is not None
    if is_set and not (name and name.strip()):
        return say_error("wiredesk outlet: name the outlet that --reliability or --note is about", _USAGE)
    with open_desk(settings) as desk:
        found = [rate_outlet(desk, name, Rating(reliability, note))] if is_set and name else outlets(desk, name)
    if as_json:
        for one in found:
            print_json(_json(one))
    elif not found:
        say_note("no report on this desk has an outlet yet; add some with wiredesk add")
    else:
        print_shelf(_thing(one) for one in found)
    if is_set:
        say_done(f"{found[0].key}: {_reliability(found[0])}")
    return 0


def _thing(one: OutletHead) -> Thing:
    name = f"{one.name} ({one.key})" if one.name.lower() != one.key else one.key
    lines = [
        f"{one.n_reports} report{'' if one.n_reports == 1 else 's'} · {_reliability(one)}",
        *([one.note] if one.note else []),
    ]
    return Thing(one.reliability or "-", name, tuple(lines))


def _reliability(one: OutletHead) -> str:
    return f"{one.reliability}: {RELIABILITIES[one.reliability]}" if one.reliability else "reliability not set"


def _json(one: OutletHead) -> dict[str, Any]:
    told = {"key": one.key, "name": one.name, "reliability": one.reliability}
    return {**told, "note": one.note, "reports": one.n_reports}
