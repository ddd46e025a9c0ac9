-- SPDX-License-Identifier: GPL-3.0-or-later
-- All scores of an analysis are kept only where somebody asks for it; a random sample of them always, to be verified.

CREATE TABLE score_samples (
    analysis  INTEGER PRIMARY KEY REFERENCES analyses (id) ON DELETE CASCADE,
    positions BLOB NOT NULL, -- int64, one a score: of the test example among the results
    examples  BLOB NOT NULL, -- int64: the training example
    scores    BLOB NOT NULL -- float64
);

-- Of each number in histogram_counts: in 64 they take a page of their own, in 32 they don't.
ALTER TABLE influence_results ADD COLUMN histogram_bits INTEGER NOT NULL DEFAULT 64 CHECK (histogram_bits IN (32, 64));
