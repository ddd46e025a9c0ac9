-- SPDX-License-Identifier: GPL-3.0-or-later
-- What each layer contributed to a ranked score, and what scoring was planned to take (in bytes).

ALTER TABLE analyses ADD COLUMN layer_names TEXT NOT NULL DEFAULT '[]' CHECK (json_type(layer_names) = 'array');

ALTER TABLE analyses ADD COLUMN batch_size INTEGER NOT NULL DEFAULT 0;

ALTER TABLE analyses ADD COLUMN expected_memory INTEGER NOT NULL DEFAULT 0;

-- float32, in the order of the analysis' layer names
ALTER TABLE rankings ADD COLUMN score_by_layer BLOB NOT NULL DEFAULT x'';
