// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/analysis_sinks.h"

#include "engine/facade/facade_text.h"

#include <ATen/Parallel.h>

namespace proponent {

AnalysisSinks::AnalysisSinks(const AnalysisSetup &setup, const ScoringTask &task, qint64 rows, bool isFlat)
    : m_setup(setup),
      m_ranked{setup.choices.topK, setup.inputs.excluded},
      m_checkpoints(task.checkpoints.size()),
      m_top(rows, setup.choices.topK, int(m_checkpoints + scoredLayers(task).size()), setup.inputs.excluded),
      m_histogram(rows, setup.inputs.excluded),
      m_sample(rows, task.train.count()),
      m_stream(rows, task.train.count(), at::get_num_threads())
{
    m_stream.add(m_top);
    m_stream.add(m_histogram);
    m_stream.add(m_sample);
    if (setup.choices.wantsAllScores()) {
        m_matrix.emplace(setup.keptMatrix(), rows, task.train.count(), isFlat);
        m_stream.add(*m_matrix);
    }
    m_stream.begin(setup.keptFile());
}

QList<SampledScore> AnalysisSinks::sample() const
{
    return {m_sample.sample().begin(), m_sample.sample().end()};
}

void AnalysisSinks::sayNonFinite(const AnalysisJobEvents &events) const
{
    qint64 nonFinite = 0;
    for (qint64 row = 0; row < m_stream.rows(); ++row)
        nonFinite += m_top.nonFinite(row);
    if (nonFinite > 0) {
        events.onNotice(
            FacadeText::tr(
                "%1 of %2 scores are not finite, and not ranked: gradients overflow at one of the "
                "checkpoints. Leave it out (--checkpoints), compute in fp32, or train with a smaller "
                "learning rate.")
                .arg(nonFinite)
                .arg(m_stream.rows() * m_stream.columns()));
    }
}

QString AnalysisSinks::finishMatrix()
{
    if (!m_matrix)
        return {};
    m_matrix->finish();
    return m_matrix->path();
}

QList<RankedExample> AnalysisSinks::examples(const std::vector<TopScore> &scores) const
{
    QList<RankedExample> list;
    for (const TopScore &score : scores) {
        RankedExample example = m_setup.ranked(score.column, double(score.score));
        const auto layers = score.parts.begin() + m_checkpoints;
        example.scoreByCheckpoint = QList<float>(score.parts.begin(), layers);
        example.scoreByLayer = QList<float>(layers, score.parts.end());
        list += example;
    }
    return list;
}

} // namespace proponent
