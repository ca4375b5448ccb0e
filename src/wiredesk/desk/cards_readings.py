"""A report's reading as it stands on the desk, the rulings of people applied. Not for: making or keeping rulings."""

from wiredesk.records import Reading
from wiredesk.review.applying import apply_rulings
from wiredesk.store.filing import load_reading
from wiredesk.store.opening import On
from wiredesk.store.rulings import rulings_of


def standing_reading(on: On, report_id: int) -> Reading:
    """Return the current reading of a report with what people ruled on it.

    :raises NotOnDesk: when the report is not there, or was removed.
    :raises StoreError: when its reading is damaged.
    """
    reading, rulings = load_reading(on, report_id), rulings_of(on, report_id)
    return apply_rulings(reading, rulings).reading if rulings else reading
