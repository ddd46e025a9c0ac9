// SPDX-License-Identifier: GPL-3.0-or-later
// After a training its mistakes are traced before anybody asks; what somebody asks goes first. By mouse and keys.
#include "tests/test_registry.h"
#include "tests/ui/desk.h"
#include "tests/ui/small_dataset.h"
#include "ui/docks/job_bar.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/train/training_form.h"
#include "ui/text/source_language.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/inline_message.h"

#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Kind = JobList::Kind;
using Page = MainWindow::Page;

class TracingAheadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void everyMistakeAnswersAtOnce();
    void whatIsAskedGoesFirst();
    void isStoppedByItsOwnButton();
    void onlyWhereItIsWanted();
    void notForADeletedSession();

private:
    [[nodiscard]] MainWindow &window() const { return m_desk->window(); }
    [[nodiscard]] Workspace &work() const { return m_desk->work(); }
    [[nodiscard]] InfluencePage &influence() const { return *window().influencePage(); }
    void train();
    [[nodiscard]] bool isAhead() const;
    [[nodiscard]] QList<qint64> mistakes() const;
    void clickOnMistake(int row);

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
};

void TracingAheadTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    writeSmallDataset(m_data.path(), 480, 96);
}

void TracingAheadTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_desk = std::make_unique<Desk>(m_folder->path());
    m_desk->settings().setTraceAhead(TraceAhead::Always);
    m_desk->start();
}

void TracingAheadTest::cleanup()
{
    m_desk.reset();
}

/// Through the form and its button.
void TracingAheadTest::train()
{
    click(window(), QStringLiteral("Set up a training"));
    window().trainPage()->form()->setConfig(smallTraining(m_data.path(), QStringLiteral("cnn"), 2));
    click(*window().trainPage(), QStringLiteral("Start training"));
    m_desk->waitForEndOfTraining();
}

/// Whether it is at work, and not stopping.
bool TracingAheadTest::isAhead() const
{
    const JobList::Job *job = work().jobs.current();
    return job && job->kind == Kind::Unasked && job->progress && !job->stopping;
}

QList<qint64> TracingAheadTest::mistakes() const
{
    return misclassified(work().open.details().evaluation);
}

void TracingAheadTest::clickOnMistake(int row)
{
    ThumbnailGrid &grid = *influence().tests()->grid();
    click(grid, grid.model()->index(row, 0));
}

void TracingAheadTest::everyMistakeAnswersAtOnce()
{
    train();
    QTRY_VERIFY_WITH_TIMEOUT(isAhead(), patience);
    const QString words = window().jobBar()->text();
    QVERIFY2(words.startsWith(QStringLiteral("Tracing %1 mistakes ahead: ").arg(mistakes().size())),
             qPrintable(words));
    QTRY_VERIFY_WITH_TIMEOUT(!work().open.details().analyses.isEmpty(), patience);
    QVERIFY(work().jobs.jobs().isEmpty());
    QCOMPARE(work().open.details().analyses.constFirst().testIndices, mistakes());

    m_desk->goTo(Page::Influence);
    for (const int row : {1, 2}) {
        clickOnMistake(row);
        QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
        QVERIFY(work().jobs.jobs().isEmpty());
    }
    QCOMPARE(work().open.details().analyses.size(), 1);
}

void TracingAheadTest::whatIsAskedGoesFirst()
{
    train();
    m_desk->goTo(Page::Influence);
    QTRY_VERIFY_WITH_TIMEOUT(isAhead(), patience);
    clickOnMistake(1);
    press(Qt::Key_Return);
    QVERIFY(work().jobs.hasAsked());
    QVERIFY(!isAhead()); // stopping
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
    QVERIFY(influence().message()->text().isEmpty()); // nothing about what gave way
    const QList<qint64> asked{influence().tests()->current()};
    QTRY_COMPARE_WITH_TIMEOUT(work().open.details().analyses.size(), 1, patience);
    QCOMPARE(work().open.details().analyses.constFirst().testIndices, asked);

    QTRY_VERIFY_WITH_TIMEOUT(isAhead(), patience); // once more
    QTRY_COMPARE_WITH_TIMEOUT(work().open.details().analyses.size(), 2, patience);
    QCOMPARE(work().open.details().analyses.constFirst().testIndices, mistakes());
}

void TracingAheadTest::isStoppedByItsOwnButton()
{
    train();
    m_desk->goTo(Page::Influence);
    QTRY_VERIFY_WITH_TIMEOUT(isAhead(), patience);
    click(*window().jobBar()->stopButton());
    QTRY_VERIFY_WITH_TIMEOUT(work().jobs.jobs().isEmpty(), patience);
    const auto goesOn = [this] { return !work().jobs.jobs().isEmpty(); };
    QVERIFY(!QTest::qWaitFor(goesOn, 2500));
    QVERIFY(work().open.details().analyses.isEmpty());
    QVERIFY(influence().message()->text().isEmpty());
}

void TracingAheadTest::onlyWhereItIsWanted()
{
    m_desk->settings().setTraceAhead(TraceAhead::Never);
    train();
    const auto begins = [this] { return !work().jobs.jobs().isEmpty(); };
    QVERIFY(!QTest::qWaitFor(begins, 2500));
    QVERIFY(work().open.details().analyses.isEmpty());
}

void TracingAheadTest::notForADeletedSession()
{
    train();
    QTRY_VERIFY_WITH_TIMEOUT(isAhead(), patience);
    m_desk->sessionList().setFocus();
    press(Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(work().jobs.jobs().isEmpty(), patience);
    const auto goesOn = [this] { return !work().jobs.jobs().isEmpty(); };
    QVERIFY(!QTest::qWaitFor(goesOn, 2500));
}

PROPONENT_TEST(TracingAheadTest)
#include "tracing_ahead_test.moc"
