// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/action_collection.h"
#include "ui/settings/window_settings.h"
#include "ui/work/workspace.h"

#include <QMainWindow>

#include <array>

class QStackedWidget;

namespace proponent::ui {

class AuditPage;
class ComparePage;
class DataPage;
class InfluencePage;
class InlineMessage;
class InspectorPanel;
class JobBar;
class PageBar;
class ReportWriting;
class SessionViews;
class SessionsPanel;
class TrainPage;
class WelcomePage;

/// The window: puts pages, docks and actions together and moves between them. What happens in them is
/// theirs.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    enum class Page { Data, Train, Influence, Audit, Compare }; ///< in the order of the page bar

    /// `engine` and `settings` outlive the window.
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
    [[nodiscard]] DataPage *dataPage() const { return m_data; }
    [[nodiscard]] TrainPage *trainPage() const { return m_train; }
    [[nodiscard]] InfluencePage *influencePage() const { return m_influence; }
    [[nodiscard]] AuditPage *auditPage() const { return m_audit; }
    [[nodiscard]] ComparePage *comparePage() const { return m_compare; }
    [[nodiscard]] SessionsPanel *sessionsPanel() const { return m_sessions; }
    [[nodiscard]] InspectorPanel *inspectorPanel() const { return m_inspector; }
    [[nodiscard]] JobBar *jobBar() const { return m_jobBar; }
    [[nodiscard]] ReportWriting *reports() const { return m_reports; }
    [[nodiscard]] bool isWelcoming() const;

public Q_SLOTS:
    void resetLayout();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    /// That show the pages, by Page.
    static constexpr std::array pageActions{
        ActionCollection::Id::ShowData, ActionCollection::Id::ShowTrain, ActionCollection::Id::ShowInfluence,
        ActionCollection::Id::ShowAudit, ActionCollection::Id::ShowCompare};

    void makeCentral();
    void makeDocks();
    void connectActions();
    void connectPages();
    void connectSessions();
    void connectWorkspace();
    void reopenLastSession();
    void startAfresh();
    void retrain(const TrainingConfig &config);
    void duplicate(SessionId session);
    void compare(SessionId first, SessionId second);
    void chooseDataFolder();
    void useData(const QString &folder);
    /// As if it were a test example.
    [[nodiscard]] bool isAskable(const std::optional<ExampleFacts> &example) const;
    void askAboutTraining();
    void showCentral();
    [[nodiscard]] bool isWorking() const; ///< the pages are shown
    void showTitle();
    void updateActions();
    void restoreLayout();
    void showSettings();
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
    DataPage *m_data;
    TrainPage *m_train;
    InfluencePage *m_influence;
    AuditPage *m_audit;
    ComparePage *m_compare;
    SessionsPanel *m_sessions;
    InspectorPanel *m_inspector;
    JobBar *m_jobBar;
    QDockWidget *m_sessionsDock;
    QDockWidget *m_inspectorDock;
    ReportWriting *m_reports;
    SessionViews *m_views;
    bool m_welcomeDismissed = false;
    bool m_listingFailed = false; ///< whether there are sessions won't be known
    bool m_showMistakesWhenDone = false; ///< the training was started to see its mistakes
    bool m_mayLoseJudgements = false; ///< they can't be saved, and the user has been told
};

} // namespace proponent::ui
