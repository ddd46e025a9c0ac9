// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything stands in the window, and how large it is.
#include "ui/docks/inspector_panel.h"
#include "ui/docks/job_bar.h"
#include "ui/docks/sessions_panel.h"
#include "ui/main_window.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/welcome/welcome_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/opening_size.h"
#include "ui/widgets/page_bar.h"

#include <QAction>
#include <QDockWidget>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <algorithm>

namespace proponent::ui {

using Id = ActionCollection::Id;

void MainWindow::makeCentral()
{
    for (const Id id : pageActions)
        m_pageBar->addPage(m_actions[id]);
    for (QWidget *page : std::initializer_list<QWidget *>{m_data, m_train, m_influence, m_audit, m_compare})
        m_pages->addWidget(page);
    auto *work = new QWidget(this);
    auto *workLayout = new QVBoxLayout(work);
    workLayout->setContentsMargins(0, 0, 0, 0);
    workLayout->setSpacing(0);
    workLayout->addWidget(m_pageBar);
    workLayout->addWidget(m_pages, 1);
    m_central->addWidget(m_welcome);
    m_central->addWidget(work);
    m_central->addWidget(new QWidget(this)); // until it's known which of the two it is

    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (InlineMessage *message : {m_notice, m_message}) {
        message->setOuterMargin(space::one);
        layout->addWidget(message);
    }
    layout->addWidget(m_central, 1);
    setCentralWidget(central);

    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_jobBar, 1);
}

void MainWindow::makeDocks()
{
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    const auto add = [this](QDockWidget *dock, const char *name, QWidget *content, Qt::DockWidgetArea area) {
        dock->setObjectName(QLatin1String(name));
        dock->setWidget(content);
        content->setMinimumWidth(std::max(200, content->minimumSizeHint().width()));
        dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable |
                          QDockWidget::DockWidgetFloatable);
        addDockWidget(area, dock);
    };
    add(m_sessionsDock, "sessions", m_sessions, Qt::LeftDockWidgetArea);
    add(m_inspectorDock, "inspector", m_inspector, Qt::RightDockWidgetArea);
}

void MainWindow::resetLayout()
{
    for (QDockWidget *dock : {m_sessionsDock, m_inspectorDock}) {
        dock->setFloating(false);
        dock->show();
    }
    addDockWidget(Qt::LeftDockWidgetArea, m_sessionsDock);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    resizeDocks({m_sessionsDock, m_inspectorDock}, {248, 256}, Qt::Horizontal);
}

void MainWindow::restoreLayout()
{
    if (!restoreGeometry(m_settings.windowGeometry()))
        resize(openingSize(*this, {1280, 800}));
    else if (!isMaximized() && !isFullScreen())
        resize(openingSize(*this, size())); // it may have been left on a larger screen
    if (!restoreState(m_settings.windowState()))
        resetLayout();
}

} // namespace proponent::ui
