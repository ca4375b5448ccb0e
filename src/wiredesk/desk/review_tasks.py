"""The tasks of one report are written anew when it is filed, read, linked, ruled on. Not for: the queue (see `review_queue`)."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import Enum

from wiredesk.desk.desk import Desk
from wiredesk.desk.ruled import ruled_reading
from wiredesk.errors import NotOnDesk, ReportFormatError, StoreError
from wiredesk.folding import folded
from wiredesk.records import Count
from wiredesk.review.applying import Ruled
from wiredesk.review.doubts import Around, Task, tasks_of
from wiredesk.store import linking, review_tasks, watches
from wiredesk.store.opening import On
from wiredesk.store.review_tasks import IncidentAround, TaskValues

_REPRINT_WEIGHT = 0.4  # what is said of the first printing mostly holds for the others; our choice
_MOST_REPORTS = 40
_AT_ONCE = 100


class New(Enum):
    """Say of a report that it was filed just now, which spares looks: with its links, or alone, not compared yet."""

    LINKED = "linked"
    ALONE = "alone"


def write_tasks(on: On, report_id: int, ruled: Ruled, *, incidents: Mapping[str, int], new: New | None = None) -> None:
    """Write what is to be ruled in a report; `incidents` gives its rows by local ids."""
    tasks = report_tasks(on, report_id, ruled, incidents=incidents, new=new)
    rows = [_values(task, incidents) for task in tasks if task.incident is None or task.incident in incidents]
    (review_tasks.add_tasks if new else review_tasks.put_tasks)(on, report_id, rows)


def report_tasks(
    on: On, report_id: int, ruled: Ruled, *, incidents: Mapping[str, int], new: New | None = None
) -> tuple[Task, ...]:
    """Return what is to be ruled in a report, with what the desk knows around it.

    :raises NotOnDesk: when it is not there, or was removed.
    """
    known = review_tasks.report_around(on, report_id)
    if known is None:
        raise NotOnDesk(f"report r{report_id}: is not on this desk, or was removed; wiredesk find lists reports")
    tasks = tasks_of(
        ruled.reading,
        ruled={mark.address for mark in ruled.marks if not mark.is_gone},
        around=_around(on, report_id, incidents, new=new) if incidents and new is not New.ALONE else {},
        reliability=known.reliability,
        day=datetime.date.fromisoformat(known.day),
    )
    return tuple(_as_reprint(one) for one in tasks) if known.is_reprint else tasks


def refresh_tasks(on: On, found_ids: Collection[int]) -> None:
    """Write the tasks of all reports of these incidents anew, because links between them changed; the newest 40 at most."""
    for report_id in review_tasks.reports_of_trees(on, found_ids, most=_MOST_REPORTS):
        _write_anew(on, report_id)


def write_pending_tasks(
    desk: Desk,
    *,
    most: int | None = None,
    progress: Callable[[int], None] = lambda n_done: None,
    goes_on: Callable[[], bool] = lambda: True,
) -> int:
    """Write the tasks of reports that have none, as on a desk that an older version filled, and return of how many.

    A hundred reports go in one transaction, so that others get their turn; it may be stopped and called again. `most` bounds
    it, and it ends early once `goes_on` says no.
    """
    n_done, after = 0, 0
    while goes_on() and (most is None or n_done < most):
        n_most = _AT_ONCE if most is None else min(_AT_ONCE, most - n_done)
        with desk.store.reading() as on:
            waiting = review_tasks.without_tasks(on, after=after, most=n_most)
        if not waiting:
            break
        with desk.store.writing() as on:
            for report_id in watches.still_there(on, waiting):
                _write_if_whole(on, report_id)
        n_done, after = n_done + len(waiting), waiting[-1]
        progress(n_done)
    return n_done


def _write_if_whole(on: On, report_id: int) -> None:
    """Write the tasks of a report unless its reading is damaged: that keeps none of the others, and verify tells of it."""
    with suppress(StoreError, ReportFormatError):
        _write_anew(on, report_id)


def _write_anew(on: On, report_id: int) -> None:
    _, incidents = linking.rows_by_local_id(on, report_id)
    write_tasks(on, report_id, ruled_reading(on, report_id), incidents=incidents)


def _values(task: Task, incidents: Mapping[str, int]) -> TaskValues:
    found_id = None if task.incident is None else incidents[task.incident]
    return TaskValues(found_id, task.doubt, task.impact, task.priority, len(task.facts), task.n_open)


def _as_reprint(task: Task) -> Task:
    weighs = (*task.weighs, "prints what another report tells")
    impact, priority = round(_REPRINT_WEIGHT * task.impact, 4), round(_REPRINT_WEIGHT * task.priority, 6)
    return replace(task, impact=impact, priority=priority, weighs=weighs)


# -- around incidents --------------------------------------------------------------------------------------------------


def _around(on: On, report_id: int, incidents: Mapping[str, int], *, new: New | None) -> dict[str, Around]:
    rows = review_tasks.incidents_around(on, report_id, is_new=new is not None)
    own = {row.found_id: row for row in rows if row.report_id == report_id}
    proposed = review_tasks.open_proposals(on, own)
    found = {}
    for local_id, found_id in incidents.items():
        row = own.get(found_id)
        if row is None:
            continue
        others = [one for one in rows if one.incident_id == row.incident_id and one.story_id != row.story_id]
        n_stories = 1 + len({one.story_id for one in others})
        found[local_id] = Around(n_stories, proposed.get(found_id, 0), row.link_score, _differing(row, others))
    return found


def _differing(own: IncidentAround, others: Sequence[IncidentAround]) -> dict[str, str]:
    """Return what other stories say that cannot be true together with what this one says."""
    told = {
        "date": [(one, _days(one)) for one in others if _is_apart((own.earliest, own.latest), (one.earliest, one.latest))],
        "place": [(one, str(one.place)) for one in others if _is_elsewhere(own, one)],
        "killed": [(one, f"{_count(one.killed)} killed") for one in others if _is_apart(own.killed, one.killed)],
        "wounded": [(one, f"{_count(one.wounded)} wounded") for one in others if _is_apart(own.wounded, one.wounded)],
    }
    return {name: _elsewhere(rows) for name, rows in told.items() if rows}


def _days(one: IncidentAround) -> str:
    return str(one.earliest) if one.earliest == one.latest else f"{one.earliest} to {one.latest}"


def _is_elsewhere(own: IncidentAround, other: IncidentAround) -> bool:
    """Tell whether two places lie in different countries; one that has the same name may only be missing on the map."""
    if not (own.country and other.country and own.place and other.place):
        return False
    return own.country != other.country and folded(own.place) != folded(other.place)


def _is_apart(one: tuple[int | str | None, ...], other: tuple[int | str | None, ...]) -> bool:
    """Tell whether two ranges have nothing in common; an open side reaches as far as may be."""
    return _is_after(one[0], other[1]) or _is_after(other[0], one[1])


def _is_after(low: int | str | None, high: int | str | None) -> bool:
    if isinstance(low, int) and isinstance(high, int):
        return low > high
    return isinstance(low, str) and isinstance(high, str) and low > high


def _count(bounds: tuple[int | None, int | None]) -> str:
    return Count(*bounds).in_words()


def _elsewhere(rows: Sequence[tuple[IncidentAround, str]]) -> str:
    first, words = rows[0]
    more = len({one.story_id for one, _ in rows}) - 1
    return f"r{first.report_id} says {words}" + (f", and {more} more differ" if more else "")
