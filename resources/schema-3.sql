-- SPDX-License-Identifier: GPL-3.0-or-later
-- Label audits: training examples ranked by suspicion that their label is wrong.

-- A third kind of analysis. The check doesn't touch what is stored, so it is changed in place, as
-- https://sqlite.org/lang_altertable.html describes; a copy of the table would lose what refers to it.
PRAGMA writable_schema = ON;

UPDATE sqlite_master
SET sql = replace(sql, '(''influence'', ''self-influence'')', '(''influence'', ''self-influence'', ''label-audit'')')
WHERE type = 'table' AND name = 'analyses';

PRAGMA writable_schema = RESET;

CREATE TABLE label_audits (
    analysis           INTEGER PRIMARY KEY REFERENCES analyses (id) ON DELETE CASCADE,
    non_finite         INTEGER NOT NULL,
    histogram_minimum  REAL,
    histogram_maximum  REAL,
    histogram_counts   BLOB NOT NULL -- int64
);

CREATE TABLE suspects (
    analysis              INTEGER NOT NULL REFERENCES label_audits (analysis) ON DELETE CASCADE,
    rank                  INTEGER NOT NULL CHECK (rank >= 0),
    train_index           INTEGER NOT NULL,
    label                 INTEGER NOT NULL,
    original_label        INTEGER NOT NULL,
    suggested_label       INTEGER NOT NULL,
    suspicion             REAL,
    combined              REAL,
    loss                  REAL,
    margin                REAL,
    neighbours            REAL,
    self_influence        REAL,
    loss_by_checkpoint    BLOB NOT NULL, -- float32, in the order of the analysis' checkpoints
    margin_by_checkpoint  BLOB NOT NULL, -- likewise
    PRIMARY KEY (analysis, rank)
) WITHOUT ROWID;

-- Where noise was planted: what each method finds of it.
CREATE TABLE recovery_curves (
    analysis  INTEGER NOT NULL REFERENCES label_audits (analysis) ON DELETE CASCADE,
    method    TEXT NOT NULL,
    found     BLOB NOT NULL, -- float64 [100]: share in the first 1 %, 2 %, ... 100 %
    PRIMARY KEY (analysis, method)
) WITHOUT ROWID;
