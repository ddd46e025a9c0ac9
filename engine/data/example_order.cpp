// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/example_order.h"

#include "engine/data/data_text.h"

#include <algorithm>
#include <set>
#include <utility>

namespace proponent {

namespace {

/// Of the pairs of neighbours, the share that differ; and what it would be on average in a random order.
std::pair<double, double> sharesOfChanges(const std::vector<std::int64_t> &labels)
{
    std::vector<qint64> counts;
    qint64 changes = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        counts.resize(std::max(counts.size(), std::size_t(labels[i]) + 1));
        ++counts[std::size_t(labels[i])];
        changes += i > 0 && labels[i] != labels[i - 1] ? 1 : 0;
    }
    const auto all = double(labels.size());
    double same = 0;
    for (const qint64 count : counts)
        same += double(count) * double(count - 1);
    return {double(changes) / (all - 1), 1 - same / (all * (all - 1))};
}

std::set<std::int64_t> classesOf(std::span<const std::int64_t> labels)
{
    return {labels.begin(), labels.end()};
}

std::span<const std::int64_t> firstLabels(const ImageSet &images, qint64 limit)
{
    return std::span(images.labels).first(std::size_t(std::clamp<qint64>(limit, 0, images.count)));
}

/// Indices: one of each class, then the second of each, and so on.
std::vector<std::int64_t> turns(const std::vector<std::int64_t> &labels)
{
    std::vector<std::vector<std::int64_t>> byClass;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        byClass.resize(std::max(byClass.size(), std::size_t(labels[i]) + 1));
        byClass[std::size_t(labels[i])].push_back(std::int64_t(i));
    }
    std::vector<std::int64_t> order;
    order.reserve(labels.size());
    for (std::size_t turn = 0; order.size() < labels.size(); ++turn) {
        for (const auto &own : byClass) {
            if (turn < own.size())
                order.push_back(own[turn]);
        }
    }
    return order;
}

ImageSet inTurn(const ImageSet &images)
{
    ImageSet sorted{images.count, images.channels, images.height, images.width, {}, {}};
    sorted.pixels.reserve(images.pixels.size());
    sorted.labels.reserve(images.labels.size());
    sorted.places = turns(images.labels);
    for (const std::int64_t place : sorted.places) {
        const auto pixels = images.example(place);
        sorted.pixels.insert(sorted.pixels.end(), pixels.begin(), pixels.end());
        sorted.labels.push_back(images.labels[std::size_t(place)]);
        if (!images.files.isEmpty())
            sorted.files += images.files[place];
    }
    return sorted;
}

} // namespace

bool isSortedSample(const ImageSet &images, qint64 limit)
{
    if (limit <= 0 || limit >= images.count ||
        classesOf(firstLabels(images, limit)).size() == classesOf(images.labels).size())
        return false;
    const auto [found, random] = sharesOfChanges(images.labels);
    return found < random / 2;
}

QStringList classesMissingFrom(const ImageSet &images, qint64 limit, const QStringList &names)
{
    if (limit <= 0 || limit >= images.count)
        return {};
    const std::set<std::int64_t> held = classesOf(firstLabels(images, limit));
    QStringList missing;
    for (const std::int64_t label : classesOf(images.labels)) {
        if (!held.contains(label))
            missing += names.value(qsizetype(label));
    }
    return missing;
}

std::shared_ptr<const Dataset> inTurn(const Dataset &dataset, bool train, bool test)
{
    auto sorted = std::make_shared<Dataset>();
    sorted->info = dataset.info;
    sorted->train = train ? inTurn(dataset.train) : dataset.train;
    sorted->test = test ? inTurn(dataset.test) : dataset.test;
    sorted->sources = dataset.sources;
    sorted->info.fingerprint = fingerprintOf(sorted->train, sorted->test);
    sorted->info.trainInTurn = train;
    sorted->info.testInTurn = test;
    sorted->info.notices +=
        DataText::tr("The labels are sorted by class. So that the first examples are of all "
                     "classes, they are taken from the classes in turn.");
    return sorted;
}

} // namespace proponent
