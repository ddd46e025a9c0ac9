// SPDX-License-Identifier: GPL-3.0-or-later
// Tracing on the Influence page of the real window, by the real engine.
#include "tests/test_registry.h"
#include "tests/ui/window_fixture.h"
#include "ui/docks/inspector_panel.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/influence/trace_bar.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/count_box.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/pixel_view.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace proponent;
using namespace proponent::ui;
using test::patience;

using Id = ActionCollection::Id;

class InfluencePageTest : public test::WindowFixture
{
    Q_OBJECT

private Q_SLOTS:
    void influenceBeginsWithTheWorstMistake();
    void tracesAMistake();
    void tracesByEachMethod_data();
    void tracesByEachMethod();
    void storedAnalysisIsShownWithoutComputing();
    void showsAsManyAsAreToBeKept();
    void walksToTheNextMistakeByKey();
};

/// A session that was never traced, opened where its mistakes are: one is selected, and nothing is computed unasked.
void InfluencePageTest::influenceBeginsWithTheWorstMistake()
{
    train(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->influencePage()->hasExamples(), patience);
    m_window->showPage(MainWindow::Page::Influence);
    closeWindow();
    m_settings->setTraceOnSelection(true);
    for (const bool byHand : {false, true}) {
        m_settings->setSessionView(m_engine->libraryFolder(), SessionId{1},
                                   {.page = int(MainWindow::Page::Influence)});
        openWindow(); // the last session is opened again
        QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().open.isOpen(), patience);
        if (byHand) {
            m_window->actions()[Id::NewSession]->trigger();
            m_window->showPage(MainWindow::Page::Influence);
            openFirstSession();
        }
        QVERIFY(m_window->page() == MainWindow::Page::Influence);
        InfluencePage *page = m_window->influencePage();
        const QModelIndex worst = page->tests()->grid()->model()->index(0, 0);
        QCOMPARE(page->tests()->selected(),
                 QList<qint64>{worst.data(TestExampleModel::IndexRole).toLongLong()});
        QVERIFY(page->canTrace() && page->bar()->button()->isEnabled());
        QVERIFY(m_window->actions()[Id::Trace]->isEnabled());
        QVERIFY(m_window->inspectorPanel()->title()->text().startsWith(QStringLiteral("Test example")));
        const auto traces = [this] { return !m_window->workspace().jobs.jobs().isEmpty(); };
        QVERIFY(!QTest::qWaitFor(traces, 1000));
        closeWindow();
    }
}

void InfluencePageTest::tracesAMistake()
{
    train(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    InfluencePage *page = m_window->influencePage();
    QTRY_VERIFY_WITH_TIMEOUT(page->hasExamples(), patience);
    m_window->actions()[Id::ShowInfluence]->trigger();
    page->showMistakes();
    ThumbnailGrid *grid = page->tests()->grid();
    const QModelIndex worst = grid->currentIndex();
    QVERIFY(worst.data(TestExampleModel::WrongRole).toBool());
    QTRY_VERIFY_WITH_TIMEOUT(!worst.data(TestExampleModel::ImageRole).value<QImage>().isNull(), patience);

    QTest::keyClick(grid, Qt::Key_Return);
    QAbstractItemModel *proponents = page->result()->proponents()->model();
    QAbstractItemModel *opponents = page->result()->opponents()->model();
    QTRY_VERIFY_WITH_TIMEOUT(proponents->rowCount() > 0, patience);
    QVERIFY(opponents->rowCount() > 0);
    QVERIFY(proponents->index(0, 0).data(RankedExampleModel::ScoreRole).toDouble() > 0);
    QVERIFY(opponents->index(0, 0).data(RankedExampleModel::ScoreRole).toDouble() < 0);
    QTRY_VERIFY_WITH_TIMEOUT(
        !proponents->index(0, 0).data(RankedExampleModel::ImageRole).value<QImage>().isNull(), patience);
    QVERIFY2(page->result()->sentence().startsWith(QStringLiteral("Training on #")),
             qPrintable(page->result()->sentence()));
    QVERIFY(page->result()->sentence().contains(QStringLiteral("over 2 checkpoints")));

    // A self-check, from the menu.
    m_window->actions()[Id::VerifyScores]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!page->message()->text().isEmpty(), patience);
    QVERIFY2(page->message()->text().contains(QStringLiteral("they agree")),
             qPrintable(page->message()->text()));
    QVERIFY2(page->message()->text().startsWith(QStringLiteral("20 random scores")),
             qPrintable(page->message()->text()));

    // The Inspector follows from the test example to a training example.
    QVERIFY(m_window->inspectorPanel()->title()->text().startsWith(QStringLiteral("Test example")));
    page->result()->opponents()->setCurrentIndex(opponents->index(0, 0));
    QVERIFY(m_window->inspectorPanel()->title()->text().startsWith(QStringLiteral("Training example")));
    QVERIFY(page->result()->sentence().contains(QStringLiteral("away from")));
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->inspectorPanel()->image()->image().isNull(), patience);
}

void InfluencePageTest::tracesByEachMethod_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("name");
    QTest::newRow("tracin") << QStringLiteral("tracin") << QStringLiteral("TracIn");
    QTest::newRow("tracin-cosine") << QStringLiteral("tracin-cosine") << QStringLiteral("TracIn, cosine");
    QTest::newRow("relatif") << QStringLiteral("relatif") << QStringLiteral("RelatIF");
}

void InfluencePageTest::tracesByEachMethod()
{
    QFETCH(QString, method);
    QFETCH(QString, name);
    train(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    InfluencePage *page = m_window->influencePage();
    QTRY_VERIFY_WITH_TIMEOUT(page->hasExamples(), patience);
    m_window->showPage(MainWindow::Page::Influence);
    page->showMistakes();
    QComboBox *choice = page->bar()->methodChoice();
    QCOMPARE(choice->count(), Engine::methods().size());
    choice->setCurrentIndex(choice->findText(name));
    QVERIFY(choice->currentIndex() >= 0);
    page->trace();
    QTRY_VERIFY_WITH_TIMEOUT(page->showsAnswer(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(page->result()->details().startsWith(name + QStringLiteral(" · all layers · ")),
                             patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace().open.details().analyses.size(), 1, patience);
    QCOMPARE(m_window->workspace().open.details().analyses.constFirst().method, method);
    QVERIFY(page->result()->sentence().startsWith(QStringLiteral("Training on #")));

    // It is remembered, and each method has its own answer.
    QCOMPARE(m_settings->chosenMethod(m_engine->libraryFolder(), SessionId{1}, QStringLiteral("mlp")),
             method);
    choice->setCurrentIndex((choice->currentIndex() + 1) % choice->count());
    page->trace();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace().open.details().analyses.size(), 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(page->result()->details().startsWith(choice->currentText()), patience);
}

void InfluencePageTest::storedAnalysisIsShownWithoutComputing()
{
    train(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->influencePage()->hasExamples(), patience);
    m_window->influencePage()->showMistakes();
    const qint64 test = m_window->influencePage()->tests()->current();
    m_window->influencePage()->trace();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->influencePage()->result()->proponents()->model()->rowCount() > 0,
                             patience);
    const QString sentence = m_window->influencePage()->result()->sentence();
    closeWindow();
    closeEngine();

    openEngine();
    openWindow();
    QSignalSpy progress(m_engine.get(), &Engine::progress);
    openFirstSession();
    m_window->showPage(MainWindow::Page::Influence);
    m_window->influencePage()->selectTest(test);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->influencePage()->result()->sentence(), sentence, patience);
    QVERIFY(m_window->workspace().jobs.jobs().isEmpty());
    QCOMPARE(progress.size(), 0);
}

/// Of several stored answers the one that holds enough, in whatever order they were computed.
void InfluencePageTest::showsAsManyAsAreToBeKept()
{
    train(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    InfluencePage *page = m_window->influencePage();
    QTRY_VERIFY_WITH_TIMEOUT(page->hasExamples(), patience);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->showPage(MainWindow::Page::Influence);
    page->showMistakes();
    const qint64 test = page->tests()->current();
    const auto keep = [&page](const QString &count) {
        auto *box = page->bar()->findChild<CountBox *>();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(box, count);
        page->tests()->grid()->setFocus();
    };
    const auto shown = [&page] { return page->result()->proponents()->model()->rowCount(); };
    const auto isIdle = [this] { return m_window->workspace().jobs.jobs().isEmpty(); };

    keep(QStringLiteral("1"));
    QTest::keyClick(page->tests()->grid(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(page->showsAnswer() && isIdle(), patience);
    QCOMPARE(shown(), 1);
    for (const char *more : {"2", "5", "20"}) {
        keep(QString::fromLatin1(more));
        QTest::keyClick(page->tests()->grid(), Qt::Key_Return);
        QVERIFY(!isIdle()); // one is not enough
        QTRY_COMPARE_WITH_TIMEOUT(shown(), QByteArray(more).toInt(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
        QTest::keyClick(page->tests()->grid(), Qt::Key_Return);
        QVERIFY(isIdle()); // and now it is
    }

    // The newest holds one; what holds twenty is older, and is found when the session is read again, too.
    keep(QStringLiteral("1"));
    m_window->actions()[Id::TraceMistakes]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    keep(QStringLiteral("20"));
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 20, patience);
    closeWindow();
    closeEngine();
    openEngine();
    openWindow();
    openFirstSession();
    m_window->showPage(MainWindow::Page::Influence);
    page = m_window->influencePage();
    page->selectTest(test);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 20, patience);
    QVERIFY(isIdle());
    QTest::keyClick(page->tests()->grid(), Qt::Key_Return);
    QVERIFY(isIdle());
}

void InfluencePageTest::walksToTheNextMistakeByKey()
{
    train(1);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->influencePage()->hasExamples(), patience);
    m_window->showPage(MainWindow::Page::Influence);
    m_window->influencePage()->showMistakes();
    TestExamplePanel *tests = m_window->influencePage()->tests();
    QVERIFY(tests->wrongCount() > 1);
    const qint64 first = tests->current();
    tests->grid()->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_N);
    QVERIFY(tests->current() != first);
    QTest::keyClick(m_window.get(), Qt::Key_P);
    QCOMPARE(tests->current(), first);
}

PROPONENT_TEST(InfluencePageTest)
#include "influence_page_test.moc"
