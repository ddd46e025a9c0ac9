// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/small_dataset.h"

#include "tests/engine/data/idx_folder.h"

#include <QRandomGenerator>

namespace proponent::test {

namespace {

constexpr int side = 12;
constexpr int classes = 4;

void write(const QString &file, const QByteArray &content)
{
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
        qFatal("can't write %s", qUtf8Printable(file));
}

QByteArray picture(int label, QRandomGenerator &random)
{
    QByteArray pixels(side * side, 0);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const int quarter = (y >= side / 2) * 2 + (x >= side / 2);
            const int light = quarter == label ? 150 : 0;
            pixels[y * side + x] = char(light + int(random.bounded(100)));
        }
    }
    return pixels;
}

void writeSplit(const QString &prefix, int count, int wrongEvery, QRandomGenerator &random)
{
    QByteArray images;
    QByteArray labels;
    for (int i = 0; i < count; ++i) {
        const int label = i % classes;
        const bool wrong = wrongEvery > 0 && i % wrongEvery == wrongEvery - 1;
        images += picture(label, random);
        labels += char(wrong ? (label + 1) % classes : label);
    }
    write(prefix + QStringLiteral("-images-idx3-ubyte"), idx({count, side, side}, images));
    write(prefix + QStringLiteral("-labels-idx1-ubyte"), idx({count}, labels));
}

} // namespace

void writeSmallDataset(const QString &folder, int trainCount, int testCount)
{
    QDir().mkpath(folder);
    QRandomGenerator random(1);
    writeSplit(QDir(folder).filePath(QStringLiteral("train")), trainCount, 0, random);
    writeSplit(QDir(folder).filePath(QStringLiteral("t10k")), testCount, 8, random);
}

} // namespace proponent::test
