// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/engine/data/idx_folder.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <cstring>
#include <vector>

namespace proponent {

/// 8 x 9 pixels: bright rows where the class, i % 3, says, on noise.
inline QByteArray stripedImages(int count)
{
    QByteArray bytes;
    std::uint32_t noise = 99;
    for (int i = 0; i < count; ++i) {
        for (int pixel = 0; pixel < 72; ++pixel) {
            noise = noise * 1664525U + 1013904223U;
            bytes += char((noise >> 24) / 2 + ((pixel / 9) / 3 == i % 3 ? 90 : 0));
        }
    }
    return bytes;
}

/// A dataset of them, plain and packed.
inline void writeStripedData(const DataFolder &folder, int trainCount, int testCount)
{
    folder.write("train-images-idx3-ubyte", idx({trainCount, 8, 9}, stripedImages(trainCount)));
    folder.write("train-labels-idx1-ubyte", idx({trainCount}, someLabels(trainCount)));
    folder.write("t10k-images-idx3-ubyte.gz", gzip(idx({testCount, 8, 9}, stripedImages(testCount))));
    folder.write("t10k-labels-idx1-ubyte.gz", gzip(idx({testCount}, someLabels(testCount))));
}

/// The values of a float32 .npy file; none where it can't be read.
inline std::vector<float> readNpy(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    const qsizetype begin = bytes.indexOf('\n') + 1;
    std::vector<float> values(std::size_t(bytes.size() - begin) / sizeof(float));
    std::memcpy(values.data(), bytes.constData() + begin, values.size() * sizeof(float));
    return values;
}

} // namespace proponent
