// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ids.h"
#include "ui/settings/window_settings.h"

#include <QHash>
#include <QObject>

namespace proponent::ui {

class MainWindow;

/// How a session was left: on which page, with which test example, and compared with what. A session that is opened by hand is shown
/// like that again. What is known of the sessions goes into the settings when this goes: whoever writes settings
/// waits for the disk, and nobody should at each click on a session.
class SessionViews : public QObject
{
    Q_OBJECT

public:
    SessionViews(MainWindow &window, WindowSettings &settings);
    ~SessionViews() override;

    /// Opens the session, as it was left.
    void open(SessionId session);
    /// Remembers how the session that is open looks now.
    void save();

private:
    void followOpened();
    [[nodiscard]] std::optional<SessionView> viewOf(SessionId session) const;

    MainWindow &m_window;
    WindowSettings &m_settings;
    QHash<SessionId, SessionView> m_left; ///< since the window was opened
    SessionId m_shown;
    SessionId m_restoring; ///< opened by hand, not here yet
};

} // namespace proponent::ui
