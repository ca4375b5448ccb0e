"""Why a task is doubted and weighs what it does, remembered while it is as it was. Not for: the queue (see `review_queue`).

The reasons of a task are made of the whole report and what lies around it; a page with many tasks would make them each time
it is shown.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from wiredesk.desk.review_tasks import report_tasks
from wiredesk.desk.ruled import ruled_reading
from wiredesk.review.doubts import Task
from wiredesk.store import linking, review_tasks
from wiredesk.store.opening import On
from wiredesk.store.review_tasks import State, TaskRow

_MOST = 500


@dataclass(frozen=True, slots=True)
class Why:
    """Hold why a task is doubted, and why it matters."""

    reasons: tuple[str, ...]
    weighs: tuple[str, ...]


class Weighing:
    """Give the reasons of tasks of one store; threads may share it.

    What is remembered holds for the task's row as it stands, the reading and the rulings of its report: whatever else bears
    on a task is written into its row.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[tuple[TaskRow, State | None], Why] = OrderedDict()

    def whys(self, on: On, rows: Sequence[TaskRow]) -> list[Why]:
        """Return why each of these tasks is doubted, in their order."""
        states = review_tasks.states_of(on, {row.report_id for row in rows})
        return [self._why(on, row, states.get(row.report_id)) for row in rows]

    def _why(self, on: On, row: TaskRow, state: State | None) -> Why:
        with self._lock:
            known = self._known.get((row, state))
        if known is None:
            task = _task_behind(on, row)
            known = Why(task.reasons, task.weighs)
        with self._lock:
            self._known[row, state] = known
            self._known.move_to_end((row, state))
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return known


def _task_behind(on: On, row: TaskRow) -> Task:
    """Return a task, made anew of the reading of its report."""
    ruled = ruled_reading(on, row.report_id)
    _, incidents = linking.rows_by_local_id(on, row.report_id)
    local = next((one for one, found_id in incidents.items() if found_id == row.found_incident_id), None)
    tasks = report_tasks(on, row.report_id, ruled, incidents=incidents)
    return next((one for one in tasks if one.incident == local), Task(local, row.doubt, row.impact, 0.0, (), ()))
