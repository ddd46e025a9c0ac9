// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/library_worker.h"

#include "engine/facade/dataset_cache.h"
#include "engine/facade/facade_text.h"
#include "engine/facade/library_access.h"
#include "engine/facade/training_job.h"
#include "engine/store/library_lost.h"
#include "engine/work/job_board.h"

#include <QTimer>

#include <chrono>
#include <utility>

namespace proponent {

namespace {

/// How often the library is asked whether another program has written to it.
constexpr std::chrono::seconds watchInterval{1};

} // namespace

LibraryWorker::LibraryWorker(std::shared_ptr<LibraryAccess> library, std::shared_ptr<DatasetCache> datasets)
    : m_library(std::move(library)), m_datasets(std::move(datasets)), m_watch(new QTimer(this))
{
    m_watch->setInterval(watchInterval);
    connect(m_watch, &QTimer::timeout, this, &LibraryWorker::lookForChanges);
}

LibraryWorker::~LibraryWorker() = default;

/// The edge of the thread: nothing that a request throws gets past here.
void LibraryWorker::run(JobId job, const std::stop_token &stop, const Work &work)
{
    const auto served = [&] {
        try {
            if (!m_store)
                openStore();
            return work(*m_store, *m_datasets);
        } catch (const LibraryLost &lost) {
            if (!std::exchange(m_lost, true))
                Q_EMIT libraryLost(lost.message());
            throw;
        }
    };
    const Outcome outcome = outcomeOf(served, stop, messageOf);
    Q_EMIT finished(job, outcome);
    if (std::holds_alternative<SessionEdited>(outcome) || std::holds_alternative<SessionDeleted>(outcome))
        Q_EMIT sessionsChanged();
}

void LibraryWorker::openStore()
{
    m_store = m_library->open();
    if (const QString text = m_store->notice(); !text.isEmpty())
        Q_EMIT notice(text);
    m_watch->start();
}

void LibraryWorker::lookForChanges()
{
    try {
        if (m_store->changedElsewhere())
            Q_EMIT sessionsChanged();
    } catch (const EngineError &) {
        // The next request says what is wrong.
    }
}

void relocateData(SessionStore &store, DatasetCache &datasets, SessionId session, const QString &spec)
{
    store.requireWritable();
    const DatasetInfo trainedOn = store.dataset(session);
    DatasetInfo moved = trainedOn;
    moved.spec = spec;
    moved.path.clear();
    const auto found = datasets.openFor(moved);
    if (!found) {
        const QString path = datasets.open(spec).valueOrThrow()->info.path;
        throw EngineError(
            FacadeText::tr("%1 holds other data than session %2 was trained on. Name the folder to "
                           "which %3 was moved, with all of its files as they were.")
                .arg(path, QString::number(session.value), trainedOn.path));
    }
    store.relocateDataset(session, (*found)->info);
}

ImagesLoaded loadImages(const Dataset &dataset, Split split, const QList<qint64> &indices)
{
    ImagesLoaded loaded{{}, split, {}, false, dataset.info.fingerprint};
    const ImageSet &images = split == Split::Train ? dataset.train : dataset.test;
    for (const qint64 index : indices) {
        if (index >= 0 && index < images.count)
            loaded.images.insert(index, exampleImage(images, index));
    }
    return loaded;
}

ImagesLoaded loadImages(SessionStore &store, DatasetCache &datasets, SessionId session, Split split,
                        const QList<qint64> &indices)
{
    const DatasetInfo info = store.dataset(session);
    const auto dataset = datasets.openFor(info);
    if (!dataset)
        return {session, split, store.thumbnails(info.fingerprint, split, indices), true, {}};
    ImagesLoaded loaded = loadImages(**dataset, split, indices);
    loaded.session = session;
    return loaded;
}

} // namespace proponent
