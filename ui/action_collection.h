// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>

class QAction;

namespace proponent::ui {

/// Everything that the window can be told to do: its words, icon, shortcut and tooltip, from one place.
class ActionCollection : public QObject
{
    Q_OBJECT

public:
    enum class Id {
        NewSession,
        OpenData,
        StartTraining,
        StopTraining,
        ResumeSession,
        RenameSession,
        EditNote,
        ExportSession,
        DeleteSession,
        Quit,
        FindSession,
        Trace,
        TraceMistakes,
        VerifyScores,
        NextExample,
        PreviousExample,
        ShowTrain,
        ShowInfluence,
        ThemeSystem,
        ThemeLight,
        ThemeDark,
        ResetLayout,
        About,
    };

    explicit ActionCollection(QObject *parent = nullptr);

    [[nodiscard]] QAction *action(Id id) const { return m_actions.value(id); }
    QAction *operator[](Id id) const { return action(id); }
    [[nodiscard]] QList<QAction *> all() const { return m_actions.values(); }

private:
    QHash<Id, QAction *> m_actions;
};

inline size_t qHash(ActionCollection::Id id, size_t seed = 0)
{
    return ::qHash(int(id), seed);
}

} // namespace proponent::ui
