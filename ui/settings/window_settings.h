// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/session_order.h"
#include "ui/theme/theme.h"
#include "ui/work/tracing.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QKeySequence>
#include <QSettings>
#include <QStringList>

#include <optional>

namespace proponent::ui {

/// How large examples are shown in grids.
enum class ThumbnailSize { Small, Medium, Large };
/// The smallest width of a cell, in device-independent pixels.
[[nodiscard]] int pixelsOf(ThumbnailSize size);

/// Whether the mistakes of a session that was just trained are traced before anybody asks: where that takes no longer than
/// tracesQuickly() says, always, or never.
enum class TraceAhead { WhenQuick, Always, Never };

/// How a session was left.
struct SessionView
{
    int page = 0; ///< MainWindow::Page
    qint64 test = -1; ///< selected on the Influence page; below 0: none
    SessionId other = {}; ///< that it was compared with; none where nobody chose
    qint64 changed = -1; ///< selected on the Compare page; below 0: none
    qint64 training = -1; ///< asked about on the Influence page in place of `test`; below 0: none
};

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
    [[nodiscard]] QByteArray compareSplitterState() const; ///< of the Compare page
    void setCompareSplitterState(const QByteArray &state);

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    /// "de", "en"; empty: the system's.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString &language);
    [[nodiscard]] ThumbnailSize thumbnailSize() const;
    void setThumbnailSize(ThumbnailSize size);
    [[nodiscard]] SessionOrder sessionOrder() const;
    void setSessionOrder(SessionOrder order);

    /// The library that is opened when none is named; empty: the engine's own choice.
    [[nodiscard]] QString defaultLibrary() const;
    void setDefaultLibrary(const QString &folder);
    [[nodiscard]] QStringList recentLibraries() const; ///< folders, newest first
    void addRecentLibrary(const QString &folder);

    /// The session that was open when the window was closed; none when it was another library.
    [[nodiscard]] SessionId lastSession(const QString &libraryFolder) const;
    void setLastSession(const QString &libraryFolder, SessionId session);

    /// How a session was left; nothing when it was never looked at.
    [[nodiscard]] std::optional<SessionView> sessionView(const QString &libraryFolder,
                                                         SessionId session) const;
    void setSessionView(const QString &libraryFolder, SessionId session, const SessionView &view);

    [[nodiscard]] QStringList recentData() const; ///< folders, newest first
    void addRecentData(const QString &folder);

    /// Where the last report was written; where that is gone, the documents or home: a folder that is there.
    [[nodiscard]] QString reportFolder() const;
    void setReportFolder(const QString &folder);

    [[nodiscard]] int threads() const; ///< of the CPU that the engine may use; 0: all
    void setThreads(int threads);
    [[nodiscard]] int checkpointEvery() const; ///< epochs, in new sessions
    void setCheckpointEvery(int epochs);
    /// What a new training starts from.
    [[nodiscard]] TrainingConfig newTraining() const;

    /// But for the question, which is asked about one example, and the method, which belongs to a session.
    [[nodiscard]] TraceSettings traceSettings() const;
    void setTraceSettings(const TraceSettings &settings);
    /// With the method that was chosen, or else is proposed.
    [[nodiscard]] TraceSettings traceSettings(const QString &libraryFolder,
                                              const SessionDetails &session) const;
    /// The method that somebody chose for this session, or else last for another one with this model; empty: none.
    [[nodiscard]] QString chosenMethod(const QString &libraryFolder, SessionId session,
                                       const QString &model) const;
    void setChosenMethod(const QString &libraryFolder, SessionId session, const QString &model,
                         const QString &method);
    /// Parameters that a method is asked with; those that aren't named are the usual ones.
    [[nodiscard]] QJsonObject methodParameters(const QString &method) const;
    void setMethodParameters(const QString &method, const QJsonObject &parameters);
    [[nodiscard]] bool traceOnSelection() const;
    void setTraceOnSelection(bool on);
    [[nodiscard]] bool indexesAfterTraining() const;
    void setIndexesAfterTraining(bool on);
    [[nodiscard]] TraceAhead traceAhead() const;
    void setTraceAhead(TraceAhead when);

    /// Those that the user changed, by the action's name. No shortcut is a change, too.
    [[nodiscard]] QHash<QString, QList<QKeySequence>> shortcuts() const;
    /// In place of all that were changed before.
    void setShortcuts(const QHash<QString, QList<QKeySequence>> &changed);

private:
    void prepend(const QString &key, const QString &folder);

    QSettings m_settings;
};

} // namespace proponent::ui
