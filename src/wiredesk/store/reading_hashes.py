"""The hash of a reading as it is kept, for the log: a reading that was changed later shows. Not for: the log's own chain."""

import hashlib
import json

from sqlalchemy import Connection, select

from wiredesk.store import log
from wiredesk.store.tables import reading


def reading_hash(on: Connection, report_id: int) -> str:
    """Return the SHA-256 of the current reading of a report, as it is packed."""
    body = on.execute(select(reading.c.body).where(reading.c.report_id == report_id, reading.c.is_current)).scalar_one()
    return hashlib.sha256(body).hexdigest()


def logged_hashes(on: Connection, report_id: int) -> set[str]:
    """Return the hashes of a report's readings that the log names; empty where it names none."""
    found = set()
    for row in log.about(on, f"r{report_id}"):
        try:
            told = json.loads(row.detail)
        except ValueError:
            continue  # the chain tells of it
        found |= {str(told["reading"])} if isinstance(told, dict) and "reading" in told else set()
    return found
