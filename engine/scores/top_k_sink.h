// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/scores/score_sink.h"

#include <QList>

#include <vector>

namespace proponent {

/// A score among the highest or lowest of its row.
struct TopScore
{
    qint64 column = 0;
    float score = 0;
    std::vector<float> parts; ///< as the block said
};

/// The highest scores above 0, and the lowest below 0, of each row. Equal scores go by column, so that the result is
/// the same however the scores came. Those that aren't finite are counted and not ranked; columns that are left out are
/// neither.
class TopKSink final : public ScoreSink
{
public:
    /// `k` of each kind, or fewer where there aren't as many; each with `parts` parts. `leftOut`: ascending.
    TopKSink(qint64 rows, int k, int parts, QList<qint64> leftOut);

    void take(const ScoreBlock &block, qint64 row) override;
    void write(QDataStream &stream) const override;
    [[nodiscard]] bool read(QDataStream &stream) override;
    void clear() override;

    [[nodiscard]] std::vector<TopScore> highest(qint64 row) const; ///< highest first
    [[nodiscard]] std::vector<TopScore> lowest(qint64 row) const; ///< lowest first
    [[nodiscard]] qint64 nonFinite(qint64 row) const { return m_rows[std::size_t(row)].nonFinite; }

private:
    struct Entry
    {
        float key; ///< the score, or minus it: the highest are kept
        qint32 slot; ///< where its parts are
        qint64 column;
    };
    struct Best
    {
        std::vector<Entry> heap; ///< the worst of the best in front
        std::vector<float> parts; ///< by slot
    };
    struct Row
    {
        Best highest;
        Best lowest;
        qint64 nonFinite = 0;
    };

    [[nodiscard]] static bool isBetter(const Entry &a, const Entry &b);
    /// The smallest key that changes anything.
    [[nodiscard]] float threshold(const Best &best) const;
    void offer(Best &best, float key, qint64 column) const;
    void takeStretch(Row &row, qint64 first, std::span<const float> scores) const;
    void takeParts(Best &best, const ScoreBlock &block, qint64 row) const;
    [[nodiscard]] std::vector<TopScore> sorted(const Best &best, float sign) const;
    void write(QDataStream &stream, const Best &best) const;
    [[nodiscard]] bool read(QDataStream &stream, Best &best) const;

    std::size_t m_k;
    int m_parts;
    QList<qint64> m_leftOut;
    std::vector<Row> m_rows;
};

} // namespace proponent
