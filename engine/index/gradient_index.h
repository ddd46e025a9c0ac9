// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/index/index_layout.h"
#include "engine/scores/ranking.h"

#include <QFloat16>
#include <QString>

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace proponent {

/// A file of one row a training example, from which a question is answered by one product: its score is the dot
/// product of the example's row with the question's. What the rows are is their builder's to know: projected gradients,
/// say (LoGra: Choe et al., "What is Your Data Worth to GPT?", 2024). Written by IndexWriter.
///
/// The file is mapped. Each block of rows is summed up when it is first used; one that isn't what was written is named
/// in an EngineError, and never used. Thread-safe.
class GradientIndex
{
public:
    /// `threads` at most are used at once; 0: one a core. An error names the file, and what is wrong with its shape,
    /// header or end. Blocks aren't looked at yet.
    [[nodiscard]] static Result<GradientIndex> open(const QString &path, int threads = 0);
    GradientIndex(GradientIndex &&) noexcept;
    GradientIndex &operator=(GradientIndex &&) noexcept;
    ~GradientIndex();

    [[nodiscard]] qint64 count() const; ///< of rows
    [[nodiscard]] qint64 width() const; ///< of a row
    [[nodiscard]] QJsonObject key() const; ///< what the rows depend on
    [[nodiscard]] QJsonObject facts() const; ///< what was found out when it was built, such as its error

    /// Sums up the blocks that haven't been used yet, so that the first question doesn't wait for it. Returns early when
    /// stopped. Throws EngineError, as do all that follow.
    void verify(const std::stop_token &stop = {}) const;

    /// Rows begin to end - 1: [end - begin, width], row-major. Rows that weren't finite are NaN.
    [[nodiscard]] std::vector<float> rows(qint64 begin, qint64 end) const;

    /// Likewise as they are kept: `values` [end - begin, width], each to be multiplied by its row's scale.
    void copyRows(qint64 begin, qint64 end, std::span<qfloat16> values, std::span<float> scales) const;

    /// `questions`: [any number, width], row-major. The scores: [questions, count], NaN where the row or the question
    /// wasn't finite.
    [[nodiscard]] std::vector<float> scores(std::span<const float> questions) const;

    /// For each of such `questions`, what rank() says of its scores: `topK` highest and lowest, without `leftOut`. Holds
    /// the scores of as many questions at a time as fit in 256 MiB, but of one at least.
    [[nodiscard]] std::vector<Ranking> search(std::span<const float> questions, int topK,
                                              const QList<qint64> &leftOut = {}) const;

private:
    friend class IndexWriter;
    class Impl;
    explicit GradientIndex(std::unique_ptr<Impl> impl);
    /// `finished`: it has its end.
    [[nodiscard]] static Result<GradientIndex> openFile(const QString &path, bool finished, int threads);

    std::unique_ptr<Impl> m_impl;
};

} // namespace proponent
