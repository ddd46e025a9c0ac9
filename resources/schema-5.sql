-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a person said of the training labels of a session.

CREATE TABLE label_decisions (
    session      INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    train_index  INTEGER NOT NULL CHECK (train_index >= 0),
    verdict      TEXT NOT NULL CHECK (verdict IN ('keep', 'relabel', 'exclude')),
    label        INTEGER CHECK ((label IS NOT NULL AND label >= 0) = (verdict = 'relabel')),
    PRIMARY KEY (session, train_index)
) WITHOUT ROWID;
