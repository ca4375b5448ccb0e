-- The first shape of a store in PostgreSQL. Statements are parted by blank lines. Released: never changed.

CREATE TABLE apart (
    kind TEXT NOT NULL,
    left_id BIGINT NOT NULL,
    right_id BIGINT NOT NULL,
    ruling_id BIGINT NOT NULL,
    CONSTRAINT pk_apart PRIMARY KEY (kind, left_id, right_id, ruling_id)
)

CREATE INDEX ix_apart_kind_right_id ON apart (kind, right_id)

CREATE INDEX ix_apart_ruling_id ON apart (ruling_id)

CREATE TABLE cut_edge (
    id BIGSERIAL NOT NULL,
    ruling_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    child_id BIGINT NOT NULL,
    parent_id BIGINT NOT NULL,
    score FLOAT NOT NULL,
    reasons TEXT NOT NULL,
    link TEXT,
    by_ruling BIGINT,
    CONSTRAINT pk_cut_edge PRIMARY KEY (id)
)

CREATE INDEX ix_cut_edge_ruling_id ON cut_edge (ruling_id)

CREATE TABLE entity (
    id BIGINT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    n_reports INTEGER NOT NULL,
    profile BYTEA NOT NULL,
    CONSTRAINT pk_entity PRIMARY KEY (id)
)

CREATE TABLE entity_key (
    key TEXT NOT NULL,
    entity_id BIGINT NOT NULL
)

CREATE INDEX ix_entity_key_entity_id ON entity_key (entity_id)

CREATE INDEX ix_entity_key_key ON entity_key (key, entity_id)

CREATE TABLE feed (
    id BIGSERIAL NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    etag TEXT,
    last_modified TEXT,
    interval_s INTEGER NOT NULL,
    next_at TEXT NOT NULL,
    last_ok_at TEXT,
    n_failures INTEGER DEFAULT '0' NOT NULL,
    last_error TEXT,
    is_paused BOOLEAN DEFAULT false NOT NULL,
    added_at TEXT NOT NULL,
    CONSTRAINT pk_feed PRIMARY KEY (id),
    CONSTRAINT uq_feed_url UNIQUE (url)
)

CREATE TABLE log (
    seq BIGINT NOT NULL,
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
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY (key)
)

CREATE TABLE outlet (
    id BIGSERIAL NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    reliability TEXT,
    note TEXT,
    CONSTRAINT pk_outlet PRIMARY KEY (id),
    CONSTRAINT uq_outlet_key UNIQUE (key)
)

CREATE TABLE proposal (
    id BIGSERIAL NOT NULL,
    kind TEXT NOT NULL,
    left_id BIGINT NOT NULL,
    right_id BIGINT NOT NULL,
    score FLOAT NOT NULL,
    reasons TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ruling_id BIGINT,
    CONSTRAINT pk_proposal PRIMARY KEY (id),
    CONSTRAINT uq_proposal_kind_left_id_right_id UNIQUE (kind, left_id, right_id)
)

CREATE INDEX ix_proposal_kind_right_id ON proposal (kind, right_id)

CREATE INDEX ix_proposal_state_score ON proposal (state, score)

CREATE TABLE rejected (
    id BIGSERIAL NOT NULL,
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
    id BIGSERIAL NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    n_bytes BIGINT NOT NULL,
    packing TEXT NOT NULL,
    packed BYTEA NOT NULL,
    CONSTRAINT pk_source PRIMARY KEY (id),
    CONSTRAINT uq_source_sha256 UNIQUE (sha256)
)

CREATE TABLE watch (
    id BIGSERIAL NOT NULL,
    name TEXT NOT NULL,
    rule TEXT NOT NULL,
    sinks TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    is_paused BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT pk_watch PRIMARY KEY (id),
    CONSTRAINT uq_watch_name UNIQUE (name)
)

CREATE TABLE feed_entry (
    feed_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    report_id BIGINT,
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
    CONSTRAINT pk_feed_entry PRIMARY KEY (feed_id, key),
    CONSTRAINT fk_feed_entry_feed_id FOREIGN KEY(feed_id) REFERENCES feed (id)
)

CREATE INDEX ix_feed_entry_link_key ON feed_entry (link_key)

CREATE INDEX ix_feed_entry_report_id ON feed_entry (report_id)

CREATE INDEX ix_feed_entry_state_next_at ON feed_entry (state, next_at)

CREATE TABLE report (
    id BIGSERIAL NOT NULL,
    key TEXT NOT NULL,
    source_id BIGINT,
    sha256 TEXT NOT NULL,
    uri TEXT,
    url TEXT,
    outlet_id BIGINT,
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
    fingerprint BYTEA,
    story_id BIGINT,
    copy_of BIGINT,
    copy_kind TEXT,
    copy_score FLOAT,
    copy_reasons TEXT,
    copy_ruling BIGINT,
    is_linked BOOLEAN DEFAULT false NOT NULL,
    removed_at TEXT,
    CONSTRAINT pk_report PRIMARY KEY (id),
    CONSTRAINT uq_report_key UNIQUE (key),
    CONSTRAINT fk_report_source_id FOREIGN KEY(source_id) REFERENCES source (id),
    CONSTRAINT fk_report_outlet_id FOREIGN KEY(outlet_id) REFERENCES outlet (id)
)

CREATE INDEX ix_report_copy_of ON report (copy_of)

CREATE INDEX ix_report_day ON report (day, id, story_id, published_earliest, outlet_id, removed_at)

CREATE INDEX ix_report_outlet_id ON report (outlet_id)

CREATE INDEX ix_report_source_id ON report (source_id)

CREATE INDEX ix_report_story_id ON report (story_id)

CREATE INDEX ix_report_unlinked ON report (id) WHERE is_linked = false

CREATE INDEX ix_report_uri ON report (uri)

CREATE INDEX ix_report_url ON report (url)

CREATE TABLE alert (
    id BIGSERIAL NOT NULL,
    watch_id BIGINT NOT NULL,
    report_id BIGINT NOT NULL,
    found_incident_id BIGINT,
    occasion TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_alert PRIMARY KEY (id),
    CONSTRAINT uq_alert_watch_id_report_id_occasion UNIQUE (watch_id, report_id, occasion),
    CONSTRAINT fk_alert_watch_id FOREIGN KEY(watch_id) REFERENCES watch (id),
    CONSTRAINT fk_alert_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_alert_report_id ON alert (report_id)

CREATE TABLE found_date (
    id BIGSERIAL NOT NULL,
    report_id BIGINT NOT NULL,
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
    id BIGSERIAL NOT NULL,
    report_id BIGINT NOT NULL,
    local_id TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    n_mentions INTEGER NOT NULL,
    country TEXT,
    latitude FLOAT,
    longitude FLOAT,
    gazetteer TEXT,
    entity_id BIGINT,
    joined_to BIGINT,
    join_score FLOAT,
    join_reasons TEXT,
    join_ruling BIGINT,
    CONSTRAINT pk_found_entity PRIMARY KEY (id),
    CONSTRAINT fk_found_entity_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_found_entity_country ON found_entity (country, report_id)

CREATE INDEX ix_found_entity_entity_id ON found_entity (entity_id, report_id)

CREATE INDEX ix_found_entity_folded ON found_entity (folded, type, entity_id, report_id)

CREATE INDEX ix_found_entity_report_id ON found_entity (report_id)

CREATE TABLE found_incident (
    id BIGSERIAL NOT NULL,
    report_id BIGINT NOT NULL,
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
    profile BYTEA,
    incident_id BIGINT,
    joined_to BIGINT,
    join_score FLOAT,
    join_reasons TEXT,
    join_ruling BIGINT,
    CONSTRAINT pk_found_incident PRIMARY KEY (id),
    CONSTRAINT fk_found_incident_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_found_incident_country ON found_incident (country, report_id)

CREATE INDEX ix_found_incident_earliest ON found_incident (earliest, latest, report_id)

CREATE INDEX ix_found_incident_incident_id ON found_incident (incident_id)

CREATE INDEX ix_found_incident_latitude_longitude ON found_incident (latitude, longitude, report_id)

CREATE INDEX ix_found_incident_report_id ON found_incident (report_id)

CREATE INDEX ix_found_incident_type ON found_incident (type, stage, is_background, report_id)

CREATE TABLE incident_key (
    key TEXT NOT NULL,
    found_incident_id BIGINT NOT NULL,
    report_id BIGINT NOT NULL,
    CONSTRAINT fk_incident_key_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_incident_key_key ON incident_key (key, found_incident_id)

CREATE INDEX ix_incident_key_report_id ON incident_key (report_id)

CREATE TABLE reading (
    id BIGSERIAL NOT NULL,
    report_id BIGINT NOT NULL,
    reader TEXT NOT NULL,
    made_at TEXT NOT NULL,
    body BYTEA NOT NULL,
    is_current BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT pk_reading PRIMARY KEY (id),
    CONSTRAINT fk_reading_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_reading_report_id ON reading (report_id)

CREATE TABLE report_text (
    report_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_report_text PRIMARY KEY (report_id),
    CONSTRAINT fk_report_text_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE TABLE ruling (
    id BIGSERIAL NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    report_id BIGINT,
    left_id BIGINT,
    right_id BIGINT,
    body TEXT NOT NULL,
    undone_by BIGINT,
    CONSTRAINT pk_ruling PRIMARY KEY (id),
    CONSTRAINT fk_ruling_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_ruling_report_id ON ruling (report_id)

CREATE TABLE story_band (
    band BIGINT NOT NULL,
    report_id BIGINT NOT NULL,
    CONSTRAINT fk_story_band_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_story_band_band ON story_band (band, report_id)

CREATE INDEX ix_story_band_report_id ON story_band (report_id)

CREATE TABLE delivery (
    alert_id BIGINT NOT NULL,
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
    id BIGSERIAL NOT NULL,
    report_id BIGINT NOT NULL,
    local_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    speaker_id BIGINT,
    told_id BIGINT,
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
    id BIGSERIAL NOT NULL,
    report_id BIGINT NOT NULL,
    found_incident_id BIGINT NOT NULL,
    role TEXT NOT NULL,
    found_entity_id BIGINT,
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

-- The full-text index. What goes into it is written with the text, folded as store/words_index.py does it.

ALTER TABLE report_text ADD COLUMN words tsvector

CREATE INDEX ix_report_text_words ON report_text USING gin (words)

-- The log grows and never changes.

CREATE FUNCTION wiredesk_keep_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'restrict_violation';
END;
$$

CREATE TRIGGER log_kept_from_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log
    FOR EACH STATEMENT EXECUTE FUNCTION wiredesk_keep_log()
