// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/action_collection.h"

#include "ui/settings/window_settings.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QUndoStack>

#include <algorithm>

namespace proponent::ui {

namespace {

using Id = ActionCollection::Id;
using Category = ActionCollection::Category;

/// An "&" in a session's name is no mnemonic.
QString withoutMnemonic(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

struct ActionCollection::Spec
{
    /// Where a shortcut works. Deleting a session by the Delete key, say, must not happen from another list; and
    /// while somebody types, only what shows something else works, and loses nothing.
    enum class Reach { Window, Always, List };

    Id id;
    Category category;
    const char *name;
    const char *text;
    const char *icon; ///< null: none
    QList<QKeySequence> shortcuts;
    const char *toolTip;
    bool checkable = false;
    Reach reach = Reach::Window;
};

// The translation tools are told of N.
#define N(text) QT_TR_NOOP(text)

// One line an action: a table to read, not to wrap.
// clang-format off
QList<ActionCollection::Spec> ActionCollection::specs()
{
    using enum ActionCollection::Category;
    using Reach = Spec::Reach;
    return {
        {Id::NewSession, Session, "session.new", N("&New session"), "add", {QKeySequence::New}, N("Set up a new training")},
        {Id::OpenData, Session, "data.open", N("&Open data folder…"), "folder", {QKeySequence::Open}, N("Choose the folder of a data set")},
        {Id::FindSession, Session, "session.find", N("&Find session"), "search", {QKeySequence::Find}, N("Search the list of sessions"), false, Reach::Always},
        {Id::RenameSession, Session, "session.rename", N("&Rename"), "rename", {Qt::Key_F2}, N("Give the selected session another name"), false, Reach::List},
        {Id::EditNote, Session, "session.note", N("N&ote…"), "note", {Qt::CTRL | Qt::SHIFT | Qt::Key_N}, N("Write down what this session is about")},
        {Id::EditTags, Session, "session.tags", N("&Tags…"), "tag", {Qt::CTRL | Qt::Key_G}, N("Mark the selected session with words to find it by")},
        {Id::CopySessions, Session, "session.copy", N("Cop&y"), "copy", {QKeySequence::Copy}, N("Copy a line about each selected session"), false, Reach::List},
        {Id::DuplicateConfig, Session, "session.duplicate", N("D&uplicate configuration"), "copy", {Qt::CTRL | Qt::Key_D}, N("Set up a new training with the selected session's settings")},
        {Id::CompareSessions, Session, "session.compare", N("&Compare"), "compare", {Qt::CTRL | Qt::SHIFT | Qt::Key_C}, N("Compare the two selected sessions, or the selected one with the one that is shown")},
        {Id::ExportSession, Session, "session.export", N("&Export…"), "export", {Qt::CTRL | Qt::Key_E}, N("Write the selected session, its checkpoints and a PyTorch model to a folder")},
        {Id::WriteReport, Session, "session.report", N("&Write report…"), "report", {Qt::CTRL | Qt::SHIFT | Qt::Key_E}, N("Write what this session found as one page to hand on")},
        {Id::DeleteSession, Session, "session.delete", N("&Delete"), "trash", {QKeySequence::Delete}, N("Delete the selected sessions with their checkpoints and analyses"), false, Reach::List},
        {Id::Undo, Session, "edit.undo", N("&Undo"), "undo", {Qt::CTRL | Qt::Key_Z, Qt::Key_U}, N("Take back the last change")},
        {Id::Redo, Session, "edit.redo", N("R&edo"), "redo", {Qt::CTRL | Qt::SHIFT | Qt::Key_Z}, N("Make the change again that was taken back")},
        {Id::Quit, Session, "app.quit", N("&Quit"), nullptr, {Qt::CTRL | Qt::Key_Q}, N("Close the window; a running training can be resumed later"), false, Reach::Always},
        {Id::StartTraining, Train, "train.start", N("&Start training"), "play", {Qt::CTRL | Qt::Key_Return}, N("Train with the settings of the Train page")},
        {Id::StopTraining, Train, "train.stop", N("S&top training"), "stop", {Qt::CTRL | Qt::Key_Period}, N("Stop after this batch; the session can be resumed")},
        {Id::ResumeSession, Train, "train.resume", N("Res&ume"), "resume", {Qt::CTRL | Qt::Key_R}, N("Go on with an interrupted session from its last checkpoint")},
        {Id::Retrain, Train, "train.retrain", N("Retrain with these &changes"), "train", {Qt::CTRL | Qt::SHIFT | Qt::Key_R}, N("Train a new session with the labels as you changed them")},
        {Id::Trace, Influence, "influence.trace", N("&Trace selected examples"), "trace", {Qt::CTRL | Qt::Key_T}, N("Find the training examples behind the selected test examples")},
        {Id::TraceAsOne, Influence, "influence.trace-as-one", N("Trace them as &one question"), nullptr, {Qt::CTRL | Qt::Key_M}, N("Find the training examples behind the mean over the selected test examples")},
        {Id::TraceMistakes, Influence, "influence.trace-mistakes", N("Trace all &mistakes"), nullptr, {Qt::CTRL | Qt::SHIFT | Qt::Key_T}, N("Trace every misclassified test example in one go")},
        {Id::AskAboutTraining, Influence, "influence.ask-training", N("&What made the model believe this"), "trace", {Qt::Key_W}, N("Ask about the selected training example as if it were a test: which examples pushed it toward its label, and which away")},
        {Id::VerifyScores, Influence, "influence.verify", N("&Check these scores"), nullptr, {Qt::CTRL | Qt::Key_K}, N("Compute some of the shown analysis's scores again, one example at a time in double precision")},
        {Id::JudgeMethods, Influence, "influence.judge-methods", N("&How well do methods predict…"), nullptr, {Qt::CTRL | Qt::SHIFT | Qt::Key_K}, N("See or find out how well each method's scores predict what retraining does on this session")},
        {Id::BuildIndex, Influence, "influence.build-index", N("Build an &index"), nullptr, {Qt::CTRL | Qt::SHIFT | Qt::Key_I}, N("Keep what this session's training examples did in a form that answers questions at once")},
        {Id::NextExample, Influence, "influence.next", N("&Next mistake"), "next", {Qt::Key_N}, N("Go to the next test example of the list")},
        {Id::PreviousExample, Influence, "influence.previous", N("&Previous mistake"), "previous", {Qt::Key_P}, N("Go to the previous test example of the list")},
        {Id::FindWrongLabels, LabelAudit, "audit.find", N("&Find wrong labels"), "search", {Qt::CTRL | Qt::Key_L}, N("Rank the training examples by suspicion that their label is wrong")},
        {Id::KeepLabel, LabelAudit, "audit.keep", N("&Keep label"), "done", {Qt::Key_K}, N("The selected examples' labels are right")},
        {Id::Relabel, LabelAudit, "audit.relabel", N("&Relabel…"), "rename", {Qt::Key_R}, N("Give the selected examples another label")},
        {Id::ExcludeExample, LabelAudit, "audit.exclude", N("E&xclude"), "exclude", {Qt::Key_X}, N("Leave the selected examples out when training again")},
        {Id::ShowData, View, "view.data", N("Data"), "data", {Qt::CTRL | Qt::Key_1}, N("Look at the examples of a data set"), true, Reach::Always},
        {Id::ShowTrain, View, "view.train", N("Train"), "train", {Qt::CTRL | Qt::Key_2}, N("Train a model and watch it learn"), true, Reach::Always},
        {Id::ShowInfluence, View, "view.influence", N("Influence"), "trace", {Qt::CTRL | Qt::Key_3}, N("See which training examples influenced a decision"), true, Reach::Always},
        {Id::ShowAudit, View, "view.audit", N("Label audit"), "flag", {Qt::CTRL | Qt::Key_4}, N("Find training examples whose label is wrong"), true, Reach::Always},
        {Id::ShowCompare, View, "view.compare", N("Compare"), "compare", {Qt::CTRL | Qt::Key_5}, N("See how two sessions differ"), true, Reach::Always},
        {Id::ThemeSystem, View, "theme.system", N("As the &system"), nullptr, {}, N("Light or dark as the desktop is"), true},
        {Id::ThemeLight, View, "theme.light", N("&Light"), nullptr, {}, N("Always light"), true},
        {Id::ThemeDark, View, "theme.dark", N("&Dark"), nullptr, {}, N("Always dark"), true},
        {Id::ResetLayout, View, "view.reset", N("&Reset layout"), "reset", {}, N("Put docks back where they were at first")},
        {Id::OpenSettings, View, "app.settings", N("&Settings…"), "settings", {Qt::CTRL | Qt::Key_Comma}, N("Library folder, language, theme, threads and sizes"), false, Reach::Always},
        {Id::EditShortcuts, View, "app.shortcuts", N("&Keyboard shortcuts…"), "keyboard", {}, N("See and change the keys of every action"), false, Reach::Always},
        {Id::Manual, Help, "help.manual", N("&Manual"), "manual", {Qt::Key_F1}, N("How to use Proponent, step by step"), false, Reach::Always},
        {Id::About, Help, "help.about", N("&About Proponent"), "info", {}, N("Version and licence"), false, Reach::Always},
    };
}

// clang-format on
#undef N

ActionCollection::ActionCollection(QObject *parent) : QObject(parent)
{
    const QList<Spec> list = specs();
    for (const Spec &spec : list) {
        auto *action = new QAction(tr(spec.text), this);
        if (spec.icon)
            action->setIcon(themedIcon(QString::fromLatin1(spec.icon)));
        action->setCheckable(spec.checkable);
        if (spec.reach == Spec::Reach::List)
            action->setShortcutContext(Qt::WidgetShortcut);
        m_entries.insert(spec.id, {action, QString::fromLatin1(spec.name), tr(spec.text), spec.category,
                                   tr(spec.toolTip), spec.shortcuts, spec.reach == Spec::Reach::Always});
        m_ids.append(spec.id);
        setShortcuts(spec.id, spec.shortcuts);
    }
    addGroups();
}

void ActionCollection::addGroups()
{
    auto *pages = new QActionGroup(this);
    for (const Id id : {Id::ShowData, Id::ShowTrain, Id::ShowInfluence, Id::ShowAudit, Id::ShowCompare})
        pages->addAction(action(id));
    auto *themes = new QActionGroup(this);
    for (const Id id : {Id::ThemeSystem, Id::ThemeLight, Id::ThemeDark})
        themes->addAction(action(id));
}

QList<QAction *> ActionCollection::all() const
{
    QList<QAction *> actions;
    for (const Id id : m_ids)
        actions.append(action(id));
    return actions;
}

QString ActionCollection::title(Id id) const
{
    QString text = m_entries.value(id).text;
    text.remove(u'&');
    text.remove(QChar(0x2026)); // …
    return text;
}

QString ActionCollection::categoryTitle(Category category)
{
    switch (category) {
    case Category::Session:
        return tr("Session");
    case Category::Train:
        return tr("Train");
    case Category::Influence:
        return tr("Influence");
    case Category::LabelAudit:
        return tr("Label audit");
    case Category::View:
        return tr("View");
    case Category::Help:
        return tr("Help");
    }
    return {};
}

QList<QKeySequence> ActionCollection::shortcuts(Id id) const
{
    return action(id)->shortcuts();
}

void ActionCollection::setShortcuts(Id id, const QList<QKeySequence> &shortcuts)
{
    const Entry entry = m_entries.value(id);
    entry.action->setShortcuts(shortcuts);
    QStringList keys;
    for (const QKeySequence &shortcut : shortcuts)
        keys += shortcut.toString(QKeySequence::NativeText);
    //: Between two shortcuts of one action: "Ctrl+Z or U"
    const QString either = keys.join(tr(" or "));
    entry.action->setToolTip(keys.isEmpty() ? entry.toolTip : tr("%1 (%2)").arg(entry.toolTip, either));
    Q_EMIT shortcutsChanged(id);
}

std::optional<Id> ActionCollection::owner(const QKeySequence &keys, Id except) const
{
    const auto collides = [&keys](const QKeySequence &other) {
        return keys.matches(other) != QKeySequence::NoMatch || other.matches(keys) != QKeySequence::NoMatch;
    };
    for (const Id id : m_ids) {
        const QList<QKeySequence> taken = shortcuts(id);
        if (id != except && std::any_of(taken.begin(), taken.end(), collides))
            return id;
    }
    return std::nullopt;
}

bool ActionCollection::isKeptFromTyping(const QKeySequence &keys) const
{
    return std::any_of(m_ids.begin(), m_ids.end(), [&](Id id) {
        return !m_entries.value(id).worksWhileTyping && shortcuts(id).contains(keys);
    });
}

void ActionCollection::load(const WindowSettings &settings)
{
    const QHash<QString, QList<QKeySequence>> stored = settings.shortcuts();
    for (const Id id : m_ids) {
        if (const auto found = stored.constFind(name(id)); found != stored.constEnd())
            setShortcuts(id, *found);
    }
    for (const Id id : m_ids) {
        if (stored.contains(name(id)))
            continue;
        QList<QKeySequence> free = defaultShortcuts(id);
        if (free.removeIf([this, id](const QKeySequence &keys) { return owner(keys, id).has_value(); }) > 0)
            setShortcuts(id, free);
    }
}

void ActionCollection::save(WindowSettings &settings) const
{
    QHash<QString, QList<QKeySequence>> changed;
    for (const Id id : m_ids) {
        if (shortcuts(id) != defaultShortcuts(id))
            changed.insert(name(id), shortcuts(id));
    }
    settings.setShortcuts(changed);
}

void ActionCollection::follow(QUndoStack &stack)
{
    QAction *undo = action(Id::Undo);
    QAction *redo = action(Id::Redo);
    const auto say = [this, undo, redo, &stack] {
        const QString undone = withoutMnemonic(stack.undoText());
        const QString redone = withoutMnemonic(stack.redoText());
        //: %1: what is undone, "rename to “baseline”"
        undo->setText(undone.isEmpty() ? m_entries.value(Id::Undo).text : tr("&Undo %1").arg(undone));
        redo->setText(redone.isEmpty() ? m_entries.value(Id::Redo).text : tr("R&edo %1").arg(redone));
        undo->setEnabled(stack.canUndo());
        redo->setEnabled(stack.canRedo());
    };
    connect(undo, &QAction::triggered, &stack, &QUndoStack::undo);
    connect(redo, &QAction::triggered, &stack, &QUndoStack::redo);
    connect(&stack, &QUndoStack::indexChanged, this, say);
    say();
}

} // namespace proponent::ui
