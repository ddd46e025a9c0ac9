// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/equal_examples.h"

#include "engine/data/data_text.h"

#include <QHashFunctions>

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace proponent {

namespace {

/// An example of either split: the test examples follow the training examples.
struct Hashed
{
    std::size_t hash = 0;
    qint64 index = 0;
};

class Splits
{
public:
    Splits(const ImageSet &train, const ImageSet &test) : m_train(train), m_test(test) {}

    [[nodiscard]] qint64 count() const { return m_train.count + m_test.count; }
    [[nodiscard]] bool isTest(qint64 index) const { return index >= m_train.count; }
    [[nodiscard]] std::span<const std::uint8_t> pixels(qint64 index) const
    {
        return isTest(index) ? m_test.example(index - m_train.count) : m_train.example(index);
    }
    [[nodiscard]] std::int64_t label(qint64 index) const
    {
        return isTest(index) ? m_test.labels[std::size_t(index - m_train.count)]
                             : m_train.labels[std::size_t(index)];
    }
    /// Its file, or where it has none its number.
    [[nodiscard]] QString name(qint64 index) const
    {
        const ImageSet &set = isTest(index) ? m_test : m_train;
        const qint64 within = isTest(index) ? index - m_train.count : index;
        return set.files.isEmpty() ? u'#' + QString::number(within) : set.files[within];
    }

private:
    const ImageSet &m_train;
    const ImageSet &m_test;
};

/// Examples equal to an earlier one.
struct Copies
{
    qint64 count = 0;
    qint64 otherLabel = 0; ///< of them
    qint64 first = -1;
    qint64 original = -1; ///< of the first

    void add(const Splits &splits, qint64 copy, qint64 of)
    {
        ++count;
        otherLabel += splits.label(copy) != splits.label(of) ? 1 : 0;
        if (first < 0 || copy < first) {
            first = copy;
            original = of;
        }
    }
};

std::vector<Hashed> sortedByHash(const Splits &splits)
{
    std::vector<Hashed> examples;
    examples.reserve(std::size_t(splits.count()));
    for (qint64 index = 0; index < splits.count(); ++index) {
        const auto pixels = splits.pixels(index);
        examples.push_back({qHashBits(pixels.data(), pixels.size()), index});
    }
    std::ranges::sort(examples, [](const Hashed &a, const Hashed &b) {
        return std::pair(a.hash, a.index) < std::pair(b.hash, b.index);
    });
    return examples;
}

QString withLabels(const QString &sentence, const Copies &copies)
{
    return copies.otherLabel == 0
               ? sentence
               : sentence + u' ' + DataText::tr("Of these under another label: %1.").arg(copies.otherLabel);
}

} // namespace

QStringList remarksOnEqualExamples(const ImageSet &train, const ImageSet &test)
{
    const Splits splits(train, test);
    const std::vector<Hashed> examples = sortedByHash(splits);
    Copies trained; // training examples in the test split
    Copies twice; // in the training split
    for (std::size_t i = 0, first = 0; i < examples.size(); ++i) {
        if (examples[i].hash != examples[first].hash)
            first = i;
        const qint64 original = examples[first].index; // the earliest
        const qint64 copy = examples[i].index;
        if (i == first || splits.isTest(original) ||
            !std::ranges::equal(splits.pixels(original), splits.pixels(copy)))
            continue;
        (splits.isTest(copy) ? trained : twice).add(splits, copy, original);
    }
    if (train.count > 1 && twice.count == train.count - 1) {
        return {DataText::tr(
                    "All %1 training images are the same, pixel by pixel: nothing can be learned from them.")
                    .arg(train.count)};
    }
    QStringList remarks;
    if (trained.count > 0) {
        remarks += withLabels(
            DataText::tr("Test images that are among the training images, too: %1 (%2 is %3). That a "
                         "model knows them says little.")
                .arg(QString::number(trained.count), splits.name(trained.first),
                     splits.name(trained.original)),
            trained);
    }
    if (twice.count > 0) {
        remarks += withLabels(
            DataText::tr("Training images that are copies of others: %1 (%2 of %3).")
                .arg(QString::number(twice.count), splits.name(twice.first), splits.name(twice.original)),
            twice);
    }
    return remarks;
}

std::vector<qint64> earliestEqual(const ImageSet &images, qint64 count)
{
    std::vector<qint64> earliest(std::size_t(count), 0);
    std::unordered_multimap<std::size_t, qint64> known;
    for (qint64 index = 0; index < count; ++index) {
        const auto pixels = images.example(index);
        const std::size_t hash = qHashBits(pixels.data(), pixels.size());
        const auto [first, last] = known.equal_range(hash);
        const auto same = std::find_if(first, last, [&](const auto &other) {
            return std::ranges::equal(pixels, images.example(other.second));
        });
        earliest[std::size_t(index)] = same == last ? index : same->second;
        if (same == last)
            known.emplace(hash, index);
    }
    return earliest;
}

} // namespace proponent
