"""What came in and what readings hold. Not for: what holds across reports (see `across`)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from wiredesk.store.tables.base import RowId, metadata, of_report, row_id

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

# -- what came in --------------------------------------------------------------------------------------------------

# The bytes as they came, packed by `packing` ("zlib"), once for each hash; gone when the last report of theirs is removed.
source = Table(
    "source",
    metadata,
    row_id(),
    Column("sha256", Text, nullable=False, unique=True),
    Column("media_type", Text, nullable=False),
    Column("n_bytes", BigInteger, nullable=False),
    Column("packing", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

# Who publishes: `key` is the host of the address without "www.", else the publisher's name folded. Reliability A to F or null.
outlet = Table(
    "outlet",
    metadata,
    row_id(),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("reliability", Text),
    Column("note", Text),
)

# `key` is the hash of source hash and address: the same page is not filed twice, nor again after its removal.
# `day` is the day by which reports are sorted: the last day of the publication date, else of the capture, else of filing.
# `given` (JSON) holds what a person said of it when adding: published, url, captured. Of a removed report only ids,
# hashes and moments are left.
report = Table(
    "report",
    metadata,
    row_id(),
    Column("key", Text, nullable=False, unique=True),
    Column("source_id", RowId, ForeignKey("source.id"), index=True),
    Column("sha256", Text, nullable=False),
    Column("uri", Text, index=True),
    Column("url", Text, index=True),
    Column("outlet_id", RowId, ForeignKey("outlet.id"), index=True),
    Column("title", Text),
    Column("language", Text),
    Column("n_chars", Integer, nullable=False),
    Column("published_earliest", Text),
    Column("published_latest", Text),
    Column("captured", Text),
    Column("filed_at", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("given", Text),
    Column("wire", Text),
    Column("fingerprint", LargeBinary),
    Column("story_id", RowId, index=True),
    Column("copy_of", RowId, index=True),
    Column("copy_kind", Text),
    Column("copy_score", Float),
    Column("copy_reasons", Text),
    Column("copy_ruling", RowId),
    Column("is_linked", Boolean, nullable=False, server_default=false()),
    Column("removed_at", Text),
    # Holds all that a search by day asks of a report, so that it reads no rows: the newest first, filtered, folded by story.
    Index("ix_report_day", "day", "id", "story_id", "published_earliest", "outlet_id", "removed_at"),
    sqlite_autoincrement=True,
)
Index(
    "ix_report_unlinked", report.c.id, sqlite_where=report.c.is_linked == false(), postgresql_where=report.c.is_linked == false()
)

# `body` is `wiredesk.report/1` as JSON, packed by zlib, as the reader gave it: without rulings. Every one stays.
reading = Table(
    "reading",
    metadata,
    row_id(),
    of_report(),
    Column("reader", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("is_current", Boolean, nullable=False, server_default=true()),
    Index("ix_reading_report_id", "report_id"),
    sqlite_autoincrement=True,
)

# The words that are searched: title and body of the current reading. The full-text index over it is made by the migration.
report_text = Table(
    "report_text", metadata, of_report(is_key=True), Column("title", Text, nullable=False), Column("body", Text, nullable=False)
)

rejected = Table(
    "rejected",
    metadata,
    row_id(),
    Column("uri", Text, nullable=False),
    Column("url", Text),
    Column("sha256", Text),
    Column("reason", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("at", Text, nullable=False),
    UniqueConstraint("uri", "reason"),
)

# -- what readings hold --------------------------------------------------------------------------------------------

found_entity = Table(
    "found_entity",
    metadata,
    row_id(),
    of_report(),
    Column("local_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("n_mentions", Integer, nullable=False),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("gazetteer", Text),
    Column("entity_id", RowId),
    Column("joined_to", RowId),
    Column("join_score", Float),
    Column("join_reasons", Text),
    Column("join_ruling", RowId),
    Index("ix_found_entity_report_id", "report_id"),
    Index("ix_found_entity_entity_id", "entity_id", "report_id"),
    Index("ix_found_entity_folded", "folded", "type", "entity_id", "report_id"),
    Index("ix_found_entity_country", "country", "report_id"),
    sqlite_autoincrement=True,
)

found_incident = Table(
    "found_incident",
    metadata,
    row_id(),
    of_report(),
    Column("local_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("is_background", Boolean, nullable=False),
    Column("earliest", Text),
    Column("latest", Text),
    Column("place_name", Text),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("killed_least", Integer),
    Column("killed_most", Integer),
    Column("wounded_least", Integer),
    Column("wounded_most", Integer),
    Column("profile", LargeBinary),
    Column("incident_id", RowId),
    Column("joined_to", RowId),
    Column("join_score", Float),
    Column("join_reasons", Text),
    Column("join_ruling", RowId),
    Index("ix_found_incident_report_id", "report_id"),
    Index("ix_found_incident_incident_id", "incident_id"),
    Index("ix_found_incident_earliest", "earliest", "latest", "report_id"),
    Index("ix_found_incident_latitude_longitude", "latitude", "longitude", "report_id"),
    Index("ix_found_incident_type", "type", "stage", "is_background", "report_id"),
    Index("ix_found_incident_country", "country", "report_id"),
    sqlite_autoincrement=True,
)

# Who has what part in an incident: `role` is perpetrator, target, victim or weapon, `words` what the report says.
incident_part = Table(
    "incident_part",
    metadata,
    row_id(),
    of_report(),
    Column("found_incident_id", RowId, ForeignKey("found_incident.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("found_entity_id", RowId, ForeignKey("found_entity.id")),
    Column("words", Text, nullable=False),
    Column("attribution", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("ix_incident_part_report_id", "report_id"),
    Index("ix_incident_part_found_incident_id", "found_incident_id"),
    Index("ix_incident_part_found_entity_id", "found_entity_id"),
)

found_statement = Table(
    "found_statement",
    metadata,
    row_id(),
    of_report(),
    Column("local_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("speaker_id", RowId, ForeignKey("found_entity.id")),
    Column("told_id", RowId, ForeignKey("found_entity.id")),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("ix_found_statement_report_id", "report_id"),
    Index("ix_found_statement_speaker_id", "speaker_id"),
)
# A found entity that goes is looked for here: without the index in all statements.
Index(
    "ix_found_statement_told_id",
    found_statement.c.told_id,
    sqlite_where=found_statement.c.told_id.is_not(None),
    postgresql_where=found_statement.c.told_id.is_not(None),
)

# A date that was still to come when the report was written; `uid` is stable over readings and stores.
found_date = Table(
    "found_date",
    metadata,
    row_id(),
    of_report(),
    Column("uid", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("earliest", Text, nullable=False),
    Column("latest", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Index("ix_found_date_report_id", "report_id"),
    Index("ix_found_date_earliest", "earliest"),
)
