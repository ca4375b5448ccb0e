"""Which pages are on the desk already, many at once, before anything is read. Not for: filing (see `filing`)."""

from collections.abc import Sequence

from sqlalchemy import Connection, or_, select

from wiredesk.store.tables import report, source

_MAX_AT_ONCE = 500  # values in one statement; SQLite takes 32,766, older ones 999


def known_keys(on: Connection, keys: Sequence[str]) -> dict[str, bool]:
    """Return those of `keys` (see `filing.report_key`) that were filed, each with whether it was removed since."""
    found: dict[str, bool] = {}
    for at in range(0, len(keys), _MAX_AT_ONCE):
        wanted = select(report.c.key, report.c.removed_at).where(report.c.key.in_(keys[at : at + _MAX_AT_ONCE]))
        found.update((row.key, row.removed_at is not None) for row in on.execute(wanted))
    return found


def known_sources(on: Connection, sha256s: Sequence[str]) -> set[str]:
    """Return those of the hashes under which the bytes of a report are kept, whatever its address."""
    found: set[str] = set()
    for at in range(0, len(sha256s), _MAX_AT_ONCE):
        wanted = (
            select(source.c.sha256)
            .join(report, report.c.source_id == source.c.id)
            .where(source.c.sha256.in_(sha256s[at : at + _MAX_AT_ONCE]), report.c.removed_at.is_(None))
        )
        found.update(row.sha256 for row in on.execute(wanted))
    return found


def is_known_address(on: Connection, url: str, shown: str) -> bool:
    """Tell whether a report was had from this address; `shown` is how its `uri` is written."""
    wanted = select(report.c.id).where(or_(report.c.url == url, report.c.uri == shown)).limit(1)
    return on.execute(wanted).first() is not None


def report_of(on: Connection, sha256: str | None, url: str | None) -> int | None:
    """Return the report that is on the desk with these bytes, under this address where several have them; None for none.

    Without `sha256` it is the newest from this address.
    """
    wanted = select(report.c.id).where(report.c.removed_at.is_(None))
    if sha256 is None:
        found = on.execute(wanted.where(report.c.url == url).order_by(report.c.id.desc()).limit(1)).first()
    else:
        same = wanted.join(source, report.c.source_id == source.c.id).where(source.c.sha256 == sha256)
        found = on.execute(same.order_by((report.c.url == url).desc().nulls_last(), report.c.id).limit(1)).first()
    return None if found is None else found.id
