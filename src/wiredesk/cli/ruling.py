"""`wiredesk rule`: words to rulings, and what became of them told. Not for: lists (see `ruling_shown`), what rulings do."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from wiredesk.cli.saying import Outcome, print_out, say_error, say_note
from wiredesk.desk.ruling_words import change_words, ruling_words
from wiredesk.errors import RulingRefused
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk.desk.desk import Desk
    from wiredesk.desk.ruling import Done, Making

_MOST_CHANGES = 12


def accept_facts(report: str, addresses: Sequence[str], *, note: str | None, settings: Settings) -> int:
    """Accept and return the exit status."""
    return _on_report(report, [partial(_call, "accept", address) for address in addresses], note=note, settings=settings)


def reject_facts(report: str, addresses: Sequence[str], *, note: str | None, settings: Settings) -> int:
    """Reject and return the exit status."""
    return _on_report(report, [partial(_call, "reject", address) for address in addresses], note=note, settings=settings)


def correct_facts(report: str, pairs: Sequence[str], *, note: str | None, settings: Settings) -> int:
    """Correct and return the exit status."""
    if len(pairs) % 2:
        return say_error(f"correct: {pairs[-1]}: say what it should say, such as i1.killed 6", Outcome.USAGE)
    told = zip(pairs[::2], pairs[1::2], strict=True)
    return _on_report(report, [partial(_call, "correct", *pair) for pair in told], note=note, settings=settings)


def add_fact(report: str, kind: str, fields: Sequence[str], *, note: str | None, settings: Settings) -> int:
    """Add and return the exit status."""
    return _on_report(report, [partial(_call, "add", kind, given_fields(fields))], note=note, settings=settings)


def split_record(record: str, parts: Sequence[str], *, note: str | None, settings: Settings) -> int:
    """Split and return the exit status."""
    from wiredesk.desk.ids import kind_of
    from wiredesk.desk.ruling import split_across

    number = next((number for number, word in enumerate(parts) if word.startswith("--")), len(parts))
    leaving, fields = parts[:number], given_fields(parts[number:])
    if kind_of(record) == "report":
        return _on_report(record, [partial(_call, "split", leaving[0], leaving[1:], fields)], note=note, settings=settings)
    if fields:
        return say_error(f"split {record}: takes reports alone; fields are for an incident of one report", Outcome.USAGE)
    return _done(settings, lambda desk: split_across(desk, record, leaving, note=note))


def rule_pair(name: str, pair: tuple[str, str], *, note: str | None, settings: Settings) -> int:
    """Rule on two records and return the exit status."""
    from wiredesk.desk.ruling import rule_on_pair
    from wiredesk.review.rulings import Action

    return _done(settings, lambda desk: rule_on_pair(desk, Action(name), *pair, note=note))


def rule_unsure(record: str, others: Sequence[str], *, note: str | None, settings: Settings) -> int:
    """Say that two records, or facts of a report, were looked at in vain, and return the exit status."""
    from wiredesk.desk.ids import kind_of

    if kind_of(record) == "report" and kind_of(others[0]) not in ("report", "story"):
        return _on_report(record, [partial(_call, "unsure", address) for address in others], note=note, settings=settings)
    if len(others) != 1:
        return say_error(f"unsure: {record} and {len(others)} others: name two records, or a report and its facts", Outcome.USAGE)
    return rule_pair("unsure", (record, others[0]), note=note, settings=settings)


def rule_title(report: str, words: str, *, note: str | None, settings: Settings) -> int:
    """Correct a title and return the exit status."""
    return _on_report(report, [partial(_call, "title", words)], note=note, settings=settings)


def rule_published(report: str, words: str, *, note: str | None, settings: Settings) -> int:
    """Correct a publication date and return the exit status."""
    return _on_report(report, [partial(_call, "published", words)], note=note, settings=settings)


def undo_rulings(names: Sequence[str], *, note: str | None, settings: Settings) -> int:
    """Undo and return the exit status; what was undone before one is refused stays undone."""
    from wiredesk.desk.ids import parse_id

    numbers = [parse_id(name, "ruling") for name in names]
    return max(_done(settings, partial(_undo, number, note)) for number in numbers)


def _undo(number: int, note: str | None, desk: "Desk") -> "Done":
    from wiredesk.desk.ruling import undo

    return undo(desk, number, note=note)


def given_fields(words: Sequence[str]) -> dict[str, str]:
    """Return the fields in `--type bombing --killed=6`.

    :raises RulingRefused: when a name or a value is missing.
    """
    found: dict[str, str] = {}
    waiting = list(words)
    while waiting:
        name, sign, value = waiting.pop(0).partition("=")
        if not name.startswith("--") or len(name) < 3:
            raise RulingRefused(f"{name[:40]!r}: is no field; write fields as --name value, such as --killed 6")
        if not sign and not waiting:
            raise RulingRefused(f"{name}: its value is missing; write it behind, such as --killed 6")
        found[name[2:].replace("-", "_")] = value if sign else waiting.pop(0)
    return found


def _call(name: str, *words: object) -> "Making":
    """Return what makes a ruling; the name is one of the maker's methods."""
    return lambda maker: getattr(maker, name)(*words)


def _on_report(report: str, makings: Sequence[Callable[[], "Making"]], *, note: str | None, settings: Settings) -> int:
    from wiredesk.desk.ids import parse_id
    from wiredesk.desk.ruling import rule_on_report

    number = parse_id(report, "report")
    return _done(settings, lambda desk: rule_on_report(desk, number, [make() for make in makings], note=note))


def _done(settings: Settings, act: Callable[["Desk"], "Done"]) -> int:
    from wiredesk.desk.desk import open_desk

    with open_desk(settings) as desk:
        tell_done(act(desk))
    return Outcome.DONE


def tell_done(done: "Done") -> None:
    """Tell the rulings that were kept, what changed with them, and which older ones find no place now."""
    from wiredesk.review.changes import reading_changes
    from wiredesk.review.rulings import ON_ARTICLE, Action

    marks = {mark.ruling_id: mark.address for mark in done.after.marks} if done.after else {}
    for ruling in done.rulings:
        print_out(ruling_words(ruling, address=marks.get(ruling.id)) + "\n")
    if done.before is None or done.after is None:
        return
    if any(one.action in ON_ARTICLE or one.action is Action.UNDO for one in done.rulings):
        changes = reading_changes(done.before.reading, done.after.reading)
        for change in changes[:_MOST_CHANGES]:
            print_out(f"    {change_words(change)}\n")
        if len(changes) > _MOST_CHANGES:
            print_out(f"    … and {len(changes) - _MOST_CHANGES} more changes\n")
    known = {one.ruling.id for one in done.before.unplaced}
    for one in done.after.unplaced:
        if one.ruling.id not in known:
            say_note(f"n{one.ruling.id} finds no place in the report now: {one.why.value}")
