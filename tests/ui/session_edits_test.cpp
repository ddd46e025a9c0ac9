// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done to a saved session and taken back, through the real engine.
#include "engine/engine.h"
#include "tests/test_registry.h"
#include "tests/ui/patience.h"
#include "tests/ui/pointer.h"
#include "tests/ui/rows.h"
#include "tests/ui/small_dataset.h"
#include "ui/docks/sessions_panel.h"
#include "ui/models/session_list_model.h"
#include "ui/settings/action_collection.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/tag_editor.h"
#include "ui/work/workspace.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;
using test::patience;

using Id = ActionCollection::Id;

class SessionEditsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void renamingIsUndone();
    void notesAndTagsAreUndone();
    void deletionIsUndone();
    void deletionIsCommitted();
    void deletionWithoutCommitLosesNothing();
    void droppedDeletionIsDone();
    void runningSessionIsNotDeleted();
    void failedEditIsTakenBack();

    void panelOffersUndo();
    void panelEditsTags();
    void panelCopiesAndCompares();
    void panelKeysWorkInTheListOnly();
    void panelActsOnWhatIsMarked_data();
    void panelActsOnWhatIsMarked();


private:
    void openEngine();
    void closeEngine();
    void train(const QString &name);
    [[nodiscard]] SessionLibrary &library() { return m_workspace->library; }
    [[nodiscard]] SessionSummary session(const QString &name);
    [[nodiscard]] QStringList names();
    /// What the engine has, whatever the library shows.
    [[nodiscard]] QStringList stored();
    void openPanel();

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<ActionCollection> m_actions;
    std::unique_ptr<SessionsPanel> m_panel;
};

void SessionEditsTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    test::writeSmallDataset(m_data.path(), 64, 32);
}

void SessionEditsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    openEngine();
}

void SessionEditsTest::cleanup()
{
    closeEngine();
}

void SessionEditsTest::openEngine()
{
    auto engine = Engine::open(m_folder->filePath(QStringLiteral("library")));
    QVERIFY2(engine.hasValue(), engine ? "" : qPrintable(engine.error()));
    m_engine = std::move(*engine);
    m_workspace = std::make_unique<Workspace>(*m_engine);
    library().refresh();
    QTRY_VERIFY_WITH_TIMEOUT(library().isListed(), patience);
}

void SessionEditsTest::closeEngine()
{
    m_panel.reset();
    m_actions.reset();
    m_workspace.reset();
    m_engine.reset();
}

void SessionEditsTest::openPanel()
{
    m_actions = std::make_unique<ActionCollection>();
    m_panel = std::make_unique<SessionsPanel>(*m_workspace, *m_actions);
    m_panel->resize(260, 700);
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    library().refresh();
    QTRY_COMPARE_WITH_TIMEOUT(m_panel->list()->model()->rowCount(), int(library().sessions().size()),
                              patience);
}

void SessionEditsTest::train(const QString &name)
{
    TrainingConfig config;
    config.data = m_data.path();
    config.model = QStringLiteral("logistic");
    config.epochs = 1;
    config.device = QStringLiteral("cpu");
    config.precision = Precision::Fp32;
    config.threads = 1;
    config.name = name;
    m_workspace->run.start(config);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(session(name).state == SessionState::Completed, patience);
}

SessionSummary SessionEditsTest::session(const QString &name)
{
    for (const SessionSummary &one : library().sessions()) {
        if (one.name == name)
            return one;
    }
    SessionSummary none;
    none.state = SessionState::Failed;
    return none;
}

QStringList SessionEditsTest::names()
{
    QStringList names;
    for (const SessionSummary &one : library().sessions())
        names += one.name;
    names.sort();
    return names;
}

QStringList SessionEditsTest::stored()
{
    QStringList names;
    bool answered = false;
    m_workspace->replies.await(m_engine->listSessions(), this, [&](const Outcome &outcome) {
        answered = true;
        if (const auto *listed = std::get_if<SessionsListed>(&outcome)) {
            for (const SessionSummary &one : listed->sessions)
                names += one.name;
        }
    });
    if (!QTest::qWaitFor([&answered] { return answered; }, patience))
        names += QStringLiteral("no answer");
    names.sort();
    return names;
}

void SessionEditsTest::renamingIsUndone()
{
    const QString before = QStringLiteral("before");
    const QString after = QStringLiteral("after");
    train(before);
    library().rename(session(before).id, after);
    QCOMPARE(names(), QStringList(after)); // at once
    QCOMPARE(stored(), QStringList(after));
    QCOMPARE(m_workspace->undo.undoText(), QStringLiteral("rename to “after”"));
    m_workspace->undo.undo();
    QCOMPARE(names(), QStringList(before));
    QCOMPARE(stored(), QStringList(before));
    m_workspace->undo.redo();
    QCOMPARE(stored(), QStringList(after));
    QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList(after), patience);
    library().rename(session(after).id, after); // no change
    QCOMPARE(m_workspace->undo.count(), 1);
}

void SessionEditsTest::notesAndTagsAreUndone()
{
    const QString name = QStringLiteral("one");
    train(name);
    const SessionId id = session(name).id;
    const QStringList tags{QStringLiteral("noise"), QStringLiteral("baseline")};
    library().setNote(id, QStringLiteral("as in the paper"));
    library().setTags(id, tags);
    QCOMPARE(session(name).tags, tags);
    QCOMPARE(library().knownTags(), QStringList({QStringLiteral("baseline"), QStringLiteral("noise")}));
    QVERIFY(library().hasUnsaved());
    bool done = false;
    library().commitRemovals([&done] { done = true; });
    QTRY_VERIFY_WITH_TIMEOUT(done, patience);
    closeEngine();
    openEngine(); // they were written
    QCOMPARE(session(name).tags, tags);
    QCOMPARE(session(name).note, QStringLiteral("as in the paper"));
    library().setTags(id, {});
    library().setNote(id, QString());
    m_workspace->undo.undo();
    m_workspace->undo.undo();
    QCOMPARE(stored(), QStringList(name)); // all edits are answered by now
    QTRY_COMPARE_WITH_TIMEOUT(session(name).tags, tags, patience);
    QCOMPARE(session(name).note, QStringLiteral("as in the paper"));
}

void SessionEditsTest::deletionIsUndone()
{
    train(QStringLiteral("keep"));
    train(QStringLiteral("drop"));
    const SessionId id = session(QStringLiteral("drop")).id;
    QSignalSpy removed(&library(), &SessionLibrary::removed);
    QSignalSpy restored(&library(), &SessionLibrary::restored);
    library().remove({id});
    QCOMPARE(names(), QStringList(QStringLiteral("keep")));
    QCOMPARE(removed.size(), 1);
    QVERIFY(library().hasUnsaved());
    QCOMPARE(stored().size(), 2); // it isn't gone
    library().refresh();
    QCOMPARE(stored().size(), 2);
    QCOMPARE(names(), QStringList(QStringLiteral("keep"))); // a new list doesn't bring it back
    m_workspace->undo.undo();
    QCOMPARE(names().size(), 2);
    QCOMPARE(restored.size(), 1);
    QVERIFY(!library().hasUnsaved());
    library().rename(id, QStringLiteral("dropped")); // the undone deletion is forgotten now
    QCOMPARE(stored(), QStringList({QStringLiteral("dropped"), QStringLiteral("keep")}));
}

void SessionEditsTest::deletionIsCommitted()
{
    train(QStringLiteral("first"));
    train(QStringLiteral("second"));
    train(QStringLiteral("third"));
    library().remove({session(QStringLiteral("first")).id, session(QStringLiteral("third")).id});
    QCOMPARE(m_workspace->undo.undoText(), QStringLiteral("deletion of 2 sessions"));
    bool done = false;
    library().commitRemovals([&done] { done = true; });
    QVERIFY(!library().hasUnsaved());
    QTRY_VERIFY_WITH_TIMEOUT(done, patience);
    QVERIFY(!m_workspace->undo.canUndo());
    closeEngine();
    openEngine();
    QCOMPARE(names(), QStringList(QStringLiteral("second")));
    done = false;
    library().commitRemovals([&done] { done = true; });
    QVERIFY(done); // nothing to wait for
}

void SessionEditsTest::deletionWithoutCommitLosesNothing()
{
    train(QStringLiteral("precious"));
    library().remove({session(QStringLiteral("precious")).id});
    QVERIFY(names().isEmpty());
    closeEngine();
    openEngine();
    QCOMPARE(names(), QStringList(QStringLiteral("precious")));
}

void SessionEditsTest::droppedDeletionIsDone()
{
    train(QStringLiteral("gone"));
    library().remove({session(QStringLiteral("gone")).id});
    m_workspace->undo.clear();
    QVERIFY(stored().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(!library().hasUnsaved() && names().isEmpty(), patience);
}

void SessionEditsTest::runningSessionIsNotDeleted()
{
    TrainingConfig config;
    config.data = m_data.path();
    config.model = QStringLiteral("logistic");
    config.epochs = 2000;
    config.batchSize = 4;
    config.device = QStringLiteral("cpu");
    config.threads = 1;
    config.name = QStringLiteral("busy");
    m_workspace->run.start(config);
    QTRY_VERIFY_WITH_TIMEOUT(session(config.name).state == SessionState::Running, patience);
    QSignalSpy failed(&library(), &SessionLibrary::failed);
    library().remove({session(config.name).id});
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed.at(0).at(0).toString().contains(QStringLiteral("Stop it, then delete it.")));
    QCOMPARE(names(), QStringList(config.name));
    QVERIFY(!m_workspace->undo.canUndo());

    m_workspace->run.stop();
    QTRY_VERIFY_WITH_TIMEOUT(session(config.name).state == SessionState::Interrupted, patience);
    library().remove({session(config.name).id});
    QVERIFY(names().isEmpty());
    m_workspace->undo.undo();
    m_workspace->run.resume(session(config.name));
    QTRY_VERIFY_WITH_TIMEOUT(session(config.name).state == SessionState::Running, patience);
    m_workspace->undo.redo(); // refused, too
    QCOMPARE(names(), QStringList(config.name));
    QVERIFY(!m_workspace->undo.canUndo());
    m_workspace->run.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->run.isActive(), patience);
}

void SessionEditsTest::failedEditIsTakenBack()
{
    train(QStringLiteral("here"));
    const SessionId id = session(QStringLiteral("here")).id;
    QSignalSpy failed(&library(), &SessionLibrary::failed);
    m_engine->deleteSession(id); // as another program would
    library().rename(id, QStringLiteral("there"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(names().isEmpty(), patience);
}

void SessionEditsTest::panelOffersUndo()
{
    train(QStringLiteral("one"));
    openPanel();
    m_panel->list()->setCurrentIndex(m_panel->list()->model()->index(0, 0));
    m_panel->list()->setFocus();
    QTest::keyClick(m_panel->list(), Qt::Key_Delete);
    QCOMPARE(m_panel->list()->model()->rowCount(), 0);
    InlineMessage *offer = m_panel->removalMessage();
    QVERIFY(offer->isVisible());
    QCOMPARE(offer->text(), QStringLiteral("Deleted “one”."));
    auto *undo = offer->findChild<QPushButton *>();
    QCOMPARE(undo->text(), QStringLiteral("Undo"));
    test::click(*undo);
    QCOMPARE(namesOf(*m_panel->list()->model()), QStringList(QStringLiteral("one")));
    QVERIFY(offer->isHidden());
    QVERIFY(m_panel->list()->currentIndex().isValid());

    // The offer is there only while it is what Undo takes back.
    m_workspace->undo.redo();
    QVERIFY(offer->isVisible());
    m_workspace->undo.push(new QUndoCommand(QStringLiteral("something else")));
    QVERIFY(offer->isHidden());
}

void SessionEditsTest::panelEditsTags()
{
    train(QStringLiteral("one"));
    train(QStringLiteral("two"));
    library().setTags(session(QStringLiteral("two")).id, {QStringLiteral("baseline")});
    openPanel();
    m_panel->search()->setText(QStringLiteral("one"));
    m_panel->list()->setCurrentIndex(m_panel->list()->model()->index(0, 0));
    (*m_actions)[Id::EditTags]->trigger();
    QLineEdit *editor = m_panel->tagEditor()->line();
    QVERIFY(editor->isVisible());
    QTest::keyClicks(editor, QStringLiteral("wide, bas"));
    QCompleter *completer = editor->completer();
    QCOMPARE(completer->completionCount(), 1);
    QCOMPARE(completer->currentCompletion(), QStringLiteral("wide, baseline"));
    editor->setText(completer->currentCompletion());
    QTest::keyClick(editor, Qt::Key_Return);
    QVERIFY(editor->isHidden() || !editor->isVisible());
    QCOMPARE(session(QStringLiteral("one")).tags,
             QStringList({QStringLiteral("wide"), QStringLiteral("baseline")}));
    m_panel->search()->setText(QStringLiteral("BASEline"));
    QCOMPARE(m_panel->list()->model()->rowCount(), 2);
    m_panel->search()->setText(QStringLiteral("wide"));
    QCOMPARE(namesOf(*m_panel->list()->model()), QStringList(QStringLiteral("one")));
}

void SessionEditsTest::panelCopiesAndCompares()
{
    train(QStringLiteral("a"));
    train(QStringLiteral("b"));
    openPanel();
    m_panel->order()->setCurrentIndex(1); // by name
    QCOMPARE(namesOf(*m_panel->list()->model()), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    m_panel->list()->setFocus();
    m_panel->list()->setCurrentIndex(m_panel->list()->model()->index(0, 0));
    QVERIFY(!(*m_actions)[Id::CompareSessions]->isEnabled() || m_workspace->open.isOpen());
    m_panel->list()->selectAll();
    QTest::keyClick(m_panel->list(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines.at(0).startsWith(QStringLiteral("a\tCompleted\t")), qPrintable(lines.at(0)));
    QVERIFY(lines.at(1).contains(QStringLiteral("Logistic regression")));

    QSignalSpy compare(m_panel.get(), &SessionsPanel::compareRequested);
    (*m_actions)[Id::CompareSessions]->trigger();
    QCOMPARE(compare.size(), 1);
    QVERIFY(compare.at(0).at(0).value<SessionId>() == session(QStringLiteral("a")).id);
    QVERIFY(compare.at(0).at(1).value<SessionId>() == session(QStringLiteral("b")).id);

    test::click(*m_panel->list(), m_panel->list()->model()->index(1, 0));
    QSignalSpy duplicate(m_panel.get(), &SessionsPanel::duplicateRequested);
    QSignalSpy open(m_panel.get(), &SessionsPanel::sessionActivated);
    (*m_actions)[Id::DuplicateConfig]->trigger();
    QTest::keyClick(m_panel->list(), Qt::Key_Return);
    QVERIFY(duplicate.at(0).at(0).value<SessionId>() == session(QStringLiteral("b")).id);
    QVERIFY(open.at(0).at(0).value<SessionId>() == session(QStringLiteral("b")).id);
}

void SessionEditsTest::panelKeysWorkInTheListOnly()
{
    train(QStringLiteral("one"));
    openPanel();
    m_panel->addActions(m_actions->all()); // as the window does
    m_panel->list()->setCurrentIndex(m_panel->list()->model()->index(0, 0));
    m_panel->order()->setFocus();
    QTest::keyClick(m_panel->order(), Qt::Key_Delete);
    QCOMPARE(m_panel->list()->model()->rowCount(), 1);
    m_panel->list()->setFocus();
    QTest::keyClick(m_panel->list(), Qt::Key_F2);
    auto *editor = m_panel->list()->viewport()->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClick(editor, Qt::Key_Delete); // a letter, not the session
    QTest::keyClicks(editor, QStringLiteral("zwei"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList(QStringLiteral("zwei")), patience);
}

void SessionEditsTest::panelActsOnWhatIsMarked_data()
{
    QTest::addColumn<QStringList>("steps");
    QTest::addColumn<QString>("marked");
    const auto row = [](const char *name, const QString &steps, const QString &marked) {
        QTest::newRow(name) << steps.split(u'|') << marked;
    };
    row("opened", QStringLiteral("click one"), QStringLiteral("one"));
    row("opened while searching", QStringLiteral("click one|search two|click two|search "),
        QStringLiteral("two"));
    row("hidden and shown again", QStringLiteral("click one|search two|search "), QStringLiteral("one"));
    row("hidden", QStringLiteral("click one|search two"), QStringLiteral("one"));
    row("nothing found", QStringLiteral("click two|search neither"), QStringLiteral("two"));
    row("another one taken out again", QStringLiteral("click one|add two|add two"), QStringLiteral("one"));
}

/// What looks selected or, where nothing does, what is open: never the row that the list keeps for its keys.
void SessionEditsTest::panelActsOnWhatIsMarked()
{
    QFETCH(QStringList, steps);
    QFETCH(QString, marked);
    train(QStringLiteral("one"));
    train(QStringLiteral("two"));
    openPanel();
    connect(m_panel.get(), &SessionsPanel::sessionActivated, this,
            [this](SessionId id) { m_workspace->open.open(id); });
    QListView &list = *m_panel->list();
    const auto clickOn = [&list](const QString &name, Qt::KeyboardModifiers keys) {
        const QModelIndex row =
            list.model()->match(list.model()->index(0, 0), Qt::DisplayRole, name).value(0);
        QVERIFY(row.isValid());
        test::click(list, row, keys);
    };
    for (const QString &step : steps) {
        const QString name = step.section(u' ', 1);
        if (step.startsWith(QStringLiteral("search"))) {
            (*m_actions)[Id::FindSession]->trigger();
            QTest::keyClick(m_panel->search(), Qt::Key_Delete);
            QTest::keyClicks(m_panel->search(), name);
        } else if (step.startsWith(QStringLiteral("add"))) {
            clickOn(name, Qt::ControlModifier);
        } else {
            clickOn(name, {});
            const SessionId id = session(name).id;
            QTRY_VERIFY_WITH_TIMEOUT(m_workspace->open.id() == id, patience);
        }
    }
    const SessionId expected = session(marked).id;
    QSignalSpy report(m_panel.get(), &SessionsPanel::reportRequested);
    QSignalSpy duplicate(m_panel.get(), &SessionsPanel::duplicateRequested);
    (*m_actions)[Id::WriteReport]->trigger();
    (*m_actions)[Id::DuplicateConfig]->trigger();
    QVERIFY(report.value(0).value(0).value<SessionId>() == expected);
    QVERIFY(duplicate.value(0).value(0).value<SessionId>() == expected);
    (*m_actions)[Id::EditTags]->trigger();
    QTest::keyClicks(m_panel->tagEditor()->line(), QStringLiteral("this"));
    QTest::keyClick(m_panel->tagEditor()->line(), Qt::Key_Return);
    QCOMPARE(session(marked).tags, QStringList(QStringLiteral("this")));
}

PROPONENT_TEST(SessionEditsTest)
#include "session_edits_test.moc"
