// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/scores/score_sink.h"

#include <vector>

namespace proponent {

/// A random sample of the scores, to be computed again some other day. Of which cells, the sizes alone decide.
class SampleSink final : public ScoreSink
{
public:
    static constexpr qint64 usualSize = 1024;
    SampleSink(qint64 rows, qint64 columns, qint64 size = usualSize);

    void take(const ScoreBlock &block, qint64 row) override;
    void write(QDataStream &stream) const override;
    [[nodiscard]] bool read(QDataStream &stream) override;
    void clear() override;

    /// By row, then column; all there are, where those are fewer than the size.
    [[nodiscard]] const std::vector<SampledScore> &sample() const { return m_sample; }

private:
    std::vector<SampledScore> m_sample;
};

} // namespace proponent
