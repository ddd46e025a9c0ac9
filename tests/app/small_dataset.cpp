// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/small_dataset.h"

#include "tests/engine/data/idx_folder.h"

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;

namespace proponent::test {

namespace {

/// A bright square in another corner for each class, in much noise. std::mt19937 gives the same numbers
/// everywhere; the distributions of <random> don't, so plain remainders are taken.
SmallDataset::Split makeSplit(int count, unsigned seed)
{
    std::mt19937 random(seed);
    SmallDataset::Split split;
    for (int i = 0; i < count; ++i) {
        const int label = int(random() % SmallDataset::classes);
        const int cornerX = label == 1 ? 4 : 0;
        const int cornerY = label == 2 ? 4 : 0;
        for (int y = 0; y < SmallDataset::side; ++y) {
            for (int x = 0; x < SmallDataset::side; ++x) {
                const bool isInside = x >= cornerX && x < cornerX + 4 && y >= cornerY && y < cornerY + 4;
                const int value = int(random() % 200) + (isInside ? 35 : 0);
                split.pixels.push_back(std::uint8_t(std::min(value, 255)));
            }
        }
        split.labels.push_back(std::uint8_t(label));
    }
    return split;
}

bool writeIdx(const QString &path, const QList<int> &shape, const std::vector<std::uint8_t> &data)
{
    const QByteArray bytes =
        idx(shape, QByteArray(reinterpret_cast<const char *>(data.data()), qsizetype(data.size())));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

bool writeSplit(const QString &prefix, const SmallDataset::Split &split)
{
    const int count = int(split.labels.size());
    return writeIdx(prefix + u"-images-idx3-ubyte"_s, {count, SmallDataset::side, SmallDataset::side},
                    split.pixels) &&
           writeIdx(prefix + u"-labels-idx1-ubyte"_s, {count}, split.labels);
}

} // namespace

SmallDataset SmallDataset::make()
{
    return {makeSplit(trainCount, 1), makeSplit(testCount, 2)};
}

bool SmallDataset::writeTo(const QString &folder) const
{
    const QDir target(folder);
    return QDir().mkpath(folder) && writeSplit(target.filePath(u"train"_s), train) &&
           writeSplit(target.filePath(u"t10k"_s), test);
}

} // namespace proponent::test
