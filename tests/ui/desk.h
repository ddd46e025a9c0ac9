// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "tests/ui/patience.h"
#include "tests/ui/pointer.h"
#include "ui/main_window.h"
#include "ui/settings/window_settings.h"

#include <memory>

class QAbstractButton;
class QComboBox;
class QLineEdit;
class QListView;

namespace proponent::test {

/// @name What a person does with eyes, mouse and keys
/// Where there is nothing to look at or to press, the test program ends with a message: all that follows
/// would be about something else.
/// @{
/// The visible button with these words, or null.
[[nodiscard]] QAbstractButton *buttonNamed(const QWidget &in, const QString &text);
/// Waits until it is there and can be pressed.
void click(const QWidget &in, const QString &button);
/// To whatever has the focus.
void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
void type(const QString &text);
/// By the accessible name, which is what stands at the field.
void fillIn(const QWidget &in, const QString &field, const QString &text);
/// By the arrow keys, until the choice begins like that.
void choose(const QWidget &in, const QString &field, const QString &choice);
/// Pastes a folder into the dialog that is open.
void chooseFolder(const QWidget &window, const QString &folder);
/// @}

/// Small and fast, on one thread of the CPU, the same everywhere.
[[nodiscard]] TrainingConfig smallTraining(const QString &data, const QString &model, int epochs);

/// The program as somebody has it in front of them: a window over a library, with settings that outlive it.
class Desk
{
public:
    /// Library and settings are kept in `folder`; two windows over one library have settings of their own.
    explicit Desk(const QString &folder, const QString &settings = QStringLiteral("settings.ini"));
    ~Desk();
    Q_DISABLE_COPY_MOVE(Desk)

    [[nodiscard]] QString libraryFolder() const;
    void start();
    void startEngine(); ///< without a window
    /// As somebody does who closes the window.
    void quit();

    [[nodiscard]] Engine &engine() const { return *m_engine; }
    [[nodiscard]] ui::MainWindow &window() const { return *m_window; }
    [[nodiscard]] ui::Workspace &work() const { return m_window->workspace(); }
    [[nodiscard]] ui::WindowSettings &settings() { return m_settings; }

    /// By Ctrl+1 to Ctrl+5.
    void goTo(ui::MainWindow::Page page) const;
    [[nodiscard]] QListView &sessionList() const;
    /// Clicks on the session in the list, and waits until it is shown.
    void openSession(const QString &name) const;
    void search(const QString &words) const;
    void waitForEndOfTraining() const;

    [[nodiscard]] Outcome answer(JobId job) const;
    /// These two have to go well.
    [[nodiscard]] SessionId train(const TrainingConfig &config) const;
    [[nodiscard]] SessionDetails read(SessionId session) const;

    /// Saves the window, or a dialog, light and dark, where the environment variable PROPONENT_PICTURES names a folder: for
    /// a person to look at.
    void takePictures(const QString &name, QWidget *dialog = nullptr) const;

private:
    QString m_folder;
    ui::WindowSettings m_settings;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace proponent::test
