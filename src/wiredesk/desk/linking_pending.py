"""Reports that were filed without being compared are linked afterwards. Not for: linking one (see `linking`)."""

from collections.abc import Callable

from wiredesk.desk.desk import Desk
from wiredesk.desk.linking import link_report
from wiredesk.desk.review_tasks import write_tasks
from wiredesk.desk.ruled import ruled_reading
from wiredesk.store import linking

_AT_ONCE = 200


def link_pending(desk: Desk, *, progress: Callable[[int], None] = lambda n_linked: None) -> int:
    """Link every report that is not yet, one transaction for each, and return how many; it may be stopped and called again."""
    n_linked, after = 0, 0
    while True:
        with desk.store.reading() as on:
            waiting = linking.unlinked(on, after=after, most=_AT_ONCE)
        for report_id in waiting:
            if _linked(desk, report_id):
                n_linked += 1
                progress(n_linked)
        if len(waiting) < _AT_ONCE:
            return n_linked
        after = waiting[-1]


def _linked(desk: Desk, report_id: int) -> bool:
    """Link one report; False when another program linked or removed it meanwhile."""
    with desk.store.writing() as on:
        if not linking.is_unlinked(on, report_id):
            return False
        entities, incidents = linking.rows_by_local_id(on, report_id)
        ruled = ruled_reading(on, report_id)
        link_report(desk, on, report_id, ruled.reading, entities=entities, incidents=incidents)
        write_tasks(on, report_id, ruled, incidents=incidents)
    return True
