-- Accounts, sessions, keys, what wants a ruling, blind coding, in SQLite. Parted by blank lines. Released: never changed.

CREATE TABLE account (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    role TEXT NOT NULL,
    password TEXT,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    is_closed BOOLEAN DEFAULT 0 NOT NULL,
    zone TEXT,
    CONSTRAINT uq_account_folded UNIQUE (folded)
)

CREATE TABLE coding_round (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    asked TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    CONSTRAINT uq_coding_round_name UNIQUE (name)
)

CREATE TABLE api_key (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    hash TEXT NOT NULL,
    made_at TEXT NOT NULL,
    used_at TEXT,
    revoked_at TEXT,
    CONSTRAINT fk_api_key_account_id FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT uq_api_key_hash UNIQUE (hash)
)

CREATE INDEX ix_api_key_account_id ON api_key (account_id)

CREATE TABLE coding_coder (
    round_id INTEGER NOT NULL,
    who TEXT NOT NULL,
    added_at TEXT NOT NULL,
    CONSTRAINT pk_coding_coder PRIMARY KEY (round_id, who),
    CONSTRAINT fk_coding_coder_round_id FOREIGN KEY(round_id) REFERENCES coding_round (id)
)

CREATE TABLE session (
    hash TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    CONSTRAINT pk_session PRIMARY KEY (hash),
    CONSTRAINT fk_session_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)

CREATE INDEX ix_session_account_id ON session (account_id)

CREATE TABLE coding_item (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT,
    anchor TEXT NOT NULL,
    shown TEXT NOT NULL,
    settled_by TEXT,
    settled_at TEXT,
    ruling_id INTEGER,
    CONSTRAINT fk_coding_item_round_id FOREIGN KEY(round_id) REFERENCES coding_round (id),
    CONSTRAINT fk_coding_item_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_coding_item_report_id ON coding_item (report_id)

CREATE INDEX ix_coding_item_round_id_position ON coding_item (round_id, position)

CREATE TABLE review_task (
    id INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    found_incident_id INTEGER,
    doubt FLOAT NOT NULL,
    impact FLOAT NOT NULL,
    priority FLOAT NOT NULL,
    n_facts INTEGER NOT NULL,
    n_open INTEGER NOT NULL,
    CONSTRAINT pk_review_task PRIMARY KEY (id),
    CONSTRAINT fk_review_task_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)

CREATE INDEX ix_review_task_priority ON review_task (priority, id, report_id, found_incident_id, n_open)

CREATE INDEX ix_review_task_report_id ON review_task (report_id)

CREATE TABLE coding_answer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    item_id INTEGER NOT NULL,
    who TEXT NOT NULL,
    verdict TEXT NOT NULL,
    value TEXT,
    note TEXT,
    at TEXT NOT NULL,
    took_ms INTEGER,
    CONSTRAINT uq_coding_answer_item_id_who UNIQUE (item_id, who),
    CONSTRAINT fk_coding_answer_item_id FOREIGN KEY(item_id) REFERENCES coding_item (id)
)

CREATE INDEX ix_entity_n_reports ON entity (n_reports, id, type)

CREATE INDEX ix_found_statement_told_id ON found_statement (told_id) WHERE told_id IS NOT NULL
