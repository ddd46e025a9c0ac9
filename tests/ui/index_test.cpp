// SPDX-License-Identifier: GPL-3.0-or-later
// Questions to the index of a session: answered at once, then exactly, in the same place. By mouse and keys.
#include "tests/test_registry.h"
#include "tests/ui/desk.h"
#include "tests/ui/small_dataset.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/influence/trace_bar.h"
#include "ui/text/source_language.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/inline_message.h"

#include <QCheckBox>
#include <QComboBox>
#include <QTemporaryDir>
#include <QTest>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Page = MainWindow::Page;

class IndexTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void answersAtOnceThenExactly();
    void answersInTheMiddleOfATraining();
    void onlyWhatItIsOf();
    void afterATrainingBySetting();

private:
    [[nodiscard]] MainWindow &window() const { return m_desk->window(); }
    [[nodiscard]] Workspace &work() const { return m_desk->work(); }
    [[nodiscard]] InfluencePage &influence() const { return *window().influencePage(); }
    void openIndexed();
    void clickOnMistake(int row);
    [[nodiscard]] qsizetype analyses() const { return work().open.details().analyses.size(); }

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
};

void IndexTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    writeSmallDataset(m_data.path(), 480, 96);
}

void IndexTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_desk = std::make_unique<Desk>(m_folder->path());
    m_desk->settings().setTraceAhead(TraceAhead::Never);
    m_desk->settings().setTraceOnSelection(false);
    m_desk->start();
}

void IndexTest::cleanup()
{
    m_desk.reset();
}

/// A session whose index was built by the key of that action.
void IndexTest::openIndexed()
{
    TrainingConfig config = smallTraining(m_data.path(), QStringLiteral("logistic"), 2);
    config.name = QStringLiteral("indexed");
    (void)m_desk->train(config);
    m_desk->openSession(QStringLiteral("indexed"));
    m_desk->goTo(Page::Influence);
    QVERIFY(!work().open.details().index);
    press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(work().open.details().index.has_value(), patience);
}

void IndexTest::clickOnMistake(int row)
{
    ThumbnailGrid &grid = *influence().tests()->grid();
    click(grid, grid.model()->index(row, 0));
}

void IndexTest::answersAtOnceThenExactly()
{
    openIndexed();
    QCOMPARE(influence().bar()->methodChoice()->currentText(), QStringLiteral("LoGra")); // proposed now
    QStringList details; // as they change
    connect(&work().tracing, &Tracing::ready, this, [this, &details] {
        const QString now = influence().result()->details();
        if (!now.isEmpty() && (details.isEmpty() || details.constLast() != now))
            details += now;
    });
    clickOnMistake(1); // and no more: it is asked by itself
    QTRY_COMPARE_WITH_TIMEOUT(analyses(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
    QCOMPARE(details.size(), 2);
    QVERIFY2(details.constFirst().startsWith(QStringLiteral("from the index; exact scores follow…")),
             qPrintable(details.constFirst()));
    QVERIFY2(details.constLast().contains(QStringLiteral("that the index ranks first")),
             qPrintable(details.constLast()));
    QVERIFY(influence().result()->sentence().startsWith(QStringLiteral("Training on #")));
    m_desk->takePictures(QStringLiteral("index"));

    clickOnMistake(2);
    QTRY_COMPARE_WITH_TIMEOUT(analyses(), 2, patience);
    clickOnMistake(1); // known
    QTest::qWait(200);
    QVERIFY(work().jobs.jobs().isEmpty());
    QCOMPARE(analyses(), 2);
    press(Qt::Key_K, Qt::ControlModifier); // check these scores
    QTRY_VERIFY_WITH_TIMEOUT(influence().message()->text().contains(QStringLiteral("they agree")), patience);
}

void IndexTest::answersInTheMiddleOfATraining()
{
    openIndexed();
    // Of epochs that take a while: thousands a second would keep the window busy with their curve alone.
    TrainingConfig endless = smallTraining(m_data.path(), QStringLiteral("cnn"), 100'000);
    endless.checkpointEvery = endless.epochs;
    work().run.start(endless);
    QTRY_VERIFY_WITH_TIMEOUT(work().run.session().isValid(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(work().open.id(), work().run.session(),
                              patience); // shown by itself, once it is there
    m_desk->openSession(QStringLiteral("indexed"));
    m_desk->goTo(Page::Influence);
    clickOnMistake(1);
    QTRY_COMPARE_WITH_TIMEOUT(analyses(), 1, patience);
    QVERIFY(work().run.isActive());
    work().run.stop();
    m_desk->waitForEndOfTraining();
}

/// By another method it is traced as ever.
void IndexTest::onlyWhatItIsOf()
{
    openIndexed();
    choose(*influence().bar(), QStringLiteral("Method"), QStringLiteral("TracIn"));
    clickOnMistake(1);
    QTest::qWait(200);
    QCOMPARE(analyses(), 0);
    press(Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(analyses(), 1, patience);
    QCOMPARE(work().open.details().analyses.constFirst().method, QStringLiteral("tracin"));
    QVERIFY(!influence().result()->details().contains(QStringLiteral("index")));
}

void IndexTest::afterATrainingBySetting()
{
    press(Qt::Key_Comma, Qt::ControlModifier);
    auto *dialog = window().findChild<SettingsDialog *>();
    QVERIFY(dialog);
    QVERIFY(!dialog->index()->isChecked());
    click(*dialog, QStringLiteral("Build an &index after a training"));
    click(*dialog, QStringLiteral("&Close"));
    QVERIFY(m_desk->settings().indexesAfterTraining());
    TrainingConfig config = smallTraining(m_data.path(), QStringLiteral("logistic"), 2);
    config.name = QStringLiteral("by itself");
    work().run.start(config);
    m_desk->waitForEndOfTraining();
    m_desk->openSession(QStringLiteral("by itself"));
    QTRY_VERIFY_WITH_TIMEOUT(work().open.details().index.has_value(), patience);
}

PROPONENT_TEST(IndexTest)
#include "index_test.moc"
