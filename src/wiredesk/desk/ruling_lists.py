"""Lists of rulings, the newest first, and how far somebody has come today. Not for: making rulings (see `ruling`)."""

import datetime
import zoneinfo

from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.errors import NotOnDesk
from wiredesk.interchange.report_json import instant
from wiredesk.store import ruling_lists
from wiredesk.store.report_rows import report_row
from wiredesk.store.ruling_lists import ListedRuling
from wiredesk.store.rulings import ruling_of


def rulings_listed(
    desk: Desk, *, most: int, after: str | None = None, who: str | None = None, report: str | None = None
) -> tuple[list[ListedRuling], str | None]:
    """Return a page of rulings with the name of the last one where more follow; `after` is such a name.

    :raises NotOnDesk: when `after` names no ruling, or there is no such report.
    """
    before = parse_id(after, "ruling") if after else None
    number = parse_id(report, "report") if report else None
    with desk.store.reading() as on:
        if number is not None:
            report_row(on, number)
        found = ruling_lists.page_of_rulings(on, most=most + 1, before=before, who=who, report_id=number)
    kept = found[:most]
    return kept, id_of("ruling", kept[-1].ruling.id) if len(found) > most else None


def one_ruling(desk: Desk, name: str) -> ListedRuling:
    """Return one ruling ("n7").

    :raises NotOnDesk: when there is none, or it was erased.
    """
    number = parse_id(name, "ruling")
    with desk.store.reading() as on:
        ruling_of(on, number)
        found = ruling_lists.page_of_rulings(on, most=1, before=number + 1)
    if not found or found[0].ruling.id != number:
        raise NotOnDesk(f"ruling {name}: is not on this desk, or was erased")
    return found[0]


def n_ruled_today(desk: Desk, *, zone: str = "UTC") -> int:
    """Count what the person at work ruled on since midnight of their zone."""
    now = desk.clock().astimezone(zoneinfo.ZoneInfo(zone))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    with desk.store.reading() as on:
        return ruling_lists.n_ruled_since(on, desk.who, str(instant(midnight.astimezone(datetime.UTC))))
