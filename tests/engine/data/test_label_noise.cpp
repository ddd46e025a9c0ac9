// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/label_noise.h"
#include "tests/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace proponent;

class LabelNoiseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flipsTheShare_data();
    void flipsTheShare();
    void isUniform();
    void neverChanges();
};

namespace {

std::vector<std::int64_t> labelsOf(int count, int classes)
{
    std::vector<std::int64_t> labels(count);
    for (int i = 0; i < count; ++i)
        labels[i] = i % classes;
    return labels;
}

} // namespace

void LabelNoiseTest::flipsTheShare_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("classes");
    QTest::addColumn<double>("fraction");
    QTest::addColumn<int>("flips");
    QTest::newRow("none") << 100 << 10 << 0.0 << 0;
    QTest::newRow("a tenth") << 1000 << 10 << 0.1 << 100;
    QTest::newRow("rounded up") << 10 << 3 << 0.15 << 2;
    QTest::newRow("rounded down") << 10 << 3 << 0.14 << 1;
    QTest::newRow("nearly all") << 100 << 2 << 0.99 << 99;
    QTest::newRow("one class has no other") << 100 << 1 << 0.5 << 0;
    QTest::newRow("no labels") << 0 << 10 << 0.5 << 0;
}

void LabelNoiseTest::flipsTheShare()
{
    QFETCH(const int, count);
    QFETCH(const int, classes);
    QFETCH(const double, fraction);
    QFETCH(const int, flips);
    const auto labels = labelsOf(count, classes);
    const PlantedNoise noise = plantLabelNoise(labels, classes, fraction, 7);
    QCOMPARE(noise.flipped.size(), flips);
    QVERIFY(std::ranges::is_sorted(noise.flipped, std::ranges::less_equal()) || flips < 2);
    QVERIFY(std::ranges::adjacent_find(noise.flipped) == noise.flipped.end());
    QList<qint64> different;
    for (int i = 0; i < count; ++i) {
        QVERIFY(noise.labels[i] >= 0 && noise.labels[i] < classes);
        if (noise.labels[i] != labels[i])
            different.append(i);
    }
    QCOMPARE(noise.flipped, different);
    QCOMPARE(plantLabelNoise(labels, classes, fraction, 7).labels, noise.labels);
    if (flips > 1)
        QVERIFY(plantLabelNoise(labels, classes, fraction, 8).labels != noise.labels);
}

void LabelNoiseTest::isUniform()
{
    constexpr int count = 200'000;
    constexpr int classes = 10;
    const auto labels = labelsOf(count, classes);
    const PlantedNoise noise = plantLabelNoise(labels, classes, 0.45, 1);
    std::vector<double> steps(classes, 0);
    std::vector<double> tenths(10, 0);
    for (const qint64 index : noise.flipped) {
        ++steps[(noise.labels[index] - labels[index] + classes) % classes];
        ++tenths[index * 10 / count];
    }
    QCOMPARE(steps[0], 0.0);
    for (int step = 1; step < classes; ++step)
        QVERIFY(std::abs(steps[step] - 10'000) < 500); // 5 standard deviations
    for (const double tenth : tenths)
        QVERIFY(std::abs(tenth - 9'000) < 400);
}

void LabelNoiseTest::neverChanges()
{
    // Sessions of earlier versions were trained with these flips; resuming one needs the same.
    const PlantedNoise noise = plantLabelNoise(labelsOf(20, 4), 4, 0.3, 42);
    QCOMPARE(noise.flipped, (QList<qint64>{6, 7, 10, 11, 12, 15}));
    QCOMPARE(noise.labels,
             (std::vector<std::int64_t>{0, 1, 2, 3, 0, 1, 1, 2, 0, 1, 0, 0, 1, 1, 2, 0, 0, 1, 2, 3}));
}

PROPONENT_TEST(LabelNoiseTest)
#include "test_label_noise.moc"
