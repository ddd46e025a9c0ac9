// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/action_collection.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QActionGroup>

namespace proponent::ui {

namespace {

using Id = ActionCollection::Id;

struct Spec
{
    Id id;
    const char *text;
    const char *icon; ///< null: none
    QKeySequence shortcut;
    const char *toolTip;
    bool checkable = false;
};

#define N(text) QT_TRANSLATE_NOOP("proponent::ui::ActionCollection", text)

// One line an action: a table to read, not to wrap.
// clang-format off
QList<Spec> specs()
{
    return {
        {Id::NewSession, N("&New session"), "add", QKeySequence::New, N("Set up a new training")},
        {Id::OpenData, N("&Open data folder…"), "folder", QKeySequence::Open, N("Choose the folder of a data set")},
        {Id::StartTraining, N("&Start training"), "play", Qt::CTRL | Qt::Key_Return, N("Train with the settings of the Train page")},
        {Id::StopTraining, N("S&top training"), "stop", Qt::CTRL | Qt::Key_Period, N("Stop after this batch; the session can be resumed")},
        {Id::ResumeSession, N("Res&ume"), "resume", Qt::CTRL | Qt::Key_R, N("Go on with an interrupted session from its last checkpoint")},
        {Id::RenameSession, N("&Rename"), "rename", {}, N("Give the selected session another name (F2)")},
        {Id::EditNote, N("Note…"), "note", {}, N("Write down what this session is about")},
        {Id::ExportSession, N("&Export…"), "export", Qt::CTRL | Qt::Key_E, N("Write the selected session, its checkpoints and a PyTorch model to a folder")},
        {Id::DeleteSession, N("&Delete…"), "trash", {}, N("Delete the selected session with its checkpoints and analyses")},
        {Id::Quit, N("&Quit"), nullptr, QKeySequence::Quit, N("Close the window; a running training can be resumed later")},
        {Id::FindSession, N("&Find session"), "search", QKeySequence::Find, N("Search the list of sessions")},
        {Id::Trace, N("&Trace selected examples"), "trace", Qt::CTRL | Qt::Key_T, N("Find the training examples behind the selected test examples")},
        {Id::TraceMistakes, N("Trace all &mistakes"), nullptr, Qt::CTRL | Qt::SHIFT | Qt::Key_T, N("Trace every misclassified test example in one go")},
        {Id::VerifyScores, N("&Check these scores"), nullptr, {}, N("Compute some of the shown analysis's scores again, one example at a time in double precision")},
        {Id::NextExample, N("&Next mistake"), "next", Qt::Key_N, N("Go to the next test example of the list")},
        {Id::PreviousExample, N("&Previous mistake"), "previous", Qt::Key_P, N("Go to the previous test example of the list")},
        {Id::ShowTrain, N("Train"), "train", Qt::CTRL | Qt::Key_1, N("Train a model and watch it learn"), true},
        {Id::ShowInfluence, N("Influence"), "trace", Qt::CTRL | Qt::Key_2, N("See which training examples influenced a decision"), true},
        {Id::ThemeSystem, N("As the &system"), nullptr, {}, N("Light or dark as the desktop is"), true},
        {Id::ThemeLight, N("&Light"), nullptr, {}, N("Always light"), true},
        {Id::ThemeDark, N("&Dark"), nullptr, {}, N("Always dark"), true},
        {Id::ResetLayout, N("&Reset layout"), "reset", {}, N("Put docks back where they were at first")},
        {Id::About, N("&About Proponent"), "info", {}, N("Version and licence")},
    };
}

// clang-format on
#undef N

} // namespace

ActionCollection::ActionCollection(QObject *parent) : QObject(parent)
{
    const QList<Spec> list = specs();
    for (const Spec &spec : list) {
        auto *action = new QAction(tr(spec.text), this);
        if (spec.icon)
            action->setIcon(themedIcon(QString::fromLatin1(spec.icon)));
        action->setShortcut(spec.shortcut);
        const QString keys = spec.shortcut.toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? tr(spec.toolTip) : tr("%1 (%2)").arg(tr(spec.toolTip), keys));
        action->setCheckable(spec.checkable);
        m_actions.insert(spec.id, action);
    }
    auto *pages = new QActionGroup(this);
    pages->addAction(action(Id::ShowTrain));
    pages->addAction(action(Id::ShowInfluence));
    auto *themes = new QActionGroup(this);
    for (const Id id : {Id::ThemeSystem, Id::ThemeLight, Id::ThemeDark})
        themes->addAction(action(id));
}

} // namespace proponent::ui
