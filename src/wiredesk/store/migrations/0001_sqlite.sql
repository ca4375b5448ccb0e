-- The first shape of a store in SQLite. Statements are parted by blank lines. Released: never changed.

CREATE TABLE apart (
    kind TEXT NOT NULL,
    left_id INTEGER NOT NULL,
    right_id INTEGER NOT NULL,
    ruling_id INTEGER NOT NULL,
    CONSTRAINT pk_apart PRIMARY KEY (kind, left_id, right_id, ruling_id)
)

CREATE INDEX ix_apart_kind_right_id ON apart (kind, right_id)

CREATE INDEX ix_apart_ruling_id ON apart (ruling_id)

CREATE TABLE cut_edge (
    id INTEGER NOT NULL,
    ruling_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    child_id INTEGER NOT NULL,
    parent_id INTEGER NOT NULL,
    score FLOAT NOT NULL,
    reasons TEXT NOT NULL,
    link TEXT,
    by_ruling INTEGER,
    CONSTRAINT pk_cut_edge PRIMARY KEY (id)
)

CREATE INDEX ix_cut_edge_ruling_id ON cut_edge (ruling_id)

CREATE TABLE entity (
    id INTEGER NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    n_reports INTEGER NOT NULL,
    profile BLOB NOT NULL,
    CONSTRAINT pk_entity PRIMARY KEY (id)
)

CREATE TABLE entity_key (
    "key" TEXT NOT NULL,
    entity_id INTEGER NOT NULL
)

CREATE INDEX ix_entity_key_entity_id ON entity_key (entity_id)

CREATE INDEX ix_entity_key_key ON entity_key ("key", entity_id)

CREATE TABLE feed (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL,
    title TEXT,
    etag TEXT,
    last_modified TEXT,
    interval_s INTEGER NOT NULL,
    next_at TEXT NOT NULL,
    last_ok_at TEXT,
    n_failures INTEGER DEFAULT '0' NOT NULL,
    last_error TEXT,
    is_paused BOOLEAN DEFAULT 0 NOT NULL,
    added_at TEXT NOT NULL,
    CONSTRAINT uq_feed_url UNIQUE (url)
)

CREATE TABLE log (
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_log PRIMARY KEY (seq)
)

CREATE INDEX ix_log_subject ON log (subject)

CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY ("key")
)

CREATE TABLE outlet (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    reliability TEXT,
    note TEXT,
    CONSTRAINT pk_outlet PRIMARY KEY (id),
    CONSTRAINT uq_outlet_key UNIQUE ("key")
)

CREATE TABLE proposal (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    left_id INTEGER NOT NULL,
    right_id INTEGER NOT NULL,
    score FLOAT NOT NULL,
    reasons TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ruling_id INTEGER,
    CONSTRAINT uq_proposal_kind_left_id_right_id UNIQUE (kind, left_id, right_id)
)

CREATE INDEX ix_proposal_kind_right_id ON proposal (kind, right_id)

CREATE INDEX ix_proposal_state_score ON proposal (state, score)

CREATE TABLE rejected (
    id INTEGER NOT NULL,
    uri TEXT NOT NULL,
    url TEXT,
    sha256 TEXT,
    reason TEXT NOT NULL,
    what TEXT NOT NULL,
    advice TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_rejected PRIMARY KEY (id),
    CONSTRAINT uq_rejected_uri_reason UNIQUE (uri, reason)
)

CREATE TABLE source (
    id INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    n_bytes BIGINT NOT NULL,
    packing TEXT NOT NULL,
    packed BLOB NOT NULL,
    CONSTRAINT pk_source PRIMARY KEY (id),
    CONSTRAINT uq_source_sha256 UNIQUE (sha256)
)

CREATE TABLE watch (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    rule TEXT NOT NULL,
    sinks TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    is_paused BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT uq_watch_name UNIQUE (name)
)

CREATE TABLE feed_entry (
    feed_id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    report_id INTEGER,
    state TEXT DEFAULT 'waiting' NOT NULL,
    link_key TEXT,
    link TEXT,
    title TEXT,
    author TEXT,
    published TEXT,
    content TEXT,
    n_tries INTEGER DEFAULT '0' NOT NULL,
    next_at TEXT,
    last_error TEXT,
    CONSTRAINT pk_feed_entry PRIMARY KEY (feed_id, "key"),
    CONSTRAINT fk_feed_entry_feed_id FOREIGN KEY(feed_id) REFERENCES feed (id)
)

CREATE INDEX ix_feed_entry_link_key ON feed_entry (link_key)

CREATE INDEX ix_feed_entry_report_id ON feed_entry (report_id)

CREATE INDEX ix_feed_entry_state_next_at ON feed_entry (state, next_at)

CREATE TABLE report (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    source_id INTEGER,
    sha256 TEXT NOT NULL,
    uri TEXT,
    url TEXT,
    outlet_id INTEGER,
    title TEXT,
    language TEXT,
    n_chars INTEGER NOT NULL,
    published_earliest TEXT,
    published_latest TEXT,
    captured TEXT,
    filed_at TEXT NOT NULL,
    day TEXT NOT NULL,
    given TEXT,
    wire TEXT,
    fingerprint BLOB,
    story_id INTEGER,
    copy_of INTEGER,
    copy_kind TEXT,
    copy_score FLOAT,
    copy_reasons TEXT,
    copy_ruling INTEGER,
    is_linked BOOLEAN DEFAULT 0 NOT NULL,
    removed_at TEXT,
    CONSTRAINT uq_report_key UNIQUE ("key"),
    CONSTRAINT fk_report_source_id FOREIGN KEY(source_id) REFERENCES source (id),
    CONSTRAINT fk_report_outlet_id FOREIGN KEY(outlet_id) REFERENCES outlet (id)
)

CREATE INDEX ix_report_copy_of ON report (copy_of)

CREATE INDEX ix_report_day ON report (day, id, story_id, published_earliest, outlet_id, removed_at)

CREATE INDEX ix_report_outlet_id ON report (outlet_id)

CREATE INDEX ix_report_source_id ON report (source_id)

CREATE INDEX ix_report_story_id ON report (story_id)

CREATE INDEX ix_report_unlinked ON report (id) WHERE is_linked = 0

CREATE INDEX ix_report_uri ON report (uri)

CREATE INDEX ix_report_url ON report (url)

CREATE TABLE alert (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    watch_id INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    found_incident_id INTEGER,
    occasion TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT uq_alert_watch_id_report_id_occasion UNIQUE (watch_id, report_id, occasion),
    CONSTRAINT fk_alert_watch_id FOREIGN KEY(watch_id) REFERENCES watch (id),
    CONSTRAINT fk_alert_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_alert_report_id ON alert (report_id)

CREATE TABLE found_date (
    id INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    value TEXT NOT NULL,
    earliest TEXT NOT NULL,
    latest TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    CONSTRAINT pk_found_date PRIMARY KEY (id),
    CONSTRAINT fk_found_date_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_found_date_earliest ON found_date (earliest)

CREATE INDEX ix_found_date_report_id ON found_date (report_id)

CREATE TABLE found_entity (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL,
    local_id TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    n_mentions INTEGER NOT NULL,
    country TEXT,
    latitude FLOAT,
    longitude FLOAT,
    gazetteer TEXT,
    entity_id INTEGER,
    joined_to INTEGER,
    join_score FLOAT,
    join_reasons TEXT,
    join_ruling INTEGER,
    CONSTRAINT fk_found_entity_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_found_entity_country ON found_entity (country, report_id)

CREATE INDEX ix_found_entity_entity_id ON found_entity (entity_id, report_id)

CREATE INDEX ix_found_entity_folded ON found_entity (folded, type, entity_id, report_id)

CREATE INDEX ix_found_entity_report_id ON found_entity (report_id)

CREATE TABLE found_incident (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL,
    local_id TEXT NOT NULL,
    type TEXT NOT NULL,
    stage TEXT NOT NULL,
    is_background BOOLEAN NOT NULL,
    earliest TEXT,
    latest TEXT,
    place_name TEXT,
    country TEXT,
    latitude FLOAT,
    longitude FLOAT,
    killed_least INTEGER,
    killed_most INTEGER,
    wounded_least INTEGER,
    wounded_most INTEGER,
    profile BLOB,
    incident_id INTEGER,
    joined_to INTEGER,
    join_score FLOAT,
    join_reasons TEXT,
    join_ruling INTEGER,
    CONSTRAINT fk_found_incident_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_found_incident_country ON found_incident (country, report_id)

CREATE INDEX ix_found_incident_earliest ON found_incident (earliest, latest, report_id)

CREATE INDEX ix_found_incident_incident_id ON found_incident (incident_id)

CREATE INDEX ix_found_incident_latitude_longitude ON found_incident (latitude, longitude, report_id)

CREATE INDEX ix_found_incident_report_id ON found_incident (report_id)

CREATE INDEX ix_found_incident_type ON found_incident (type, stage, is_background, report_id)

CREATE TABLE incident_key (
    "key" TEXT NOT NULL,
    found_incident_id INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    CONSTRAINT fk_incident_key_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_incident_key_key ON incident_key ("key", found_incident_id)

CREATE INDEX ix_incident_key_report_id ON incident_key (report_id)

CREATE TABLE reading (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL,
    reader TEXT NOT NULL,
    made_at TEXT NOT NULL,
    body BLOB NOT NULL,
    is_current BOOLEAN DEFAULT 1 NOT NULL,
    CONSTRAINT fk_reading_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_reading_report_id ON reading (report_id)

CREATE TABLE report_text (
    report_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_report_text PRIMARY KEY (report_id),
    CONSTRAINT fk_report_text_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE TABLE ruling (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    report_id INTEGER,
    left_id INTEGER,
    right_id INTEGER,
    body TEXT NOT NULL,
    undone_by INTEGER,
    CONSTRAINT fk_ruling_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_ruling_report_id ON ruling (report_id)

CREATE TABLE story_band (
    band BIGINT NOT NULL,
    report_id INTEGER NOT NULL,
    CONSTRAINT fk_story_band_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_story_band_band ON story_band (band, report_id)

CREATE INDEX ix_story_band_report_id ON story_band (report_id)

CREATE TABLE delivery (
    alert_id INTEGER NOT NULL,
    sink TEXT NOT NULL,
    done_at TEXT,
    n_tries INTEGER NOT NULL,
    next_at TEXT,
    last_error TEXT,
    CONSTRAINT pk_delivery PRIMARY KEY (alert_id, sink),
    CONSTRAINT fk_delivery_alert_id FOREIGN KEY(alert_id) REFERENCES alert (id)
)

CREATE INDEX ix_delivery_next_at ON delivery (next_at)

CREATE TABLE found_statement (
    id INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    local_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    speaker_id INTEGER,
    told_id INTEGER,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    CONSTRAINT pk_found_statement PRIMARY KEY (id),
    CONSTRAINT fk_found_statement_report_id FOREIGN KEY(report_id) REFERENCES report (id),
    CONSTRAINT fk_found_statement_speaker_id FOREIGN KEY(speaker_id) REFERENCES found_entity (id),
    CONSTRAINT fk_found_statement_told_id FOREIGN KEY(told_id) REFERENCES found_entity (id)
)

CREATE INDEX ix_found_statement_report_id ON found_statement (report_id)

CREATE INDEX ix_found_statement_speaker_id ON found_statement (speaker_id)

CREATE TABLE incident_part (
    id INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    found_incident_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    found_entity_id INTEGER,
    words TEXT NOT NULL,
    attribution TEXT,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    CONSTRAINT pk_incident_part PRIMARY KEY (id),
    CONSTRAINT fk_incident_part_report_id FOREIGN KEY(report_id) REFERENCES report (id),
    CONSTRAINT fk_incident_part_found_incident_id FOREIGN KEY(found_incident_id) REFERENCES found_incident (id),
    CONSTRAINT fk_incident_part_found_entity_id FOREIGN KEY(found_entity_id) REFERENCES found_entity (id)
)

CREATE INDEX ix_incident_part_found_entity_id ON incident_part (found_entity_id)

CREATE INDEX ix_incident_part_found_incident_id ON incident_part (found_incident_id)

CREATE INDEX ix_incident_part_report_id ON incident_part (report_id)

-- The full-text index keeps no text of its own; the triggers keep it in step with report_text, row by row.

CREATE VIRTUAL TABLE report_words USING fts5(
    title, body, content='report_text', content_rowid='report_id', tokenize='porter unicode61 remove_diacritics 2'
)

CREATE TRIGGER report_text_added AFTER INSERT ON report_text BEGIN
    INSERT INTO report_words (rowid, title, body) VALUES (new.report_id, new.title, new.body);
END

CREATE TRIGGER report_text_removed AFTER DELETE ON report_text BEGIN
    INSERT INTO report_words (report_words, rowid, title, body) VALUES ('delete', old.report_id, old.title, old.body);
END

CREATE TRIGGER report_text_changed AFTER UPDATE ON report_text BEGIN
    INSERT INTO report_words (report_words, rowid, title, body) VALUES ('delete', old.report_id, old.title, old.body);
    INSERT INTO report_words (rowid, title, body) VALUES (new.report_id, new.title, new.body);
END

-- The log grows and never changes.

CREATE TRIGGER log_kept_from_change BEFORE UPDATE ON log BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END

CREATE TRIGGER log_kept_from_removal BEFORE DELETE ON log BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END
