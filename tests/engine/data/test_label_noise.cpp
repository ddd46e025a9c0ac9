// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/label_noise.h"
#include "engine/session.h"
#include "tests/test_registry.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace proponent;

class LabelNoiseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flipsTheShare_data();
    void flipsTheShare();
    void isUniform();
    void goesToTheNextClass();
    void onlyIntoClassesWithExamples_data();
    void onlyIntoClassesWithExamples();
    void neverChanges_data();
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
    const PlantedNoise noise =
        plantLabelNoise(labels, classes, fraction, NoiseKind::Uniform, 7, latestDatasetRules);
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
    QCOMPARE(plantLabelNoise(labels, classes, fraction, NoiseKind::Uniform, 7, latestDatasetRules).labels,
             noise.labels);
    if (flips > 1)
        QVERIFY(
            plantLabelNoise(labels, classes, fraction, NoiseKind::Uniform, 8, latestDatasetRules).labels !=
            noise.labels);
}

void LabelNoiseTest::isUniform()
{
    constexpr int count = 200'000;
    constexpr int classes = 10;
    const auto labels = labelsOf(count, classes);
    const PlantedNoise noise =
        plantLabelNoise(labels, classes, 0.45, NoiseKind::Uniform, 1, latestDatasetRules);
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

/// Of those that there are examples of; the same examples as by the other kind.
void LabelNoiseTest::goesToTheNextClass()
{
    std::vector<std::int64_t> labels;
    for (int i = 0; i < 10'000; ++i)
        labels.push_back(std::array{0, 3, 4}[std::size_t(i) % 3]);
    const PlantedNoise noise = plantLabelNoise(labels, 6, 0.2, NoiseKind::Pair, 5, latestDatasetRules);
    QCOMPARE(noise.flipped.size(), 2000);
    for (const qint64 index : noise.flipped) {
        const std::int64_t from = labels[std::size_t(index)];
        QCOMPARE(noise.labels[std::size_t(index)], from == 0 ? 3 : from == 3 ? 4 : 0);
    }
    QCOMPARE(plantLabelNoise(labels, 6, 0.2, NoiseKind::Uniform, 5, latestDatasetRules).flipped,
             noise.flipped);
    QVERIFY(plantLabelNoise(labels, 6, 0.2, NoiseKind::Pair, 6, latestDatasetRules).flipped != noise.flipped);
}

void LabelNoiseTest::onlyIntoClassesWithExamples_data()
{
    QTest::addColumn<QList<int>>("held"); // classes, in turn
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("flips");
    QTest::newRow("none of class 0, as EMNIST letters") << QList{1, 2, 3} << 4 << 300;
    QTest::newRow("none of the last") << QList{0, 1, 2} << 5 << 300;
    QTest::newRow("none between") << QList{0, 3, 9} << 12 << 300;
    QTest::newRow("one class is left") << QList{2} << 4 << 0;
}

void LabelNoiseTest::onlyIntoClassesWithExamples()
{
    QFETCH(const QList<int>, held);
    QFETCH(const int, classes);
    QFETCH(const int, flips);
    std::vector<std::int64_t> labels;
    for (int i = 0; i < 1000; ++i)
        labels.push_back(held[i % held.size()]);
    const PlantedNoise noise =
        plantLabelNoise(labels, classes, 0.3, NoiseKind::Uniform, 1, latestDatasetRules);
    QCOMPARE(noise.flipped.size(), flips);
    std::vector<int> into(std::size_t(classes), 0);
    for (const qint64 index : noise.flipped) {
        QVERIFY(noise.labels[index] != labels[index]);
        ++into[std::size_t(noise.labels[index])];
    }
    for (int label = 0; label < classes; ++label)
        QCOMPARE(into[std::size_t(label)] > 0, flips > 0 && held.contains(label));
}

void LabelNoiseTest::neverChanges_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("rules");
    QTest::addColumn<QList<qint64>>("flipped");
    QTest::addColumn<QList<qint64>>("labels");
    const QList<qint64> all{6, 7, 10, 11, 12, 15};
    const QList<qint64> labels{0, 1, 2, 3, 0, 1, 1, 2, 0, 1, 0, 0, 1, 1, 2, 0, 0, 1, 2, 3};
    QTest::newRow("first rules") << 4 << 1 << all << labels;
    QTest::newRow("no class is empty") << 4 << 2 << all << labels;
    QTest::newRow("an empty class, latest rules") << 6 << 2 << all << labels;
    // What version 1 planted into classes 4 and 5, which have no examples.
    QTest::newRow("an empty class, first rules")
        << 6 << 1 << all << QList<qint64>{0, 1, 2, 3, 0, 1, 1, 1, 0, 1, 5, 2, 3, 1, 2, 0, 0, 1, 2, 3};
}

void LabelNoiseTest::neverChanges()
{
    // Sessions of earlier versions were trained with these flips; resuming one needs the same.
    QFETCH(const int, classes);
    QFETCH(const int, rules);
    QFETCH(const QList<qint64>, flipped);
    QFETCH(const QList<qint64>, labels);
    const PlantedNoise noise = plantLabelNoise(labelsOf(20, 4), classes, 0.3, NoiseKind::Uniform, 42, rules);
    QCOMPARE(noise.flipped, flipped);
    QCOMPARE(QList<qint64>(noise.labels.begin(), noise.labels.end()), labels);
}

PROPONENT_TEST(LabelNoiseTest)
#include "test_label_noise.moc"
