"""How a store comes to its present shape: numbered steps that Alembic runs and records. Not for: what the tables mean.

Each step is a file of `versions`; each runs the SQL beside it, such as `0001_sqlite.sql`.
A step that was released is never changed. `SHIPPED` names them, so that opening a store need not load Alembic (0.2 s).
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Shape:
    """Name the steps that a store can stand at, the newest last, and the folder with `env.py` and `versions`."""

    steps: tuple[str, ...]
    folder: Path = _FOLDER

    @property
    def newest(self) -> str:
        """Give the step that a store of this shape stands at."""
        return self.steps[-1]


SHIPPED = Shape(("0001", "0002"))
"""The shape of this version of Wiredesk."""


def migrate(on: Connection, shape: Shape = SHIPPED) -> None:
    """Bring the store to a shape, within the transaction of `on`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(shape.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = on
    command.upgrade(config, shape.newest)


def statements(name: str) -> list[str]:
    """Return the SQL statements in a file of this folder: paragraphs, parted by blank lines; `--` lines are left out."""
    text = (_FOLDER / name).read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return [paragraph.strip() for paragraph in lines.split("\n\n") if paragraph.strip()]
