"""Go through a whole desk and say what is wrong with it. Not for: the single checks (see `store`), mending."""

from collections.abc import Callable, Iterator
from functools import partial

from wiredesk.desk.desk import Desk
from wiredesk.desk.keeping import say_nothing
from wiredesk.desk.ruled import effective_reading
from wiredesk.errors import WiredeskError
from wiredesk.interchange.report_parse import reading_from_json
from wiredesk.store import verifying, verifying_links, verifying_people, verifying_reports
from wiredesk.store.backing_up import Tell
from wiredesk.store.opening import On
from wiredesk.store.verifying import Fault


def verify(desk: Desk, *, tell: Tell = say_nothing) -> Iterator[Fault]:
    """Yield what is wrong, as it is found; nothing when all is well. Memory does not grow with the desk.

    :raises StoreError: when the store cannot be read at all.
    """
    with desk.store.reading(limit_s=0) as on:
        checks: list[Callable[[], Iterator[Fault]]] = [
            partial(verifying.database_faults, on),
            partial(verifying.log_faults, on),
            partial(verifying.source_faults, on, tell),
            partial(_report_faults, on, tell),
            partial(verifying.tombstone_faults, on),
            partial(verifying_links.link_faults, on, tell),
            partial(verifying_links.summary_faults, on),
            partial(verifying_people.task_faults, on),
            partial(verifying_people.coding_faults, on),
        ]
        yield from verifying.all_faults(checks)
    if desk.store.dialect == "sqlite":
        tell("index", 0, None)
        with desk.store.writing() as on:
            yield from verifying.index_faults(on)


def _report_faults(on: On, tell: Tell) -> Iterator[Fault]:
    done, n_all = 0, verifying.n_reports(on)
    for ids in verifying.living(on):
        for report_id in ids:
            faults = list(verifying.reading_faults(on, report_id, reading_from_json))
            yield from faults
            if not faults:
                yield from _compared(on, report_id)
        done += len(ids)
        tell("reports", done, n_all)


def _compared(on: On, report_id: int) -> Iterator[Fault]:
    try:
        reading = effective_reading(on, report_id)
    except WiredeskError as error:
        yield Fault(f"report r{report_id}", f"its rulings cannot be applied ({str(error)[:120]})", "see wiredesk rule list")
        return
    yield from verifying_reports.report_faults(on, report_id, reading)
