"""Claims about desks and backups that Wiredesk 0.2 made: they come to the present shape whole, with what wants a ruling."""

import json
import re
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text, update

from desk_files import NOW, desk_on, filed
from wiredesk.desk.desk import Desk
from wiredesk.desk.keeping import backup, restore
from wiredesk.desk.review_queue import progress
from wiredesk.desk.review_tasks import write_pending_tasks
from wiredesk.desk.tending import upgrade_desk
from wiredesk.desk.verifying import verify
from wiredesk.settings import Settings
from wiredesk.store.migrations import Shape, statements
from wiredesk.store.opening import Store
from wiredesk.store.tables import meta, metadata, review_task

FIRST = Shape(("0001",))
NEW = ("coding_answer", "coding_item", "coding_coder", "coding_round", "review_task", "session", "api_key", "account")


def tasks(desk: Desk) -> list[tuple[object, ...]]:
    """List the tasks, without their ids."""
    columns = [column for column in review_task.c if column.name != "id"]
    with desk.store.reading() as on:
        return sorted((tuple(row) for row in on.execute(select(*columns))), key=repr)


def tables(store: Store) -> set[str]:
    """List the tables and indices that a store has."""
    with store.reading() as on:
        names = set(inspect(on).get_table_names())
        return names | {str(one["name"]) for name in names if name in metadata.tables for one in inspect(on).get_indexes(name)}


def step_down(store: Store) -> None:
    """Make of a store what Wiredesk 0.2 would have made."""
    with store.writing() as on:
        for name in NEW:
            on.execute(text(f"DROP TABLE {name}"))
        for name in re.findall(r"CREATE INDEX (\w+)", "".join(statements(f"0002_{store.dialect}.sql"))):
            on.execute(text(f"DROP INDEX IF EXISTS {name}"))
        on.execute(text("UPDATE alembic_version SET version_num = '0001'"))


@pytest.fixture
def desk(store: Store) -> Desk:
    """Give a desk with some reports."""
    desk = desk_on(store)
    filed(desk, "garoua-1", "garoua-2", "bunia-1", "batangas-3")
    return desk


def test_a_desk_stepped_down_is_one_of_the_first_shape(desk: Desk, tmp_path: Path) -> None:
    step_down(desk.store)
    if desk.store.dialect == "sqlite":
        with closing(Store.create(str(tmp_path / "first.db"), now=NOW, shape=FIRST)) as first:
            assert tables(desk.store) == tables(first)
    assert not set(NEW) & tables(desk.store)


def test_an_upgraded_desk_is_sound_and_has_its_tasks(desk: Desk, store_address: str) -> None:
    wanted = tasks(desk)
    step_down(desk.store)
    desk.store.close()
    done = upgrade_desk(Settings(store=store_address), clock=lambda: NOW)
    assert (done.old, done.new) == ("0001", "0002")
    with closing(Store.open(store_address)) as store:
        again = desk_on(store)
        assert progress(again).n_tasks == 0
        assert write_pending_tasks(again) == 4
        assert tasks(again) == wanted
        assert not list(verify(again))


def test_a_backup_of_an_older_desk_is_restored_in_the_present_shape(tmp_path: Path) -> None:
    with closing(Store.create(str(tmp_path / "old.db"), now=NOW)) as store:
        desk = desk_on(store)
        filed(desk, "garoua-1", "bunia-1")
        wanted = tasks(desk)
        backup(desk, tmp_path / "old.backup")
    with closing(Store.open(str(tmp_path / "old.backup"))) as copy:
        step_down(copy)
        with copy.writing() as on:
            told = json.loads(on.execute(select(meta.c.value).where(meta.c.key == "backup")).scalar_one())
            told = told | {"step": "0001", "tables": {name: one for name, one in told["tables"].items() if name not in NEW}}
            on.execute(update(meta).where(meta.c.key == "backup").values(value=json.dumps(told)))
    before = (tmp_path / "old.backup").read_bytes()
    restore(Settings(store=str(tmp_path / "new.db")), tmp_path / "old.backup", clock=lambda: NOW)
    with closing(Store.open(str(tmp_path / "new.db"))) as store:
        assert write_pending_tasks(desk_on(store)) == 2
        assert tasks(desk_on(store)) == wanted
        assert not list(verify(desk_on(store)))
    assert (tmp_path / "old.backup").read_bytes() == before
    assert not list(tmp_path.glob("*.part*")) + list(tmp_path.glob(".*.part*"))
