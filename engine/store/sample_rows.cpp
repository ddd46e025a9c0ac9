// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/sample_rows.h"

#include "engine/store/blobs.h"

#include <algorithm>

namespace proponent {

void SampleRows::insert(AnalysisId analysis, const QList<SampledScore> &sample)
{
    QList<qint64> positions;
    QList<qint64> examples;
    QList<double> scores;
    for (const SampledScore &cell : sample) {
        positions += cell.position;
        examples += cell.train;
        scores += cell.score;
    }
    Statement(m_database, QStringLiteral("INSERT INTO score_samples (analysis, positions, examples, scores) "
                                         "VALUES (?, ?, ?, ?)"))
        .bind(analysis.value)
        .bind(toBlob<qint64>(positions))
        .bind(toBlob<qint64>(examples))
        .bind(toBlob<double>(scores))
        .run();
}

QList<SampledScore> SampleRows::read(AnalysisId analysis)
{
    Statement row(m_database,
                  QStringLiteral("SELECT positions, examples, scores FROM score_samples WHERE analysis = ?"));
    row.bind(analysis.value);
    if (!row.next())
        return {};
    const auto positions = fromBlob<qint64>(row.blob(0));
    const auto examples = fromBlob<qint64>(row.blob(1));
    const auto scores = fromBlob<double>(row.blob(2));
    QList<SampledScore> sample;
    for (qsizetype i = 0; i < std::min({positions.size(), examples.size(), scores.size()}); ++i)
        sample += {positions[i], examples[i], scores[i]};
    return sample;
}

} // namespace proponent
