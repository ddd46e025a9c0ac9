-- SPDX-License-Identifier: GPL-3.0-or-later
-- Methods with parameters and questions, and what is known of how well methods predict.

ALTER TABLE analyses ADD COLUMN parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_type(parameters) = 'object');

-- What was asked of each test example; empty: the loss of its label.
ALTER TABLE analyses ADD COLUMN question TEXT NOT NULL DEFAULT '';

-- Copies of a session's model, each trained anew on a part of its training examples. Growing: what a later evaluation
-- needs besides is added, in another file.
CREATE TABLE retrainings (
    session   INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    question  TEXT NOT NULL, -- names all that the values depend on, but for part and seed
    columns   INTEGER NOT NULL CHECK (columns >= 0),
    parts     BLOB NOT NULL, -- 8 bytes a copy: the beginning of the SHA-256 of its examples' indices
    seeds     BLOB NOT NULL, -- int64, one a copy
    file      TEXT NOT NULL CHECK (file <> ''), -- float32 [copies, columns]
    checksum  TEXT NOT NULL CHECK (length(checksum) = 64), -- SHA-256 of the file, hex
    PRIMARY KEY (session, question)
) WITHOUT ROWID;

CREATE TABLE method_evaluations (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    session     INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    metric      TEXT NOT NULL CHECK (metric IN ('lds', 'mislabelled', 'removal')),
    subsets     INTEGER NOT NULL,
    runs        INTEGER NOT NULL,
    share       REAL NOT NULL,
    top         INTEGER NOT NULL, -- examples removed; 0: not a removal
    tests       BLOB NOT NULL, -- int64
    device      TEXT NOT NULL,
    precision   TEXT NOT NULL,
    created     TEXT NOT NULL,
    seconds     REAL
);

CREATE INDEX method_evaluations_by_session ON method_evaluations (session);

CREATE TABLE method_results (
    evaluation      INTEGER NOT NULL REFERENCES method_evaluations (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL CHECK (position >= 0), -- in the order of the request
    method          TEXT NOT NULL,
    parameters      TEXT NOT NULL CHECK (json_type(parameters) = 'object'),
    value           REAL, -- LDS, area under the curve, or mean change of the loss
    standard_error  REAL,
    seconds         REAL, -- of scoring
    figures         TEXT NOT NULL DEFAULT '{}' CHECK (json_type(figures) = 'object'), -- what the metric says besides
    PRIMARY KEY (evaluation, position)
) WITHOUT ROWID;
