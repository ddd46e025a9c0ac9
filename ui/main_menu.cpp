// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_menu.h"

#include "ui/settings/action_collection.h"

#include <QCoreApplication>
#include <QMenuBar>

namespace proponent::ui {

namespace {

using Id = ActionCollection::Id;

/// A separator between groups.
void add(QMenu *menu, const ActionCollection &actions, std::initializer_list<QList<Id>> groups)
{
    for (const QList<Id> &group : groups) {
        if (!menu->isEmpty())
            menu->addSeparator();
        for (const Id id : group)
            menu->addAction(actions[id]);
    }
}

struct Menu
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::MainMenu)
};

} // namespace

void fillMenuBar(QMenuBar *bar, const ActionCollection &actions, const QList<QAction *> &docks)
{
    add(bar->addMenu(Menu::tr("&Session")), actions,
        {{Id::NewSession, Id::DuplicateConfig, Id::OpenData},
         {Id::FindSession, Id::RenameSession, Id::EditNote, Id::EditTags, Id::CompareSessions},
         {Id::WriteReport, Id::ExportSession, Id::DeleteSession},
         {Id::Quit}});
    add(bar->addMenu(Menu::tr("&Edit")), actions,
        {{Id::Undo, Id::Redo}, {Id::CopySessions}, {Id::EditShortcuts, Id::OpenSettings}});
    add(bar->addMenu(Menu::tr("&Train")), actions,
        {{Id::StartTraining, Id::StopTraining, Id::ResumeSession}, {Id::Retrain}});
    add(bar->addMenu(Menu::tr("&Influence")), actions,
        {{Id::Trace, Id::TraceAsOne, Id::TraceMistakes, Id::AskAboutTraining},
         {Id::VerifyScores, Id::JudgeMethods, Id::BuildIndex},
         {Id::NextExample, Id::PreviousExample}});
    add(bar->addMenu(Menu::tr("Label &audit")), actions,
        {{Id::FindWrongLabels}, {Id::KeepLabel, Id::Relabel, Id::ExcludeExample}, {Id::Retrain}});

    QMenu *view = bar->addMenu(Menu::tr("&View"));
    add(view, actions, {{Id::ShowData, Id::ShowTrain, Id::ShowInfluence, Id::ShowAudit, Id::ShowCompare}});
    view->addSeparator();
    view->addActions(docks);
    add(view->addMenu(Menu::tr("&Theme")), actions, {{Id::ThemeSystem, Id::ThemeLight, Id::ThemeDark}});
    add(view, actions, {{Id::ResetLayout}});

    add(bar->addMenu(Menu::tr("&Help")), actions, {{Id::Manual, Id::EditShortcuts}, {Id::About}});
}

} // namespace proponent::ui
