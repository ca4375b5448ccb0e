"""`wiredesk rule facts` and `wiredesk rule list`. Not for: making rulings (see `ruling`)."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wiredesk.cli.saying import Outcome, print_json, print_out, say_note
from wiredesk.cli.shelf import Thing, print_shelf
from wiredesk.desk.ruling_words import what_words
from wiredesk.errors import RulingRefused
from wiredesk.export.phrasing import plain
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk.desk.desk import Desk
    from wiredesk.review.applying import Ruled
    from wiredesk.review.rulings import Ruling

_ADDRESS_WIDTH, _WIDTH = 26, 80


def show_facts(report: str, only: tuple[str, ...], *, show_empty: bool, as_json: bool, settings: Settings) -> int:
    """List the facts of a report and return the exit status."""
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.ids import parse_id
    from wiredesk.desk.ruled import ruled_reading

    number = parse_id(report, "report")
    with open_desk(settings) as desk, desk.store.reading() as on:
        ruled = ruled_reading(on, number)
    found = list(_facts(ruled, only, show_empty=show_empty))
    if only and not found:
        raise RulingRefused(f"{', '.join(only)}: stands not in {report}; wiredesk rule facts {report} lists all")
    for told in found:
        print_out((json.dumps(told, ensure_ascii=False) if as_json else _line(told)) + "\n")
    return Outcome.DONE


def _facts(ruled: "Ruled", only: tuple[str, ...], *, show_empty: bool) -> Iterator[dict[str, object]]:
    from wiredesk.review.addresses import addresses

    whole = ""
    for one in addresses(ruled.reading):
        is_wanted = not only or any(one.address == name or one.address.startswith(f"{name}.") for name in only)
        mark = ruled.mark_of(one.address)
        # The words of a fact stand beside its own address already.
        says_more = one.words != whole if one.field else True
        whole = one.words if one.field is None else whole
        if not is_wanted or not (show_empty or mark or (one.words and says_more)):
            continue
        spans = [[span.start, span.end] for span in one.spans]
        told: dict[str, object] = {"address": one.address, "kind": one.kind.value, "words": one.words, "spans": spans}
        if mark:
            told |= {"verdict": mark.verdict.value, "ruling": f"n{mark.ruling_id}", "who": mark.who, "was": mark.was}
        yield told


def _line(told: dict[str, object]) -> str:
    address, words = str(told["address"]), plain(str(told["words"]))
    indent = "  " * address.count(".")
    mark = f"  [{told['verdict']} by {plain(str(told['who']))}, {told['ruling']}]" if "verdict" in told else ""
    room = _WIDTH - _ADDRESS_WIDTH - len(mark)
    shown = words if len(words) <= room else words[: max(8, room - 2)] + " …"
    head = f"{indent}{address}"
    return f"{head:<{_ADDRESS_WIDTH - 1}} {shown}{mark}".rstrip()


def list_rulings(report: str | None, *, as_json: bool, settings: Settings) -> int:
    """List rulings and return the exit status."""
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.ids import parse_id
    from wiredesk.store.rulings import all_rulings

    number = parse_id(report, "report") if report else None
    with open_desk(settings) as desk:
        lost = _lost(desk, number)
        with desk.store.reading() as on:
            told = list(all_rulings(on, report_id=number))
    if as_json:
        for ruling, by in told:
            print_json(_as_json(ruling, by, lost.get(ruling.id)))
    else:
        print_shelf(_thing(ruling, by, lost.get(ruling.id)) for ruling, by in told)
    if not told:
        say_note("nobody has ruled on anything yet" if report is None else f"nobody has ruled on {report} yet")
    return Outcome.DONE


def _lost(desk: "Desk", report_id: int | None) -> dict[int, str]:
    """Return why rulings find no place in their report; of one report alone, all would have to be read for all."""
    from wiredesk.desk.ruled import ruled_reading

    if report_id is None:
        return {}
    with desk.store.reading() as on:
        return {one.ruling.id: one.why.value for one in ruled_reading(on, report_id).unplaced}


def _as_json(ruling: "Ruling", by: int | None, lost: str | None) -> dict[str, object]:
    told = ruling.to_json() | {"id": f"n{ruling.id}", "undone_by": None if by is None else f"n{by}", "unplaced": lost}
    return told | ({"report_id": f"r{ruling.report_id}"} if ruling.report_id is not None else {})


def _thing(ruling: "Ruling", by: int | None, lost: str | None) -> Thing:
    report = f"r{ruling.report_id}: " if ruling.report_id is not None else ""
    lines = [f"{ruling.who}, {ruling.at:%Y-%m-%d %H:%M}{f': {ruling.note}' if ruling.note else ''}"]
    lines += [f"undone by n{by}"] if by is not None else [f"finds no place: {lost}"] if lost else []
    return Thing(f"n{ruling.id}", f"{report}{what_words(ruling)}", tuple(lines), is_dim=by is not None)
