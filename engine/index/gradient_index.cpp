// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/gradient_index.h"

#include "engine/index/dot_products.h"
#include "engine/index/half_rows.h"
#include "engine/index/index_text.h"
#include "engine/index/parts.h"

#include <QFile>

#include <cmath>
#include <cstring>

namespace proponent {

namespace {

constexpr qint64 chunkBytes =
    16 << 10; ///< of rows as float32: they stay in the nearest cache for all questions
constexpr qint64 scoresTogether = 256 << 20; ///< bytes

/// Questions brought near 1, so that no product leaves float32's range on its way.
struct ScaledQuestions
{
    ScaledQuestions(std::span<const float> questions, qint64 width)
        : values(questions.size()), scales(questions.size() / std::size_t(width))
    {
        for (std::size_t i = 0; i < scales.size(); ++i) {
            const std::size_t begin = i * std::size_t(width);
            const std::span<const float> question = questions.subspan(begin, std::size_t(width));
            scales[i] = scaleOf(question);
            scaleDown(question, scales[i], std::span(values).subspan(begin, std::size_t(width)));
        }
    }

    std::vector<float> values; ///< [questions, width]
    std::vector<float> scales; ///< [questions]
};

} // namespace

class GradientIndex::Impl
{
public:
    Impl(std::unique_ptr<QFile> file, const uchar *bytes, IndexLayout layout, QJsonObject facts, int threads)
        : m_file(std::move(file)),
          m_bytes(bytes),
          m_layout(std::move(layout)),
          m_facts(std::move(facts)),
          m_threads(threads),
          m_states(new std::atomic<State>[std::size_t(m_layout.blocks())]())
    {
    }

    [[nodiscard]] const IndexLayout &layout() const { return m_layout; }
    [[nodiscard]] const QJsonObject &facts() const { return m_facts; }
    [[nodiscard]] int threads() const { return m_threads; }
    [[nodiscard]] std::size_t width() const { return std::size_t(m_layout.shape().width); }

    /// The bytes of a block that is whole; throws EngineError of one that isn't.
    const uchar *block(qint64 block) const
    {
        const uchar *bytes = m_bytes + m_layout.offset(block);
        std::atomic<State> &state = m_states[std::size_t(block)];
        if (state == State::Unknown) { // two threads may both look: they see the same
            state = m_layout.isWhole(block, QByteArrayView(bytes, m_layout.size(block))) ? State::Whole
                                                                                         : State::Damaged;
        }
        if (state == State::Damaged)
            throwDamaged(block);
        return bytes;
    }

    [[nodiscard]] std::vector<float> scores(const ScaledQuestions &questions, std::size_t begin,
                                            std::size_t end) const
    {
        std::vector<float> scores((end - begin) * std::size_t(m_layout.shape().count));
        forEachPart(m_layout.blocks(), m_threads,
                    [&](qint64 block) { scoreBlock(block, questions, begin, end, scores); });
        return scores;
    }

    void requireWidth(std::size_t values) const
    {
        if (values % width() == 0)
            return;
        throw EngineError(
            IndexText::tr("A question of %1 values can't be put to %2, whose rows have %3. Build the "
                          "index again with the method and width of the question.")
                .arg(values)
                .arg(m_file->fileName())
                .arg(width()));
    }

private:
    enum class State : char { Unknown, Whole, Damaged };

    [[noreturn]] void throwDamaged(qint64 block) const
    {
        const qint64 first = m_layout.firstRow(block);
        throw EngineError(
            IndexText::tr(
                "%1 is damaged in block %2 (training examples %3 to %4): it isn't what was written, by its "
                "checksum. Build the index again, or put it back from a backup.")
                .arg(m_file->fileName())
                .arg(block)
                .arg(first)
                .arg(first + m_layout.rows(block) - 1));
    }

    /// Writes scores [end - begin, count] of the block's rows.
    void scoreBlock(qint64 block, const ScaledQuestions &questions, std::size_t begin, std::size_t end,
                    std::vector<float> &scores) const
    {
        const uchar *bytes = this->block(block);
        const auto *scales = reinterpret_cast<const float *>(bytes);
        const auto *halves = reinterpret_cast<const qfloat16 *>(bytes + m_layout.valuesAt(block));
        const qint64 rows = m_layout.rows(block);
        const qint64 chunk =
            std::clamp<qint64>(chunkBytes / (m_layout.shape().width * qint64(sizeof(float))), 1, rows);
        std::vector<float> values(std::size_t(chunk) * width());
        std::vector<float> products(end - begin);
        for (qint64 first = 0; first < rows; first += chunk) {
            const qint64 taken = std::min(chunk, rows - first);
            qFloatFromFloat16(values.data(), halves + first * m_layout.shape().width,
                              taken * m_layout.shape().width);
            for (qint64 row = 0; row < taken; ++row) {
                dotProducts(values.data() + std::size_t(row) * width(),
                            questions.values.data() + begin * width(), width(), end - begin, products.data());
                const std::size_t at = std::size_t(m_layout.firstRow(block) + first + row);
                const double scale = double(scales[first + row]);
                for (std::size_t i = 0; i < products.size(); ++i) {
                    scores[i * std::size_t(m_layout.shape().count) + at] =
                        float(double(products[i]) * scale * double(questions.scales[begin + i]));
                }
            }
        }
    }

    std::unique_ptr<QFile> m_file; ///< keeps the mapping
    const uchar *m_bytes;
    IndexLayout m_layout;
    QJsonObject m_facts;
    int m_threads;
    std::unique_ptr<std::atomic<State>[]> m_states; ///< by block
};

namespace {

Error cantRead(const QFile &file)
{
    return Error{
        IndexText::tr("The index %1 can't be read: %2. Build it again, or put it back from a backup.")
            .arg(file.fileName(), file.errorString())};
}

/// The header of a file that is open, and how long the file is with its end, if `finished`.
Result<IndexLayout> readLayout(QFile &file, bool finished)
{
    QByteArray header = file.read(IndexLayout::shortestHeader);
    if (const auto size = IndexLayout::headerSizeOf(header))
        header += file.read(*size - header.size());
    if (file.error() != QFileDevice::NoError)
        return cantRead(file);
    auto layout = IndexLayout::fromHeader(header, file.fileName());
    if (layout && (file.size() < layout->end() || (finished && file.size() == layout->end()))) {
        return Error{
            IndexText::tr("%1 is cut short: it has %L2 bytes and should have more than %L3. Build the index "
                          "again, or put it back from a backup.")
                .arg(file.fileName())
                .arg(file.size())
                .arg(layout->end())};
    }
    return layout;
}

Result<QJsonObject> readFacts(QFile &file, const IndexLayout &layout)
{
    file.seek(layout.end());
    const QByteArray end = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return cantRead(file);
    const auto facts = layout.factsOf(end);
    if (!facts) {
        return Error{
            IndexText::tr("The end of %1 is damaged: it isn't what was written, by its checksum. Build the "
                          "index again, or put it back from a backup.")
                .arg(file.fileName())};
    }
    return *facts;
}

} // namespace

GradientIndex::GradientIndex(std::unique_ptr<Impl> impl) : m_impl(std::move(impl))
{
}
GradientIndex::GradientIndex(GradientIndex &&) noexcept = default;
GradientIndex &GradientIndex::operator=(GradientIndex &&) noexcept = default;
GradientIndex::~GradientIndex() = default;

Result<GradientIndex> GradientIndex::open(const QString &path, int threads)
{
    return openFile(path, true, threads);
}

Result<GradientIndex> GradientIndex::openFile(const QString &path, bool finished, int threads)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return cantRead(*file);
    auto layout = readLayout(*file, finished);
    if (!layout)
        return Error{layout.error()};
    QJsonObject facts;
    if (finished) {
        auto found = readFacts(*file, *layout);
        if (!found)
            return Error{found.error()};
        facts = *found;
    }
    const uchar *bytes = file->map(0, layout->end());
    if (!bytes)
        return cantRead(*file);
    return GradientIndex(std::make_unique<Impl>(std::move(file), bytes, std::move(*layout), facts, threads));
}

qint64 GradientIndex::count() const
{
    return m_impl->layout().shape().count;
}

qint64 GradientIndex::width() const
{
    return m_impl->layout().shape().width;
}

QJsonObject GradientIndex::key() const
{
    return m_impl->layout().key();
}

QJsonObject GradientIndex::facts() const
{
    return m_impl->facts();
}

void GradientIndex::verify(const std::stop_token &stop) const
{
    forEachPart(m_impl->layout().blocks(), m_impl->threads(), [&](qint64 block) {
        if (!stop.stop_requested())
            (void)m_impl->block(block);
    });
}

std::vector<float> GradientIndex::rows(qint64 begin, qint64 end) const
{
    const IndexLayout &layout = m_impl->layout();
    std::vector<float> values(std::size_t(end - begin) * m_impl->width());
    float *row = values.data();
    for (qint64 index = begin; index < end; ++index, row += layout.shape().width) {
        const qint64 block = layout.blockOf(index);
        const uchar *bytes = m_impl->block(block);
        const qint64 place = index - layout.firstRow(block);
        const auto *halves = reinterpret_cast<const qfloat16 *>(bytes + layout.valuesAt(block));
        const float scale = reinterpret_cast<const float *>(bytes)[place];
        qFloatFromFloat16(row, halves + place * layout.shape().width, layout.shape().width);
        for (qint64 i = 0; i < layout.shape().width; ++i)
            row[i] *= scale;
    }
    return values;
}

void GradientIndex::copyRows(qint64 begin, qint64 end, std::span<qfloat16> values,
                             std::span<float> scales) const
{
    const IndexLayout &layout = m_impl->layout();
    for (qint64 first = begin; first < end;) {
        const qint64 block = layout.blockOf(first);
        const qint64 last = std::min(end, layout.firstRow(block) + layout.rows(block));
        const uchar *bytes = m_impl->block(block);
        const qint64 place = first - layout.firstRow(block);
        const auto *halves = reinterpret_cast<const qfloat16 *>(bytes + layout.valuesAt(block));
        std::copy_n(halves + place * layout.shape().width, (last - first) * layout.shape().width,
                    values.begin() + (first - begin) * layout.shape().width);
        std::copy_n(reinterpret_cast<const float *>(bytes) + place, last - first,
                    scales.begin() + (first - begin));
        first = last;
    }
}

std::vector<float> GradientIndex::scores(std::span<const float> questions) const
{
    m_impl->requireWidth(questions.size());
    return m_impl->scores(ScaledQuestions(questions, width()), 0, questions.size() / m_impl->width());
}

std::vector<Ranking> GradientIndex::search(std::span<const float> questions, int topK,
                                           const QList<qint64> &leftOut) const
{
    m_impl->requireWidth(questions.size());
    const ScaledQuestions scaled(questions, width());
    const auto rows = std::size_t(count());
    const std::size_t together = std::max<std::size_t>(
        1, std::size_t(scoresTogether) / (std::max<std::size_t>(1, rows) * sizeof(float)));
    std::vector<Ranking> rankings(scaled.scales.size());
    for (std::size_t begin = 0; begin < rankings.size(); begin += together) {
        const std::size_t end = std::min(begin + together, rankings.size());
        const std::vector<float> scores = m_impl->scores(scaled, begin, end);
        forEachPart(qint64(end - begin), m_impl->threads(), [&](qint64 i) {
            rankings[begin + std::size_t(i)] =
                rank(std::span(scores).subspan(std::size_t(i) * rows, rows), topK, leftOut);
        });
    }
    return rankings;
}

} // namespace proponent
