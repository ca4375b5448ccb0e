"""Stored reports are read again: the older reading stays, rulings outlive it, what changed is told."""

import json
from collections.abc import Iterator
from dataclasses import replace

from desk_files import SAMPLES, desk_on, filed, filled
from wiredesk.desk.adding import ReadAll, ToRead, WasRead
from wiredesk.desk.desk import Desk
from wiredesk.desk.reader import reader_version
from wiredesk.desk.rereading import one_by_one, reread, to_reread
from wiredesk.desk.ruled import effective_reading
from wiredesk.desk.ruling import rule_on_report
from wiredesk.errors import PageRejected
from wiredesk.interchange.report_json import report_json
from wiredesk.records import Casualties, Count, Reading
from wiredesk.store import linking
from wiredesk.store.filing import load_reading, readings_of
from wiredesk.store.linking import Kind
from wiredesk.store.log import broken_at, chain
from wiredesk.store.opening import Store

NEXT = "9.9.9+abcdefabcdef"


def changed(reading: Reading) -> Reading:
    """Read as a newer reader might: another toll, one statement less."""
    first = replace(reading.incidents[0], casualties=Casualties(Count(9, 9)))
    return replace(reading, incidents=(first, *reading.incidents[1:]), statements=reading.statements[1:])


def newer(desk: Desk) -> ReadAll:
    def read_all(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
        for job in jobs:
            reading = changed(desk.reader.read_parcel(job.parcel, job.given))
            yield WasRead(job, json.dumps(report_json(reading)).encode(), NEXT)

    return read_all


def refusing(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
    yield from (
        WasRead(job, refused=PageRejected(job.parcel.uri, "no_article", "holds no article", "look at it")) for job in jobs
    )


def test_reading_again_with_the_same_reader_changes_nothing(store: Store) -> None:
    with filled(store) as desk:
        with store.reading() as on:
            n_log = len(list(chain(on)))
        done = list(reread(desk, to_reread(desk), one_by_one(desk)))
        assert [one.report_id for one in done] == list(range(1, len(SAMPLES) + 1))
        assert not [one for one in done if one.changes or one.refused]
        with store.reading() as on:
            assert len(list(chain(on))) == n_log
            assert all(len(readings_of(on, one.report_id)) == 1 for one in done)


def test_a_newer_reading_is_kept_beside_the_older_one_and_told_field_by_field(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1")
    (done,) = reread(desk, [1], newer(desk))
    told = {change.address: (change.before, change.after) for change in done.changes}
    assert told["i1.killed"] == ("at least 4", "9")
    assert done.reader_before == reader_version()
    with store.reading() as on:
        old, new = readings_of(on, 1)
        assert (old.is_current, new.is_current, new.reader) == (False, True, NEXT)
        assert load_reading(on, 1, version=old.id).incidents[0].casualties.killed == Count(4, None)
        assert effective_reading(on, 1).incidents[0].casualties.killed == Count(9, 9)
        last = list(chain(on))[-1]
        assert (last.actor, last.action, last.subject) == (NEXT, "reread", "r1")
        assert broken_at(chain(on)) is None


def test_a_story_of_which_there_are_copies_stays_at_their_head(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1", "garoua-2")
    for report_id in (1, 2):
        list(reread(desk, [report_id], newer(desk)))
    with store.reading() as on:
        links = [linking.link_row(on, Kind.STORY, report_id) for report_id in (1, 2)]
    assert [(link.tree_id, link.parent_id) for link in links if link] == [(1, None), (1, 1)]


def test_rulings_outlive_the_newer_reading(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1")
    rule_on_report(desk, 1, [lambda maker: maker.correct("i1.killed", "5"), lambda maker: maker.accept("s1")])
    with store.reading() as on:
        before = effective_reading(on, 1)
    (done,) = reread(desk, [1], newer(desk))
    assert "i1.killed" not in {change.address for change in done.changes}
    assert done.unplaced == ()
    with store.reading() as on:
        after = effective_reading(on, 1)
    assert after.incidents[0].casualties.killed == Count(5, 5)
    assert [one.content for one in after.statements] == [one.content for one in before.statements]


def test_a_rehearsal_tells_the_changes_and_keeps_nothing(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1")
    (done,) = reread(desk, [1], newer(desk), is_dry=True)
    assert done.changes
    with store.reading() as on:
        assert len(readings_of(on, 1)) == 1
        assert [row.action for row in chain(on)] == ["file"]


def test_a_report_whose_article_was_corrected_is_read_as_corrected(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1")
    rule_on_report(desk, 1, [lambda maker: maker.published("2024-03-22")])
    assert [one.changes for one in reread(desk, [1], newer(desk))] == [()]
    with store.reading() as on:
        date = effective_reading(on, 1).incidents[0].date
    assert date is not None
    assert date.value[:10] == "2024-03-21"


def test_only_reports_of_another_reader_are_asked_for_and_it_goes_on_where_it_stopped(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1", "garoua-2", "garoua-3")
    assert list(to_reread(desk)) == [1, 2, 3]
    assert list(to_reread(desk, only_older=True)) == []
    going = reread(desk, to_reread(desk), newer(desk))
    next(going)
    next(going)
    going.close()
    assert list(to_reread(desk, only_older=True)) == [1, 2]


def test_what_cannot_be_read_again_stays_as_it_is_and_is_told(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1")
    done = list(reread(desk, [1, 44], refusing))
    assert [one.refused is not None for one in done] == [True, True]
    assert "holds no article" in str(done[0].refused)
    assert "not on this desk" in str(done[1].refused)
    with store.reading() as on:
        assert effective_reading(on, 1).incidents
