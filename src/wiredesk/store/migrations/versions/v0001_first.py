"""The first shape of a store: tables, full-text index, the log's guards. Not for: going back, nothing was before it."""

from alembic import op

from wiredesk.store.migrations import statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything."""
    connection = op.get_bind()
    for statement in statements(f"0001_{connection.dialect.name}.sql"):
        connection.exec_driver_sql(statement)
