"""How a store comes to its present shape: numbered steps that Alembic runs and records. Not for: what the tables mean.

Each step is a file of `versions`; the first one runs the SQL that stands in `0001_sqlite.sql` and `0001_postgresql.sql`.
A step that was released is never changed. `STEPS` names them, so that opening a store need not load Alembic (0.2 s).
"""

from pathlib import Path

from sqlalchemy import Connection

STEPS = ("0001",)
HEAD = STEPS[-1]


def migrate(on: Connection, to: str = HEAD) -> None:
    """Bring the store to the step `to`, within the transaction of `on`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = on
    command.upgrade(config, to)


def statements(name: str) -> list[str]:
    """Return the SQL statements in a file of this folder: paragraphs, parted by blank lines; `--` lines are left out."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return [paragraph.strip() for paragraph in lines.split("\n\n") if paragraph.strip()]
