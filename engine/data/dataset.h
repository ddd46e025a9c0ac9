// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"
#include "engine/session.h"

#include <QByteArray>
#include <QImage>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace proponent {

/// Images of one size with their labels, as they stand in the files.
struct ImageSet
{
    qint64 count = 0;
    int channels = 0; ///< 1 or 3
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> pixels; ///< [count, channels, height, width], C order
    std::vector<std::int64_t> labels; ///< [count], 0 up to the number of classes
    QStringList files = {}; ///< [count], within the dataset's folder; empty where examples share files
    std::vector<std::int64_t> places = {}; ///< [count], in the files' order; empty where that is kept

    [[nodiscard]] qint64 exampleSize() const { return qint64(channels) * height * width; } ///< bytes
    [[nodiscard]] std::span<const std::uint8_t> example(qint64 index) const
    {
        return {pixels.data() + index * exampleSize(), std::size_t(exampleSize())};
    }
};

/// A dataset that was read completely. Immutable and shared, so any thread may read it.
struct Dataset
{
    DatasetInfo info;
    ImageSet train;
    ImageSet test;
    QStringList sources; ///< files and folders below info.path that a change is noticed by; absolute
};

/// Reads the dataset named by `spec`: "fashion-mnist" (where Debian's package dataset-fashion-mnist puts
/// it) or a folder whose format is recognised from the contents of its files. Errors name the file, what
/// is wrong with it, and what to do. `rules`: DatasetInfo::rules.
[[nodiscard]] Result<std::shared_ptr<const Dataset>> openDataset(const QString &spec,
                                                                 int rules = latestDatasetRules);

/// SHA-256, hex, over both splits, for each: count, channels, height, width as little-endian 64-bit numbers, the
/// pixels [count, channels, height, width], the labels as little-endian 64-bit numbers.
[[nodiscard]] QString fingerprintOf(const ImageSet &train, const ImageSet &test);

/// Example `index` as an image that owns its pixels: Grayscale8 or RGB888. Its text `imageFileKey` names its file,
/// where it has one of its own.
[[nodiscard]] QImage exampleImage(const ImageSet &images, qint64 index);

/// SHA-1 of the example's pixels: the same picture has the same hash in every dataset.
[[nodiscard]] QByteArray contentHash(const ImageSet &images, qint64 index);

} // namespace proponent
