// SPDX-License-Identifier: GPL-3.0-or-later
// A training example asked about as if it were a test example: from each place that shows one, by mouse and keys.
#include "tests/test_registry.h"
#include "tests/ui/desk.h"
#include "tests/ui/small_dataset.h"
#include "ui/docks/inspector_panel.h"
#include "ui/models/data_example_model.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/audit/suspect_grid.h"
#include "ui/pages/audit/suspect_list.h"
#include "ui/pages/data/data_filters.h"
#include "ui/pages/data/data_gallery.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/influence/asked_training.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/text/format.h"
#include "ui/text/source_language.h"
#include "ui/views/thumbnail_view.h"
#include "ui/work/paired_influence.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Id = ActionCollection::Id;
using Page = MainWindow::Page;

class AskedTrainingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void isAskedFromEachPlace_data();
    void isAskedFromEachPlace();
    void noTestExampleIsAskedLikeThat();
    void leadsBack_data();
    void leadsBack();
    void isReopened();
    void isNoAnswerOfTheTestExample();
    void comparisonIsOfTestExamples();

private:
    [[nodiscard]] MainWindow &window() const { return m_desk->window(); }
    [[nodiscard]] Workspace &work() const { return m_desk->work(); }
    [[nodiscard]] InfluencePage &influence() const { return *window().influencePage(); }
    void openSession();
    void traceMistake();
    void ask(QAbstractItemView &list, const QModelIndex &item);
    void waitForAnswer();

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
};

void AskedTrainingTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    writeSmallDataset(m_data.path(), 96, 48);
}

void AskedTrainingTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_desk = std::make_unique<Desk>(m_folder->path());
    m_desk->startEngine();
    TrainingConfig config = smallTraining(m_data.path(), QStringLiteral("logistic"), 2);
    config.name = QStringLiteral("small");
    (void)m_desk->train(config);
    m_desk->start();
    openSession();
}

void AskedTrainingTest::cleanup()
{
    m_desk.reset();
}

void AskedTrainingTest::openSession()
{
    m_desk->openSession(QStringLiteral("small"));
    m_desk->goTo(Page::Influence);
    QTRY_VERIFY_WITH_TIMEOUT(influence().tests()->current() >= 0, patience);
}

void AskedTrainingTest::waitForAnswer()
{
    QTRY_VERIFY_WITH_TIMEOUT(work().jobs.jobs().isEmpty() && influence().showsAnswer(), patience);
}

void AskedTrainingTest::traceMistake()
{
    influence().tests()->grid()->setFocus();
    press(Qt::Key_Return);
    waitForAnswer();
}

/// By the menu that the right mouse button opens.
void AskedTrainingTest::ask(QAbstractItemView &list, const QModelIndex &item)
{
    const QPointer<QMenu> menu = rightClick(list, item);
    QVERIFY(menu);
    chooseFrom(*menu, window().actions().title(Id::AskAboutTraining));
}

void AskedTrainingTest::isAskedFromEachPlace_data()
{
    QTest::addColumn<QString>("place");
    for (const char *place : {"proponents", "opponents", "data", "audit", "inspector", "key"})
        QTest::newRow(place) << QString::fromLatin1(place);
}

void AskedTrainingTest::isAskedFromEachPlace()
{
    QFETCH(QString, place);
    qint64 asked = -1;
    if (place == u"data") {
        m_desk->goTo(Page::Data);
        DataGallery &gallery = *window().dataPage()->gallery();
        QTRY_VERIFY_WITH_TIMEOUT(gallery.model()->rowCount() == 96, patience);
        const QModelIndex item = gallery.model()->index(5, 0);
        asked = item.data(DataExampleModel::IndexRole).toLongLong();
        ask(gallery, item);
    } else if (place == u"audit") {
        m_desk->goTo(Page::Audit);
        press(Qt::Key_L, Qt::ControlModifier);
        const AuditPage &page = *window().auditPage();
        QTRY_VERIFY_WITH_TIMEOUT(page.canJudge() && work().jobs.jobs().isEmpty(), patience);
        asked = page.list()->selected().constFirst().trainIndex;
        ask(*page.list()->grid(), page.list()->grid()->currentIndex());
    } else {
        traceMistake();
        ThumbnailRow &row =
            place == u"opponents" ? *influence().result()->opponents() : *influence().result()->proponents();
        const QModelIndex first = row.model()->index(0, 0); // the first proponent is selected already
        asked = first.data(RankedExampleModel::IndexRole).toLongLong();
        if (place == u"key" || place == u"inspector") {
            click(row, first);
            QCOMPARE(window().inspectorPanel()->title()->text(),
                     QStringLiteral("Training example ") + text::example(asked));
            if (place == u"key")
                press(Qt::Key_W);
            else
                click(*window().inspectorPanel()->askButton());
        } else {
            ask(row, first);
        }
    }
    QVERIFY(window().page() == Page::Influence);
    QCOMPARE(influence().training(), asked);
    waitForAnswer();
    const auto stored = [this] {
        const QList<AnalysisSummary> &analyses = work().open.details().analyses;
        return std::ranges::count(analyses, QStringLiteral(R"({"of":"train"})"), &AnalysisSummary::question);
    };
    QTRY_COMPARE_WITH_TIMEOUT(stored(), 1, patience);
    QCOMPARE(work().open.details().analyses.constFirst().testIndices, QList<qint64>{asked});
    const QString label = text::unbroken(text::className(work().open.details().dataset, int(asked % 4)));
    QVERIFY(influence().askedTraining()->isVisible());
    QCOMPARE(influence().askedTraining()->heading(),
             QStringLiteral("Training example %1: %2").arg(text::example(asked), label));
    const QString sentence = influence().result()->sentence();
    QVERIFY2(sentence.contains(QStringLiteral(" toward %1: +").arg(label)), qPrintable(sentence));
    // Nothing pushes one that the model is unsure of as much as training on itself.
    if (place == u"audit") {
        const QString itself = QStringLiteral("Training on %1 (%2) pushed the example itself toward %2: +");
        QVERIFY2(sentence.startsWith(itself.arg(text::example(asked), label)), qPrintable(sentence));
    }
    QVERIFY(influence().tests()->selected().isEmpty());
    m_desk->takePictures(QStringLiteral("asked-training-") + place);
}

void AskedTrainingTest::noTestExampleIsAskedLikeThat()
{
    QAction *action = window().actions()[Id::AskAboutTraining];
    QVERIFY(!action->isEnabled()); // a mistake is selected
    QVERIFY(!window().inspectorPanel()->askButton()->isVisible());
    traceMistake();
    click(*influence().result()->opponents(), influence().result()->opponents()->model()->index(0, 0));
    QVERIFY(action->isEnabled());
    QVERIFY(window().inspectorPanel()->askButton()->isVisible());
    click(*influence().tests()->grid(), influence().tests()->grid()->currentIndex());
    QVERIFY(!action->isEnabled());
}

void AskedTrainingTest::leadsBack_data()
{
    QTest::addColumn<QString>("way");
    for (const char *way : {"button", "click", "next"})
        QTest::newRow(way) << QString::fromLatin1(way);
}

void AskedTrainingTest::leadsBack()
{
    QFETCH(QString, way);
    traceMistake();
    const qint64 mistake = influence().tests()->current();
    const QString before = influence().result()->sentence();
    ask(*influence().result()->proponents(), influence().result()->proponents()->model()->index(1, 0));
    waitForAnswer();
    QVERIFY(influence().result()->sentence() != before);

    TestExamplePanel &tests = *influence().tests();
    if (way == u"button")
        click(*influence().askedTraining()->backButton());
    else if (way == u"click")
        click(*tests.grid(), tests.grid()->currentIndex());
    else
        press(Qt::Key_N);
    QVERIFY(!influence().askedTraining()->isVisible());
    QCOMPARE(influence().training(), -1);
    QCOMPARE(tests.current() == mistake, way != u"next");
    QCOMPARE(tests.selected(), QList<qint64>{tests.current()});
    QVERIFY(window().inspectorPanel()->title()->text().startsWith(QStringLiteral("Test example")));
    if (way == u"next")
        QVERIFY(!influence().showsAnswer());
    else
        QCOMPARE(influence().result()->sentence(), before);
}

/// With its answer, and without computing.
void AskedTrainingTest::isReopened()
{
    traceMistake();
    ask(*influence().result()->proponents(), influence().result()->proponents()->model()->index(1, 0));
    waitForAnswer();
    const qint64 asked = influence().training();
    const QString heading = influence().askedTraining()->heading();
    const QString sentence = influence().result()->sentence();
    m_desk->quit();
    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
    QCOMPARE(influence().training(), asked);
    QCOMPARE(influence().askedTraining()->heading(), heading);
    QCOMPARE(influence().result()->sentence(), sentence);
    QVERIFY(work().jobs.jobs().isEmpty());
    QCOMPARE(window().inspectorPanel()->title()->text(),
             QStringLiteral("Training example ") + text::example(asked));

    m_desk->openSession(QStringLiteral("small"));
    press(Qt::Key_N);
    QVERIFY(!influence().askedTraining()->isVisible());
}

/// The training and the test example of one number.
void AskedTrainingTest::isNoAnswerOfTheTestExample()
{
    traceMistake();
    const qsizetype traced = work().tracing.tracedTests().size();
    ask(*influence().result()->proponents(), influence().result()->proponents()->model()->index(1, 0));
    waitForAnswer();
    const qint64 asked = influence().training();
    QTRY_COMPARE_WITH_TIMEOUT(work().open.details().analyses.size(), 2, patience);
    QCOMPARE(work().tracing.tracedTests().size(), traced);
    TraceSettings settings = influence().settings();
    QVERIFY(work().tracing.storedFor(asked, settings));
    settings.of = Split::Test;
    QVERIFY(!work().tracing.storedFor(asked, settings) || asked == influence().tests()->current());
    influence().selectTest(asked);
    if (influence().tests()->current() == asked)
        QVERIFY(!influence().askedTraining()->isVisible());
}

void AskedTrainingTest::comparisonIsOfTestExamples()
{
    AnalysisSummary analysis;
    analysis.id = AnalysisId{1};
    analysis.method = QStringLiteral("tracin");
    analysis.layers = QStringLiteral("all");
    analysis.checkpoints = {1};
    analysis.testIndices = {3};
    SessionDetails session;
    session.summary.id = SessionId{1};
    session.checkpoints = {CheckpointInfo{1, 0.1, {}, {}, {}}};
    for (const bool ofTraining : {false, true}) {
        analysis.question = ofTraining ? QStringLiteral(R"({"of":"train"})") : QString();
        session.analyses = {analysis};
        PairedInfluence pair(m_desk->engine(), work().replies, work().jobs);
        pair.setSessions(session, session);
        pair.choose(3);
        QCOMPARE(pair.isStored(PairedInfluence::Side::A), !ofTraining);
    }
}

PROPONENT_TEST(AskedTrainingTest)
#include "asked_training_test.moc"
