"""Who may do what in the browser, what wants a ruling, and blind coding. Not for: rulings themselves (see `across`)."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, false

from wiredesk.store.tables.base import RowId, metadata, of_report, row_id

# -- who may do what -----------------------------------------------------------------------------------------------

# `folded` is the name as a key; `role` is reader, coder, editor or admin; `password` an argon2 hash, null: none may log in.
# `zone` is an IANA time zone, null: the browser's.
account = Table(
    "account",
    metadata,
    row_id(),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password", Text),
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("is_closed", Boolean, nullable=False, server_default=false()),
    Column("zone", Text),
    sqlite_autoincrement=True,
)

# `hash` is SHA-256 of what the browser holds: whoever reads the store cannot take a session over.
session = Table(
    "session",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("account_id", RowId, ForeignKey("account.id"), nullable=False, index=True),
    Column("made_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("ends_at", Text, nullable=False),
)

# `hash` as above; `role` bounds what the key may do, never more than its account may.
api_key = Table(
    "api_key",
    metadata,
    row_id(),
    Column("account_id", RowId, ForeignKey("account.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("made_at", Text, nullable=False),
    Column("used_at", Text),
    Column("revoked_at", Text),
    sqlite_autoincrement=True,
)

# -- what wants a ruling -------------------------------------------------------------------------------------------

# One row for each incident of a report, and one without incident for the rest of it. `doubt` and `impact` lie in 0..1,
# `priority` is what the queue is sorted by; `n_open` counts the facts that nobody ruled on, 0: done.
review_task = Table(
    "review_task",
    metadata,
    row_id(),
    of_report(),
    Column("found_incident_id", RowId),
    Column("doubt", Float, nullable=False),
    Column("impact", Float, nullable=False),
    Column("priority", Float, nullable=False),
    Column("n_facts", Integer, nullable=False),
    Column("n_open", Integer, nullable=False),
    Index("ix_review_task_report_id", "report_id"),
    Index("ix_review_task_priority", "priority", "id", "report_id", "found_incident_id", "n_open"),
)

# -- blind coding --------------------------------------------------------------------------------------------------

# `state` is open, adjudicating or closed; `asked` (JSON) is what the round asks of which reports.
coding_round = Table(
    "coding_round",
    metadata,
    row_id(),
    Column("name", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    sqlite_autoincrement=True,
)

coding_coder = Table(
    "coding_coder",
    metadata,
    Column("round_id", RowId, ForeignKey("coding_round.id"), primary_key=True, autoincrement=False),
    Column("who", Text, primary_key=True),
    Column("added_at", Text, nullable=False),
)

# One question of a round: a fact or field of a report. `anchor` (JSON, see `review.rulings`) finds it in another reading,
# `shown` is what the reader said, in words. `ruling_id` is the ruling that adjudication made of the answers.
coding_item = Table(
    "coding_item",
    metadata,
    row_id(),
    Column("round_id", RowId, ForeignKey("coding_round.id"), nullable=False),
    of_report(),
    Column("position", Integer, nullable=False),
    Column("address", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("field", Text),
    Column("anchor", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("settled_by", Text),
    Column("settled_at", Text),
    Column("ruling_id", RowId),
    Index("ix_coding_item_round_id_position", "round_id", "position"),
    Index("ix_coding_item_report_id", "report_id"),
    sqlite_autoincrement=True,
)

# `verdict` is accept, correct, reject or unsure; `value` (JSON) what it should say, for correct; `took_ms` how long it took.
coding_answer = Table(
    "coding_answer",
    metadata,
    row_id(),
    Column("item_id", RowId, ForeignKey("coding_item.id"), nullable=False),
    Column("who", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("value", Text),
    Column("note", Text),
    Column("at", Text, nullable=False),
    Column("took_ms", Integer),
    UniqueConstraint("item_id", "who"),
    sqlite_autoincrement=True,
)
