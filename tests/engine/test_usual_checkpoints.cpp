// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/usual_checkpoints.h"
#include "tests/test_registry.h"

#include <QTest>

#include <numeric>

using namespace proponent;

class UsualCheckpointsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areThoseOfTheMethod_data();
    void areThoseOfTheMethod();
};

void UsualCheckpointsTest::areThoseOfTheMethod_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QList<int>>("spread");
    QTest::newRow("none") << 0 << QList<int>{};
    QTest::newRow("one") << 1 << QList<int>{1};
    QTest::newRow("three") << 3 << QList<int>{1, 2, 3};
    QTest::newRow("seven") << 7 << QList<int>{1, 2, 3, 4, 5, 7};
    QTest::newRow("sixty-four") << 64 << QList<int>{1, 2, 4, 8, 16, 32, 64};
}

void UsualCheckpointsTest::areThoseOfTheMethod()
{
    QFETCH(int, count);
    QFETCH(QList<int>, spread);
    QList<int> epochs(count);
    std::iota(epochs.begin(), epochs.end(), 1);
    QCOMPARE(usualEpochs(AttributionInfo::Checkpoints::All, epochs), epochs);
    QCOMPARE(usualEpochs(AttributionInfo::Checkpoints::Last, epochs), count > 0 ? QList<int>{count} : epochs);
    QCOMPARE(usualEpochs(AttributionInfo::Checkpoints::Spread, epochs), spread);
}

PROPONENT_TEST(UsualCheckpointsTest)
#include "test_usual_checkpoints.moc"
