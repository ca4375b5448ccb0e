"""Feeds, watches and their alerts. Not for: what was filed (see `reports`)."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, false

from wiredesk.store.tables.base import RowId, metadata, of_report, row_id

# -- following and watching ----------------------------------------------------------------------------------------

feed = Table(
    "feed",
    metadata,
    row_id(),
    Column("url", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("interval_s", Integer, nullable=False),
    Column("next_at", Text, nullable=False),
    Column("last_ok_at", Text),
    Column("n_failures", Integer, nullable=False, server_default="0"),
    Column("last_error", Text),
    Column("is_paused", Boolean, nullable=False, server_default=false()),
    Column("added_at", Text, nullable=False),
    sqlite_autoincrement=True,
)

# `key` and `link_key` are hashes of the entry's own id and of its link. `state` is waiting, filed, known (filed before) or
# rejected. What the feed says of an entry is held only while it waits, so that a removed report leaves no words here.
feed_entry = Table(
    "feed_entry",
    metadata,
    Column("feed_id", RowId, ForeignKey("feed.id"), primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("seen_at", Text, nullable=False),
    Column("report_id", RowId),
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("link_key", Text),
    Column("link", Text),
    Column("title", Text),
    Column("author", Text),
    Column("published", Text),
    Column("content", Text),
    Column("n_tries", Integer, nullable=False, server_default="0"),
    Column("next_at", Text),
    Column("last_error", Text),
    Index("ix_feed_entry_state_next_at", "state", "next_at"),
    Index("ix_feed_entry_link_key", "link_key"),
    Index("ix_feed_entry_report_id", "report_id"),
)

# `rule` and `sinks` are JSON (see `alerts`).
watch = Table(
    "watch",
    metadata,
    row_id(),
    Column("name", Text, nullable=False, unique=True),
    Column("rule", Text, nullable=False),
    Column("sinks", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("is_paused", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)

# `start` and `end` are the sentence that fired it, in the article text; `why` (JSON) which parts of the rule held.
alert = Table(
    "alert",
    metadata,
    row_id(),
    Column("watch_id", RowId, ForeignKey("watch.id"), nullable=False),
    of_report(),
    Column("found_incident_id", RowId),
    Column("occasion", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
    UniqueConstraint("watch_id", "report_id", "occasion"),
    Index("ix_alert_report_id", "report_id"),
    sqlite_autoincrement=True,
)
delivery = Table(
    "delivery",
    metadata,
    Column("alert_id", RowId, ForeignKey("alert.id"), primary_key=True, autoincrement=False),
    Column("sink", Text, primary_key=True),
    Column("done_at", Text),
    Column("n_tries", Integer, nullable=False),
    Column("next_at", Text),
    Column("last_error", Text),
    Index("ix_delivery_next_at", "next_at"),
)
