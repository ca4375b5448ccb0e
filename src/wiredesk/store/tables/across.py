"""Stories, incidents and entities across reports, rulings and the log. Not for: one report (see `reports`)."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from wiredesk.store.tables.base import RowId, metadata, of_report, row_id

# -- across reports ------------------------------------------------------------------------------------------------

# Where to look for copies of a report, for reports of the same incident, for the same entity. Keys come from `corroborate`.
story_band = Table(
    "story_band",
    metadata,
    Column("band", BigInteger, nullable=False),
    of_report(),
    Index("ix_story_band_band", "band", "report_id"),
    Index("ix_story_band_report_id", "report_id"),
)
incident_key = Table(
    "incident_key",
    metadata,
    Column("key", Text, nullable=False),
    Column("found_incident_id", RowId, nullable=False),
    of_report(),
    Index("ix_incident_key_key", "key", "found_incident_id"),
    Index("ix_incident_key_report_id", "report_id"),
)

# An entity across reports under its tree's id, with what is known of it (`profile`, packed by `corroborate`).
entity = Table(
    "entity",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("n_reports", Integer, nullable=False),
    Column("profile", LargeBinary, nullable=False),
    Index("ix_entity_n_reports", "n_reports", "id", "type"),
)
entity_key = Table(
    "entity_key",
    metadata,
    Column("key", Text, nullable=False),
    Column("entity_id", RowId, nullable=False),
    Index("ix_entity_key_key", "key", "entity_id"),
    Index("ix_entity_key_entity_id", "entity_id"),
)

# A link below the threshold, for a person to settle. `kind` is story, incident or entity; the ids are found rows
# (reports, for stories), the lower one left. `state` is open, accepted, refused or unsure.
proposal = Table(
    "proposal",
    metadata,
    row_id(),
    Column("kind", Text, nullable=False),
    Column("left_id", RowId, nullable=False),
    Column("right_id", RowId, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("ruling_id", RowId),
    UniqueConstraint("kind", "left_id", "right_id"),
    Index("ix_proposal_kind_right_id", "kind", "right_id"),
    Index("ix_proposal_state_score", "state", "score"),
    sqlite_autoincrement=True,
)

# Two found rows that a person keeps apart, once for each ruling that says so; no link may put them into one tree.
apart = Table(
    "apart",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("left_id", RowId, primary_key=True, autoincrement=False),
    Column("right_id", RowId, primary_key=True, autoincrement=False),
    Column("ruling_id", RowId, primary_key=True, autoincrement=False),
    Index("ix_apart_kind_right_id", "kind", "right_id"),
    Index("ix_apart_ruling_id", "ruling_id"),
)

# An edge that a ruling cut, so that undoing the ruling can put it back. `link` is the kind of copy, for stories.
cut_edge = Table(
    "cut_edge",
    metadata,
    row_id(),
    Column("ruling_id", RowId, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("child_id", RowId, nullable=False),
    Column("parent_id", RowId, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("link", Text),
    Column("by_ruling", RowId),
)

# -- people and the log --------------------------------------------------------------------------------------------

# `body` is the whole ruling as JSON (see `review`); `left_id` and `right_id` are found rows for same, different, unsure.
# An erased ruling keeps its row, with an empty body.
ruling = Table(
    "ruling",
    metadata,
    row_id(),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("report_id", RowId, ForeignKey("report.id"), index=True),
    Column("left_id", RowId),
    Column("right_id", RowId),
    Column("body", Text, nullable=False),
    Column("undone_by", RowId),
    sqlite_autoincrement=True,
)

# Append-only. `hash` is SHA-256 over the canonical JSON of [seq, at, actor, action, subject, detail, previous].
# `detail` (JSON) names persons and words by ids and hashes alone, so that it may stay when they are erased.
log = Table(
    "log",
    metadata,
    Column("seq", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("ix_log_subject", "subject"),
)
