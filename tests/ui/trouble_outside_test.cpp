// SPDX-License-Identifier: GPL-3.0-or-later
// What the library depends on: data, devices, folders for reports.
#include "tests/ui/trouble.h"

#include "tests/engine/without_root.h"
#include "tests/test_registry.h"
#include "tests/ui/rows.h"
#include "tests/ui/small_dataset.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/train/training_form.h"
#include "ui/report/report_writing.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/inline_message.h"

#include <QDir>
#include <QFile>
#include <QListView>
#include <QTest>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Page = MainWindow::Page;

namespace {

const QString nowhere = QStringLiteral("cuda:77"); ///< a device that no machine has

} // namespace

class TroubleOutsideTest : public Trouble
{
    Q_OBJECT

private Q_SLOTS:
    void dataIsGoneAndComesBack();
    void dataWasMoved();
    void dataHasOtherContents();
    void changedDataIsSeenAtOnce();
    void deviceIsNotHere();
    void sessionFromAnotherMachine();
    void retrainOnAnotherMachine();
    void reportCantBeWritten();

private:
    [[nodiscard]] InfluencePage &influence() const { return *window().influencePage(); }
    [[nodiscard]] QModelIndex currentTest() const { return influence().tests()->grid()->currentIndex(); }
    void openTraced();
    void browseOtherData(const QString &name);
    void traceNextInVain(const QString &words);
};

/// A session of which the first mistake is traced.
void TroubleOutsideTest::openTraced()
{
    m_desk->startEngine();
    (void)m_desk->train(config(2));
    m_desk->start();
    m_desk->openSession(QStringLiteral("baseline"));
    m_desk->goTo(Page::Influence);
    press(Qt::Key_N);
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
}

/// Which puts the session's data out of the engine's memory.
void TroubleOutsideTest::browseOtherData(const QString &name)
{
    const QString other = m_folder->filePath(name);
    writeSmallDataset(other, 80, 40);
    m_desk->goTo(Page::Data);
    window().dataPage()->browse(other);
    QTRY_VERIFY_WITH_TIMEOUT(work().data.state() == DataBrowser::State::Ready && work().data.spec() == other,
                             patience);
    m_desk->goTo(Page::Influence);
}

void TroubleOutsideTest::traceNextInVain(const QString &words)
{
    press(Qt::Key_N);
    const qint64 test = influence().tests()->current();
    press(Qt::Key_Return);
    TRY_WORDS(influence(), words);
    QVERIFY(messageWith(influence(), dataFolder()));
    QVERIFY(work().jobs.jobs().isEmpty());
    QVERIFY(!influence().showsAnswer());
    QCOMPARE(influence().tests()->current(), test); // it can be tried again
}

void TroubleOutsideTest::dataIsGoneAndComesBack()
{
    openTraced();
    const qint64 traced = influence().tests()->current();
    const QString away = m_folder->filePath(QStringLiteral("away"));
    QVERIFY(QDir().rename(dataFolder(), away));
    browseOtherData(QStringLiteral("other"));
    traceNextInVain(QStringLiteral("no folder"));
    const qint64 untraced = influence().tests()->current();
    QVERIFY(untraced != traced);

    // Started anew, the window has nothing but what is stored.
    m_desk->quit();
    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(work().open.isOpen(), patience);
    m_desk->goTo(Page::Influence);
    TRY_WORDS(influence(), QStringLiteral("put it back"));
    influence().selectTest(traced);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
    const QModelIndex proponent = influence().result()->proponents()->model()->index(0, 0);
    QTRY_VERIFY_WITH_TIMEOUT(hasImage(currentTest(), TestExampleModel::ImageRole), patience);
    QTRY_VERIFY_WITH_TIMEOUT(hasImage(proponent, RankedExampleModel::ImageRole), patience);
    influence().selectTest(untraced);
    QTRY_COMPARE_WITH_TIMEOUT(influence().tests()->selected(), QList<qint64>{untraced}, patience);
    QVERIFY(!hasImage(currentTest(), TestExampleModel::ImageRole));

    // Back again, and it heals as soon as the person is back at the window.
    QVERIFY(QDir().rename(away, dataFolder()));
    leaveAndComeBack();
    QTRY_VERIFY_WITH_TIMEOUT(hasImage(currentTest(), TestExampleModel::ImageRole), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!messageWith(influence(), QStringLiteral("put it back")), patience);
    influence().tests()->grid()->setFocus();
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
    m_desk->goTo(Page::Data);
    QTRY_VERIFY_WITH_TIMEOUT(work().data.state() == DataBrowser::State::Ready, patience);
}

void TroubleOutsideTest::dataWasMoved()
{
    openTraced();
    m_desk->quit();
    const QString away = m_folder->filePath(QStringLiteral("away"));
    QVERIFY(QDir().rename(dataFolder(), away));
    const QString other = m_folder->filePath(QStringLiteral("other"));
    writeSmallDataset(other, 80, 40);
    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(work().open.isOpen(), patience);
    m_desk->goTo(Page::Influence);
    TRY_WORDS(influence(), QStringLiteral("say where it is now"));
    click(influence(), QStringLiteral("Find the data set…"));
    chooseFolder(influence(), other);
    TRY_WORDS(influence(), QStringLiteral("holds other data"));
    click(influence(), QStringLiteral("Find the data set…"));
    chooseFolder(influence(), away);
    QTRY_VERIFY_WITH_TIMEOUT(!influence().dataMessage()->isVisible(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(work().open.details().dataset.path, away, patience);
    influence().tests()->grid()->setFocus();
    press(Qt::Key_N);
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
}

void TroubleOutsideTest::dataHasOtherContents()
{
    openTraced();
    const QString away = m_folder->filePath(QStringLiteral("away"));
    QVERIFY(QDir().rename(dataFolder(), away));
    writeSmallDataset(dataFolder(), 200, 60);
    browseOtherData(QStringLiteral("other"));
    traceNextInVain(QStringLiteral("no longer holds the data that this session was trained on"));
    QVERIFY(messageWith(influence(), QStringLiteral("Put the original files back")));
    QVERIFY(QDir(dataFolder()).removeRecursively());
    QVERIFY(QDir().rename(away, dataFolder()));
    browseOtherData(QStringLiteral("another"));
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!messageWith(influence(), dataFolder()), patience);
}

/// Without anything else being read in between.
void TroubleOutsideTest::changedDataIsSeenAtOnce()
{
    openTraced();
    const QString away = m_folder->filePath(QStringLiteral("away"));
    QVERIFY(QDir().rename(dataFolder(), away));
    traceNextInVain(QStringLiteral("no folder"));
    writeSmallDataset(dataFolder(), 200, 60);
    press(Qt::Key_Return);
    TRY_WORDS(influence(), QStringLiteral("no longer holds the data that this session was trained on"));
    const SessionId onNewData = m_desk->train(config(1));
    QCOMPARE(m_desk->read(onNewData).trainCount, 200);
    QVERIFY(QDir(dataFolder()).removeRecursively());
    QVERIFY(QDir().rename(away, dataFolder()));
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
}

void TroubleOutsideTest::deviceIsNotHere()
{
    m_desk->start();
    click(window(), QStringLiteral("Set up a training"));
    TrainingConfig elsewhere = config(1);
    elsewhere.device = nowhere;
    trainPage().setUp(elsewhere);
    QTRY_VERIFY_WITH_TIMEOUT(!work().machine.devices().isEmpty(), patience);
    const FormField *field = trainPage().form()->field(QStringLiteral("device"));
    QTRY_VERIFY_WITH_TIMEOUT(field->problem().contains(nowhere), patience);
    QVERIFY(!trainPage().canStart());
    trainPage().form()->setDevices(work().machine.devices()); // as every few seconds
    QVERIFY(field->problem().contains(nowhere));
    QCOMPARE(trainPage().form()->config().device, nowhere);
    choose(trainPage(), QStringLiteral("Device"), QStringLiteral("CPU"));
    QCOMPARE(field->problem(), QString());
    QTRY_VERIFY_WITH_TIMEOUT(trainPage().canStart(), patience);

    // Asked for without the form.
    work().run.start(elsewhere);
    TRY_WORDS(trainPage(), nowhere);
    QVERIFY(messageWith(trainPage(), QStringLiteral("that this machine has: cpu")));
    QVERIFY(!work().run.isActive());
    click(trainPage(), QStringLiteral("Start training"));
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Completed, patience);
}

void TroubleOutsideTest::sessionFromAnotherMachine()
{
    m_desk->start();
    work().run.start(config(5000));
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().epochsDone > 0, patience);
    m_desk->quit();
    changeLibrary(m_desk->libraryFolder(), QStringLiteral("UPDATE sessions SET device = '%1', "
                                                          "config = json_set(config, '$.device', '%1')")
                                               .arg(nowhere));
    TrainingConfig newer = config(1);
    newer.name = QStringLiteral("newer");
    m_desk->startEngine();
    (void)m_desk->train(newer);
    m_desk->start();
    m_desk->openSession(QStringLiteral("newer"));
    m_desk->goTo(Page::Train);
    m_desk->sessionList().setFocus();
    press(Qt::Key_Down);
    press(Qt::Key_R, Qt::ControlModifier);
    TRY_WORDS(trainPage(), nowhere);
    QTRY_COMPARE_WITH_TIMEOUT(work().open.isOpen() ? work().open.details().summary.name : QString(),
                              QStringLiteral("baseline"), patience);
    QVERIFY(messageWith(trainPage(), QStringLiteral("this machine has: cpu")));
    QVERIFY(work().open.details().summary.state == SessionState::Interrupted); // at home it can go on
    QVERIFY(work().open.details().summary.epochsDone > 0);

    // Another page says it, too.
    m_desk->goTo(Page::Influence);
    press(Qt::Key_R, Qt::ControlModifier);
    TRY_WORDS(window(), nowhere);
    press(Qt::Key_N); // what was trained there can be asked here
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
}

void TroubleOutsideTest::retrainOnAnotherMachine()
{
    audit();
    m_desk->quit();
    changeLibrary(m_desk->libraryFolder(), QStringLiteral("UPDATE sessions SET device = '%1', "
                                                          "config = json_set(config, '$.device', '%1')")
                                               .arg(nowhere));
    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(!work().machine.devices().isEmpty(), patience);
    m_desk->openSession(QStringLiteral("baseline"));
    const SessionId parent = work().open.id();
    m_desk->goTo(Page::Audit);
    QTRY_VERIFY_WITH_TIMEOUT(window().auditPage()->canJudge(), patience);
    press(Qt::Key_X);
    const QList<LabelDecision> changes = work().judging.changes();
    QCOMPARE(changes.size(), 1);
    click(*window().auditPage(), QStringLiteral("Retrain with these changes"));
    QVERIFY(window().page() == Page::Train);
    QTRY_VERIFY_WITH_TIMEOUT(trainPage().form()->field(QStringLiteral("device"))->problem().contains(nowhere),
                             patience);
    choose(trainPage(), QStringLiteral("Device"), QStringLiteral("CPU"));
    click(trainPage(), QStringLiteral("Start training"));
    QTRY_VERIFY_WITH_TIMEOUT(work().open.id() != parent, patience);
    m_desk->waitForEndOfTraining();
    QVERIFY(work().open.details().summary.state == SessionState::Completed);
    QCOMPARE(work().open.details().summary.device, QStringLiteral("cpu"));
    QVERIFY(work().open.details().summary.parent == parent);
    QCOMPARE(work().open.details().config.labelChanges, changes);
}

void TroubleOutsideTest::reportCantBeWritten()
{
    openTraced();
    const SessionId session = work().open.id();
    const QString missing = m_folder->filePath(QStringLiteral("not there/report.html"));
    window().reports()->write(session, missing);
    TRY_WORDS(window(), missing);
    QVERIFY(messageWith(window(), QStringLiteral("Choose a folder that exists and that you may write to")));

    const QString mine = m_folder->filePath(QStringLiteral("mine"));
    QVERIFY(QDir().mkpath(mine));
    QVERIFY(QFile::setPermissions(mine, QFile::ReadOwner | QFile::ExeOwner));
    const QString file = mine + QStringLiteral("/report.pdf");
    {
        const WithoutRoot nobody;
        window().reports()->write(session, file);
        TRY_WORDS(window(), file);
    }
    QVERIFY(messageWith(window(), QStringLiteral("Choose a folder that exists and that you may write to")));
    QVERIFY(QFile::setPermissions(mine, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(QDir(mine).isEmpty());
    window().reports()->write(session, file);
    TRY_WORDS(window(), QStringLiteral("The report was written to"));
    QVERIFY(QFile::exists(file));
}

PROPONENT_TEST(TroubleOutsideTest)
#include "trouble_outside_test.moc"
