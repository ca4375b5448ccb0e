"""Lines over processes: order, and a process that dies."""

import json
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

from wiredesk.batch.workers import Job, Workers
from wiredesk.settings import Settings


def test_answers_keep_the_order_of_the_lines(tmp_path: Path) -> None:
    workers = Workers(Job(Settings(), tmp_path), n_workers=2)
    lines = [json.dumps({"id": n}).encode() for n in range(40)]
    answers = list(workers.answers(lines))
    workers.close()
    assert [json.loads(answer.line)["id"] for answer in answers] == list(range(40))
    assert all(answer.is_failed for answer in answers)


def test_lines_are_read_no_further_ahead_than_needed(tmp_path: Path) -> None:
    n_taken = 0

    def taken() -> Iterator[bytes]:
        nonlocal n_taken
        for n in range(1000):
            n_taken += 1
            yield json.dumps({"id": n}).encode()

    workers = Workers(Job(Settings(), tmp_path), n_workers=1)
    answers = workers.answers(taken())
    next(answers)
    assert n_taken < 20
    workers.kill()


def test_a_process_that_dies_costs_its_line_alone(tmp_path: Path) -> None:
    workers = Workers(Job(Settings(), tmp_path), n_workers=1)
    answers = workers.answers(json.dumps({"id": n}).encode() for n in range(12))
    first = next(answers)
    for process in multiprocessing.active_children():
        process.kill()
    rest = list(answers)
    workers.close()
    assert [json.loads(answer.line)["id"] for answer in (first, *rest)] == list(range(12))
