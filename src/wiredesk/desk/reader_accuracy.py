"""How often the reader was right on this desk, by its rulings; kept until one is made. Not for: the sums (see `review`)."""

import threading

from wiredesk.desk.desk import Desk
from wiredesk.review.accuracy import Accuracy, accuracy_of
from wiredesk.store.ruling_lists import held_on_facts, newest_ruling

MOST_RULINGS = 20_000
"""How many of the newest rulings are looked at."""
_LOCK = threading.Lock()
_KEPT: dict[tuple[str, str | None], tuple[int, Accuracy]] = {}
_MOST_KEPT = 50


def reader_accuracy(desk: Desk, *, who: str | None = None) -> Accuracy:
    """Return what the rulings on this desk say of the reader, with `who` those of that person alone."""
    key = (desk.store.shown, who)
    with desk.store.reading() as on:
        newest = newest_ruling(on)
        with _LOCK:
            kept = _KEPT.get(key)
        if kept is not None and kept[0] == newest:
            return kept[1]
        found = accuracy_of((one.ruling, one.outlet) for one in held_on_facts(on, most=MOST_RULINGS, who=who))
    with _LOCK:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = (newest, found)
    return found
