"""`wiredesk round`: rounds, agreement and answers as text, JSON and files. Not for: what they mean (see `desk.coding`).

Whoever has the store's file may see all of it; a coder of an open round (`--as`) is still refused, as in the browser.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from wiredesk.cli.saying import Outcome, print_json, print_out, say_done, say_error, say_note
from wiredesk.export.phrasing import plain
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk.desk.coding_agreement import Agreement, QuestionFigures
    from wiredesk.review.agreement import Figure

_FORMATS = ("csv", "jsonl")


def rounds_listed(*, as_json: bool, settings: Settings) -> int:
    """Print the rounds and return the exit status."""
    from wiredesk.cli.shelf import Thing, print_shelf
    from wiredesk.desk.coding import RoundState, rounds
    from wiredesk.desk.desk import open_desk

    with open_desk(settings) as desk:
        found = rounds(desk)
    if as_json:
        for one in found:
            told = {"id": one.round.id, "name": one.round.name, "state": one.round.state.value, "coders": list(one.round.coders)}
            print_json(told | {"items": one.n_items, "answers": one.n_answered, "wanted": one.n_wanted, "settled": one.n_settled})
        return Outcome.DONE
    if not found:
        say_note("there is no round; an editor makes one in the browser, under /rounds")
    things = []
    for one in found:
        lines = (
            f"{one.round.state}; {one.n_items} questions on {one.round.chosen}",
            f"{', '.join(one.round.coders)}: {one.n_answered} of {one.n_wanted} answers, {one.n_settled} settled",
        )
        things.append(Thing(str(one.round.id), one.round.name, lines, one.round.state is RoundState.CLOSED))
    print_shelf(things)
    return Outcome.DONE


def round_shown(name: str, *, as_json: bool, settings: Settings) -> int:
    """Print how far a round is and return the exit status."""
    from wiredesk.cli.shelf import Thing, print_shelf
    from wiredesk.desk.coding_agreement import progress
    from wiredesk.desk.desk import open_desk

    with open_desk(settings) as desk:
        far = progress(desk, name)
    one = far.round
    if as_json:
        told: dict[str, Any] = {"id": one.id, "name": one.name, "state": one.state.value, "questions": list(one.questions)}
        told |= {"from_scratch": one.is_scratch, "reports": [f"r{number}" for number in one.reports], "reopened": one.n_reopened}
        told |= {"items": far.n_items, "complete": far.n_complete, "begun": far.n_begun, "settled": far.n_settled}
        print_json(told | {"coders": [asdict(coder) for coder in far.coders]})
        return Outcome.DONE
    lines = [
        f"{one.state}{', from scratch' if one.is_scratch else ''}; {far.n_items} questions on {one.chosen}",
        f"asks {', '.join(one.questions)}",
        f"{far.n_complete} answered by all, {far.n_begun} by some, {far.n_settled} settled",
        *(f"{coder.who}: {coder.n_done} of {coder.n_all}" for coder in far.coders),
    ]
    print_shelf([Thing(str(one.id), one.name, tuple(lines))])
    return Outcome.DONE


def agreement_shown(name: str, *, as_json: bool, settings: Settings) -> int:
    """Print how far the coders of a round agree and return the exit status.

    :raises RulingRefused: while the answers are blind to who asks.
    """
    from wiredesk.desk.coding_agreement import agreement
    from wiredesk.desk.desk import open_desk
    from wiredesk.review.agreement import ALPHA_AID, KAPPA_AID

    with open_desk(settings) as desk:
        found = agreement(desk, name, is_editor=True)
    if as_json:
        print_json(_agreement_json(found))
        return Outcome.DONE
    n = len(found.disputed)
    lines = [
        f"{plain(found.round.name)}: {n} {'disagreement' if n == 1 else 'disagreements'} on {len(found.cases)} questions",
        "",
    ]
    for one in found.questions:
        lines += [*_question_lines(one), ""]
    print_out("".join(f"{line}\n" for line in lines))
    say_note(ALPHA_AID)
    say_note(KAPPA_AID)
    return Outcome.DONE


def _question_lines(one: "QuestionFigures") -> Iterator[str]:
    yield f"{one.question.name}  ({one.n_items} questions{f', {one.n_unsure} unsure' if one.n_unsure else ''})"
    yield f"  equal   {'none' if one.percent.value is None else f'{one.percent.value:.0%}'}"
    yield f"  alpha   {_figure(one.alpha)}"
    if one.on_line is not None:
        yield f"  alpha   {_figure(one.on_line)}, {one.scale}"
    for pair in one.pairs:
        yield f"  kappa   {_figure(pair.kappa)}, {plain(pair.left)} and {plain(pair.right)}"


def _figure(one: "Figure") -> str:
    if one.value is None:
        return f"none: {one.why}"
    return f"{one.value:.3f}" + (f" ({one.low:.2f} to {one.high:.2f})" if one.low is not None and one.high is not None else "")


def _agreement_json(found: "Agreement") -> dict[str, Any]:
    return {
        "round": found.round.name,
        "equal": asdict(found.equal),
        "weakest": found.weakest.question.name if found.weakest else None,
        "questions": [_question_json(one) for one in found.questions],
        "disputed": [case.item.id for case in found.disputed],
    }


def _question_json(one: "QuestionFigures") -> dict[str, Any]:
    pairs = []
    for pair in one.pairs:
        told: dict[str, Any] = {"left": pair.left, "right": pair.right, "kappa": asdict(pair.kappa)}
        told["weighted"] = asdict(pair.weighted) if pair.weighted else None
        told["labels"] = [one.words.get(str(label), str(label)) for label in pair.matrix.labels] if pair.matrix else []
        pairs.append(told | {"matrix": [list(row) for row in pair.matrix.counts] if pair.matrix else []})
    told = {"question": one.question.name, "items": one.n_items, "unsure": one.n_unsure, "equal": asdict(one.percent)}
    on_scale = asdict(one.on_line) if one.on_line else None
    return told | {"alpha": asdict(one.alpha), "scale": one.scale.value, "alpha_on_scale": on_scale, "pairs": pairs}


def answers_exported(name: str, *, form: str, out: str, settings: Settings) -> int:
    """Write the answers of a round and return the exit status.

    :raises RulingRefused: while the answers are blind to who asks.
    """
    from wiredesk.desk.coding_exporting import ANSWERS, answer_rows
    from wiredesk.desk.desk import open_desk
    from wiredesk.export.table_files import write_csv, write_jsonl

    if form not in _FORMATS:
        return say_error(f"--format {form[:20]!r}: is none; give one of {', '.join(_FORMATS)}", Outcome.USAGE)
    with open_desk(settings) as desk:
        rows = answer_rows(desk, name, is_editor=True)[1]
    with _place(out) as file:
        if form == "csv":
            write_csv(file, ANSWERS, rows)
        else:
            write_jsonl(file, rows)
    return Outcome.DONE


@contextmanager
def _place(out: str) -> Iterator[IO[bytes]]:
    from wiredesk.export.whole_file import whole_file
    from wiredesk.store.failures import of_file

    if out == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with whole_file(Path(out)) as file:
            yield file
    except OSError as error:
        raise of_file(error, out) from error
    say_done(f"written: {out}")
