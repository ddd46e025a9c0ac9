// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/outcome.h"

#include <QObject>

#include <functional>
#include <memory>
#include <stop_token>

class QTimer;

namespace proponent {

class DatasetCache;
class LibraryAccess;
struct Dataset;
class SessionStore;

/// Lives on the thread `library`: reads and edits sessions and cuts images out of datasets while the engine
/// thread computes, and watches for what other programs do to the library. Touches no tensors.
class LibraryWorker : public QObject
{
    Q_OBJECT

public:
    LibraryWorker(std::shared_ptr<LibraryAccess> library, std::shared_ptr<DatasetCache> datasets);
    ~LibraryWorker() override;

    /// What one request does; its exceptions become Failed.
    using Work = std::function<Outcome(SessionStore &, DatasetCache &)>;
    void run(JobId job, const std::stop_token &stop, const Work &work);

Q_SIGNALS:
    void finished(proponent::JobId job, const proponent::Outcome &outcome);
    void sessionsChanged();
    void notice(const QString &text);
    /// Once: nothing can be read.
    void libraryLost(const QString &message);

private:
    void openStore();
    void lookForChanges();

    std::shared_ptr<LibraryAccess> m_library;
    std::shared_ptr<DatasetCache> m_datasets;
    std::unique_ptr<SessionStore> m_store;
    bool m_lost = false;
    QTimer *m_watch; ///< child, so that it moves to the thread, too
};

/// Throws EngineError when there are other data than the session was trained on.
void relocateData(SessionStore &store, DatasetCache &datasets, SessionId session, const QString &spec);

[[nodiscard]] ImagesLoaded loadImages(const Dataset &dataset, Split split, const QList<qint64> &indices);

/// Images of examples of a session's dataset; from stored thumbnails when the dataset is gone or changed.
[[nodiscard]] ImagesLoaded loadImages(SessionStore &store, DatasetCache &datasets, SessionId session,
                                      Split split, const QList<qint64> &indices);

} // namespace proponent
