"""A report's reading as it stands on the desk, the rulings of people applied. Not for: making or keeping rulings."""

from wiredesk.records import Reading
from wiredesk.store.filing import load_reading
from wiredesk.store.opening import On


def standing_reading(on: On, report_id: int) -> Reading:
    """Return the current reading of a report.

    :raises NotOnDesk: when the report is not there, or was removed.
    :raises StoreError: when its reading is damaged.
    """
    return load_reading(on, report_id)
