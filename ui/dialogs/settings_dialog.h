// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/window_settings.h"

#include <QDialog>

class QBoxLayout;
class QCheckBox;
class QComboBox;

namespace proponent::ui {

class CountBox;
class FormField;

/// What a user may set once and forget. A change is stored as it is made; what can't follow at once says when
/// it does.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    /// `openLibrary`: the folder of the library that the window shows.
    SettingsDialog(WindowSettings &settings, const QString &openLibrary, QWidget *parent = nullptr);

    [[nodiscard]] QComboBox *library() const { return m_library; }
    [[nodiscard]] FormField *libraryField() const { return m_libraryField; }
    [[nodiscard]] QComboBox *language() const { return m_language; }
    [[nodiscard]] QComboBox *theme() const { return m_theme; }
    [[nodiscard]] CountBox *threads() const { return m_threads; }
    [[nodiscard]] CountBox *checkpointEvery() const { return m_checkpointEvery; }
    [[nodiscard]] QComboBox *traceAhead() const { return m_traceAhead; }
    [[nodiscard]] QCheckBox *index() const { return m_index; }
    [[nodiscard]] QComboBox *thumbnails() const { return m_thumbnails; }

Q_SIGNALS:
    void themeChosen(proponent::ui::ThemeChoice theme);
    void thumbnailSizeChosen(proponent::ui::ThumbnailSize size);
    void shortcutsRequested();

private:
    void addGeneral(QBoxLayout *layout);
    void addTraining(QBoxLayout *layout);
    void addLooks(QBoxLayout *layout);
    QWidget *makeLibraryEditor();
    FormField *addField(QBoxLayout *layout, const QString &caption, QWidget *editor, const QString &toolTip);
    void setUpChoices();
    void connectEditors();
    void browse();
    void useLibrary();
    void showLibraryHint();

    WindowSettings &m_settings;
    QString m_openLibrary;
    QComboBox *m_library;
    QComboBox *m_language;
    QComboBox *m_theme;
    CountBox *m_threads;
    CountBox *m_checkpointEvery;
    QComboBox *m_traceAhead;
    QCheckBox *m_index;
    QComboBox *m_thumbnails;
    FormField *m_libraryField = nullptr;
};

} // namespace proponent::ui
