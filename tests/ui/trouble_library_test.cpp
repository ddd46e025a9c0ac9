// SPDX-License-Identifier: GPL-3.0-or-later
// The library itself: full disks, other windows, damaged files.
#include "tests/ui/trouble.h"

#include "tests/engine/small_disk.h"
#include "tests/engine/without_root.h"
#include "tests/test_registry.h"
#include "ui/docks/sessions_panel.h"
#include "ui/library_problem_window.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/train/train_page.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Id = ActionCollection::Id;
using Page = MainWindow::Page;

namespace {

void overwrite(const QString &file, qint64 at, const QByteArray &bytes)
{
    QFile out(file);
    if (!out.open(QIODevice::ReadWrite) || !out.seek(at) || out.write(bytes) != bytes.size())
        qFatal("can't change %s", qUtf8Printable(file));
}

} // namespace

class TroubleLibraryTest : public Trouble
{
    Q_OBJECT

private Q_SLOTS:
    void twoWindowsOverOneLibrary();
    void libraryCantBeWritten();
    void diskIsFullWhileTraining();
    void diskIsFullWhileJudging();
    void judgementsSurviveQuittingAtOnce();
    void libraryCantBeOpened_data();
    void libraryCantBeOpened();
    void backupIsUsed();

private:
    void startLongTraining();
    void resume();
};

/// Too long to be over before the trouble comes, however slow this program is.
void TroubleLibraryTest::startLongTraining()
{
    TrainingConfig many = config(5000);
    many.batchSize = 2;
    work().run.start(many);
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().epochsDone > 0, patience);
}

/// Goes on with what was kept, without a gap.
void TroubleLibraryTest::resume()
{
    QVERIFY(onlySession().state != SessionState::Running);
    const int kept = onlySession().epochsDone;
    QVERIFY(kept > 0);
    click(trainPage(), QStringLiteral("Resume"));
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().epochsDone > kept, patience);
    work().run.stop();
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Interrupted, patience);
    QVERIFY(onlySession().failure.isEmpty());
    const QList<EpochMetrics> epochs = m_desk->read(onlySession().id).epochs;
    QCOMPARE(epochs.size(), onlySession().epochsDone);
    for (int index = 0; index < epochs.size(); ++index)
        QCOMPARE(epochs[index].epoch, index + 1);
}

void TroubleLibraryTest::twoWindowsOverOneLibrary()
{
    m_desk->start();
    work().run.start(config(5000));
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().epochsDone > 0, patience);
    work().run.stop();
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Interrupted, patience);

    Desk second(m_folder->path(), QStringLiteral("second.ini"));
    second.start();
    second.openSession(QStringLiteral("baseline"));
    const auto there = [&second] { return second.work().library.sessions().value(0); };
    QVERIFY(there().state == SessionState::Interrupted);

    // The first goes on; for a second, the other doesn't know yet.
    const auto goOnInTheFirst = [this] {
        work().run.resume(onlySession());
        QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Running, patience);
    };
    goOnInTheFirst();
    second.work().run.resume(there()); // as by a click in that second
    TRY_WORDS(*second.window().trainPage(), QStringLiteral("is being trained by another program"));
    QVERIFY(messageWith(*second.window().trainPage(), QStringLiteral("stop it there")));
    QTRY_VERIFY_WITH_TIMEOUT(there().state == SessionState::Running, patience);
    second.openSession(QStringLiteral("baseline"));
    QVERIFY(!second.window().actions()[Id::ResumeSession]->isEnabled());
    QVERIFY(!second.window().actions()[Id::DeleteSession]->isEnabled());

    // What happens in one is seen in the other, without anybody's looking there.
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    work().run.stop();
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Interrupted, patience);
    work().library.rename(onlySession().id, QStringLiteral("renamed here"));
    QTRY_VERIFY_WITH_TIMEOUT(!work().library.hasUnsaved(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(there().name, QStringLiteral("renamed here"), 2000);
    QTRY_VERIFY_WITH_TIMEOUT(second.window().actions()[Id::ResumeSession]->isEnabled(), patience);

    // A session that is trained elsewhere isn't deleted, and comes back into the list.
    second.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&second.window()));
    second.sessionList().setFocus();
    press(Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(second.work().library.sessions().isEmpty(), patience);
    goOnInTheFirst();
    second.work().undo.clear(); // now it is meant for good
    TRY_WORDS(*second.window().sessionsPanel(), QStringLiteral("is being trained. Stop it, then delete it."));
    QCOMPARE(second.work().library.sessions().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(there().state == SessionState::Running, patience);
}

void TroubleLibraryTest::libraryCantBeWritten()
{
    m_desk->start();
    startLongTraining();
    const QString folder =
        QDir(m_desk->libraryFolder()).filePath(QStringLiteral("checkpoints/%1").arg(onlySession().id.value));
    {
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
        const WithoutRoot nobody;
        QTRY_VERIFY_WITH_TIMEOUT(!work().run.isActive(), patience);
    }
    TRY_WORDS(trainPage(), QStringLiteral("Can't write"));
    QVERIFY(messageWith(trainPage(), folder));
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Failed, patience);
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    resume();
}

void TroubleLibraryTest::diskIsFullWhileTraining()
{
    const SmallDisk disk;
    if (!disk.isThere())
        QSKIP("only root may mount a disk to fill it");
    m_desk = std::make_unique<Desk>(disk.path());
    m_desk->start();
    startLongTraining();
    m_desk->goTo(Page::Data);
    disk.fill();
    QTRY_VERIFY_WITH_TIMEOUT(!work().run.isActive(), patience);
    TRY_WORDS(window(), QStringLiteral("ree some space")); // whatever is looked at
    m_desk->goTo(Page::Train);
    QVERIFY(messageWith(trainPage(), QStringLiteral("ree some space")));
    disk.makeRoom();
    leaveAndComeBack();
    // Interrupted, where not even the failure could be written.
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state != SessionState::Running, patience);
    resume();
    m_desk.reset(); // before the disk
}

void TroubleLibraryTest::diskIsFullWhileJudging()
{
    const SmallDisk disk;
    if (!disk.isThere())
        QSKIP("only root may mount a disk to fill it");
    m_desk = std::make_unique<Desk>(disk.path());
    audit();
    TrainingConfig other = config(1);
    other.name = QStringLiteral("other");
    (void)m_desk->train(other);
    const AuditPage &page = *window().auditPage();
    disk.fill();
    for (const Qt::Key key : {Qt::Key_X, Qt::Key_K, Qt::Key_X, Qt::Key_X, Qt::Key_K})
        press(key);
    TRY_WORDS(page, QStringLiteral("not saved yet"));
    QVERIFY(messageWith(page, QStringLiteral("ree some space")));
    const QList<LabelDecision> decisions = work().judging.decisions();
    QCOMPARE(decisions.size(), 5);

    // Neither another session nor an attempt to quit loses them.
    m_desk->openSession(QStringLiteral("other"));
    QVERIFY(work().judging.decisions().isEmpty());
    m_desk->openSession(QStringLiteral("baseline"));
    QCOMPARE(work().judging.decisions(), decisions);
    m_desk->goTo(Page::Data);
    window().close();
    QTRY_VERIFY_WITH_TIMEOUT(window().page() == Page::Audit, patience);
    QVERIFY(window().isVisible());
    TRY_WORDS(page, QStringLiteral("not saved yet"));

    disk.makeRoom();
    click(page, QStringLiteral("Save again"));
    QTRY_VERIFY_WITH_TIMEOUT(!work().judging.hasUnsaved(), patience);
    QVERIFY(!messageWith(page, QStringLiteral("not saved")));
    m_desk->quit();
    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(work().open.isOpen(), patience);
    QCOMPARE(work().judging.decisions(), decisions);
    m_desk.reset(); // before the disk
}

void TroubleLibraryTest::judgementsSurviveQuittingAtOnce()
{
    audit();
    for (int number = 0; number < 30; ++number)
        press(number % 2 ? Qt::Key_X : Qt::Key_K);
    const QList<LabelDecision> decisions = work().judging.decisions();
    QCOMPARE(decisions.size(), 30);
    m_desk->quit();
    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(work().open.isOpen(), patience);
    QCOMPARE(work().judging.decisions(), decisions);
}

void TroubleLibraryTest::libraryCantBeOpened_data()
{
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("damaged") << QStringLiteral("damaged")
                             << QStringList({QStringLiteral("is damaged"),
                                             QStringLiteral("put a backup in its place")});
    QTest::newRow("torn") << QStringLiteral("torn")
                          << QStringList(
                                 {QStringLiteral("is damaged"), QStringLiteral("put a backup in its place")});
    QTest::newRow("newer") << QStringLiteral("newer")
                           << QStringList(
                                  {QStringLiteral("newer version"), QStringLiteral("update Proponent")});
    QTest::newRow("a file") << QStringLiteral("file")
                            << QStringList({QStringLiteral("is a file, not a folder")});
}

void TroubleLibraryTest::libraryCantBeOpened()
{
    QFETCH(QString, trouble);
    QFETCH(QStringList, words);
    QString folder = m_desk->libraryFolder();
    m_desk->startEngine();
    (void)m_desk->train(config(1));
    m_desk->quit();
    const QString file = QDir(folder).filePath(QStringLiteral("library.sqlite"));
    if (trouble == u"damaged")
        overwrite(file, 0, QByteArray(200, 'x'));
    else if (trouble == u"torn")
        QVERIFY(QFile::resize(file, QFileInfo(file).size() / 2));
    else if (trouble == u"newer")
        changeLibrary(folder, QStringLiteral("PRAGMA user_version = 99"));
    else
        folder = file;
    const auto engine = Engine::open(folder);
    QVERIFY(!engine.hasValue());

    LibraryProblemWindow problem(folder, engine.error());
    problem.show();
    QVERIFY(QTest::qWaitForWindowExposed(&problem));
    QString said;
    const auto labels = problem.findChildren<QLabel *>();
    for (const QLabel *label : labels)
        said += label->text() + u'\n';
    for (const QString &one : std::as_const(words))
        QVERIFY2(said.contains(one), qPrintable(said));
    QVERIFY2(said.contains(folder), qPrintable(said));

    const auto buttons = problem.findChildren<QPushButton *>();
    QVERIFY(std::ranges::none_of(buttons, [](const QPushButton *button) {
        return button->isVisible() && button->text() == QStringLiteral("Use the backup");
    }));
    QSignalSpy chosen(&problem, &LibraryProblemWindow::folderChosen);
    const QString another = m_folder->filePath(QStringLiteral("another"));
    QVERIFY(QDir().mkpath(another));
    click(problem, QStringLiteral("Choose another folder…"));
    chooseFolder(problem, another);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).toString(), another);
    QVERIFY(Engine::open(another).hasValue());
    click(problem, QStringLiteral("Quit"));
    QVERIFY(!problem.isVisible());
}

void TroubleLibraryTest::backupIsUsed()
{
    const QString folder = m_desk->libraryFolder();
    m_desk->startEngine();
    (void)m_desk->train(config(1));
    m_desk->quit();
    const QString file = QDir(folder).filePath(QStringLiteral("library.sqlite"));
    const QString backup = QDir(folder).filePath(QStringLiteral("library-schema-7-backup.sqlite"));
    QVERIFY(QFile::copy(file, backup));
    overwrite(file, 0, QByteArray(200, 'x'));
    LibraryProblemWindow problem(folder, Engine::open(folder).error(), Engine::backupFor(folder));
    problem.show();
    QVERIFY(QTest::qWaitForWindowExposed(&problem));
    const auto labels = problem.findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
        return label->isVisible() && label->text().contains(QStringLiteral("library-schema-7-backup.sqlite"));
    }));
    QSignalSpy chosen(&problem, &LibraryProblemWindow::backupChosen);
    click(problem, QStringLiteral("Use the backup"));
    QCOMPARE(chosen.size(), 1);
    QVERIFY(Engine::restoreBackup(folder, backup).hasValue());
    QVERIFY(Engine::open(folder).hasValue());
}

PROPONENT_TEST(TroubleLibraryTest)
#include "trouble_library_test.moc"
