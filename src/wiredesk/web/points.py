"""Incidents as points of the pictures (see `_pictures.html.j2`). Not for: drawing them (see `static/js/pictures`)."""

from collections.abc import Iterable
from typing import Any

from wiredesk.desk.incident_list import IncidentHead
from wiredesk.export.phrasing import plain


def points_of(heads: Iterable[IncidentHead]) -> list[dict[str, Any]]:
    """Return one point for each incident; `day` to `end` are its first and last possible day, None where no report says."""
    return [
        {
            "id": one.id,
            "lat": one.spot[0] if one.spot else None,
            "lon": one.spot[1] if one.spot else None,
            "day": one.brief.interval.earliest.isoformat() if one.brief.interval else None,
            "end": one.brief.interval.latest.isoformat() if one.brief.interval else None,
            "label": plain(one.headline),
            "href": f"/incidents/{one.id}",
            "kind": one.brief.type.value,
            "stage": one.brief.stages[0].value if one.brief.stages else "",
            "n": one.brief.n_reports,
        }
        for one in heads
    ]
