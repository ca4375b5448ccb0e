"""The second shape: accounts, sessions, keys, what wants a ruling, blind coding. Not for: going back."""

from alembic import op

from wiredesk.store.migrations import statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create what is new; what wants a ruling is worked out afterwards, from the readings."""
    connection = op.get_bind()
    for statement in statements(f"0002_{connection.dialect.name}.sql"):
        connection.exec_driver_sql(statement)
