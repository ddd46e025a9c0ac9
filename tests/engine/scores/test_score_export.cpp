// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence_analysis.h"
#include "engine/scores/score_export.h"
#include "tests/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace proponent;

class ScoreExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void npyAndCsv();
    void exportNames_data();
    void exportNames();
    void choicesAreParsed_data();
    void choicesAreParsed();
    void epochsAreParsed_data();
    void epochsAreParsed();
};

void ScoreExportTest::npyAndCsv()
{
    const QTemporaryDir folder;
    NpyWriter writer(folder.filePath("a.npy"), {2, 3});
    writer.append(std::vector<float>{1, 2, 3});
    writer.append(std::vector<float>{-4, 0.1F, 6e-20F});
    writer.commit();
    QFile npy(folder.filePath("a.npy"));
    QVERIFY(npy.open(QIODevice::ReadOnly));
    const QByteArray bytes = npy.readAll();
    QVERIFY(bytes.startsWith("\x93NUMPY\x01"));
    QVERIFY(bytes.contains("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"));
    QCOMPARE(bytes.indexOf('\n') % 64, 63);
    QCOMPARE(bytes.size(), 128 + 24);

    exportScores(npy.fileName(), folder.filePath("a.csv"), {7, 9});
    QFile csv(folder.filePath("a.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().split('\n');
    QCOMPARE(lines[0], "train_index,test_7,test_9");
    QCOMPARE(lines[1], "0,1,-4");
    QCOMPARE(lines[2].split(',')[2].toFloat(), 0.1F);
    QCOMPARE(lines[3].split(',')[2].toFloat(), 6e-20F);

    writeNpy(folder.filePath("b.npy"), std::vector<std::int64_t>{5});
    QFile one(folder.filePath("b.npy"));
    QVERIFY(one.open(QIODevice::ReadOnly));
    QVERIFY(one.readAll().contains("'<i8', 'fortran_order': False, 'shape': (1,), }"));
}

void ScoreExportTest::exportNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("problem"); // empty: none
    QTest::newRow("npy") << "scores.npy"
                         << "";
    QTest::newRow("csv") << "scores.CSV"
                         << "";
    QTest::newRow("other") << "scores.txt"
                           << "has to end in .npy or .csv";
    QTest::newRow("no folder") << "nowhere/scores.npy"
                               << "there is no folder";
}

void ScoreExportTest::exportNames()
{
    QFETCH(QString, name);
    QFETCH(QString, problem);
    const QTemporaryDir folder;
    const QString found = exportFileProblem(folder.filePath(name));
    QCOMPARE(found.isEmpty(), problem.isEmpty());
    QVERIFY2(found.contains(problem), qPrintable(found));
}

void ScoreExportTest::choicesAreParsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<qint64>>("indices"); // empty: an error
    QTest::newRow("one") << "5" << QList<qint64>{5};
    QTest::newRow("range and more") << "0-3,77" << QList<qint64>{0, 1, 2, 3, 77};
    QTest::newRow("overlap, any order") << "7,2-4,3" << QList<qint64>{2, 3, 4, 7};
    QTest::newRow("backwards") << "4-2" << QList<qint64>{};
    QTest::newRow("negative") << "-1" << QList<qint64>{};
    QTest::newRow("words") << "all" << QList<qint64>{};
    QTest::newRow("empty part") << "1,,2" << QList<qint64>{};
    QTest::newRow("huge") << "0-99999999999" << QList<qint64>{};
    QTest::newRow("a hundred million") << "0-99999999" << QList<qint64>{};
    QTest::newRow("a million and one") << "0-499999,500000-1000000" << QList<qint64>{};
    QList<qint64> million(1'000'000);
    std::iota(million.begin(), million.end(), 0);
    QTest::newRow("a million, most of them twice") << "5-999999,0-499999,7" << million;
    QTest::newRow("the largest number") << "9223372036854775807" << QList<qint64>{};
    QTest::newRow("up to the largest number") << "1-9223372036854775806" << QList<qint64>{};
    QTest::newRow("more than a number holds") << "9223372036854775808" << QList<qint64>{};
}

void ScoreExportTest::epochsAreParsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("epochs");
    QTest::newRow("some") << "3,1-2" << QList<int>{1, 2, 3};
    QTest::newRow("the largest") << "2147483647" << QList<int>{2147483647};
    QTest::newRow("none before the first") << "0-1" << QList<int>{};
    QTest::newRow("one more than 2^32: not epoch 1") << "4294967297" << QList<int>{};
    QTest::newRow("a hundred million") << "1-100000000" << QList<int>{};
}

void ScoreExportTest::epochsAreParsed()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, epochs);
    const auto choice = CheckpointChoice::fromString(text);
    QCOMPARE(choice.has_value(), !epochs.isEmpty());
    if (choice)
        QCOMPARE(choice->epochs, epochs);
}

void ScoreExportTest::choicesAreParsed()
{
    QFETCH(QString, text);
    QFETCH(QList<qint64>, indices);
    const auto choice = TestChoice::fromString(text);
    QCOMPARE(choice.has_value(), !indices.isEmpty());
    if (choice)
        QCOMPARE(choice->indices, indices);
}

PROPONENT_TEST(ScoreExportTest)
#include "test_score_export.moc"
