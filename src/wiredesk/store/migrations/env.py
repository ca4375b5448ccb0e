"""What Alembic runs first: it migrates over the connection that `migrate` hands in. Not for: any step."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
