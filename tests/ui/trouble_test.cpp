// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong on a real machine: it is said in words, where it happens, with what to do; nothing is lost.
#include "tests/engine/without_root.h"
#include "tests/ui/desk.h"
#include "tests/ui/small_dataset.h"
#include "ui/docks/sessions_panel.h"
#include "ui/library_problem_window.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/session_list_model.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/audit_page.h"
#include "ui/pages/data_page.h"
#include "ui/pages/influence_page.h"
#include "ui/pages/influence_result.h"
#include "ui/pages/suspect_list.h"
#include "ui/pages/test_example_panel.h"
#include "ui/pages/train_page.h"
#include "ui/pages/training_form.h"
#include "ui/report/report_writing.h"
#include "ui/text/source_language.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/thumbnail_view.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

#include <sys/mount.h>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Id = ActionCollection::Id;
using Page = MainWindow::Page;
using Verdict = LabelDecision::Verdict;

namespace {

const QString nowhere = QStringLiteral("cuda:77"); ///< a device that no machine has

/// A disk of its own, small enough to be filled.
class SmallDisk
{
public:
    SmallDisk()
        : m_mounted(::mount("tmpfs", qPrintable(m_folder.path()), "tmpfs", 0, "size=6m") == 0)
    {
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(qPrintable(m_folder.path()), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    [[nodiscard]] bool isThere() const { return m_mounted; }
    [[nodiscard]] QString path() const { return m_folder.path(); }
    void fill() const
    {
        QFile file(filler());
        for (qint64 size = 1 << 16; size > 0 && file.open(QIODevice::Append | QIODevice::Unbuffered);) {
            if (file.write(QByteArray(size, 'x')) < size)
                size /= 2;
            file.close();
        }
    }
    void makeRoom() const { QFile::remove(filler()); }

private:
    [[nodiscard]] QString filler() const { return m_folder.filePath(QStringLiteral("filler")); }

    QTemporaryDir m_folder;
    bool m_mounted;
};

/// What only another program or another machine would do.
void changeLibrary(const QString &folder, const QString &sql)
{
    const QString connection = QStringLiteral("trouble");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(QDir(folder).filePath(QStringLiteral("library.sqlite")));
        QSqlQuery query(database);
        if (!database.open() || !QSqlQuery(database).exec(sql))
            qFatal("%s", qUtf8Printable(database.lastError().text()));
    }
    QSqlDatabase::removeDatabase(connection);
}

void overwrite(const QString &file, qint64 at, const QByteArray &bytes)
{
    QFile out(file);
    if (!out.open(QIODevice::ReadWrite) || !out.seek(at) || out.write(bytes) != bytes.size())
        qFatal("can't change %s", qUtf8Printable(file));
}

/// The message in which these words stand, or null.
InlineMessage *messageWith(const QWidget &in, const QString &words)
{
    const auto messages = in.findChildren<InlineMessage *>();
    for (InlineMessage *message : messages) {
        if (message->isVisible() && message->text().contains(words))
            return message;
    }
    return nullptr;
}

} // namespace

// The words are looked at as a person would: they have to be visible, and say what and what to do.
#define TRY_WORDS(widget, words)                                                                             \
    QTRY_VERIFY_WITH_TIMEOUT(messageWith(widget, words), patience)

class TroubleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void dataIsGoneAndComesBack();
    void dataHasOtherContents();
    void twoWindowsOverOneLibrary();
    void libraryCantBeWritten();
    void diskIsFullWhileTraining();
    void diskIsFullWhileJudging();
    void judgementsSurviveQuittingAtOnce();
    void libraryCantBeOpened_data();
    void libraryCantBeOpened();
    void deviceIsNotHere();
    void sessionFromAnotherMachine();
    void reportCantBeWritten();

private:
    [[nodiscard]] MainWindow &window() const { return m_desk->window(); }
    [[nodiscard]] Workspace &work() const { return m_desk->work(); }
    [[nodiscard]] TrainPage &trainPage() const { return *window().trainPage(); }
    [[nodiscard]] InfluencePage &influence() const { return *window().influencePage(); }
    [[nodiscard]] QString dataFolder() const { return m_folder->filePath(QStringLiteral("data")); }
    [[nodiscard]] QModelIndex currentTest() const { return influence().tests()->grid()->currentIndex(); }
    [[nodiscard]] TrainingConfig config(int epochs) const;
    [[nodiscard]] SessionSummary onlySession() const { return work().library.sessions().value(0); }
    void openTraced();
    void browseOtherData();
    void traceNextInVain(const QString &words);
    void audit();
    void resumeToTheEnd(int epochs);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
};

void TroubleTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
}

void TroubleTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    writeSmallDataset(dataFolder(), 240, 80);
    m_desk = std::make_unique<Desk>(m_folder->path());
}

void TroubleTest::cleanup()
{
    m_desk.reset();
}

TrainingConfig TroubleTest::config(int epochs) const
{
    TrainingConfig config = smallTraining(dataFolder(), QStringLiteral("logistic"), epochs);
    config.name = QStringLiteral("baseline");
    return config;
}

/// A session of which the first mistake is traced.
void TroubleTest::openTraced()
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

/// The engine keeps what was read last, so that something else has to be read before it looks again.
void TroubleTest::browseOtherData()
{
    const QString other = m_folder->filePath(QStringLiteral("other"));
    writeSmallDataset(other, 80, 40);
    m_desk->goTo(Page::Data);
    window().dataPage()->browse(other);
    QTRY_VERIFY_WITH_TIMEOUT(work().data.state() == DataBrowser::State::Ready && work().data.spec() == other,
                             patience);
    m_desk->goTo(Page::Influence);
}

void TroubleTest::traceNextInVain(const QString &words)
{
    press(Qt::Key_N);
    const qint64 test = influence().tests()->current();
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(work().jobs.jobs().isEmpty(), patience);
    TRY_WORDS(influence(), words);
    QVERIFY(messageWith(influence(), dataFolder()));
    QVERIFY(!influence().showsAnswer());
    QCOMPARE(influence().tests()->current(), test); // it can be tried again
}

void TroubleTest::dataIsGoneAndComesBack()
{
    openTraced();
    const qint64 traced = influence().tests()->current();
    const QString away = m_folder->filePath(QStringLiteral("away"));
    QVERIFY(QDir().rename(dataFolder(), away));
    browseOtherData();
    traceNextInVain(QStringLiteral("no folder"));

    // Another window on the same session has nothing but what is stored.
    const QString sentence = influence().result()->sentence();
    m_desk->quit();
    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(work().open.isOpen(), patience);
    m_desk->goTo(Page::Influence);
    TRY_WORDS(influence(), QStringLiteral("put it back"));
    const qint64 untraced = influence().tests()->current();
    QVERIFY(untraced != traced);
    influence().selectTest(traced);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!currentTest().data(TestExampleModel::ImageRole).value<QImage>().isNull(), patience);
    const QModelIndex proponent = influence().result()->proponents()->model()->index(0, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!proponent.data(RankedExampleModel::ImageRole).value<QImage>().isNull(), patience);
    influence().selectTest(untraced);
    QVERIFY(currentTest().data(TestExampleModel::ImageRole).value<QImage>().isNull());

    // Back again, and it heals as soon as the person is back at the window.
    QVERIFY(QDir().rename(away, dataFolder()));
    QWidget fileManager;
    fileManager.show();
    fileManager.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fileManager));
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QTRY_VERIFY_WITH_TIMEOUT(!currentTest().data(TestExampleModel::ImageRole).value<QImage>().isNull(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!messageWith(influence(), QStringLiteral("put it back")), patience);
    influence().tests()->grid()->setFocus();
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
    m_desk->goTo(Page::Data);
    QTRY_VERIFY_WITH_TIMEOUT(work().data.state() == DataBrowser::State::Ready, patience);
}

void TroubleTest::dataHasOtherContents()
{
    openTraced();
    const QString away = m_folder->filePath(QStringLiteral("away"));
    QVERIFY(QDir().rename(dataFolder(), away));
    writeSmallDataset(dataFolder(), 200, 60);
    browseOtherData();
    traceNextInVain(QStringLiteral("no longer holds the data that this session was trained on"));
    QVERIFY(messageWith(influence(), QStringLiteral("Put the original files back")));
    QVERIFY(QDir(dataFolder()).removeRecursively());
    QVERIFY(QDir().rename(away, dataFolder()));
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
    QVERIFY(!messageWith(influence(), dataFolder()));
}

void TroubleTest::twoWindowsOverOneLibrary()
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

    // The first goes on; the second, which nobody looks at, doesn't know yet.
    work().run.resume(onlySession());
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Running, patience);
    click(*second.window().trainPage(), QStringLiteral("Resume"));
    TRY_WORDS(*second.window().trainPage(), QStringLiteral("is being trained by another program"));
    QVERIFY(messageWith(*second.window().trainPage(), QStringLiteral("stop it there")));
    second.sessionList().setFocus();
    press(Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(second.work().library.sessions().isEmpty(), patience);
    second.work().undo.clear(); // now it is meant for good
    TRY_WORDS(*second.window().sessionsPanel(), QStringLiteral("is being trained. Stop it, then delete it."));
    QCOMPARE(second.work().library.sessions().size(), 1);

    // By now it knows.
    QTRY_VERIFY_WITH_TIMEOUT(there().state == SessionState::Running, patience);
    second.openSession(QStringLiteral("baseline"));
    QVERIFY(!second.window().actions()[Id::ResumeSession]->isEnabled());
    QVERIFY(!second.window().actions()[Id::DeleteSession]->isEnabled());

    // What happens in one is seen in the other as soon as somebody looks there.
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    work().run.stop();
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Interrupted, patience);
    work().library.rename(onlySession().id, QStringLiteral("renamed here"));
    QTRY_VERIFY_WITH_TIMEOUT(!work().library.hasUnsaved(), patience);
    second.window().activateWindow();
    QTRY_COMPARE_WITH_TIMEOUT(there().name, QStringLiteral("renamed here"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(second.window().actions()[Id::ResumeSession]->isEnabled(), patience);
}

void TroubleTest::resumeToTheEnd(int epochs)
{
    QVERIFY(onlySession().state != SessionState::Running);
    const int kept = onlySession().epochsDone;
    QVERIFY2(kept > 0 && kept < epochs, qPrintable(QString::number(kept)));
    click(trainPage(), QStringLiteral("Resume"));
    QTRY_VERIFY_WITH_TIMEOUT(!work().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Completed, patience);
    QCOMPARE(onlySession().epochsDone, epochs);
    QCOMPARE(m_desk->read(onlySession().id).epochs.size(), epochs);
    QVERIFY(onlySession().failure.isEmpty());
}

void TroubleTest::libraryCantBeWritten()
{
    constexpr int epochs = 60;
    m_desk->start();
    work().run.start(config(epochs));
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().epochsDone > 0, patience);
    const QString folder = QDir(m_desk->libraryFolder()).filePath(QStringLiteral("checkpoints/%1").arg(onlySession().id.value));
    {
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
        const WithoutRoot nobody;
        QTRY_VERIFY_WITH_TIMEOUT(!work().run.isActive(), patience);
    }
    TRY_WORDS(trainPage(), QStringLiteral("Can't write"));
    QVERIFY(messageWith(trainPage(), folder));
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Failed, patience);
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    resumeToTheEnd(epochs);
}

void TroubleTest::diskIsFullWhileTraining()
{
    const SmallDisk disk;
    if (!disk.isThere())
        QSKIP("only root may mount a disk to fill it");
    constexpr int epochs = 60;
    Desk desk(disk.path());
    m_desk.reset();
    m_desk = std::make_unique<Desk>(disk.path());
    m_desk->start();
    work().run.start(config(epochs));
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().epochsDone > 0, patience);
    disk.fill();
    QTRY_VERIFY_WITH_TIMEOUT(!work().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(messageWith(trainPage(), QStringLiteral("ree some space")), patience);
    qInfo() << messageWith(trainPage(), QStringLiteral("ree some space"))->text();
    qInfo() << toString(onlySession().state) << onlySession().failure;
    disk.makeRoom();
    work().library.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state != SessionState::Running, patience);
    qInfo() << toString(onlySession().state) << onlySession().failure;
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Failed, patience);
    resumeToTheEnd(epochs);
    m_desk.reset();
}

void TroubleTest::audit()
{
    TrainingConfig noisy = config(2);
    noisy.labelNoise = 0.1;
    m_desk->startEngine();
    (void)m_desk->train(noisy);
    m_desk->start();
    m_desk->openSession(QStringLiteral("baseline"));
    m_desk->goTo(Page::Audit);
    click(*window().auditPage(), QStringLiteral("Find suspicious labels"));
    QTRY_VERIFY_WITH_TIMEOUT(window().auditPage()->canJudge(), patience);
}

void TroubleTest::diskIsFullWhileJudging()
{
    const SmallDisk disk;
    if (!disk.isThere())
        QSKIP("only root may mount a disk to fill it");
    m_desk = std::make_unique<Desk>(disk.path());
    audit();
    disk.fill();
    for (const Qt::Key key : {Qt::Key_X, Qt::Key_K, Qt::Key_X, Qt::Key_X, Qt::Key_K})
        press(key);
    TRY_WORDS(*window().auditPage(), QStringLiteral("not saved yet"));
    qInfo() << messageWith(*window().auditPage(), QStringLiteral("not saved yet"))->text();
    QVERIFY(messageWith(*window().auditPage(), QStringLiteral("ree some space")));
    QCOMPARE(work().judging.decisions().size(), 5);
    disk.makeRoom();
    click(*window().auditPage(), QStringLiteral("Save again"));
    QTRY_VERIFY_WITH_TIMEOUT(!work().judging.isSaving(), patience);
    QVERIFY(!messageWith(*window().auditPage(), QStringLiteral("not saved")));
    const QList<LabelDecision> decisions = work().judging.decisions();
    m_desk->quit();
    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(work().open.isOpen(), patience);
    QCOMPARE(work().judging.decisions(), decisions);
    m_desk.reset();
}

void TroubleTest::judgementsSurviveQuittingAtOnce()
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

void TroubleTest::libraryCantBeOpened_data()
{
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("damaged") << QStringLiteral("damaged")
                             << QStringList({QStringLiteral("is damaged"), QStringLiteral("put a backup in its place")});
    QTest::newRow("torn") << QStringLiteral("torn")
                          << QStringList({QStringLiteral("is damaged"), QStringLiteral("put a backup in its place")});
    QTest::newRow("newer") << QStringLiteral("newer")
                           << QStringList({QStringLiteral("newer version"), QStringLiteral("update Proponent")});
    QTest::newRow("a file") << QStringLiteral("file") << QStringList({QStringLiteral("is a file, not a folder")});
}

void TroubleTest::libraryCantBeOpened()
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

void TroubleTest::deviceIsNotHere()
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
    work().machine.refresh();
    QSignalSpy listed(&work().machine, &Machine::changed);
    (void)listed.wait(1000);
    QVERIFY(field->problem().contains(nowhere)); // the list of devices came again
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

void TroubleTest::sessionFromAnotherMachine()
{
    m_desk->start();
    work().run.start(config(5000));
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().epochsDone > 0, patience);
    m_desk->quit();
    changeLibrary(m_desk->libraryFolder(),
                  QStringLiteral("UPDATE sessions SET device = '%1', "
                                 "config = json_set(config, '$.device', '%1', '$.epochs', 300)")
                      .arg(nowhere));
    m_desk->start();
    m_desk->openSession(QStringLiteral("baseline"));
    QTRY_VERIFY_WITH_TIMEOUT(!work().machine.devices().isEmpty(), patience);
    const int done = onlySession().epochsDone;
    m_desk->goTo(Page::Train);
    QTRY_VERIFY_WITH_TIMEOUT(trainPage().form()->field(QStringLiteral("device"))->problem().contains(nowhere), patience);
    click(trainPage(), QStringLiteral("Resume"));
    TRY_WORDS(trainPage(), nowhere);
    qInfo() << messageWith(trainPage(), nowhere)->text();
    QVERIFY(onlySession().state == SessionState::Interrupted); // on its own machine it can still go on
    QCOMPARE(onlySession().epochsDone, done);

    m_desk->goTo(Page::Influence); // it can be asked, too
    press(Qt::Key_N);
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);

    m_desk->goTo(Page::Train);
    choose(trainPage(), QStringLiteral("Device"), QStringLiteral("CPU"));
    fillIn(trainPage(), QStringLiteral("Epochs"), QStringLiteral("1"));
    click(trainPage(), QStringLiteral("Start training"));
    QTRY_VERIFY_WITH_TIMEOUT(work().library.sessions().size() == 2 && !work().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(onlySession().state == SessionState::Completed, patience);
    QCOMPARE(onlySession().device, QStringLiteral("cpu"));
}

void TroubleTest::reportCantBeWritten()
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

QTEST_MAIN(TroubleTest)
#include "trouble_test.moc"
