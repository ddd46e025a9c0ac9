// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/window_settings.h"

#include "ui/work/method_facts.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

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
const QString languageKey = QStringLiteral("look/language");
const QString thumbnailsKey = QStringLiteral("look/thumbnails");
const QString sessionOrderKey = QStringLiteral("library/order");
const QString libraryKey = QStringLiteral("library/default");
const QString recentLibrariesKey = QStringLiteral("library/recent");
const QString recentDataKey = QStringLiteral("data/recent");
const QString reportFolderKey = QStringLiteral("report/folder");
const QString threadsKey = QStringLiteral("train/threads");
const QString checkpointEveryKey = QStringLiteral("train/checkpoint_every");
const QString parametersGroup = QStringLiteral("trace/parameters/");
const QString layersKey = QStringLiteral("trace/layers");
const QString checkpointsKey = QStringLiteral("trace/checkpoints");
const QString topKKey = QStringLiteral("trace/keep");
const QString onSelectionKey = QStringLiteral("trace/on_selection");
const QString aheadKey = QStringLiteral("trace/ahead");
const QString indexKey = QStringLiteral("trace/index");
const QString shortcutsGroup = QStringLiteral("shortcuts");

QString keyOf(const QString &group, const QString &libraryFolder, SessionId session)
{
    const QByteArray library = QCryptographicHash::hash(libraryFolder.toUtf8(), QCryptographicHash::Sha1);
    return QStringLiteral("%1/%2/%3")
        .arg(group, QString::fromLatin1(library.toHex().first(12)))
        .arg(session.value);
}

QString viewKey(const QString &libraryFolder, SessionId session)
{
    return keyOf(QStringLiteral("views"), libraryFolder, session);
}

QString methodKey(const QString &libraryFolder, SessionId session)
{
    return keyOf(QStringLiteral("trace/method_of"), libraryFolder, session);
}

QString methodKey(const QString &model)
{
    return QStringLiteral("trace/method_of_model/") + model;
}

} // namespace

int pixelsOf(ThumbnailSize size)
{
    switch (size) {
    case ThumbnailSize::Small:
        return 68;
    case ThumbnailSize::Medium:
        return 92;
    case ThumbnailSize::Large:
        return 140;
    }
    return 92;
}

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

QByteArray WindowSettings::compareSplitterState() const
{
    return m_settings.value(layoutKey("compare")).toByteArray();
}

void WindowSettings::setCompareSplitterState(const QByteArray &state)
{
    m_settings.setValue(layoutKey("compare"), state);
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

QString WindowSettings::language() const
{
    return m_settings.value(languageKey).toString();
}

void WindowSettings::setLanguage(const QString &language)
{
    m_settings.setValue(languageKey, language);
}

ThumbnailSize WindowSettings::thumbnailSize() const
{
    const QString name = m_settings.value(thumbnailsKey).toString();
    return name == u"small"   ? ThumbnailSize::Small
           : name == u"large" ? ThumbnailSize::Large
                              : ThumbnailSize::Medium;
}

void WindowSettings::setThumbnailSize(ThumbnailSize size)
{
    const QString name = size == ThumbnailSize::Small   ? QStringLiteral("small")
                         : size == ThumbnailSize::Large ? QStringLiteral("large")
                                                        : QStringLiteral("medium");
    m_settings.setValue(thumbnailsKey, name);
}

SessionOrder WindowSettings::sessionOrder() const
{
    const QString name = m_settings.value(sessionOrderKey).toString();
    return name == u"name"       ? SessionOrder::Name
           : name == u"accuracy" ? SessionOrder::Accuracy
           : name == u"updated"  ? SessionOrder::Updated
                                 : SessionOrder::Newest;
}

void WindowSettings::setSessionOrder(SessionOrder order)
{
    const QString name = order == SessionOrder::Name       ? QStringLiteral("name")
                         : order == SessionOrder::Accuracy ? QStringLiteral("accuracy")
                         : order == SessionOrder::Updated  ? QStringLiteral("updated")
                                                           : QStringLiteral("newest");
    m_settings.setValue(sessionOrderKey, name);
}

QString WindowSettings::defaultLibrary() const
{
    return m_settings.value(libraryKey).toString();
}

void WindowSettings::setDefaultLibrary(const QString &folder)
{
    m_settings.setValue(libraryKey, folder);
}

QStringList WindowSettings::recentLibraries() const
{
    return m_settings.value(recentLibrariesKey).toStringList();
}

void WindowSettings::addRecentLibrary(const QString &folder)
{
    prepend(recentLibrariesKey, folder);
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

std::optional<SessionView> WindowSettings::sessionView(const QString &libraryFolder, SessionId session) const
{
    const QVariantList stored = m_settings.value(viewKey(libraryFolder, session)).toList();
    if (stored.size() < 2)
        return {};
    SessionView view{.page = stored[0].toInt(), .test = stored[1].toLongLong()};
    if (stored.size() >= 4) { // since the Compare page is remembered, too
        view.other = SessionId{stored[2].toLongLong()};
        view.changed = stored[3].toLongLong();
    }
    if (stored.size() >= 5) // since training examples are asked about, too
        view.training = stored[4].toLongLong();
    return view;
}

void WindowSettings::setSessionView(const QString &libraryFolder, SessionId session, const SessionView &view)
{
    m_settings.setValue(viewKey(libraryFolder, session),
                        QVariantList{view.page, view.test, view.other.value, view.changed, view.training});
}

QStringList WindowSettings::recentData() const
{
    return m_settings.value(recentDataKey).toStringList();
}

void WindowSettings::addRecentData(const QString &folder)
{
    prepend(recentDataKey, folder);
}

QString WindowSettings::reportFolder() const
{
    const QStringList folders{m_settings.value(reportFolderKey).toString(),
                              QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)};
    for (const QString &folder : folders) {
        if (!folder.isEmpty() && QFileInfo(folder).isDir())
            return folder;
    }
    return QDir::homePath();
}

void WindowSettings::setReportFolder(const QString &folder)
{
    m_settings.setValue(reportFolderKey, folder);
}

int WindowSettings::threads() const
{
    return qMax(0, m_settings.value(threadsKey, 0).toInt());
}

void WindowSettings::setThreads(int threads)
{
    m_settings.setValue(threadsKey, threads);
}

int WindowSettings::checkpointEvery() const
{
    return qMax(1, m_settings.value(checkpointEveryKey, TrainingConfig().checkpointEvery).toInt());
}

void WindowSettings::setCheckpointEvery(int epochs)
{
    m_settings.setValue(checkpointEveryKey, epochs);
}

TrainingConfig WindowSettings::newTraining() const
{
    TrainingConfig config;
    config.threads = threads();
    config.checkpointEvery = checkpointEvery();
    return config;
}

TraceSettings WindowSettings::traceSettings() const
{
    TraceSettings settings;
    settings.layers = layerChoiceFromString(m_settings.value(layersKey).toString()).value_or(settings.layers);
    settings.checkpoints = CheckpointChoice::fromString(m_settings.value(checkpointsKey).toString())
                               .value_or(CheckpointChoice{settings.checkpoints, {}})
                               .kind;
    settings.topK = qBound(1, m_settings.value(topKKey, settings.topK).toInt(), 1000);
    return settings;
}

TraceSettings WindowSettings::traceSettings(const QString &libraryFolder, const SessionDetails &session) const
{
    TraceSettings settings = traceSettings();
    settings.method.name = chosenMethod(libraryFolder, session.summary.id, session.config.model);
    if (settings.method.name.isEmpty())
        settings.method.name = proposedMethod(session).name;
    settings.method.parameters = methodParameters(settings.method.name);
    return settings;
}

QString WindowSettings::chosenMethod(const QString &libraryFolder, SessionId session,
                                     const QString &model) const
{
    for (const QString &key : {methodKey(libraryFolder, session), methodKey(model)}) {
        const QString chosen = m_settings.value(key).toString();
        if (methodInfo(chosen))
            return chosen;
    }
    return {};
}

void WindowSettings::setChosenMethod(const QString &libraryFolder, SessionId session, const QString &model,
                                     const QString &method)
{
    m_settings.setValue(methodKey(libraryFolder, session), method);
    m_settings.setValue(methodKey(model), method);
}

QJsonObject WindowSettings::methodParameters(const QString &method) const
{
    const QByteArray json = m_settings.value(parametersGroup + method).toByteArray();
    return QJsonDocument::fromJson(json).object();
}

void WindowSettings::setMethodParameters(const QString &method, const QJsonObject &parameters)
{
    if (parameters.isEmpty())
        m_settings.remove(parametersGroup + method);
    else
        m_settings.setValue(parametersGroup + method,
                            QJsonDocument(parameters).toJson(QJsonDocument::Compact));
}

void WindowSettings::setTraceSettings(const TraceSettings &settings)
{
    m_settings.setValue(layersKey, toString(settings.layers));
    m_settings.setValue(checkpointsKey, CheckpointChoice{settings.checkpoints, {}}.toString());
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

bool WindowSettings::indexesAfterTraining() const
{
    return m_settings.value(indexKey, false).toBool();
}

void WindowSettings::setIndexesAfterTraining(bool on)
{
    m_settings.setValue(indexKey, on);
}

TraceAhead WindowSettings::traceAhead() const
{
    const QString name = m_settings.value(aheadKey).toString();
    return name == u"always"  ? TraceAhead::Always
           : name == u"never" ? TraceAhead::Never
                              : TraceAhead::WhenQuick;
}

void WindowSettings::setTraceAhead(TraceAhead when)
{
    const QString name = when == TraceAhead::Always  ? QStringLiteral("always")
                         : when == TraceAhead::Never ? QStringLiteral("never")
                                                     : QStringLiteral("when_quick");
    m_settings.setValue(aheadKey, name);
}

QHash<QString, QList<QKeySequence>> WindowSettings::shortcuts() const
{
    QHash<QString, QList<QKeySequence>> changed;
    const QString prefix = shortcutsGroup + u'/';
    const QStringList keys = m_settings.allKeys();
    for (const QString &key : keys) {
        if (!key.startsWith(prefix))
            continue;
        QList<QKeySequence> shortcuts = QKeySequence::listFromString(m_settings.value(key).toString());
        shortcuts.removeIf([](const QKeySequence &one) { return one.isEmpty(); });
        changed.insert(key.mid(prefix.size()), shortcuts);
    }
    return changed;
}

void WindowSettings::setShortcuts(const QHash<QString, QList<QKeySequence>> &changed)
{
    m_settings.remove(shortcutsGroup);
    for (auto one = changed.begin(); one != changed.end(); ++one)
        m_settings.setValue(shortcutsGroup + u'/' + one.key(), QKeySequence::listToString(one.value()));
}

void WindowSettings::prepend(const QString &key, const QString &folder)
{
    QStringList folders = m_settings.value(key).toStringList();
    folders.removeAll(folder);
    folders.prepend(folder);
    m_settings.setValue(key, QStringList(folders.mid(0, mostRecent)));
}

} // namespace proponent::ui
