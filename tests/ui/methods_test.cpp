// SPDX-License-Identifier: GPL-3.0-or-later
// Methods, their parameters, what is known of them, and what is asked: by mouse and keys on the Influence page.
#include "tests/test_registry.h"
#include "tests/ui/desk.h"
#include "tests/ui/small_dataset.h"
#include "ui/dialogs/methods_dialog.h"
#include "ui/docks/job_bar.h"
#include "ui/models/method_model.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/method_choice.h"
#include "ui/pages/influence/method_parameters.h"
#include "ui/pages/influence/question_choice.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/influence/trace_bar.h"
#include "ui/text/format.h"
#include "ui/text/source_language.h"
#include "ui/views/thumbnail_view.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Page = MainWindow::Page;

namespace {

MethodEvaluation evaluated(EvaluationMetric metric, const QString &method, const QJsonObject &parameters,
                           double value)
{
    MethodEvaluation evaluation;
    evaluation.metric = metric;
    evaluation.subsets = 100;
    evaluation.runs = 3;
    evaluation.tests = {0, 1, 2};
    MethodResult result;
    result.method = method;
    result.parameters = parameters;
    result.value = value;
    result.standardError = 0.01;
    result.seconds = 65;
    evaluation.results = {result};
    return evaluation;
}

} // namespace

class MethodsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void modelShowsWhatIsKnown();
    void parametersDecideWhatIsKnown();
    void largeSessionsGetFewerCopies();
    void findsOutHowWellMethodsPredict();
    void findingOutIsStopped();
    void parametersAreTyped();
    void wrongParametersAreSaid();
    void questionsHaveAnswersOfTheirOwn_data();
    void questionsHaveAnswersOfTheirOwn();
    void severalAreAskedAsOne();

private:
    [[nodiscard]] MainWindow &window() const { return m_desk->window(); }
    [[nodiscard]] Workspace &work() const { return m_desk->work(); }
    [[nodiscard]] InfluencePage &influence() const { return *window().influencePage(); }
    [[nodiscard]] MethodsDialog *openDialog() const;
    void trainAndShowMistakes(const QString &model, int epochs);
    void traceCurrent();

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
};

void MethodsTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    writeSmallDataset(m_data.path(), 96, 48);
}

void MethodsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_desk = std::make_unique<Desk>(m_folder->path());
    m_desk->settings().setTraceOnSelection(false);
}

void MethodsTest::cleanup()
{
    m_desk.reset();
}

void MethodsTest::trainAndShowMistakes(const QString &model, int epochs)
{
    m_desk->startEngine();
    TrainingConfig config = smallTraining(m_data.path(), model, epochs);
    config.name = QStringLiteral("small");
    (void)m_desk->train(config);
    m_desk->start();
    m_desk->openSession(QStringLiteral("small"));
    m_desk->goTo(Page::Influence);
    QTRY_VERIFY_WITH_TIMEOUT(influence().tests()->current() >= 0, patience);
}

void MethodsTest::traceCurrent()
{
    influence().tests()->grid()->setFocus();
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(work().jobs.jobs().isEmpty() && influence().showsAnswer(), patience);
}

/// By a click on what is known of the method.
MethodsDialog *MethodsTest::openDialog() const
{
    click(*influence().bar()->known());
    auto *dialog = window().findChild<MethodsDialog *>();
    return dialog && QTest::qWaitForWindowActive(dialog) ? dialog : nullptr;
}

void MethodsTest::modelShowsWhatIsKnown()
{
    MethodModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), int(Engine::methods().size()));
    const int row =
        int(model.match(model.index(0, 0), MethodModel::NameRole, QStringLiteral("ekfac")).value(0).row());
    const auto cell = [&](int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(cell(MethodModel::Method), QStringLiteral("EK-FAC"));
    QCOMPARE(cell(MethodModel::Lds), QStringLiteral("not known"));
    const QVariant unknown = model.index(row, MethodModel::Lds).data(MethodModel::SortRole);

    model.setEvaluations(
        {evaluated(EvaluationMetric::Removal, QStringLiteral("ekfac"), {}, 9),
         evaluated(EvaluationMetric::Lds, QStringLiteral("ekfac"), {{QStringLiteral("draws"), 0}}, 0.56),
         evaluated(EvaluationMetric::Lds, QStringLiteral("ekfac"), {}, 0.1)});
    QCOMPARE(cell(MethodModel::Lds), QStringLiteral("LDS 0.56 ± 0.01")); // the newest that is one
    QCOMPARE(cell(MethodModel::Seconds), QStringLiteral("1:05"));
    QCOMPARE(cell(MethodModel::Conditions), QStringLiteral("100 subsets × 3, 3 test examples"));
    QVERIFY(model.index(row, MethodModel::Lds).data(MethodModel::SortRole).toDouble() > unknown.toDouble());
    QVERIFY(model.index(row, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Grosse")));
    QVERIFY(model.index(row, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("LDS 0.56")));
    model.setEvaluations({});
    QCOMPARE(cell(MethodModel::Lds), QStringLiteral("not known"));
}

void MethodsTest::parametersDecideWhatIsKnown()
{
    const QString damping = QStringLiteral("damping");
    const QString draws = QStringLiteral("draws");
    const QList<MethodEvaluation> evaluations{
        evaluated(EvaluationMetric::Lds, QStringLiteral("ekfac"), {{damping, 0.25}, {draws, 3}}, 0.3),
        evaluated(EvaluationMetric::Lds, QStringLiteral("ekfac"), {{damping, 0.125}, {draws, 0}}, 0.5)};
    const auto value = [&](const QJsonObject &parameters) {
        const auto known = knownLds(evaluations, {QStringLiteral("ekfac"), parameters});
        return known ? known->result.value : -1;
    };
    QCOMPARE(value({}), 0.5); // the damping that the method chose is as good as any
    QCOMPARE(value({{draws, 0}}), 0.5);
    QCOMPARE(value({{draws, 3}}), 0.3);
    QCOMPARE(value({{damping, 0.25}}), -1.0);
    QVERIFY(!knownLds(evaluations, {QStringLiteral("tracin"), {}}));
}

void MethodsTest::largeSessionsGetFewerCopies()
{
    SessionDetails session;
    session.testCount = 10000;
    session.checkpoints = {CheckpointInfo{1, 0.1, {}, {}, {}}};
    EpochMetrics epoch;
    epoch.seconds = 0.1;
    session.epochs = {epoch};
    const JudgingPlan small = planJudging(session);
    QCOMPARE(small.copies(), 300);
    QCOMPARE(small.tests.size(), 500);
    QVERIFY(small.seconds > 15 && small.seconds < 30);
    session.epochs[0].seconds = 10;
    const JudgingPlan middling = planJudging(session);
    QCOMPARE(middling.runs, 1);
    QCOMPARE(middling.subsets, 48);
    session.epochs[0].seconds = 3600;
    QCOMPARE(planJudging(session).copies(), 20);
    QVERIFY(planJudging(session).seconds > 10 * 3600);
}

void MethodsTest::findsOutHowWellMethodsPredict()
{
    trainAndShowMistakes(QStringLiteral("logistic"), 2);
    QPushButton *known = influence().bar()->known();
    QCOMPARE(known->text(), QStringLiteral("Find out…"));
    MethodsDialog *dialog = openDialog();
    QVERIFY(dialog);
    QVERIFY2(dialog->note().contains(QStringLiteral("300 models")), qPrintable(dialog->note()));
    click(*dialog->findOutButton());
    QVERIFY(!dialog->findOutButton()->isEnabled());
    QVERIFY(dialog->note().contains(QStringLiteral("Stop")));
    QTRY_VERIFY_WITH_TIMEOUT(dialog->findOutButton()->isEnabled(), 5 * patience);
    const QAbstractItemModel *table = dialog->table()->model();
    QTRY_VERIFY_WITH_TIMEOUT(
        table->index(0, MethodModel::Lds).data().toString().startsWith(QStringLiteral("LDS ")), patience);
    for (int row = 1; row < table->rowCount(); ++row) { // the best first
        QVERIFY(table->index(row, MethodModel::Lds).data(MethodModel::SortRole).toDouble() <=
                table->index(row - 1, MethodModel::Lds).data(MethodModel::SortRole).toDouble());
    }
    m_desk->takePictures(QStringLiteral("methods"), dialog);
    click(*dialog, QStringLiteral("&Close"));
    QVERIFY2(known->text().startsWith(QStringLiteral("LDS ")), qPrintable(known->text()));
    QVERIFY(known->toolTip().contains(QStringLiteral("100 subsets × 3")));

    m_desk->takePictures(QStringLiteral("methods-known"));

    // It is stored with the session.
    const QString said = known->text();
    m_desk->quit();
    m_desk->start();
    m_desk->openSession(QStringLiteral("small"));
    m_desk->goTo(Page::Influence);
    QTRY_COMPARE_WITH_TIMEOUT(influence().bar()->known()->text(), said, patience);
}

void MethodsTest::findingOutIsStopped()
{
    trainAndShowMistakes(QStringLiteral("cnn"), 2);
    MethodsDialog *dialog = openDialog();
    QVERIFY(dialog);
    click(*dialog->findOutButton());
    click(*dialog, QStringLiteral("&Close"));
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    click(*window().jobBar()->stopButton());
    QTRY_VERIFY_WITH_TIMEOUT(work().jobs.jobs().isEmpty(), patience);
    QCOMPARE(influence().bar()->known()->text(), QStringLiteral("Find out…"));
    QTRY_VERIFY(influence().bar()->known()->isEnabled()); // it can be tried again
}

void MethodsTest::parametersAreTyped()
{
    trainAndShowMistakes(QStringLiteral("logistic"), 2);
    choose(influence(), QStringLiteral("Method"), QStringLiteral("EK-FAC"));
    QToolButton *button = influence().bar()->method()->parametersButton();
    click(*button);
    auto *popup = influence().findChild<MethodParameters *>();
    QVERIFY(popup && popup->isVisible());
    fillIn(*popup, QStringLiteral("damping"), QStringLiteral("0,01"));
    press(Qt::Key_Escape);
    QVERIFY(button->toolTip().contains(QStringLiteral("0.01")));
    traceCurrent();
    QTRY_COMPARE_WITH_TIMEOUT(work().open.details().analyses.size(), 1, patience);
    const QJsonObject asked = work().open.details().analyses.constFirst().parameters;
    QCOMPARE(asked.value(QStringLiteral("damping")).toDouble(), 0.01);

    // What was asked otherwise is another answer. Each method has its own parameters.
    click(*button);
    popup = influence().findChild<MethodParameters *>();
    fillIn(*popup, QStringLiteral("damping"), QString());
    press(Qt::Key_Backspace);
    press(Qt::Key_Escape);
    QVERIFY(!influence().showsAnswer());
    m_desk->settings().setMethodParameters(QStringLiteral("ekfac"), {{QStringLiteral("damping"), 0.01}});
    choose(influence(), QStringLiteral("Method"), QStringLiteral("RelatIF"));
    QVERIFY(influence().bar()->settings().method.parameters.isEmpty());
    choose(influence(), QStringLiteral("Method"), QStringLiteral("EK-FAC"));
    QCOMPARE(influence().bar()->settings().method.parameters.value(QStringLiteral("damping")).toDouble(),
             0.01);
    QVERIFY(influence().showsAnswer());
    choose(influence(), QStringLiteral("Method"), QStringLiteral("TracIn"));
    QVERIFY(!button->isEnabled()); // it has none
}

void MethodsTest::wrongParametersAreSaid()
{
    const auto info = methodInfo(QStringLiteral("logra"));
    QVERIFY(info);
    QWidget parent;
    parent.show();
    auto *popup = new MethodParameters(*info, {{QStringLiteral("out"), 8}}, &parent);
    popup->show();
    QVERIFY(QTest::qWaitForWindowExposed(popup));
    const auto says = [&](const QString &words) {
        const auto labels = popup->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(words);
        });
    };
    fillIn(*popup, QStringLiteral("out"), QStringLiteral("1.5"));
    QVERIFY(says(QStringLiteral("must be a whole number from 1 to 4096")));
    QCOMPARE(popup->chosen().value(QStringLiteral("out")).toInt(), 1); // "1" was fine on the way
    fillIn(*popup, QStringLiteral("out"), QStringLiteral("16"));
    QVERIFY(!says(QStringLiteral("must be")));
    QVERIFY(popup->chosen().isEmpty()); // the usual number
    fillIn(*popup, QStringLiteral("damping"), QStringLiteral("-1"));
    QVERIFY(says(QStringLiteral("must be a number from")));
}

void MethodsTest::questionsHaveAnswersOfTheirOwn_data()
{
    QTest::addColumn<QString>("choice");
    QTest::addColumn<QString>("stored");
    QTest::addColumn<QString>("words");
    QTest::newRow("predicted") << "Predicted label"
                               << R"({"ask":"predicted"})"
                               << ", which the model says";
    QTest::newRow("margin") << "Margin"
                            << R"({"ask":"margin"})"
                            << " against all others";
    QTest::newRow("class") << "A class"
                           << R"({"ask":"class=%1"})"
                           << "%1";
    QTest::newRow("versus") << "Rather than"
                            << R"({"ask":"versus=%1"})"
                            << " rather than ";
}

/// The class that is asked about is at first the one that the model says.
void MethodsTest::questionsHaveAnswersOfTheirOwn()
{
    QFETCH(QString, choice);
    QFETCH(QString, stored);
    QFETCH(QString, words);
    trainAndShowMistakes(QStringLiteral("logistic"), 2);
    traceCurrent();
    const QString before = influence().result()->sentence();
    const SessionDetails details = work().open.details();
    const int predicted = details.evaluation.predicted.at(influence().tests()->current());
    const QString name = text::className(details.dataset, predicted);

    QComboBox *classes = influence().bar()->question()->classes();
    QVERIFY(!classes->isVisible());
    choose(influence(), QStringLiteral("Why"), choice);
    QCOMPARE(classes->isVisible(), stored.contains(QStringLiteral("%1")));
    if (classes->isVisible())
        QCOMPARE(classes->currentText(), name);
    QVERIFY(!influence().showsAnswer());
    traceCurrent();
    QTRY_COMPARE_WITH_TIMEOUT(work().open.details().analyses.size(), 2, patience);
    if (stored.contains(QStringLiteral("%1")))
        stored = stored.arg(predicted);
    QCOMPARE(work().open.details().analyses.constFirst().question, stored);
    m_desk->takePictures(QStringLiteral("question-") + QString::fromLatin1(QTest::currentDataTag()));
    if (words.contains(QStringLiteral("%1")))
        words = words.arg(text::unbroken(name));
    QVERIFY2(influence().result()->sentence().contains(words), qPrintable(influence().result()->sentence()));

    choose(influence(), QStringLiteral("Why"), QStringLiteral("True label"));
    QVERIFY(influence().showsAnswer());
    QCOMPARE(influence().result()->sentence(), before);
}

void MethodsTest::severalAreAskedAsOne()
{
    trainAndShowMistakes(QStringLiteral("logistic"), 2);
    QAction *asOne = window().actions()[ActionCollection::Id::TraceAsOne];
    QVERIFY(!asOne->isEnabled());
    influence().tests()->grid()->setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    const qsizetype count = influence().tests()->selected().size();
    QVERIFY(count > 1);
    QVERIFY(asOne->isEnabled());
    press(Qt::Key_M, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(work().jobs.jobs().isEmpty() && influence().showsAnswer(), patience);
    QVERIFY2(influence().result()->details().contains(
                 QStringLiteral("%1 test examples as one question").arg(count)),
             qPrintable(influence().result()->details()));
    QVERIFY(influence().result()->sentence().contains(QStringLiteral("these examples")));

    // One alone has no answer yet; all together have it, and nothing is computed again.
    influence().tests()->selectFirst();
    QVERIFY(!influence().showsAnswer());
    influence().tests()->grid()->setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    QVERIFY(influence().showsAnswer());
    press(Qt::Key_M, Qt::ControlModifier);
    QVERIFY(work().jobs.jobs().isEmpty());
}

PROPONENT_TEST(MethodsTest)
#include "methods_test.moc"
