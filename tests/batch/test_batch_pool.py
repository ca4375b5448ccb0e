"""Pieces of work over processes: order, and what a piece that dies, hangs or fails costs."""

import os
import signal
import threading
from collections.abc import Iterator

from wiredesk.batch.pool import Bounds, Failure, Pool
from wiredesk.batch.reading import several_readers
from wiredesk.desk.adding import ToRead
from wiredesk.desk.reader import Given
from wiredesk.pages.parcel import Parcel
from wiredesk.settings import Settings

STORY = b"""<!DOCTYPE html><html><head><title>Two held in Lisvale</title></head><body><article>
<p>Two men were held in Lisvale on Tuesday over the bomb that killed four people at the fish market, police said.</p>
<p>The mayor of the town, Ana Ruiz, asked for calm and said that the market would open again within a week.</p>
</article></body></html>"""


def doubled(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 5:
        threading.Event().wait()
    if number == 7:
        raise ValueError("seven")
    return 2 * number


def process_of(_piece: int) -> int:
    return os.getpid()


def test_a_piece_that_dies_hangs_or_fails_costs_itself_alone() -> None:
    pool = Pool(doubled, Bounds(2, limit_s=8))
    found = list(pool.results(range(10)))
    pool.close()
    assert [piece for piece, _ in found] == list(range(10))
    assert [result for piece, result in found if piece not in (3, 5, 7)] == [0, 2, 4, 8, 12, 16, 18]
    why = {piece: result.why for piece, result in found if isinstance(result, Failure)}
    assert "died" in why[3]
    assert "more than 8 seconds" in why[5]
    assert "seven" in why[7]


def test_processes_are_started_afresh_after_their_pieces() -> None:
    pool = Pool(process_of, Bounds(1, n_until_fresh=4))
    found = [result for _, result in pool.results(range(10))]
    pool.close()
    assert len(set(found)) == 3
    assert found[0] == found[3] != found[4]


def test_large_pieces_are_not_taken_ahead() -> None:
    taken = []

    def pieces() -> Iterator[int]:
        for piece in range(20):
            taken.append(piece)
            yield piece

    pool = Pool(process_of, Bounds(1), size_of=lambda _piece: 50_000_000)
    results = pool.results(pieces())
    next(results)
    assert len(taken) == 2
    pool.kill()


def test_pages_are_read_as_alone_and_refusals_come_back_whole() -> None:
    given = Given(url="https://example.org/held")
    jobs = [
        ToRead(Parcel(STORY, "a.html"), given),
        ToRead(Parcel(b"\x89PNG\r\n\x1a\n", "b.png")),
        ToRead(Parcel(STORY, "c.html")),
    ]
    with several_readers(Settings(), n_workers=1) as read_all:
        first, refused, last = read_all(iter(jobs))
    assert first.body is not None
    assert b'"https://example.org/held"' in first.body
    assert first.job is jobs[0]
    assert refused.refused is not None
    assert (refused.refused.source, refused.refused.reason) == ("b.png", "image")
    assert last.body is not None
    assert last.reader == first.reader
