// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind the Data page: rows and filters, images while somebody scrolls, problems in words.
#include "engine/engine.h"
#include "tests/test_registry.h"
#include "tests/ui/examples.h"
#include "tests/ui/patience.h"
#include "tests/ui/small_dataset.h"
#include "ui/models/data_example_model.h"
#include "ui/text/dataset_problems.h"
#include "ui/text/source_language.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace proponent;
using namespace proponent::ui;
using test::arrivedIn;
using test::labelsIn;
using test::patience;
using test::shownIn;

using Verdict = LabelDecision::Verdict;

namespace {

SplitExamples examplesWith(int count, int classes)
{
    SplitExamples examples;
    for (int i = 0; i < count; ++i)
        examples.labels += i % classes;
    return examples;
}

DatasetInfo infoWith(const QList<qint64> &train, const QList<qint64> &test)
{
    DatasetInfo info;
    info.fingerprint = QStringLiteral("f");
    for (qsizetype label = 0; label < train.size(); ++label)
        info.classNames += QStringLiteral("class %1").arg(QChar(u'a' + ushort(label)));
    info.trainClassCounts = train;
    info.testClassCounts = test;
    return info;
}

} // namespace

class DataExamplesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sixtyThousandRowsAreFiltered();
    void newerAnswersKeepRows();
    void staleWishesAreDropped();
    void problemsAreNamed_data();
    void problemsAreNamed();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Replies> m_replies;
    std::unique_ptr<ImageStore> m_images;
};

void DataExamplesTest::initTestCase()
{
    installSourceLanguage();
    QLocale::setDefault(QLocale(QLocale::English));
    auto engine = Engine::open(m_folder.filePath(QStringLiteral("library")));
    QVERIFY2(engine.hasValue(), engine ? "" : qPrintable(engine.error()));
    m_engine = std::move(*engine);
    m_replies = std::make_unique<Replies>(*m_engine);
    m_images = std::make_unique<ImageStore>(*m_engine, *m_replies);
}

void DataExamplesTest::sixtyThousandRowsAreFiltered()
{
    constexpr int count = 60000;
    SplitExamples trained = examplesWith(count, 10);
    for (qint64 i = 0; i < count; i += 50)
        trained.flipped += i;
    trained.changes = {{100, Verdict::Relabel, 3}, {59999, Verdict::Exclude, -1}};
    SplitExamples tested = examplesWith(10000, 10);
    tested.predicted = tested.labels;
    for (int i = 0; i < 10000; i += 4)
        tested.predicted[i] = (tested.labels.at(i) + 1) % 10;
    DataExampleModel model(*m_images);
    model.setExamples(infoWith(QList<qint64>(10, 6000), QList<qint64>(10, 1000)), trained, tested);

    QCOMPARE(model.rowCount(), count);
    model.setFilter({.label = 7});
    QCOMPARE(labelsIn(model), QList<int>(6000, 7));
    QCOMPARE(model.rowOf(17), 1);
    QCOMPARE(model.rowOf(18), -1);
    model.setFilter({.onlyFlipped = true});
    QCOMPARE(shownIn(model), trained.flipped);
    model.setFilter({.label = 3, .onlyFlipped = true}); // those are all of the classes 0
    QCOMPARE(model.rowCount(), 0);
    model.setFilter({.onlyChanged = true});
    QCOMPARE(shownIn(model), QList<qint64>({100, 59999}));
    model.setFilter({.onlyFlipped = true, .onlyChanged = true});
    QCOMPARE(shownIn(model), QList<qint64>({100}));
    model.setFilter({.split = Split::Test, .onlyMisclassified = true});
    QCOMPARE(model.rowCount(), 2500);
    QCOMPARE(model.index(1).data(DataExampleModel::IndexRole).toInt(), 4);
    model.setFilter({.split = Split::Test});
    QCOMPARE(model.rowCount(), 10000);
    model.setFilter({});
    QCOMPARE(model.rowCount(), count);
}

void DataExamplesTest::newerAnswersKeepRows()
{
    DataExampleModel model(*m_images);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const DatasetInfo info = infoWith({3, 3}, {3, 3});
    SplitExamples tested = examplesWith(6, 2);
    tested.predicted = {0, 0, 0, 1, 0, 1};
    model.setFilter({.split = Split::Test, .onlyMisclassified = true});
    model.setExamples(info, {}, tested);
    QCOMPARE(shownIn(model), QList<qint64>({1}));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    tested.losses = {0.1F, 2, 0.1F, 0.1F, 0.1F, 0.1F};
    model.setExamples(info, {}, tested);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 1);
    tested.predicted = {1, 0, 0, 1, 0, 1};
    model.setExamples(info, {}, tested);
    QCOMPARE(reset.size(), 1);
    QCOMPARE(shownIn(model), QList<qint64>({0, 1}));
}

void DataExamplesTest::staleWishesAreDropped()
{
    constexpr int count = 5000;
    const QString large = m_folder.filePath(QStringLiteral("large"));
    test::writeSmallDataset(large, count, 20);
    ImageStore images(*m_engine, *m_replies);
    images.setDataset(large);
    QSignalSpy arrived(&images, &ImageStore::arrived);
    for (qint64 i = 0; i < count; ++i)
        QVERIFY(images.image(Split::Train, i).isNull());
    QTRY_VERIFY_WITH_TIMEOUT(!arrived.isEmpty(), patience);
    const auto first = arrived.constFirst().at(1).value<QList<qint64>>();
    QVERIFY(first.contains(count - 1)); // looked at last
    QVERIFY(first.size() < 1000);
    QTRY_VERIFY_WITH_TIMEOUT(arrivedIn(arrived).size() >= 4000, patience);
    QTRY_VERIFY_WITH_TIMEOUT(arrivedIn(arrived).size() == 4096, patience);
    QVERIFY(!arrivedIn(arrived).contains(0));
    QVERIFY(images.image(Split::Train, 0).isNull()); // may be asked for again
    QTRY_VERIFY_WITH_TIMEOUT(!images.image(Split::Train, 0).isNull(), patience);
    QVERIFY(!images.image(Split::Train, count - 1).isNull());
}

void DataExamplesTest::problemsAreNamed_data()
{
    QTest::addColumn<QList<qint64>>("train");
    QTest::addColumn<QList<qint64>>("test");
    QTest::addColumn<QStringList>("words"); // one of each problem
    using Counts = QList<qint64>;
    QTest::newRow("none") << Counts{100, 100, 90} << Counts{10, 10, 10} << QStringList();
    QTest::newRow("not trained") << Counts{100, 0, 90} << Counts{10, 10, 10}
                                 << QStringList({QStringLiteral("No training examples: class b.")});
    QTest::newRow("not tested") << Counts{100, 100, 90} << Counts{0, 10, 0}
                                << QStringList({QStringLiteral("No test examples: class a, class c.")});
    QTest::newRow("unequal") << Counts{100, 1100, 500} << Counts{10, 10, 10}
                             << QStringList({QStringLiteral("class a has 100 training examples, class b has "
                                                            "1,100, 11 times as many")});
    QTest::newRow("few") << Counts{9, 80, 80} << Counts{10, 10, 10}
                         << QStringList({QStringLiteral("Fewer than 10 training examples: class a.")});
    QTest::newRow("many names") << Counts{0, 0, 0, 0, 0, 0, 100} << Counts{1, 1, 1, 1, 1, 1, 1}
                                << QStringList({QStringLiteral("class d and 2 more.")});
}

void DataExamplesTest::problemsAreNamed()
{
    QFETCH(QList<qint64>, train);
    QFETCH(QList<qint64>, test);
    QFETCH(QStringList, words);
    const QStringList problems = text::datasetProblems(infoWith(train, test));
    QCOMPARE(problems.size(), words.size());
    for (qsizetype i = 0; i < words.size(); ++i)
        QVERIFY2(problems.at(i).contains(words.at(i)), qPrintable(problems.at(i)));
}

PROPONENT_TEST(DataExamplesTest)
#include "data_examples_test.moc"
