"""Rulings and changes in one line each. Not for: colours and columns (see `cli`, `web`)."""

from typing import TYPE_CHECKING

from wiredesk.export.phrasing import plain

if TYPE_CHECKING:
    from wiredesk.review.changes import FactChange
    from wiredesk.review.rulings import Ruling

_MOST = 90
_DONE = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "add": "added",
    "split": "split",
    "title": "corrected the title",
    "published": "corrected the publication date",
    "body": "corrected the body",
    "same": "the same",
    "different": "different",
    "unsure": "unsure",
    "undo": "undid",
}
_LETTERS = {"story": "c", "incident": "i", "entity": "e"}


def ruling_words(ruling: "Ruling", *, address: str | None = None) -> str:
    """Return "n7  r12  corrected i1.killed: at least 4 → 6"; `address` is where it stands in the report now."""
    report = f"r{ruling.report_id}  " if ruling.report_id is not None else ""
    return f"n{ruling.id}  {report}{what_words(ruling, address=address)}"


def what_words(ruling: "Ruling", *, address: str | None = None) -> str:
    """Return what a ruling says, without its number."""
    done = _DONE[ruling.action.value]
    if ruling.action.value == "undo":
        return f"{done} n{ruling.undoes}"
    if ruling.action.value == "split" and ruling.report_id is None:
        reports = ", ".join(f"r{number}" for number in ruling.value["reports"])
        return f"{done} {reports} off {_LETTERS[ruling.kind]}{ruling.left_id}"
    if ruling.left_id is not None:
        letter = _LETTERS[ruling.kind]
        return f"{letter}{ruling.left_id} and {letter}{ruling.right_id}: {done}"
    owner = ruling.anchor.address if ruling.anchor else ""
    if ruling.action.value == "add":
        return f"{done} {address or _added_at(ruling)} ({ruling.kind.replace('_', ' ')}): {_cut(_value_words(ruling.value))}"
    if ruling.action.value == "split":
        return f"{done} i+{ruling.id} off {owner}"
    if ruling.is_confirming:
        return f"{done.replace('corrected', 'confirmed')}: {_cut(ruling.was or '')}"
    head = f"{done} {owner}".strip()
    if ruling.action.value in ("correct", "title", "published", "body"):
        return f"{head}: {_cut(ruling.was or '(empty)')} → {_cut(_value_words(ruling.value))}"
    return f"{head}: {_cut(ruling.was)}" if ruling.was else head


def _added_at(ruling: "Ruling") -> str:
    """Return where an addition stands: its id, or what it is part of."""
    if ruling.anchor is not None:
        return f"to {ruling.anchor.address}"
    return f"{ruling.kind[0]}+{ruling.id}" if ruling.kind in ("incident", "statement", "entity") else "one"


def change_words(change: "FactChange") -> str:
    """Return "changed  i1.killed: at least 4 → 9"."""
    before, after = _cut(change.before or ""), _cut(change.after or "")
    words = f"{before} → {after}" if before and after else before or after
    return f"{change.turn.value:<8} {change.address}: {words}"


def _value_words(value: object) -> str:
    """Return the value of a ruling as a person typed it, as near as it is kept."""
    if isinstance(value, dict):
        return _object_words(value)
    if isinstance(value, list):
        if len(value) == 2 and all(one is None or isinstance(one, int) for one in value):
            from wiredesk.review.phrases import count_words

            return count_words(value)
        return "; ".join(map(_value_words, value))
    return {True: "yes", False: "no", None: ""}.get(value, str(value)) if isinstance(value, bool | None) else str(value)


def _object_words(value: dict[str, object]) -> str:
    for name in ("exact", "name", "value"):
        if isinstance(value.get(name), str) and value[name]:
            return str(value[name])
    for name in ("fact", "span", "evidence", "content", "mentions", "paragraphs"):
        if value.get(name):
            found = value[name]
            return _value_words(found[0] if isinstance(found, list) else found)
    if "from" in value and "to" in value:
        return f"from “{_cut(_value_words(value['from']), 40)}” to “{_cut(_value_words(value['to']), 40)}”"
    days = dict.fromkeys(str(value[name]) for name in ("earliest", "latest") if value.get(name))
    return "/".join(days)


def _cut(words: str, most: int = _MOST) -> str:
    told = plain(words)
    return told if len(told) <= most else told[: most - 2] + " …"
