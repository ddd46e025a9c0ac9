// SPDX-License-Identifier: GPL-3.0-or-later
// Which sessions a search finds, and in what order they stand.
#include "tests/test_registry.h"
#include "tests/ui/rows.h"
#include "ui/models/session_list_model.h"
#include "ui/widgets/tag_editor.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

namespace {

SessionSummary line(qint64 id, const QString &name, std::optional<double> accuracy, const QStringList &tags)
{
    SessionSummary summary;
    summary.id = SessionId{id};
    summary.name = name;
    summary.model = QStringLiteral("cnn");
    summary.dataName = QStringLiteral("Fashion-MNIST");
    summary.state = accuracy ? SessionState::Completed : SessionState::Failed;
    summary.created = QDateTime(QDate(2026, 11, 1), QTime(12, 0)).addDays(id);
    summary.updated = summary.created.addSecs(3600);
    summary.testAccuracy = accuracy;
    summary.tags = tags;
    return summary;
}

} // namespace

class SessionSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tagsAreRead_data();
    void tagsAreRead();
    void searches_data();
    void searches();
    void orders_data();
    void orders();
    void staysFastWithManySessions();
};

void SessionSearchTest::tagsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("tags");
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("B c");
    QTest::newRow("nothing") << QStringLiteral(" , ,") << QStringList();
    QTest::newRow("one") << QStringLiteral(" a ") << QStringList({a});
    QTest::newRow("two") << QStringLiteral("a,B   c,") << QStringList({a, b});
    QTest::newRow("the same again") << QStringLiteral("a, A, B c, b C") << QStringList({a, b});
}

void SessionSearchTest::tagsAreRead()
{
    QFETCH(QString, text);
    QTEST(tagsIn(text), "tags");
}

void SessionSearchTest::searches_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QStringList>("found");
    const QString good = QStringLiteral("good");
    const QString bad = QStringLiteral("bad");
    const QString none = QStringLiteral("none");
    QTest::newRow("by tag") << QStringLiteral("noisy") << QStringList({bad});
    QTest::newRow("percent") << QStringLiteral(">90") << QStringList({good});
    QTest::newRow("share") << QStringLiteral("acc>0.9") << QStringList({good});
    QTest::newRow("with blanks") << QStringLiteral("accuracy < 85 %") << QStringList({bad});
    QTest::newRow("or equal") << QStringLiteral(">=92") << QStringList({good});
    QTest::newRow("not equal") << QStringLiteral(">92") << QStringList();
    QTest::newRow("between") << QStringLiteral(">70 <90") << QStringList({bad});
    QTest::newRow("decimal comma") << QStringLiteral("acc>=0,92") << QStringList({good});
    QTest::newRow("no number") << QStringLiteral(">1.000,5") << QStringList();
    QTest::newRow("with a word") << QStringLiteral("FASHION >50 noisy") << QStringList({bad});
    QTest::newRow("by state") << QStringLiteral("failed") << QStringList({none});
    QTest::newRow("still being typed") << QStringLiteral("acc >") << QStringList({none, bad, good});
    QTest::newRow("an arrow in a name") << QStringLiteral("a>b") << QStringList();
}

void SessionSearchTest::searches()
{
    QFETCH(QString, search);
    SessionListModel model;
    SessionFilter filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSessions({line(1, QStringLiteral("good"), 0.92, {}),
                       line(2, QStringLiteral("bad"), 0.75, {QStringLiteral("noisy")}),
                       line(3, QStringLiteral("none"), std::nullopt, {})});
    filter.setSearch(search);
    QTEST(namesOf(filter), "found");
}

void SessionSearchTest::orders_data()
{
    QTest::addColumn<int>("order");
    QTest::addColumn<QStringList>("names");
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("B");
    const QString c = QStringLiteral("c");
    QTest::newRow("newest") << int(SessionOrder::Newest) << QStringList({a, c, b});
    QTest::newRow("name") << int(SessionOrder::Name) << QStringList({a, b, c});
    QTest::newRow("accuracy") << int(SessionOrder::Accuracy) << QStringList({c, b, a});
    QTest::newRow("updated") << int(SessionOrder::Updated) << QStringList({b, a, c});
}

void SessionSearchTest::orders()
{
    QFETCH(int, order);
    SessionListModel model;
    SessionFilter filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    SessionSummary changed = line(1, QStringLiteral("B"), 0.5, {});
    model.setSessions(
        {changed, line(2, QStringLiteral("c"), 0.9, {}), line(3, QStringLiteral("a"), std::nullopt, {})});
    filter.setOrder(SessionOrder(order));
    changed.updated = changed.updated.addDays(30);
    model.setSessions(
        {changed, line(2, QStringLiteral("c"), 0.9, {}), line(3, QStringLiteral("a"), std::nullopt, {})});
    QTEST(namesOf(filter), "names");
}

void SessionSearchTest::staysFastWithManySessions()
{
    QList<SessionSummary> sessions;
    for (int i = 1; i <= 500; ++i)
        sessions += line(i, QStringLiteral("session %1").arg(i), double(i) / 500,
                         {QStringLiteral("tag%1").arg(i % 7)});
    SessionListModel model;
    SessionFilter filter;
    filter.setSourceModel(&model);
    model.setSessions(sessions);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    sessions[250].name = QStringLiteral("renamed");
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 20; ++i) {
        model.setSessions(sessions);
        filter.setSearch(i % 2 ? QStringLiteral("tag3 >50") : QString());
        filter.setOrder(i % 2 ? SessionOrder::Accuracy : SessionOrder::Name);
    }
    QCOMPARE(changed.size(), 1); // the one that is new
    QVERIFY2(clock.elapsed() / 20 < 250, qPrintable(QString::number(clock.elapsed() / 20)));
}

PROPONENT_TEST(SessionSearchTest)
#include "session_search_test.moc"
