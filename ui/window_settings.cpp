// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window_settings.h"

namespace proponent::ui {

namespace {

constexpr int mostRecent = 8;
// A layout that was stored by another arrangement of docks must not be restored.
constexpr int layoutVersion = 1;

QString layoutKey(const char *name)
{
    return QStringLiteral("layout%1/%2").arg(layoutVersion).arg(QLatin1String(name));
}

const QString lastLibraryKey = QStringLiteral("session/library");
const QString lastSessionKey = QStringLiteral("session/last");
const QString themeKey = QStringLiteral("look/theme");
const QString recentDataKey = QStringLiteral("data/recent");
const QString layersKey = QStringLiteral("trace/layers");
const QString checkpointsKey = QStringLiteral("trace/checkpoints");
const QString topKKey = QStringLiteral("trace/keep");
const QString onSelectionKey = QStringLiteral("trace/on_selection");

} // namespace

WindowSettings::WindowSettings() : m_settings(QStringLiteral("proponent"), QStringLiteral("proponent"))
{
}

WindowSettings::WindowSettings(const QString &file) : m_settings(file, QSettings::IniFormat)
{
}

QByteArray WindowSettings::windowGeometry() const
{
    return m_settings.value(layoutKey("geometry")).toByteArray();
}

void WindowSettings::setWindowGeometry(const QByteArray &geometry)
{
    m_settings.setValue(layoutKey("geometry"), geometry);
}

QByteArray WindowSettings::windowState() const
{
    return m_settings.value(layoutKey("docks")).toByteArray();
}

void WindowSettings::setWindowState(const QByteArray &state)
{
    m_settings.setValue(layoutKey("docks"), state);
}

QByteArray WindowSettings::splitterState() const
{
    return m_settings.value(layoutKey("influence")).toByteArray();
}

void WindowSettings::setSplitterState(const QByteArray &state)
{
    m_settings.setValue(layoutKey("influence"), state);
}

ThemeChoice WindowSettings::theme() const
{
    const QString name = m_settings.value(themeKey).toString();
    return name == u"light" ? ThemeChoice::Light : name == u"dark" ? ThemeChoice::Dark : ThemeChoice::System;
}

void WindowSettings::setTheme(ThemeChoice theme)
{
    const QString name = theme == ThemeChoice::Light  ? QStringLiteral("light")
                         : theme == ThemeChoice::Dark ? QStringLiteral("dark")
                                                      : QStringLiteral("system");
    m_settings.setValue(themeKey, name);
}

SessionId WindowSettings::lastSession(const QString &libraryFolder) const
{
    if (m_settings.value(lastLibraryKey).toString() != libraryFolder)
        return {};
    return SessionId{m_settings.value(lastSessionKey).toLongLong()};
}

void WindowSettings::setLastSession(const QString &libraryFolder, SessionId session)
{
    m_settings.setValue(lastLibraryKey, libraryFolder);
    m_settings.setValue(lastSessionKey, session.value);
}

QStringList WindowSettings::recentData() const
{
    return m_settings.value(recentDataKey).toStringList();
}

void WindowSettings::addRecentData(const QString &folder)
{
    QStringList folders = recentData();
    folders.removeAll(folder);
    folders.prepend(folder);
    m_settings.setValue(recentDataKey, QStringList(folders.mid(0, mostRecent)));
}

TraceSettings WindowSettings::traceSettings() const
{
    TraceSettings settings;
    settings.layers = layerChoiceFromString(m_settings.value(layersKey).toString()).value_or(settings.layers);
    if (m_settings.value(checkpointsKey).toString() == u"last")
        settings.checkpoints = CheckpointChoice::Kind::Last;
    settings.topK = qBound(1, m_settings.value(topKKey, settings.topK).toInt(), 1000);
    return settings;
}

void WindowSettings::setTraceSettings(const TraceSettings &settings)
{
    const bool last = settings.checkpoints == CheckpointChoice::Kind::Last;
    m_settings.setValue(layersKey, toString(settings.layers));
    m_settings.setValue(checkpointsKey, last ? QStringLiteral("last") : QStringLiteral("all"));
    m_settings.setValue(topKKey, settings.topK);
}

bool WindowSettings::traceOnSelection() const
{
    return m_settings.value(onSelectionKey, true).toBool();
}

void WindowSettings::setTraceOnSelection(bool on)
{
    m_settings.setValue(onSelectionKey, on);
}

} // namespace proponent::ui
