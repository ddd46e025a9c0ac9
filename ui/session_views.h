// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ids.h"

#include <QObject>

#include <optional>

namespace proponent::ui {

class MainWindow;
class WindowSettings;

/// How a session was left: on which page, with which test example. A session that is opened by hand is shown
/// like that again.
class SessionViews : public QObject
{
    Q_OBJECT

public:
    SessionViews(MainWindow &window, WindowSettings &settings);

    /// Opens the session, as it was left.
    void open(SessionId session);
    /// Remembers how the session that is open looks now.
    void save();

private:
    void followOpened();
    [[nodiscard]] QString key() const;

    MainWindow &m_window;
    WindowSettings &m_settings;
    SessionId m_shown;
    SessionId m_restoring; ///< opened by hand, not here yet
};

} // namespace proponent::ui
