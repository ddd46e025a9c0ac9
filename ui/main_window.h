// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/action_collection.h"
#include "ui/window_settings.h"
#include "ui/work/workspace.h"

#include <QMainWindow>

class QStackedWidget;

namespace proponent::ui {

class InfluencePage;
class InlineMessage;
class InspectorPanel;
class JobBar;
class PageBar;
class SessionsPanel;
class TrainPage;
class WelcomePage;

/// The window: puts pages, docks and actions together and moves between them. What happens in them is
/// theirs.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    enum class Page { Train, Influence };

    /// `engine` outlives the window.
    MainWindow(Engine &engine, WindowSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showPage(Page page);
    [[nodiscard]] Page page() const;
    /// Trains a small network on Fashion-MNIST and shows its mistakes when it is done.
    void tryFashionMnist();
    /// What "Try Fashion-MNIST" trains.
    [[nodiscard]] static TrainingConfig quickConfig();

    [[nodiscard]] Workspace &workspace() { return m_workspace; }
    [[nodiscard]] ActionCollection &actions() { return m_actions; }
    [[nodiscard]] TrainPage *trainPage() const { return m_train; }
    [[nodiscard]] InfluencePage *influencePage() const { return m_influence; }
    [[nodiscard]] SessionsPanel *sessionsPanel() const { return m_sessions; }
    [[nodiscard]] InspectorPanel *inspectorPanel() const { return m_inspector; }
    [[nodiscard]] JobBar *jobBar() const { return m_jobBar; }
    [[nodiscard]] bool isWelcoming() const;

public Q_SLOTS:
    void resetLayout();

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeCentral();
    void makeDocks();
    void makeMenus();
    void connectActions();
    void connectWorkspace();
    void reopenLastSession();
    void chooseDataFolder();
    void useData(const QString &folder);
    void showCentral();
    void updateActions();
    void restoreLayout();
    void showAbout();

    WindowSettings &m_settings;
    Workspace m_workspace;
    ActionCollection m_actions;
    QStackedWidget *m_central;
    QStackedWidget *m_pages;
    InlineMessage *m_notice; ///< about the set-up; stays until the user closes it
    InlineMessage *m_message;
    PageBar *m_pageBar;
    WelcomePage *m_welcome;
    TrainPage *m_train;
    InfluencePage *m_influence;
    SessionsPanel *m_sessions;
    InspectorPanel *m_inspector;
    JobBar *m_jobBar;
    QDockWidget *m_sessionsDock;
    QDockWidget *m_inspectorDock;
    bool m_welcomeDismissed = false;
    bool m_showMistakesWhenDone = false; ///< the training was started to see its mistakes
};

} // namespace proponent::ui
