"""Claims about the migrations: they make what the tables say, and bring an older store to a newer shape."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from test_opening import NOW, put, values

from wiredesk.errors import StoreError, StoreTooNew
from wiredesk.store.migrations import SHIPPED, Shape
from wiredesk.store.opening import Store
from wiredesk.store.tables import metadata

STEP = """
from alembic import op
import sqlalchemy as sa

revision = "0003"
down_revision = "0002"


def upgrade():
    op.add_column("report", sa.Column("weight", sa.Float))
    op.execute("UPDATE meta SET value = value || '!' WHERE key = 'tried'")
    {more}
"""


def test_migrated_tables_are_the_tables_of_the_code(store: Store) -> None:
    def is_ours(name: str, kind: str, *_: object) -> bool:
        """The full-text index is the migration's own."""
        return not name.startswith("report_words") and name not in {"alembic_version", "words", "ix_report_text_words"}

    with store.reading() as on:
        context = MigrationContext.configure(
            on, opts={"compare_type": True, "include_object": lambda one, name, kind, *rest: is_ours(name or "", kind)}
        )
        assert compare_metadata(context, metadata) == []


def test_migrated_sqlite_is_word_for_word_what_the_tables_say(tmp_path: Path) -> None:
    store = Store.create(str(tmp_path / "desk.db"), now=NOW)
    engine = create_engine("sqlite://")
    names = [table.name for table in metadata.sorted_tables]
    query = "SELECT name, sql FROM sqlite_master WHERE tbl_name IN :names AND type IN ('table', 'index') AND sql IS NOT NULL"
    with engine.begin() as wanted, store.reading() as found:
        metadata.create_all(wanted)
        asked = text(query.replace(":names", str(tuple(names))))
        assert _by_name(found.execute(asked).all()) == _by_name(wanted.execute(asked).all())
    engine.dispose()
    store.close()


def _by_name(rows: object) -> dict[str, str]:
    return {name: " ".join(sql.split()) for name, sql in rows}  # type: ignore[attr-defined]


def test_the_steps_named_are_the_steps_there_are() -> None:
    config = Config()
    config.set_main_option("script_location", str(SHIPPED.folder))
    config.set_main_option("path_separator", "os")
    found = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == SHIPPED.steps


def newer(folder: Path, more: str = "") -> Shape:
    """Return a shape with one more step."""
    made = folder / "migrations"
    shutil.copytree(SHIPPED.folder, made, ignore=shutil.ignore_patterns("__pycache__"))
    (made / "versions" / "v0003_third.py").write_text(STEP.format(more=more))
    return Shape((*SHIPPED.steps, "0003"), made)


def test_an_older_store_is_brought_to_a_newer_shape(store: Store, store_address: str, tmp_path: Path) -> None:
    shape = newer(tmp_path)
    put(store, "kept")
    store.close()
    with pytest.raises(StoreError, match="desk upgrade"):
        Store.open(store_address, shape=shape)
    older = Store.open(store_address, shape=shape, is_older_allowed=True)
    copy = older.upgrade()
    assert values(older) == ["kept!"]
    assert older.upgrade() is None
    older.close()
    Store.open(store_address, shape=shape).close()
    with pytest.raises(StoreTooNew, match="0003"):
        Store.open(store_address)
    if store.dialect == "sqlite":
        assert copy is not None
        assert copy.stat().st_mode & 0o077 == 0
        before = Store.open(str(copy))
        assert values(before) == ["kept"]
        before.close()


def test_a_step_that_fails_changes_nothing(store: Store, store_address: str, tmp_path: Path) -> None:
    put(store, "kept")
    store.close()
    older = Store.open(store_address, shape=newer(tmp_path, more="raise ZeroDivisionError"), is_older_allowed=True)
    with pytest.raises(ZeroDivisionError):
        older.upgrade()
    older.close()
    again = Store.open(store_address)
    assert values(again) == ["kept"]
    again.close()


def test_a_copy_is_never_written_over(tmp_path: Path) -> None:
    Store.create(str(tmp_path / "desk.db"), now=NOW).close()
    (tmp_path / "desk.db.shape-0002").write_text("an earlier copy")
    older = Store.open(str(tmp_path / "desk.db"), shape=newer(tmp_path), is_older_allowed=True)
    with pytest.raises(StoreError, match="move it away"):
        older.upgrade()
    assert (tmp_path / "desk.db.shape-0002").read_text() == "an earlier copy"
    older.close()
