"""Values of an incident's record and what changed in it, in one line each. Not for: colours and columns (see `cli`, `web`)."""

from wiredesk.corroborate.dossier import Change
from wiredesk.corroborate.dossier_changes import ChangeKind
from wiredesk.dates.interval import Interval
from wiredesk.export.phrasing import interval_words, plain
from wiredesk.export.value_words import STANDINGS


def value_words(label: str | None, interval: Interval | None) -> str:
    """Return a value of a field, a date as people write it."""
    return interval_words(interval) if interval else plain(label or "").replace("_", " ")


def change_words(change: Change) -> str:
    """Return what a report did to the record: "date revised: 3 May 2024 → 4 May 2024"."""
    name, label = change.field.value, value_words(change.label, change.interval)
    if change.kind is ChangeKind.REVISED:
        return f"{name} revised: {value_words(change.before, change.before_interval)} → {label}"
    if change.kind is ChangeKind.CLAIMED:
        return f"{label} claims or admits it"
    if change.kind is ChangeKind.DENIED:
        return f"{label} denies it"
    standing = STANDINGS[change.telling.attribution] if change.telling.attribution else ""
    told = f"{name}: {label}" + (f" ({standing})" if standing else "")
    return told if change.kind is ChangeKind.OTHER else f"{told}, told first"
