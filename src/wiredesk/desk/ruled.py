"""A stored report with the rulings of people in it. Not for: making rulings (see `ruling`), reading anew (see `rereading`)."""

from collections.abc import Collection

from wiredesk.records import Reading
from wiredesk.review.applying import Ruled, apply_rulings
from wiredesk.store.filing import load_reading, load_readings
from wiredesk.store.opening import On
from wiredesk.store.rulings import rulings_of, rulings_on


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


def ruled_readings(on: On, report_ids: Collection[int]) -> dict[int, Ruled]:
    """Return the current readings of reports as `ruled_reading` does, in two questions; those that are gone are left out.

    :raises StoreError: when one is damaged.
    """
    rulings = rulings_on(on, report_ids)
    told = load_readings(on, report_ids).items()
    return {one: apply_rulings(reading, rulings[one]) if one in rulings else Ruled(reading) for one, reading in told}
