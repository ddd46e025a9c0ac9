// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>

#include <optional>

class QAction;
class QUndoStack;

namespace proponent::ui {

class WindowSettings;

/// Everything that the window can be told to do: its words, icon, shortcuts and tooltip, from one place.
/// The user may change the shortcuts.
class ActionCollection : public QObject
{
    Q_OBJECT

public:
    enum class Id {
        NewSession,
        OpenData,
        FindSession,
        RenameSession,
        EditNote,
        EditTags,
        CopySessions,
        DuplicateConfig,
        CompareSessions,
        ExportSession,
        WriteReport,
        DeleteSession,
        Undo,
        Redo,
        Quit,
        StartTraining,
        StopTraining,
        ResumeSession,
        Retrain,
        Trace,
        TraceAsOne,
        TraceMistakes,
        AskAboutTraining,
        VerifyScores,
        JudgeMethods,
        BuildIndex,
        NextExample,
        PreviousExample,
        FindWrongLabels,
        KeepLabel,
        Relabel,
        ExcludeExample,
        ShowData,
        ShowTrain,
        ShowInfluence,
        ShowAudit,
        ShowCompare,
        ThemeSystem,
        ThemeLight,
        ThemeDark,
        ResetLayout,
        OpenSettings,
        EditShortcuts,
        Manual,
        About,
    };
    enum class Category { Session, Train, Influence, LabelAudit, View, Help };

    explicit ActionCollection(QObject *parent = nullptr);

    [[nodiscard]] QAction *action(Id id) const { return m_entries.value(id).action; }
    QAction *operator[](Id id) const { return action(id); }
    [[nodiscard]] QList<QAction *> all() const;
    [[nodiscard]] const QList<Id> &ids() const { return m_ids; } ///< by category

    /// What settings call it: "train.start".
    [[nodiscard]] QString name(Id id) const { return m_entries.value(id).name; }
    /// Its words without mnemonic and dots, whatever the action's text is at the moment.
    [[nodiscard]] QString title(Id id) const;
    [[nodiscard]] Category category(Id id) const { return m_entries.value(id).category; }
    [[nodiscard]] static QString categoryTitle(Category category);

    [[nodiscard]] QList<QKeySequence> shortcuts(Id id) const;
    [[nodiscard]] QList<QKeySequence> defaultShortcuts(Id id) const { return m_entries.value(id).defaults; }
    /// The tooltip follows. What another action has taken is not looked at: see owner().
    void setShortcuts(Id id, const QList<QKeySequence> &shortcuts);
    /// The action other than `except` that these keys, or the first of them, set off already.
    [[nodiscard]] std::optional<Id> owner(const QKeySequence &keys, Id except) const;

    /// Whether these keys set off something that must not happen while somebody types in a text field.
    [[nodiscard]] bool isKeptFromTyping(const QKeySequence &keys) const;

    /// The user's shortcuts. Where one of them has become another action's first shortcut in a later release,
    /// the user's stays and the other action does without.
    void load(const WindowSettings &settings);
    /// Those that differ from what they were at first.
    void save(WindowSettings &settings) const;

    /// Undo and Redo work on this stack from now on, and say what they would undo.
    void follow(QUndoStack &stack);

Q_SIGNALS:
    void shortcutsChanged(proponent::ui::ActionCollection::Id id);

private:
    struct Entry
    {
        QAction *action = nullptr;
        QString name;
        QString text;
        Category category = Category::Session;
        QString toolTip;
        QList<QKeySequence> defaults;
        bool worksWhileTyping = false;
    };

    struct Spec;
    static QList<Spec> specs();
    void addGroups();

    QHash<Id, Entry> m_entries;
    QList<Id> m_ids;
};

inline size_t qHash(ActionCollection::Id id, size_t seed = 0)
{
    return ::qHash(int(id), seed);
}

} // namespace proponent::ui
