-- SPDX-License-Identifier: GPL-3.0-or-later
-- SHA-256 (hex) of a checkpoint's file, and of the training state beside it. NULL where a checkpoint was stored
-- before this schema; the file's is then filled in when it is read for the first time.

ALTER TABLE checkpoints ADD COLUMN checksum TEXT CHECK (length(checksum) = 64);

ALTER TABLE checkpoints ADD COLUMN training_state_checksum TEXT CHECK (length(training_state_checksum) = 64);
