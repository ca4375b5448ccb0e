"""A stored report with the rulings of people in it. Not for: making rulings (see `ruling`), reading anew (see `rereading`)."""

from wiredesk.records import Reading
from wiredesk.review.applying import Ruled, apply_rulings
from wiredesk.store.filing import load_reading
from wiredesk.store.opening import On
from wiredesk.store.rulings import rulings_of


def ruled_reading(on: On, report_id: int) -> Ruled:
    """Return the current reading of a report with its rulings, their marks and those that found no place.

    :raises NotOnDesk: when the report is not there, or was removed.
    :raises StoreError: when its reading is damaged.
    """
    return apply_rulings(load_reading(on, report_id), rulings_of(on, report_id))


def effective_reading(on: On, report_id: int) -> Reading:
    """Return the current reading of a report with its rulings.

    :raises NotOnDesk: when the report is not there, or was removed.
    :raises StoreError: when its reading is damaged.
    """
    reading, rulings = load_reading(on, report_id), rulings_of(on, report_id)
    return apply_rulings(reading, rulings).reading if rulings else reading
