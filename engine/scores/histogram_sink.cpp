// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/histogram_sink.h"

#include "engine/scores/kept_columns.h"
#include "engine/scores/stream_values.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace proponent {

namespace {

struct Range
{
    float minimum = std::numeric_limits<float>::infinity();
    float maximum = -std::numeric_limits<float>::infinity();

    [[nodiscard]] bool isEmpty() const { return minimum > maximum; }
};

/// Of the finite ones.
Range rangeOf(std::span<const float> scores)
{
    Range range;
    for (const float score : scores) {
        if (std::isfinite(score)) {
            range.minimum = std::min(range.minimum, score);
            range.maximum = std::max(range.maximum, score);
        }
    }
    return range;
}

} // namespace

ScoreHistogram histogramOf(std::span<const float> scores, int bins)
{
    const Range range = rangeOf(scores);
    ScoreHistogram histogram;
    if (range.isEmpty())
        return histogram;
    histogram.minimum = double(range.minimum);
    histogram.maximum = double(range.maximum);
    histogram.counts.fill(0, bins);
    const double width = (histogram.maximum - histogram.minimum) / bins;
    for (const float score : scores) {
        if (!std::isfinite(score))
            continue;
        const int bin = width > 0 ? int((double(score) - histogram.minimum) / width) : 0;
        ++histogram.counts[std::clamp(bin, 0, bins - 1)];
    }
    return histogram;
}

HistogramSink::HistogramSink(qint64 rows, QList<qint64> leftOut)
    : m_leftOut(std::move(leftOut)), m_rows(std::size_t(rows))
{
}

void HistogramSink::makeRoom(Row &row, float minimum, float maximum)
{
    // As fine as they may ever be: two numbers next to each other are as far apart as all bins together.
    constexpr int bitsOfFloat = std::numeric_limits<float>::digits;
    constexpr int bitsOfBins = 10;
    static_assert(fineBins == 1 << bitsOfBins);
    int largest = std::numeric_limits<float>::min_exponent;
    if (minimum != 0 || maximum != 0)
        (void)std::frexp(std::max(std::abs(minimum), std::abs(maximum)), &largest);
    int exponent = std::max(largest, std::numeric_limits<float>::min_exponent) - bitsOfFloat - bitsOfBins;
    const auto binOf = [&exponent](float score) {
        return qint64(std::floor(std::ldexp(double(score), -exponent)));
    };
    if (!row.counts.empty())
        exponent = std::max(exponent, row.exponent);
    while (binOf(maximum) - binOf(minimum) >= fineBins)
        ++exponent;
    const qint64 lowest = binOf(minimum);
    const qint64 room = fineBins - 1 - (binOf(maximum) - lowest);
    // Most of the room on the side where there is something new.
    const bool grewBelow = !row.isEmpty() && minimum < row.minimum;
    const qint64 origin = lowest - (grewBelow ? room : room / 2);
    std::vector<quint32> counts(fineBins, 0);
    const int shift = std::min(exponent - row.exponent, 62);
    for (qint64 i = 0; i < qint64(row.counts.size()); ++i) {
        if (row.counts[std::size_t(i)] > 0)
            counts[std::size_t(((row.origin + i) >> shift) - origin)] += row.counts[std::size_t(i)];
    }
    row.counts = std::move(counts);
    row.exponent = exponent;
    row.origin = origin;
}

void HistogramSink::takeStretch(Row &row, std::span<const float> scores)
{
    const Range range = rangeOf(scores);
    if (range.isEmpty())
        return;
    const float minimum = row.isEmpty() ? range.minimum : std::min(row.minimum, range.minimum);
    const float maximum = row.isEmpty() ? range.maximum : std::max(row.maximum, range.maximum);
    const auto isCounted = [&row](float score) {
        const double bin = std::ldexp(double(score), -row.exponent) - double(row.origin);
        return bin >= 0 && bin < fineBins;
    };
    if (row.counts.empty() || !isCounted(minimum) || !isCounted(maximum))
        makeRoom(row, minimum, maximum);
    row.minimum = minimum;
    row.maximum = maximum;
    const double scale = std::ldexp(1.0, -row.exponent);
    const auto origin = double(row.origin);
    for (const float score : scores) {
        const double bin = double(score) * scale - origin;
        if (bin >= 0 && bin < fineBins) // not so where it isn't finite
            ++row.counts[std::size_t(bin)];
    }
}

void HistogramSink::take(const ScoreBlock &block, qint64 row)
{
    Row &kept = m_rows[std::size_t(block.firstRow + row)];
    forEachKept(m_leftOut, block.firstColumn, block.scoresOf(row),
                [&kept](qint64, std::span<const float> scores) { takeStretch(kept, scores); });
}

/// Within a fine bin they are taken to be spread evenly.
double HistogramSink::countBelow(const Row &row, double edge)
{
    const double width = std::ldexp(1.0, row.exponent);
    const double place = edge / width - double(row.origin);
    const auto cut = std::clamp<qint64>(qint64(std::floor(place)), 0, fineBins - 1);
    double below = 0;
    for (qint64 i = 0; i < cut; ++i)
        below += double(row.counts[std::size_t(i)]);
    // The outermost bins hold nothing beyond the range.
    const double begin = std::max(double(row.origin + cut) * width, double(row.minimum));
    const double end = std::min(double(row.origin + cut + 1) * width, double(row.maximum));
    const double share = end > begin ? std::clamp((edge - begin) / (end - begin), 0.0, 1.0) : 1.0;
    return below + share * double(row.counts[std::size_t(cut)]);
}

ScoreHistogram HistogramSink::histogram(qint64 row, int bins) const
{
    const Row &kept = m_rows[std::size_t(row)];
    ScoreHistogram histogram;
    if (kept.isEmpty())
        return histogram;
    histogram.minimum = double(kept.minimum);
    histogram.maximum = double(kept.maximum);
    qint64 all = 0;
    for (const quint32 count : kept.counts)
        all += count;
    histogram.counts.fill(0, bins);
    const double range = histogram.maximum - histogram.minimum;
    qint64 before = 0;
    for (int bin = 0; bin < bins; ++bin) {
        const bool isLast = bin == bins - 1 || range == 0;
        const qint64 below =
            isLast ? all : std::llround(countBelow(kept, histogram.minimum + range * (bin + 1) / bins));
        histogram.counts[bin] = below - before;
        before = below;
    }
    return histogram;
}

void HistogramSink::clear()
{
    m_rows.assign(m_rows.size(), {});
}

void HistogramSink::write(QDataStream &stream) const
{
    stream.setFloatingPointPrecision(QDataStream::SinglePrecision);
    for (const Row &row : m_rows) {
        stream << row.minimum << row.maximum << row.exponent << row.origin;
        writeValues(stream, std::span<const quint32>(row.counts));
    }
}

bool HistogramSink::read(QDataStream &stream)
{
    stream.setFloatingPointPrecision(QDataStream::SinglePrecision);
    for (Row &row : m_rows) {
        stream >> row.minimum >> row.maximum >> row.exponent >> row.origin;
        if (!readValues(stream, row.counts, fineBins) ||
            row.counts.size() != (row.isEmpty() ? 0 : std::size_t(fineBins)))
            return false;
    }
    return stream.status() == QDataStream::Ok;
}

} // namespace proponent
