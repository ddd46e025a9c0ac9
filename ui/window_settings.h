// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/work/tracing.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace proponent::ui {

/// What the window remembers, typed. Tests give it a file of their own.
class WindowSettings
{
public:
    /// The user's settings.
    WindowSettings();
    explicit WindowSettings(const QString &file);

    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    [[nodiscard]] QByteArray windowState() const;
    void setWindowState(const QByteArray &state);
    [[nodiscard]] QByteArray splitterState() const; ///< of the Influence page
    void setSplitterState(const QByteArray &state);

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);

    /// The session that was open when the window was closed; none when it was another library.
    [[nodiscard]] SessionId lastSession(const QString &libraryFolder) const;
    void setLastSession(const QString &libraryFolder, SessionId session);

    [[nodiscard]] QStringList recentData() const; ///< folders, newest first
    void addRecentData(const QString &folder);

    [[nodiscard]] TraceSettings traceSettings() const;
    void setTraceSettings(const TraceSettings &settings);
    [[nodiscard]] bool traceOnSelection() const;
    void setTraceOnSelection(bool on);

private:
    QSettings m_settings;
};

} // namespace proponent::ui
