// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session_views.h"

#include "ui/main_window.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/test_example_panel.h"

namespace proponent::ui {

SessionViews::SessionViews(MainWindow &window, WindowSettings &settings)
    : QObject(&window), m_window(window), m_settings(settings)
{
    connect(&m_window.workspace().open, &OpenSession::opened, this, &SessionViews::followOpened);
}

SessionViews::~SessionViews()
{
    const QString library = m_window.workspace().engine.libraryFolder();
    for (auto view = m_left.cbegin(); view != m_left.cend(); ++view)
        m_settings.setSessionView(library, view.key(), view.value());
}

void SessionViews::open(SessionId session)
{
    save();
    m_shown = {};
    m_restoring = session;
    m_window.workspace().open.open(session);
}

void SessionViews::save()
{
    const OpenSession &open = m_window.workspace().open;
    if (!open.isOpen() || open.id() != m_shown)
        return;
    const ComparePage &compare = *m_window.comparePage();
    const bool compared = m_window.workspace().comparison.isChosen() || compare.currentExample() >= 0;
    m_left.insert(m_shown, {.page = int(m_window.page()),
                            .test = m_window.influencePage()->tests()->current(),
                            .other = compared ? m_window.workspace().comparison.other() : SessionId{},
                            .changed = compare.currentExample(),
                            .training = m_window.influencePage()->training()});
}

void SessionViews::followOpened()
{
    m_shown = m_window.workspace().open.id();
    if (!m_shown.isValid() || std::exchange(m_restoring, {}) != m_shown)
        return;
    const auto view = viewOf(m_shown);
    if (!view)
        return;
    if (view->page >= 0 && view->page <= int(MainWindow::Page::Compare))
        m_window.showPage(MainWindow::Page(view->page));
    if (view->test >= 0)
        m_window.influencePage()->restoreTest(view->test);
    if (view->training >= 0)
        m_window.influencePage()->restoreTraining(view->training);
    if (view->other.isValid())
        m_window.comparePage()->restore(view->other, view->changed);
}

std::optional<SessionView> SessionViews::viewOf(SessionId session) const
{
    if (const auto left = m_left.constFind(session); left != m_left.cend())
        return *left;
    return m_settings.sessionView(m_window.workspace().engine.libraryFolder(), session);
}

} // namespace proponent::ui
