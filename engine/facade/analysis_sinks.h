// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_setup.h"
#include "engine/scores/histogram_sink.h"
#include "engine/scores/matrix_sink.h"
#include "engine/scores/sample_sink.h"
#include "engine/scores/top_k_sink.h"

namespace proponent {

/// Where an analysis' scores go: what is shown and stored of them and, where somebody asked for it, all of them. Goes on
/// from what an interrupted one left in the folder of the question. Engine thread only.
class AnalysisSinks
{
public:
    /// `rows`: questions; the array of all scores has no dimension for them where it `isFlat`. Refers to `setup`, which
    /// is claimed. Throws EngineError where there is no space for all scores.
    AnalysisSinks(const AnalysisSetup &setup, const ScoringTask &task, qint64 rows, bool isFlat = false);

    [[nodiscard]] ScoreStream &stream() { return m_stream; }
    [[nodiscard]] const RankedParts &ranked() const { return m_ranked; }

    /// @name Once the stream has taken everything
    /// @{
    [[nodiscard]] QList<RankedExample> highest(qint64 row) const { return examples(m_top.highest(row)); }
    [[nodiscard]] QList<RankedExample> lowest(qint64 row) const { return examples(m_top.lowest(row)); }
    [[nodiscard]] ScoreHistogram histogram(qint64 row) const { return m_histogram.histogram(row); }
    [[nodiscard]] qint64 nonFinite(qint64 row) const { return m_top.nonFinite(row); }
    [[nodiscard]] QList<SampledScore> sample() const;
    /// What can't be ranked is said, whatever the answer is written to.
    void sayNonFinite(const AnalysisJobEvents &events) const;
    /// The .npy file of all scores, whole, in the folder of the question; empty where nobody asked for them. Throws
    /// EngineError when the disk doesn't take them.
    [[nodiscard]] QString finishMatrix();
    /// @}

private:
    [[nodiscard]] QList<RankedExample> examples(const std::vector<TopScore> &scores) const;

    const AnalysisSetup &m_setup;
    RankedParts m_ranked;
    qsizetype m_checkpoints;
    TopKSink m_top;
    HistogramSink m_histogram;
    SampleSink m_sample;
    std::optional<MatrixSink> m_matrix;
    ScoreStream m_stream;
};

} // namespace proponent
