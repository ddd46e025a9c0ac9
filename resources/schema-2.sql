-- SPDX-License-Identifier: GPL-3.0-or-later
-- An analysis in reduced precision is compared with fp32 on a sample.
ALTER TABLE analyses ADD COLUMN check_train_count INTEGER;

ALTER TABLE analyses ADD COLUMN check_test_count INTEGER;

ALTER TABLE analyses ADD COLUMN check_relative_error REAL;

ALTER TABLE analyses ADD COLUMN check_rank_correlation REAL;
