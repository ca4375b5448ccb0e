"""`wiredesk watch`: words to rules, lists, tries, delivery. Not for: judging reports (see `alerts`)."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from wiredesk.cli.following import show_alert, show_alert_json, tell_json, tell_line
from wiredesk.cli.saying import Outcome, print_json, say_done, say_note
from wiredesk.errors import SettingError
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk.alerts.rules import Rule
    from wiredesk.desk.watching import Tried
    from wiredesk.store.watches import WatchRow

Name = TypeVar("Name", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold what was typed for a new watch, as it was typed."""

    name: str
    who: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    sinks: tuple[str, ...] = ()
    near: str | None = None
    date_within_days: int | None = None


def rule_of(wanted: Wanted) -> "Rule":
    """Return the rule in what was typed.

    :raises SettingError: for a word that cannot be used.
    """
    from wiredesk.alerts.rules import PlaceWanted, Rule, near_from_words
    from wiredesk.codebook import IncidentType, Stage

    return Rule(
        who=wanted.who,
        places=tuple(map(PlaceWanted, wanted.places)),
        near=near_from_words(wanted.near) if wanted.near is not None else None,
        types=tuple(_one_of(IncidentType, words, "--type") for words in wanted.types),
        stages=tuple(_one_of(Stage, words, "--stage") for words in wanted.stages),
        phrases=wanted.phrases,
        date_within_days=wanted.date_within_days,
        outlets=wanted.outlets,
    )


def _one_of(kind: type[Name], words: str, option: str) -> Name:
    wanted = words.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in {one.value for one in kind}:
        raise SettingError(f"{option} {words[:40]!r}: is none; give one of {', '.join(one.value for one in kind)}")
    return kind(wanted)


def watch_added(wanted: Wanted, *, settings: Settings) -> int:
    """Save a watch, tell of it, and return the exit status.

    :raises SettingError: when it can never hold, or a sink cannot be served.
    """
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.watching import add_watch

    with open_desk(settings) as desk:
        row = add_watch(desk, wanted.name, rule_of(wanted), wanted.sinks)
    rule, sinks = _in_words(row)
    say_done(f"w{row.watch_id} {row.name}: {rule}; to {', '.join(sinks)}")
    return Outcome.DONE


def _in_words(row: "WatchRow") -> tuple[str, list[str]]:
    from wiredesk.alerts.rules import rule_from_json, rule_in_words
    from wiredesk.alerts.sinks import sink_of

    return rule_in_words(rule_from_json(row.rule)), [sink_of(words).shown for words in row.sinks] or ["the desk alone"]


def watches_listed(*, as_json: bool, settings: Settings) -> int:
    """Print the watches and return the exit status."""
    from wiredesk.cli.shelf import Thing, print_shelf
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.watching import listed_watches

    with open_desk(settings) as desk:
        rows = listed_watches(desk)
    if as_json:
        for row, n_alerts in rows:
            print_json(_watch_json(row, n_alerts))
        return Outcome.DONE
    if not rows:
        say_note("there is no watch; add one with wiredesk watch add NAME")
    things = []
    for row, n_alerts in rows:
        rule, sinks = _in_words(row)
        fired = f"fired {n_alerts} {'time' if n_alerts == 1 else 'times'} since {row.made_at}"
        lines = (rule, f"to {', '.join(sinks)}", f"paused; {fired}" if row.is_paused else fired)
        things.append(Thing(f"w{row.watch_id}", row.name, lines, row.is_paused))
    print_shelf(things)
    return Outcome.DONE


def _watch_json(row: "WatchRow", n_alerts: int) -> dict[str, Any]:
    return {
        "id": f"w{row.watch_id}",
        "name": row.name,
        "rule": json.loads(row.rule),
        "sinks": _in_words(row)[1],
        "made_at": row.made_at,
        "made_by": row.made_by,
        "paused": row.is_paused,
        "alerts": n_alerts,
    }


def watch_changed(words: str, change: str, *, settings: Settings) -> int:
    """Remove, pause or resume a watch, and return the exit status."""
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.watching import pause_watch, remove_watch

    with open_desk(settings) as desk:
        if change == "remove":
            row, n_alerts = remove_watch(desk, words)
            told = f"is forgotten with its {n_alerts} {'alert' if n_alerts == 1 else 'alerts'}"
        else:
            row = pause_watch(desk, words, is_paused=change == "pause")
            told = "rests" if change == "pause" else "goes on"
    say_done(f"w{row.watch_id} {row.name} {told}")
    return Outcome.DONE


def watch_tested(words: str, *, limit: int, as_json: bool, settings: Settings) -> int:
    """Print what a watch would have fired on, and return the exit status."""
    from itertools import islice

    from wiredesk.cli.shelf import Thing, print_shelf
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.watching import tried, words_of_why

    with open_desk(settings) as desk:
        found = list(islice(tried(desk, words), limit + 1))
    for one in found[:limit] if as_json else ():
        print_json(_tried_json(one))
    if not as_json:
        things = (
            Thing(
                f"r{one.report_id}",
                one.title or "(no title)",
                (f'"{one.sentence}"', f"because: {'; '.join(words_of_why(one.hit.why))}"),
            )
            for one in found[:limit]
        )
        print_shelf(things)
    if len(found) > limit:
        say_note(f"more than {limit}; give a larger --limit to see them")
    elif not found:
        say_note("no stored report meets it")
    return Outcome.DONE


def _tried_json(one: "Tried") -> dict[str, Any]:
    from wiredesk.desk.watching import words_of_why

    return {
        "report": f"r{one.report_id}",
        "title": one.title,
        "sentence": one.sentence,
        "span": [one.hit.span.start, one.hit.span.end],
        "because": list(words_of_why(one.hit.why)),
        "occasion": one.hit.occasion,
    }


def alerts_delivered(*, with_dates: bool, as_json: bool, settings: Settings) -> int:
    """Deliver what is due, after a look for dates coming near where that is asked for; return the exit status."""
    from wiredesk.desk.delivering import Deliverer
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.watching import check_dates

    with open_desk(settings) as desk:
        n_dates = len(check_dates(desk)) if with_dates else 0
        tell = tell_json if as_json else tell_line
        n_done, n_failed = Deliverer(desk, tell, show_alert_json if as_json else show_alert).deliver()
    near = f"{n_dates} for dates coming near; " if with_dates else ""
    say_done(f"alerts: {near}{n_done} delivered, {n_failed} not")
    return Outcome.REFUSED if n_failed else Outcome.DONE
