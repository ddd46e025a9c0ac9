-- SPDX-License-Identifier: GPL-3.0-or-later
-- What grows with use: a list of sessions reads a line of each, and probabilities are files.

-- What a line of the list takes from a session's JSON, which names each class of its dataset.
CREATE TABLE session_lines (
    session    INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    model      TEXT NOT NULL,
    epochs     INTEGER NOT NULL, -- planned
    data_name  TEXT NOT NULL
);

INSERT INTO session_lines (session, model, epochs, data_name)
SELECT id, ifnull(model, ''), ifnull(epochs, 0), ifnull(data_name, '') FROM sessions;

-- They are looked for every second.
CREATE INDEX sessions_running ON sessions (state) WHERE state = 'running';

-- float32 [examples, classes], in place of the blob, which SQLite limits to 10^9 bytes; empty but for the last epoch.
ALTER TABLE evaluations ADD COLUMN probabilities_file TEXT NOT NULL DEFAULT '';
