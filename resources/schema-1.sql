-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 1 of library.sqlite. Applied in one transaction that also sets user_version.
-- Statements are separated by empty lines. A schema that was released is never edited: write the next one.
--
-- Blobs are arrays of little-endian numbers. Times are UTC, ISO 8601. Files are relative to the library
-- folder. A NULL where a REAL is expected stands for "not a number", which SQLite can't store; -0 becomes 0.

-- 'PROP': tells a library from other SQLite files.
PRAGMA application_id = 0x50524f50;

CREATE TABLE sessions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice, since files carry it in their names
    parent       INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    name         TEXT NOT NULL,
    note         TEXT NOT NULL DEFAULT '',
    tags         TEXT NOT NULL DEFAULT '[]' CHECK (json_type(tags) = 'array'),
    state        TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'completed', 'failed')),
    failure      TEXT NOT NULL DEFAULT '',
    created      TEXT NOT NULL,
    updated      TEXT NOT NULL,
    device       TEXT NOT NULL,
    precision    TEXT NOT NULL,
    parameters   INTEGER NOT NULL CHECK (parameters >= 0),
    train_count  INTEGER NOT NULL CHECK (train_count >= 0),
    test_count   INTEGER NOT NULL CHECK (test_count >= 0),
    libtorch     TEXT NOT NULL,
    config       TEXT NOT NULL CHECK (json_type(config) = 'object'),
    dataset      TEXT NOT NULL CHECK (json_type(dataset) = 'object'),
    model        TEXT GENERATED ALWAYS AS (json_extract(config, '$.model')),
    epochs       INTEGER GENERATED ALWAYS AS (json_extract(config, '$.epochs')), -- planned
    data_name    TEXT GENERATED ALWAYS AS (json_extract(dataset, '$.name')),
    fingerprint  TEXT GENERATED ALWAYS AS (json_extract(dataset, '$.fingerprint')),
    mean         BLOB NOT NULL, -- float64, one a channel
    std          BLOB NOT NULL, -- float64, one a channel
    flipped      BLOB NOT NULL, -- int64, ascending
    test_labels  BLOB NOT NULL DEFAULT x'' -- int32, of every evaluation
);

CREATE INDEX sessions_by_fingerprint ON sessions (fingerprint);

CREATE INDEX sessions_by_parent ON sessions (parent);

-- Sessions whose row is gone and whose files are about to go.
CREATE TABLE removed_sessions (
    id INTEGER PRIMARY KEY
);

CREATE TABLE epochs (
    session             INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    epoch               INTEGER NOT NULL CHECK (epoch >= 1),
    train_loss          REAL,
    train_accuracy      REAL,
    test_loss           REAL,
    test_accuracy       REAL,
    learning_rate       REAL,
    seconds             REAL,
    samples_per_second  REAL,
    loss_scale          REAL,
    skipped_steps       INTEGER NOT NULL,
    PRIMARY KEY (session, epoch)
) WITHOUT ROWID;

-- The model's answers on the test split after an epoch.
CREATE TABLE evaluations (
    session        INTEGER NOT NULL,
    epoch          INTEGER NOT NULL,
    predicted      BLOB NOT NULL, -- int32 [examples]
    losses         BLOB NOT NULL, -- float32 [examples]
    probabilities  BLOB NOT NULL, -- float32 [examples, classes]; empty but for the last epoch
    PRIMARY KEY (session, epoch),
    FOREIGN KEY (session, epoch) REFERENCES epochs (session, epoch) ON DELETE CASCADE
);

CREATE TABLE checkpoints (
    session        INTEGER NOT NULL,
    epoch          INTEGER NOT NULL,
    learning_rate  REAL,
    file           TEXT NOT NULL CHECK (file <> ''),
    PRIMARY KEY (session, epoch),
    FOREIGN KEY (session, epoch) REFERENCES epochs (session, epoch) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE analyses (
    id                   INTEGER PRIMARY KEY AUTOINCREMENT,
    session              INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    kind                 TEXT NOT NULL CHECK (kind IN ('influence', 'self-influence')),
    method               TEXT NOT NULL,
    layers               TEXT NOT NULL,
    checkpoints          TEXT NOT NULL CHECK (json_type(checkpoints) = 'array'), -- epochs
    device               TEXT NOT NULL,
    precision            TEXT NOT NULL,
    created              TEXT NOT NULL,
    seconds              REAL,
    examples_per_second  REAL,
    train_count          INTEGER NOT NULL,
    scores_file          TEXT NOT NULL -- float32 .npy; empty when it was not kept
);

CREATE INDEX analyses_by_session ON analyses (session);

-- One for each test example of an influence analysis; a single one, without a test example, for
-- self-influence.
CREATE TABLE influence_results (
    analysis           INTEGER NOT NULL REFERENCES analyses (id) ON DELETE CASCADE,
    position           INTEGER NOT NULL CHECK (position >= 0), -- in the order of the request
    test_index         INTEGER,
    label              INTEGER,
    predicted          INTEGER,
    loss               REAL,
    non_finite         INTEGER NOT NULL,
    histogram_minimum  REAL,
    histogram_maximum  REAL,
    histogram_counts   BLOB NOT NULL, -- int64
    PRIMARY KEY (analysis, position)
) WITHOUT ROWID;

CREATE TABLE rankings (
    analysis             INTEGER NOT NULL,
    position             INTEGER NOT NULL,
    side                 TEXT NOT NULL CHECK (side IN ('proponent', 'opponent', 'self')),
    rank                 INTEGER NOT NULL CHECK (rank >= 0),
    train_index          INTEGER NOT NULL,
    label                INTEGER NOT NULL,
    original_label       INTEGER NOT NULL,
    score                REAL,
    score_by_checkpoint  BLOB NOT NULL, -- float32, in the order of the analysis' checkpoints
    PRIMARY KEY (analysis, position, side, rank),
    FOREIGN KEY (analysis, position) REFERENCES influence_results (analysis, position) ON DELETE CASCADE
) WITHOUT ROWID;

-- Pictures of examples that somebody looked at; kept as long as a session of their dataset is.
CREATE TABLE thumbnails (
    fingerprint   TEXT NOT NULL,
    split         TEXT NOT NULL CHECK (split IN ('train', 'test')),
    example       INTEGER NOT NULL CHECK (example >= 0),
    content_hash  BLOB NOT NULL,
    png           BLOB NOT NULL,
    PRIMARY KEY (fingerprint, split, example)
);
