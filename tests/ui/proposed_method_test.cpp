// SPDX-License-Identifier: GPL-3.0-or-later
// Which method stands there before anybody chose one, and that a choice stays.
#include "tests/test_registry.h"
#include "tests/ui/desk.h"
#include "tests/ui/small_dataset.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/influence/trace_bar.h"
#include "ui/text/source_language.h"
#include "ui/work/method_facts.h"
#include "ui/work/tracing_ahead.h"

#include <QComboBox>
#include <QTemporaryDir>
#include <QTest>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Page = MainWindow::Page;
using Reason = ProposedMethod::Reason;

class ProposedMethodTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void costDecides_data();
    void costDecides();
    void evaluationDecides();
    void choiceStays();

private:
    [[nodiscard]] static SessionDetails trained(int epochs, double secondsEach);

    QTemporaryDir m_data;
};

void ProposedMethodTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    writeSmallDataset(m_data.path(), 96, 48);
}

SessionDetails ProposedMethodTest::trained(int epochs, double secondsEach)
{
    SessionDetails session;
    for (int epoch = 1; epoch <= epochs; ++epoch) {
        session.checkpoints += CheckpointInfo{epoch, 0.1, {}, {}, {}};
        EpochMetrics metrics;
        metrics.epoch = epoch;
        metrics.seconds = secondsEach;
        session.epochs += metrics;
    }
    return session;
}

void ProposedMethodTest::costDecides_data()
{
    QTest::addColumn<int>("epochs");
    QTest::addColumn<double>("secondsEach");
    QTest::addColumn<QString>("method");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<bool>("ahead");
    QTest::newRow("first try") << 3 << 3.0 << "logra" << Reason::Published << true; // 3 x 3 passes
    QTest::newRow("long") << 40 << 2.0 << "logra" << Reason::Published << true; // 7 x 3 passes, not 40 x 3
    QTest::newRow("larger") << 5 << 18.0 << "ekfac" << Reason::Published << true; // 1 x 3 passes
    QTest::newRow("large") << 5 << 300.0 << "ekfac" << Reason::Fastest << false;
    QTest::newRow("unknown") << 0 << 0.0 << "logra" << Reason::Published << false;
}

void ProposedMethodTest::costDecides()
{
    QFETCH(int, epochs);
    QFETCH(double, secondsEach);
    QFETCH(QString, method);
    QFETCH(Reason, reason);
    QFETCH(bool, ahead);
    const SessionDetails session = trained(epochs, secondsEach);
    const ProposedMethod proposed = proposedMethod(session);
    QCOMPARE(proposed.name, method);
    QVERIFY(proposed.reason == reason);
    TraceSettings settings;
    settings.method.name = proposed.name;
    QCOMPARE(tracesQuickly(session, settings), ahead);
    if (epochs > 0)
        QCOMPARE(*expectedSeconds(session, QStringLiteral("ekfac"), CheckpointChoice::Kind::Usual),
                 3 * secondsEach);
}

void ProposedMethodTest::evaluationDecides()
{
    SessionDetails session = trained(3, 3);
    MethodEvaluation evaluation;
    for (const auto &[name, value] :
         {std::pair("tracin", 0.2), std::pair("ekfac", 0.6), std::pair("logra", 0.5)}) {
        MethodResult result;
        result.method = QString::fromLatin1(name);
        result.parameters = completed({result.method, {}}).parameters;
        result.value = value;
        evaluation.results += result;
    }
    session.evaluations = {evaluation};
    QCOMPARE(proposedMethod(session).name, QStringLiteral("ekfac"));
    QVERIFY(proposedMethod(session).reason == Reason::Evaluated);
    session.evaluations[0].metric = EvaluationMetric::Removal;
    QVERIFY(proposedMethod(session).reason == Reason::Published);
}

void ProposedMethodTest::choiceStays()
{
    const QTemporaryDir folder;
    Desk desk(folder.path());
    desk.startEngine();
    for (const char *name : {"one", "two"}) {
        TrainingConfig config = smallTraining(m_data.path(), QStringLiteral("logistic"), 2);
        config.name = QString::fromLatin1(name);
        (void)desk.train(config);
    }
    TrainingConfig other = smallTraining(m_data.path(), QStringLiteral("mlp"), 2);
    other.name = QStringLiteral("other");
    (void)desk.train(other);
    const auto bar = [&desk] { return desk.window().influencePage()->bar(); };
    const auto open = [&](const char *name) {
        desk.openSession(QString::fromLatin1(name));
        desk.goTo(Page::Influence);
        return bar()->settings().method.name;
    };
    desk.start();
    QCOMPARE(open("one"), QStringLiteral("logra"));
    QCOMPARE(bar()->reason(),
             QStringLiteral("About a few seconds · predicts best of what takes under a minute here"));
    desk.takePictures(QStringLiteral("proposed-method"));
    choose(*bar(), QStringLiteral("Method"), QStringLiteral("EK-FAC"));
    QVERIFY(bar()->reason().endsWith(QStringLiteral("your choice")));
    QCOMPARE(open("other"), QStringLiteral("logra")); // another model
    QCOMPARE(open("two"), QStringLiteral("ekfac")); // the same
    choose(*bar(), QStringLiteral("Method"), QStringLiteral("TracIn"));
    desk.quit();
    desk.start();
    QCOMPARE(open("one"), QStringLiteral("ekfac"));
    QCOMPARE(open("two"), QStringLiteral("tracin"));
}

PROPONENT_TEST(ProposedMethodTest)
#include "proposed_method_test.moc"
