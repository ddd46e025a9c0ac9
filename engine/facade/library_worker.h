// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/outcome.h"

#include <QObject>

#include <functional>
#include <memory>
#include <stop_token>

namespace proponent {

class DatasetCache;
struct Dataset;
class SessionStore;

/// Lives on the thread `library`: reads and edits sessions and cuts images out of datasets while the engine
/// thread computes. Touches no tensors.
class LibraryWorker : public QObject
{
    Q_OBJECT

public:
    LibraryWorker(QString libraryFolder, std::shared_ptr<DatasetCache> datasets);
    ~LibraryWorker() override;

    /// What one request does; its exceptions become Failed.
    using Work = std::function<Outcome(SessionStore &, DatasetCache &)>;
    void run(JobId job, const std::stop_token &stop, const Work &work);

Q_SIGNALS:
    void finished(proponent::JobId job, const proponent::Outcome &outcome);
    void sessionsChanged();

private:
    QString m_libraryFolder;
    std::shared_ptr<DatasetCache> m_datasets;
    std::unique_ptr<SessionStore> m_store;
};

[[nodiscard]] ImagesLoaded loadImages(const Dataset &dataset, Split split, const QList<qint64> &indices);

/// Images of examples of a session's dataset; from stored thumbnails when the dataset is gone or changed.
[[nodiscard]] ImagesLoaded loadImages(SessionStore &store, DatasetCache &datasets, SessionId session,
                                      Split split, const QList<qint64> &indices);

} // namespace proponent
