// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/scores/score_sink.h"

#include <span>
#include <vector>

namespace proponent {

constexpr int shownBins = 121; ///< of a histogram that is shown

/// Bins of equal width over finite scores.
[[nodiscard]] ScoreHistogram histogramOf(std::span<const float> scores, int bins);

/// How each row's scores are spread, without knowing beforehand how far. Counts in fine bins, whose width, a power of
/// 2, doubles whenever the range no longer fits into their number; at the end they are gathered into those that are
/// shown. The range is exact, and so is the number of all scores. How many are below the edge between two bins is off by
/// at most those in the fine bin that the edge cuts, which is at most a quarter as wide as a bin of 121.
/// Scores that aren't finite, and columns that are left out, don't count.
class HistogramSink final : public ScoreSink
{
public:
    /// `leftOut`: ascending.
    HistogramSink(qint64 rows, QList<qint64> leftOut);

    void take(const ScoreBlock &block, qint64 row) override;
    void write(QDataStream &stream) const override;
    [[nodiscard]] bool read(QDataStream &stream) override;
    void clear() override;

    [[nodiscard]] ScoreHistogram histogram(qint64 row, int bins = shownBins) const;

private:
    static constexpr int fineBins = 1024;
    struct Row
    {
        float minimum = 0; ///< above the maximum while there is nothing
        float maximum = -1;
        int exponent = 0; ///< the fine bins are 2^exponent wide
        qint64 origin = 0; ///< fine bins from 0 to where the counted ones begin
        std::vector<quint32> counts; ///< empty while there is nothing

        [[nodiscard]] bool isEmpty() const { return maximum < minimum; }
    };

    static void takeStretch(Row &row, std::span<const float> scores);
    static void makeRoom(Row &row, float minimum, float maximum);
    [[nodiscard]] static double countBelow(const Row &row, double edge);

    QList<qint64> m_leftOut;
    std::vector<Row> m_rows;
};

} // namespace proponent
