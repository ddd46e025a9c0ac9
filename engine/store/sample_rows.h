// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/store/database.h"

namespace proponent {

/// The table `score_samples`. What writes belongs into a Transaction of the caller.
class SampleRows
{
public:
    explicit SampleRows(Database &database) : m_database(database) {}

    void insert(AnalysisId analysis, const QList<SampledScore> &sample);
    [[nodiscard]] QList<SampledScore> read(AnalysisId analysis); ///< empty where none was kept

private:
    Database &m_database;
};

} // namespace proponent
