// SPDX-License-Identifier: GPL-3.0-or-later
// What the program is for, done by a person from beginning to end: real window, real engine, mouse and keys.
#include "tests/test_registry.h"
#include "tests/ui/desk.h"
#include "tests/ui/rows.h"
#include "tests/ui/small_dataset.h"
#include "ui/docks/inspector_panel.h"
#include "ui/docks/sessions_panel.h"
#include "ui/models/moved_proponent_model.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/suspect_model.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/audit/judging_panel.h"
#include "ui/pages/audit/suspect_grid.h"
#include "ui/pages/audit/suspect_list.h"
#include "ui/pages/compare/changed_examples_panel.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/compare/comparison_figures.h"
#include "ui/pages/compare/config_difference_table.h"
#include "ui/pages/compare/moved_proponents.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/train/run_panel.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/train/training_form.h"
#include "ui/plots/comparison_plots.h"
#include "ui/plots/learning_curves.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/recovery_plot.h"
#include "ui/plots/table_twin.h"
#include "ui/report/report_writing.h"
#include "ui/text/format.h"
#include "ui/text/source_language.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inline_message.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <array>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Page = MainWindow::Page;
using Verdict = LabelDecision::Verdict;

namespace {

QByteArray contentOf(const QString &file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

/// Of a file that loads nothing and is whole; else what is wrong.
QString problemOfHtml(const QByteArray &html)
{
    QXmlStreamReader xml(html);
    while (!xml.atEnd()) {
        xml.readNext();
        const auto attributes = xml.attributes();
        for (const QXmlStreamAttribute &one : attributes) {
            const bool names = one.name() == u"src" || one.name() == u"srcset" || one.name() == u"href";
            if (names && !one.value().startsWith(u"data:image/") && !one.value().startsWith(u'#'))
                return one.value().left(80).toString();
        }
    }
    return xml.errorString();
}

} // namespace

class FiveJobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void whyDidItGetThisOneWrong();
    void whichLabelsAreWrong();
    void whatDidIDoLastWeek();
    void isThisSettingBetter();
    void showItToAColleague();

private:
    static constexpr int trainCount = 400;
    static constexpr int testCount = 120;

    [[nodiscard]] MainWindow &window() const { return m_desk->window(); }
    [[nodiscard]] Workspace &work() const { return m_desk->work(); }
    [[nodiscard]] InfluencePage &influence() const { return *window().influencePage(); }
    [[nodiscard]] QModelIndex currentTest() const { return influence().tests()->grid()->currentIndex(); }
    [[nodiscard]] QString inspected() const { return window().inspectorPanel()->title()->text(); }
    void setUpTraining(const QString &model, const QString &epochs);
    void traceCurrent();
    void judgeTwenty(QMap<qint64, LabelDecision> &expected);
    void checkChild(const SessionDetails &parent, const QList<LabelDecision> &changes);
    void fillLibrary(int count);
    void findSessions();
    void checkAsItWasLeft(qint64 test, const QString &sentence);
    void checkChangedSides(SessionId a, SessionId b);
    void checkPlot(PlotWidget &plot, const QString &name);

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
};

void FiveJobsTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
}

void FiveJobsTest::init()
{
    test::writeSmallDataset(m_data.path(), trainCount, testCount);
    m_folder = std::make_unique<QTemporaryDir>();
    m_desk = std::make_unique<Desk>(m_folder->path());
}

void FiveJobsTest::cleanup()
{
    m_desk.reset();
}

/// In the form, as it stands after the data was chosen.
void FiveJobsTest::setUpTraining(const QString &model, const QString &epochs)
{
    const TrainPage &page = *window().trainPage();
    choose(page, QStringLiteral("Model"), model);
    fillIn(page, QStringLiteral("Epochs"), epochs);
    fillIn(page, QStringLiteral("Batch size"), QStringLiteral("16"));
    fillIn(page, QStringLiteral("Learning rate"), QStringLiteral("0.02"));
    QTRY_VERIFY_WITH_TIMEOUT(!work().machine.devices().isEmpty(), patience);
    choose(page, QStringLiteral("Device"), QStringLiteral("CPU"));
}

/// By Enter, and waits for the answer.
void FiveJobsTest::traceCurrent()
{
    const qint64 test = influence().tests()->current();
    QVERIFY(!influence().showsAnswer());
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
    QCOMPARE(influence().tests()->current(), test);
    const QAbstractItemModel *proponents = influence().result()->proponents()->model();
    const QAbstractItemModel *opponents = influence().result()->opponents()->model();
    QVERIFY(proponents->rowCount() > 0 && opponents->rowCount() > 0);
    const QModelIndex first = proponents->index(0, 0);
    QVERIFY(first.data(RankedExampleModel::ScoreRole).toDouble() > 0);
    QVERIFY(opponents->index(0, 0).data(RankedExampleModel::ScoreRole).toDouble() < 0);
    const QString sentence = influence().result()->sentence();
    QVERIFY2(sentence.startsWith(
                 QStringLiteral("Training on %1 (%2) pushed this example toward %3: %4 over ")
                     .arg(text::example(first.data(RankedExampleModel::IndexRole).toLongLong()),
                          first.data(RankedExampleModel::LabelNameRole).toString(),
                          currentTest().data(TestExampleModel::LabelNameRole).toString(),
                          text::signedScore(first.data(RankedExampleModel::ScoreRole).toDouble()))),
             qPrintable(sentence));
    QTRY_VERIFY_WITH_TIMEOUT(hasImage(first, RankedExampleModel::ImageRole), patience);
}

void FiveJobsTest::whyDidItGetThisOneWrong()
{
    m_desk->start();
    QVERIFY(window().isWelcoming());
    click(window(), QStringLiteral("Open a data folder"));
    chooseFolder(window(), m_data.path());
    QTRY_VERIFY_WITH_TIMEOUT(!window().isWelcoming(), patience);
    QVERIFY(window().page() == Page::Train);
    setUpTraining(QStringLiteral("MLP"), QStringLiteral("4"));
    QCOMPARE(window().trainPage()->form()->config().data, m_data.path());

    QList<int> points; // of the test curve, whenever an epoch ends
    const PlotWidget *loss = window().trainPage()->runPanel()->curves()->lossPlot();
    connect(&work().run, &TrainingRun::epochFinished, this,
            [&points, loss] { points += loss->pointCount(2); });
    click(*window().trainPage(), QStringLiteral("Start training"));
    QVERIFY(work().run.isActive());
    m_desk->waitForEndOfTraining();
    QCOMPARE(points, QList<int>({1, 2, 3, 4})); // it grew
    click(window(), QStringLiteral("Show mistakes"));

    QVERIFY(window().page() == Page::Influence);
    const TestEvaluation &answers = work().open.details().evaluation;
    float worst = 0;
    for (qsizetype i = 0; i < answers.labels.size(); ++i) {
        if (answers.labels.at(i) != answers.predicted.at(i))
            worst = std::max(worst, answers.losses.at(i));
    }
    QVERIFY(currentTest().data(TestExampleModel::WrongRole).toBool());
    QCOMPARE(currentTest().data(TestExampleModel::LossRole).toFloat(), worst);
    QCOMPARE(inspected(), QStringLiteral("Test example ") + text::example(influence().tests()->current()));
    traceCurrent();

    const qint64 first = influence().tests()->current();
    press(Qt::Key_N);
    QVERIFY(influence().tests()->current() != first);
    QVERIFY(currentTest().data(TestExampleModel::WrongRole).toBool());
    QCOMPARE(inspected(), QStringLiteral("Test example ") + text::example(influence().tests()->current()));
    traceCurrent();
    press(Qt::Key_P);
    QCOMPARE(influence().tests()->current(), first);
    QVERIFY(influence().showsAnswer());

    ThumbnailRow *opponents = influence().result()->opponents();
    const QModelIndex second = opponents->model()->index(1, 0);
    click(*opponents, second);
    QCOMPARE(inspected(), QStringLiteral("Training example ") +
                              text::example(second.data(RankedExampleModel::IndexRole).toLongLong()));
    QVERIFY(influence().result()->sentence().contains(QStringLiteral("away from")));
    m_desk->takePictures(QStringLiteral("1-why-wrong"));
}

/// K, R, X and U only; every fourth judgement is taken back and made again.
void FiveJobsTest::judgeTwenty(QMap<qint64, LabelDecision> &expected)
{
    const SuspectList &list = *window().auditPage()->list();
    for (int number = 0; number < 20; ++number) {
        QCOMPARE(list.selected().size(), 1);
        const SuspectExample suspect = list.selected().constFirst();
        QVERIFY(!expected.contains(suspect.trainIndex)); // it goes on by itself
        const bool relabel = suspect.suggestedLabel != suspect.label && number % 5 != 0;
        const Verdict verdict = relabel ? Verdict::Relabel : number % 2 ? Verdict::Keep : Verdict::Exclude;
        const Qt::Key key = relabel ? Qt::Key_R : number % 2 ? Qt::Key_K : Qt::Key_X;
        press(key);
        if (number % 4 == 3) {
            press(Qt::Key_U);
            QCOMPARE(list.selected().constFirst().trainIndex, suspect.trainIndex);
            QVERIFY(!work().judging.decisionFor(suspect.trainIndex));
            press(key);
        }
        expected.insert(suspect.trainIndex,
                        {suspect.trainIndex, verdict, relabel ? suspect.suggestedLabel : -1});
    }
    const auto count = [&expected](Verdict verdict) {
        return std::count_if(expected.begin(), expected.end(),
                             [verdict](const LabelDecision &one) { return one.verdict == verdict; });
    };
    QCOMPARE(window().auditPage()->panel()->progress(),
             QStringLiteral("20 judged of %1: %2 relabelled, %3 excluded")
                 .arg(trainCount)
                 .arg(count(Verdict::Relabel))
                 .arg(count(Verdict::Exclude)));
    QVERIFY(count(Verdict::Relabel) > 5 && count(Verdict::Exclude) > 0);
}

void FiveJobsTest::checkChild(const SessionDetails &parent, const QList<LabelDecision> &changes)
{
    const SessionDetails child = work().open.details();
    QVERIFY(child.summary.id != parent.summary.id);
    QVERIFY(child.summary.parent == parent.summary.id);
    QVERIFY(child.summary.state == SessionState::Completed);
    QCOMPARE(child.config.labelChanges, changes);
    QList<qint64> flipped = parent.flipped;
    for (const LabelDecision &change : changes)
        flipped.removeOne(change.trainIndex);
    QCOMPARE(child.flipped, flipped);

    // What it was trained on, from what an audit ranks.
    LabelAuditRequest request;
    request.session = child.summary.id;
    request.topK = trainCount;
    request.withSelfInfluence = false;
    request.threads = 1;
    const Outcome outcome = m_desk->answer(m_desk->engine().auditLabels(request));
    QVERIFY(std::holds_alternative<LabelAuditCompleted>(outcome));
    QHash<qint64, int> labels;
    for (const SuspectExample &one : std::get<LabelAuditCompleted>(outcome).analysis.top)
        labels.insert(one.trainIndex, one.label);
    for (const LabelDecision &change : changes)
        QCOMPARE(labels.value(change.trainIndex, -1), change.label); // an excluded one isn't ranked
}

void FiveJobsTest::whichLabelsAreWrong()
{
    m_desk->start();
    click(window(), QStringLiteral("Set up a training"));
    fillIn(*window().trainPage(), QStringLiteral("Data"), m_data.path());
    press(Qt::Key_Return);
    setUpTraining(QStringLiteral("Logistic"), QStringLiteral("3"));
    click(*window().trainPage(), QStringLiteral("More settings"));
    fillIn(*window().trainPage(), QStringLiteral("Label noise"), QStringLiteral("0.1"));
    click(*window().trainPage(), QStringLiteral("Start training"));
    m_desk->waitForEndOfTraining();
    const SessionDetails parent = work().open.details();
    QCOMPARE(parent.flipped.size(), trainCount / 10);

    m_desk->goTo(Page::Audit);
    AuditPage &audit = *window().auditPage();
    click(audit, QStringLiteral("Find suspicious labels"));
    QTRY_VERIFY_WITH_TIMEOUT(audit.canJudge(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(audit.list()->grid()->hasFocus(), patience);
    QMap<qint64, LabelDecision> expected;
    judgeTwenty(expected);
    const PlotWidget *recovery = audit.panel()->recovery()->plot();
    QVERIFY(recovery->isVisible());
    QCOMPARE(recovery->pointCount(int(AuditMethod::Combined)), 101);
    m_desk->takePictures(QStringLiteral("2-wrong-labels"));

    QList<LabelDecision> changes = expected.values();
    changes.removeIf([](const LabelDecision &one) { return one.verdict == Verdict::Keep; });
    click(audit, QStringLiteral("Retrain with these changes"));
    QTRY_VERIFY_WITH_TIMEOUT(work().open.id() != parent.summary.id, patience);
    m_desk->waitForEndOfTraining();
    checkChild(parent, changes);
    if (QTest::currentTestFailed())
        return;
    click(*window().trainPage(), QStringLiteral("Compare"));
    QVERIFY(window().page() == Page::Compare);
    QTRY_VERIFY_WITH_TIMEOUT(work().comparison.isReady(), patience);
    QVERIFY(work().comparison.first().summary.id == parent.summary.id); // what was before is A
    QVERIFY(work().comparison.second().summary.parent == parent.summary.id);
    QVERIFY(work().open.details().summary.parent == parent.summary.id); // and the new one stays open
    const QAbstractItemModel &differences = *window().comparePage()->figures()->table()->model();
    QCOMPARE(namesOf(differences), QStringList(QStringLiteral("Label changes")));
    QVERIFY(!window().comparePage()->verdict().isEmpty());
    m_desk->takePictures(QStringLiteral("2-wrong-labels-compared"));
}

/// Half of them MLPs, with learning rates that make some good and some bad.
void FiveJobsTest::fillLibrary(int count)
{
    m_desk->startEngine();
    QSignalSpy finished(&m_desk->engine(), &Engine::finished);
    for (int number = 1; number <= count; ++number) {
        TrainingConfig config =
            smallTraining(m_data.path(), number % 2 ? QStringLiteral("logistic") : QStringLiteral("mlp"), 1);
        config.trainLimit = 60;
        config.testLimit = 40;
        config.learningRate = 0.0002 + 0.0001 * number;
        config.name = QStringLiteral("run %1").arg(number, 2, 10, QLatin1Char('0'));
        m_desk->engine().train(config);
    }
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), count, patience);
}

/// By tag, name, model, accuracy, and several at once; and in every order.
void FiveJobsTest::findSessions()
{
    const QAbstractItemModel &rows = *m_desk->sessionList().model();
    const QString renamed = QStringLiteral("Shirts again");
    m_desk->search(QStringLiteral("last week"));
    QCOMPARE(namesOf(rows), QStringList(renamed));
    m_desk->search(QStringLiteral("SHIRTS"));
    QCOMPARE(namesOf(rows), QStringList(renamed));
    m_desk->search(QStringLiteral("mlp"));
    QCOMPARE(rows.rowCount(), 25);

    QList<SessionSummary> all = work().library.sessions();
    std::sort(all.begin(), all.end(), [](const SessionSummary &a, const SessionSummary &b) {
        return a.testAccuracy != b.testAccuracy ? a.testAccuracy > b.testAccuracy : a.created > b.created;
    });
    const double middle = *all.at(25).testAccuracy;
    const auto isBetter = [middle](const SessionSummary &one) { return *one.testAccuracy > middle; };
    const auto better = std::count_if(all.begin(), all.end(), isBetter);
    QVERIFY(better > 0 && better <= 25); // several have the same
    const QString bound = QStringLiteral(">%1").arg(middle * 100);
    m_desk->search(bound);
    QCOMPARE(rows.rowCount(), better);
    m_desk->search(bound + QStringLiteral(" mlp"));
    QCOMPARE(rows.rowCount(), std::count_if(all.begin(), all.end(), [&](const SessionSummary &one) {
                 return isBetter(one) && one.model == u"mlp";
             }));

    m_desk->search(QString());
    choose(*window().sessionsPanel(), QStringLiteral("Order of sessions"), QStringLiteral("Most"));
    QStringList names;
    for (const SessionSummary &one : std::as_const(all))
        names += one.name;
    QCOMPARE(namesOf(rows), names);
    choose(*window().sessionsPanel(), QStringLiteral("Order of sessions"), QStringLiteral("By name"));
    names.sort(Qt::CaseInsensitive);
    QCOMPARE(namesOf(rows), names);
}

void FiveJobsTest::checkAsItWasLeft(qint64 test, const QString &sentence)
{
    QSignalSpy progress(&m_desk->engine(), &Engine::progress);
    m_desk->search(QStringLiteral("last week"));
    m_desk->openSession(QStringLiteral("Shirts again"));
    QVERIFY(window().page() == Page::Influence);
    QCOMPARE(influence().tests()->current(), test);
    QTRY_COMPARE_WITH_TIMEOUT(influence().result()->sentence(), sentence, patience);
    QVERIFY(influence().showsAnswer());
    for (ThumbnailRow *row : {influence().result()->proponents(), influence().result()->opponents()}) {
        QVERIFY(row->model()->rowCount() > 0);
        for (int i = 0; i < row->model()->rowCount(); ++i)
            QTRY_VERIFY_WITH_TIMEOUT(hasImage(row->model()->index(i, 0), RankedExampleModel::ImageRole),
                                     patience);
    }
    QTRY_VERIFY_WITH_TIMEOUT(hasImage(currentTest(), TestExampleModel::ImageRole), patience);
    m_desk->goTo(Page::Audit);
    QTRY_VERIFY_WITH_TIMEOUT(window().auditPage()->canJudge(), patience);
    const QAbstractItemModel *suspects = window().auditPage()->list()->grid()->model();
    QCOMPARE(suspects->rowCount(), 60);
    QTRY_VERIFY_WITH_TIMEOUT(hasImage(suspects->index(0, 0), SuspectModel::ImageRole), patience);
    QCOMPARE(window().auditPage()->panel()->progress(),
             QStringLiteral("1 judged of 60: 0 relabelled, 1 excluded"));
    m_desk->goTo(Page::Influence);
    QVERIFY(work().jobs.jobs().isEmpty());
    QCOMPARE(progress.size(), 0); // nothing was computed
}

void FiveJobsTest::whatDidIDoLastWeek()
{
    fillLibrary(50);
    m_desk->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->sessionList().model()->rowCount(), 50, patience);
    m_desk->search(QStringLiteral("run 42"));
    m_desk->openSession(QStringLiteral("run 42"));
    m_desk->goTo(Page::Audit);
    click(*window().auditPage(), QStringLiteral("Find suspicious labels"));
    QTRY_VERIFY_WITH_TIMEOUT(window().auditPage()->canJudge(), patience);
    press(Qt::Key_X);
    m_desk->goTo(Page::Influence);
    press(Qt::Key_N);
    press(Qt::Key_N);
    traceCurrent();
    const qint64 test = influence().tests()->current();
    const QString sentence = influence().result()->sentence();

    click(m_desk->sessionList(), m_desk->sessionList().model()->index(0, 0));
    press(Qt::Key_G, Qt::ControlModifier);
    type(QStringLiteral("last week, keep"));
    press(Qt::Key_Return);
    m_desk->sessionList().setFocus();
    press(Qt::Key_F2);
    press(Qt::Key_A, Qt::ControlModifier);
    type(QStringLiteral("Shirts again"));
    press(Qt::Key_Return);
    m_desk->search(QStringLiteral("run 07"));
    m_desk->openSession(QStringLiteral("run 07"));
    m_desk->goTo(Page::Data);
    m_desk->quit();

    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(work().open.isOpen(), patience);
    QCOMPARE(work().open.details().summary.name, QStringLiteral("run 07"));
    QVERIFY(window().page() == Page::Data);
    findSessions();
    if (QTest::currentTestFailed())
        return;
    checkAsItWasLeft(test, sentence);
    QVERIFY(!influence().dataMessage()->isVisible());
    m_desk->takePictures(QStringLiteral("3-last-week"));
    m_desk->quit();

    const QStringList files = QDir(m_data.path()).entryList(QDir::Files);
    for (const QString &file : files)
        QVERIFY(QFile::remove(m_data.filePath(file)));
    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(work().open.isOpen(), patience);
    checkAsItWasLeft(test, sentence);
    QVERIFY(influence().dataMessage()->isVisible());
    QVERIFY2(influence().dataMessage()->text().contains(QStringLiteral("no longer holds the data set")),
             qPrintable(influence().dataMessage()->text()));
    QVERIFY(influence().dataMessage()->text().contains(m_data.path()));
    m_desk->takePictures(QStringLiteral("3-last-week-data-gone"));
}

/// Counted from what the engine stored.
void FiveJobsTest::checkChangedSides(SessionId a, SessionId b)
{
    const TestEvaluation first = m_desk->read(a).evaluation;
    const TestEvaluation second = m_desk->read(b).evaluation;
    QCOMPARE(first.labels.size(), testCount);
    int changed = 0;
    int fixed = 0;
    int broken = 0;
    for (qsizetype i = 0; i < first.labels.size(); ++i) {
        const bool rightByA = first.predicted.at(i) == first.labels.at(i);
        const bool rightByB = second.predicted.at(i) == second.labels.at(i);
        changed += first.predicted.at(i) != second.predicted.at(i);
        fixed += !rightByA && rightByB;
        broken += rightByA && !rightByB;
    }
    QVERIFY(changed > 1);
    const ComparePage &page = *window().comparePage();
    QCOMPARE(page.examples()->grid()->model()->rowCount(), changed);
    QVERIFY2(page.verdict().startsWith(QStringLiteral("B is right on %1 ").arg(fixed)),
             qPrintable(page.verdict()));
    QVERIFY2(page.verdict().contains(QStringLiteral("wrong on %1 that").arg(broken)),
             qPrintable(page.verdict()));
}

void FiveJobsTest::isThisSettingBetter()
{
    m_desk->startEngine();
    TrainingConfig config = smallTraining(m_data.path(), QStringLiteral("logistic"), 2);
    config.learningRate = 0.0001;
    config.name = QStringLiteral("timid");
    const SessionId timid = m_desk->train(config);
    config = smallTraining(m_data.path(), QStringLiteral("mlp"), 3);
    config.name = QStringLiteral("bold");
    const SessionId bold = m_desk->train(config);
    m_desk->start();
    QListView &list = m_desk->sessionList();
    choose(*window().sessionsPanel(), QStringLiteral("Order of sessions"), QStringLiteral("By name"));
    QCOMPARE(namesOf(*list.model()), QStringList({QStringLiteral("bold"), QStringLiteral("timid")}));
    m_desk->openSession(QStringLiteral("timid"));
    click(list, list.model()->index(0, 0), Qt::ControlModifier);
    press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window().page() == Page::Compare);
    QTRY_VERIFY_WITH_TIMEOUT(work().comparison.isReady() && work().open.id() == timid, patience);
    QVERIFY(work().comparison.first().summary.id == timid); // the older one, wherever it stands in the list
    QVERIFY(work().comparison.second().summary.id == bold);

    const ComparePage &page = *window().comparePage();
    const ComparisonCurves &curves = *page.figures()->curves();
    for (const PlotWidget *plot : {curves.accuracyPlot(), curves.lossPlot()}) {
        QVERIFY(plot->isVisible());
        QCOMPARE(plot->pointCount(0), 2);
        QCOMPARE(plot->pointCount(1), 3);
    }
    QCOMPARE(
        namesOf(*page.figures()->table()->model()),
        QStringList({QStringLiteral("Model"), QStringLiteral("Epochs"), QStringLiteral("Learning rate")}));
    QCOMPARE(page.figures()->classes()->plot()->pointCount(0), 4);
    QCOMPARE(page.figures()->classes()->plot()->pointCount(1), 4);
    checkChangedSides(timid, bold);
    if (QTest::currentTestFailed())
        return;

    press(Qt::Key_N);
    QCOMPARE(inspected(), QStringLiteral("Test example ") + text::example(page.examples()->current()));
    click(page, QStringLiteral("Trace in both"));
    const QAbstractItemModel &inA = *page.proponents()->rankingA()->model();
    const QAbstractItemModel &inB = *page.proponents()->rankingB()->model();
    QTRY_VERIFY_WITH_TIMEOUT(inA.rowCount() > 0 && inB.rowCount() > 0, patience);
    QVERIFY(page.isAncestorOf(QApplication::focusWidget())); // where the next N belongs
    for (const QAbstractItemModel *ranking : {&inA, &inB}) {
        for (int row = 0; row < ranking->rowCount(); ++row)
            QVERIFY(!ranking->index(row, 0).data(MovedProponentModel::MovementTextRole).toString().isEmpty());
    }
    QVERIFY2(page.proponents()->sentence().contains(QStringLiteral("of the top")),
             qPrintable(page.proponents()->sentence()));
    QCOMPARE(m_desk->read(timid).analyses.size(), 1);
    QCOMPARE(m_desk->read(bold).analyses.size(), 1);
    m_desk->takePictures(QStringLiteral("4-better"));
}

/// As a picture, as numbers, as a table.
void FiveJobsTest::checkPlot(PlotWidget &plot, const QString &name)
{
    const QString stem = m_folder->filePath(name);
    for (const QString &suffix : {QStringLiteral(".png"), QStringLiteral(".svg"), QStringLiteral(".pdf")})
        QVERIFY2(plot.save(stem + suffix), qPrintable(stem + suffix));
    const QImage image(stem + QStringLiteral(".png"));
    QVERIFY(image.width() >= plot.width() && image.height() > 100); // twice the size on the screen
    QXmlStreamReader svg(contentOf(stem + QStringLiteral(".svg")));
    QVERIFY(svg.readNextStartElement());
    QCOMPARE(svg.name().toString(), QStringLiteral("svg"));
    svg.skipCurrentElement();
    QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    QVERIFY(contentOf(stem + QStringLiteral(".pdf")).startsWith("%PDF-"));

    const qsizetype rows = plot.table().rows.size();
    QVERIFY2(rows > 0, qPrintable(name));
    QCOMPARE(plot.csv().count(u'\n'), rows + 1);
    plot.setFocus(Qt::TabFocusReason);
    press(Qt::Key_T);
    const auto *twin = plot.findChild<TableTwin *>();
    QVERIFY(twin && twin->isVisible());
    QCOMPARE(twin->view()->model()->rowCount(), rows);
    delete twin;
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

void FiveJobsTest::showItToAColleague()
{
    m_desk->startEngine();
    TrainingConfig config = smallTraining(m_data.path(), QStringLiteral("mlp"), 2);
    config.labelNoise = 0.1;
    config.name = QStringLiteral("baseline");
    const SessionId other = m_desk->train(config);
    config.learningRate = 0.002;
    config.name = QStringLiteral("For Ada <ada@example.org>");
    const SessionId session = m_desk->train(config);
    m_desk->start();
    m_desk->openSession(config.name);
    m_desk->goTo(Page::Influence);
    press(Qt::Key_N);
    traceCurrent();
    const qint64 traced = influence().tests()->current();
    auto *lossOfExample = window().inspectorPanel()->findChild<PlotWidget *>();
    QVERIFY(lossOfExample->isVisible());
    checkPlot(*lossOfExample, QStringLiteral("inspector"));
    m_desk->goTo(Page::Audit);
    click(*window().auditPage(), QStringLiteral("Find suspicious labels"));
    QTRY_VERIFY_WITH_TIMEOUT(window().auditPage()->canJudge(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(work().open.details().analyses.size(), 2, patience);

    QSignalSpy written(window().reports(), &ReportWriting::written);
    const QString html = m_folder->filePath(QStringLiteral("report.html"));
    const QString pdf = m_folder->filePath(QStringLiteral("report.pdf"));
    window().reports()->write(session, html);
    QTRY_COMPARE_WITH_TIMEOUT(written.size(), 1, patience);
    QVERIFY(buttonNamed(window(), QStringLiteral("Open")));
    window().reports()->write(session, pdf);
    QTRY_COMPARE_WITH_TIMEOUT(written.size(), 2, patience);
    const QByteArray page = contentOf(html);
    QCOMPARE(problemOfHtml(page), QString());
    QVERIFY(page.contains("For Ada &lt;ada@example.org&gt;"));
    QVERIFY(page.contains("Test example " + text::example(traced).toUtf8()));
    QVERIFY(page.contains("Label audit"));
    QVERIFY(page.contains(text::percent(*work().open.details().summary.testAccuracy).toUtf8()));
    QVERIFY(page.count("data:image/png") > 20 && page.count("data:image/svg") > 4);
    const QByteArray document = contentOf(pdf);
    QVERIFY(document.startsWith("%PDF-") && document.trimmed().endsWith("%%EOF"));
    QVERIFY(document.size() > 20000);

    window().comparePage()->compareWith(other);
    const std::array<const QWidget *, 5> pages{window().dataPage(), window().trainPage(),
                                               window().influencePage(), window().auditPage(),
                                               window().comparePage()};
    const std::array expected{1, 2, 2, 1, 3}; // on each page
    for (std::size_t at = 0; at < pages.size(); ++at) {
        m_desk->goTo(Page(int(at)));
        QTRY_VERIFY_WITH_TIMEOUT(window().page() != Page::Compare || work().comparison.isReady(), patience);
        int onPage = 0;
        int number = 0;
        const auto plots = window().findChildren<PlotWidget *>();
        for (PlotWidget *plot : plots) {
            if (!plot->isVisible())
                continue;
            checkPlot(*plot, QStringLiteral("plot-%1-%2").arg(at).arg(++number));
            if (QTest::currentTestFailed())
                return;
            onPage += pages.at(at)->isAncestorOf(plot);
        }
        QCOMPARE(onPage, expected.at(at));
    }
    m_desk->takePictures(QStringLiteral("5-colleague"));
}

PROPONENT_TEST(FiveJobsTest)
#include "five_jobs_test.moc"
