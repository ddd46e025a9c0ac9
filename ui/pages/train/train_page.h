// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/workspace.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace proponent::ui {

class InlineMessage;
class RunPanel;
class TrainingForm;
class WindowSettings;

/// Set up a training, start and stop it, watch it learn; or see how a saved session went.
class TrainPage : public QWidget
{
    Q_OBJECT

public:
    TrainPage(Workspace &workspace, WindowSettings &settings, QWidget *parent = nullptr);

    /// An empty form, and no session shown.
    void startAfresh();
    /// Another session's settings in the form, to start from.
    void setUp(TrainingConfig config);
    /// A folder, or the name of a data set.
    void chooseData(const QString &spec);
    /// What the Start button does, if the form allows it.
    void start();
    void start(const TrainingConfig &config);

    [[nodiscard]] TrainingForm *form() const { return m_form; }
    [[nodiscard]] RunPanel *runPanel() const { return m_panel; }
    [[nodiscard]] bool canStart() const;

Q_SIGNALS:
    void canStartChanged();
    /// The user wants to see what the model got wrong.
    void mistakesRequested();
    /// The user wants to see what a derived session gained.
    void comparisonRequested(proponent::SessionId with);

private:
    QWidget *makeForm();
    QWidget *makeRun();
    void connectWorkspace();
    void showOpened();
    void showSession();
    void showHeader();
    void goOn();
    /// That the open one was derived from, if it was.
    [[nodiscard]] SessionId sessionToCompare() const;
    void showEnd(const Outcome &outcome, SessionId session);
    void inspectData(const QString &spec);
    void updateButtons();

    Workspace &m_workspace;
    WindowSettings &m_settings;
    TrainingForm *m_form;
    RunPanel *m_panel;
    InlineMessage *m_message;
    QLabel *m_heading;
    QLabel *m_subheading;
    QPushButton *m_start;
    QPushButton *m_stop;
    QPushButton *m_resume;
    JobId m_inspection;
    QString m_inspected;
    SessionId m_toldOf; ///< the session that the message is about, until another is opened
};

} // namespace proponent::ui
