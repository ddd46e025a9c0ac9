// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include "engine/device/torch_process.h"
#include "engine/facade/compute_worker.h"
#include "engine/facade/dataset_cache.h"
#include "engine/facade/facade_text.h"
#include "engine/facade/library_access.h"
#include "engine/facade/library_worker.h"
#include "engine/facade/session_export.h"
#include "engine/facade/session_indexes.h"
#include "engine/methods/method_infos.h"
#include "engine/store/session_store.h"
#include "engine/work/job_board.h"
#include "engine/work/lane.h"

#include <QDir>
#include <QStandardPaths>

#include <functional>

namespace proponent {

namespace {

void registerTypes()
{
    qRegisterMetaType<JobId>();
    qRegisterMetaType<Progress>();
    qRegisterMetaType<Outcome>();
    qRegisterMetaType<TrainingSample>();
    qRegisterMetaType<InfluenceAnalysis>();
    qRegisterMetaType<EpochMetrics>();
    qRegisterMetaType<SessionDetails>();
}

DatasetBrowsed browsed(const Dataset &dataset)
{
    const auto labelsOf = [](const ImageSet &images) {
        return QList<int>(images.labels.begin(), images.labels.end());
    };
    return {dataset.info, labelsOf(dataset.train), labelsOf(dataset.test)};
}

} // namespace

class Engine::Impl
{
public:
    explicit Impl(QString folder)
        : libraryFolder(std::move(folder)),
          datasets(std::make_shared<DatasetCache>()),
          access(std::make_shared<LibraryAccess>(libraryFolder)),
          compute(new ComputeWorker(access, datasets)),
          questions(new ComputeWorker(access, datasets)),
          library(new LibraryWorker(access, datasets)),
          computeLane(QStringLiteral("engine"), compute),
          questionLane(QStringLiteral("questions"), questions),
          libraryLane(QStringLiteral("library"), library)
    {
    }

    ~Impl()
    {
        jobs.stopAll();
        // All first: they finish what they are at side by side.
        computeLane.end();
        questionLane.end();
        libraryLane.endWhenServed(); // edits are made, anything else is cancelled by now
        computeLane.wait();
        questionLane.wait();
        libraryLane.wait();
    }

    Lane &laneOf(const ComputeWorker *worker) { return worker == compute ? computeLane : questionLane; }
    Lane &laneOf(const LibraryWorker *) { return libraryLane; }

    /// Runs `function(worker, job, stop)` on the worker's thread.
    template <class Worker, class Function>
    JobId post(Worker *worker, Function function)
    {
        const JobBoard::Job job = jobs.begin();
        laneOf(worker).post(
            [worker, job, function = std::move(function)] { function(*worker, job.id, job.stop); });
        return job.id;
    }

    JobId postToLibrary(LibraryWorker::Work work)
    {
        return post(library,
                    [work = std::move(work)](LibraryWorker &worker, JobId job, const std::stop_token &stop) {
                        worker.run(job, stop, work);
                    });
    }

    /// An edit is made in any case, also when the engine is destroyed right after: somebody typed it.
    JobId postEdit(const std::function<SessionId(SessionStore &)> &edit)
    {
        return post(library, [edit](LibraryWorker &worker, JobId job, const std::stop_token &) {
            worker.run(job, {}, [&edit](SessionStore &store, DatasetCache &) -> Outcome {
                return SessionEdited{edit(store)};
            });
        });
    }

    QString libraryFolder;
    std::shared_ptr<DatasetCache> datasets;
    std::shared_ptr<LibraryAccess> access;
    JobBoard jobs;
    Mailbox answers; ///< what the workers tell, for the thread that the Engine lives in
    ComputeWorker *compute; ///< its lane's
    ComputeWorker *questions; ///< likewise
    LibraryWorker *library; ///< likewise
    Lane computeLane;
    Lane questionLane;
    Lane libraryLane;
};

Result<std::unique_ptr<Engine>> Engine::open(const QString &libraryFolder)
{
    if (libraryFolder.isEmpty()) {
        return Error{FacadeText::tr(
            "There is no home folder to keep the library in: HOME isn't set. Set it, or name a "
            "folder with --library.")};
    }
    registerTypes();
    keepFreedMemory();
    const QString folder = QDir(libraryFolder).absolutePath();
    // Opened once here, so that what is wrong with it is known before there is a window; the threads open their own
    // connections, and the first of them looks at the contents, which takes seconds where there is much.
    const auto store = SessionStore::open(folder, Inspection::Header);
    if (!store)
        return Error{store.error()};
    return std::unique_ptr<Engine>(new Engine(std::make_unique<Impl>(folder)));
}

QString Engine::backupFor(const QString &libraryFolder)
{
    return SessionStore::backupFor(libraryFolder);
}

Result<QString> Engine::restoreBackup(const QString &libraryFolder, const QString &backup)
{
    try {
        return SessionStore::restoreBackup(libraryFolder, backup);
    } catch (const EngineError &error) {
        return Error{error.message()};
    }
}

Engine::Engine(std::unique_ptr<Impl> impl) : m_impl(std::move(impl))
{
    const auto forward = [this]<class Worker, class... Values>(const Worker *worker,
                                                               void (Worker::*told)(Values...),
                                                               void (Engine::*tell)(Values...)) {
        // Called where the worker is: the values go to the Engine's thread in the order in which they were told.
        connect(
            worker, told, this,
            [this, tell](const std::decay_t<Values> &...values) {
                m_impl->answers.leave([this, tell, values...] { (this->*tell)(values...); });
            },
            Qt::DirectConnection);
    };
    const ComputeWorker *compute = m_impl->compute;
    forward(compute, &ComputeWorker::progress, &Engine::progress);
    forward(compute, &ComputeWorker::sessionStarted, &Engine::sessionStarted);
    forward(compute, &ComputeWorker::trainingSample, &Engine::trainingSample);
    forward(compute, &ComputeWorker::epochFinished, &Engine::epochFinished);
    forward(compute, &ComputeWorker::sessionsChanged, &Engine::sessionsChanged);
    forward(compute, &ComputeWorker::notice, &Engine::notice);
    forward(compute, &ComputeWorker::finished, &Engine::finished);
    const ComputeWorker *questions = m_impl->questions;
    forward(questions, &ComputeWorker::progress, &Engine::progress);
    forward(questions, &ComputeWorker::answeredAtOnce, &Engine::answeredAtOnce);
    forward(questions, &ComputeWorker::sessionsChanged, &Engine::sessionsChanged);
    forward(questions, &ComputeWorker::notice, &Engine::notice);
    forward(questions, &ComputeWorker::finished, &Engine::finished);
    const LibraryWorker *library = m_impl->library;
    forward(library, &LibraryWorker::sessionsChanged, &Engine::sessionsChanged);
    forward(library, &LibraryWorker::libraryLost, &Engine::libraryLost);
    forward(library, &LibraryWorker::notice, &Engine::notice);
    forward(library, &LibraryWorker::finished, &Engine::finished);
    connect(this, &Engine::finished, this, [this](JobId job) { m_impl->jobs.end(job); });
}

Engine::~Engine() = default;

QString Engine::defaultLibraryFolder()
{
    // Qt would take the root folder for the home of somebody who has none, as in a service or a container.
    const bool hasHome =
        !qEnvironmentVariableIsEmpty("HOME") || QDir::isAbsolutePath(qEnvironmentVariable("XDG_DATA_HOME"));
    if (!hasHome)
        return {};
    return QDir::cleanPath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                           QStringLiteral("/proponent"));
}

QList<AttributionInfo> Engine::methods()
{
    return attributionInfos();
}

QString Engine::libtorchVersion()
{
    return proponent::libtorchVersion();
}

QString Engine::libraryFolder() const
{
    return m_impl->libraryFolder;
}

JobId Engine::train(const TrainingConfig &config)
{
    return m_impl->post(m_impl->compute,
                        [config](ComputeWorker &worker, JobId job, const std::stop_token &stop) {
                            worker.train(job, config, stop);
                        });
}

JobId Engine::resume(SessionId session)
{
    return m_impl->post(m_impl->compute,
                        [session](ComputeWorker &worker, JobId job, const std::stop_token &stop) {
                            worker.resume(job, session, stop);
                        });
}

JobId Engine::traceInfluence(const InfluenceRequest &request)
{
    return m_impl->post(request.fromIndex ? m_impl->questions : m_impl->compute,
                        [request](ComputeWorker &worker, JobId job, const std::stop_token &stop) {
                            if (request.fromIndex)
                                worker.askIndex(job, request, stop);
                            else
                                worker.traceInfluence(job, request, stop);
                        });
}

JobId Engine::buildIndex(const IndexRequest &request)
{
    return m_impl->post(m_impl->compute,
                        [request](ComputeWorker &worker, JobId job, const std::stop_token &stop) {
                            worker.buildIndex(job, request, stop);
                        });
}

JobId Engine::computeSelfInfluence(const SelfInfluenceRequest &request)
{
    return m_impl->post(m_impl->compute,
                        [request](ComputeWorker &worker, JobId job, const std::stop_token &stop) {
                            worker.computeSelfInfluence(job, request, stop);
                        });
}

JobId Engine::auditLabels(const LabelAuditRequest &request)
{
    return m_impl->post(m_impl->compute,
                        [request](ComputeWorker &worker, JobId job, const std::stop_token &stop) {
                            worker.auditLabels(job, request, stop);
                        });
}

JobId Engine::evaluate(const EvaluationRequest &request)
{
    return m_impl->post(m_impl->compute,
                        [request](ComputeWorker &worker, JobId job, const std::stop_token &stop) {
                            worker.evaluate(job, request, stop);
                        });
}

JobId Engine::verifyAnalysis(AnalysisId analysis, int pairs)
{
    return m_impl->post(m_impl->compute,
                        [analysis, pairs](ComputeWorker &worker, JobId job, const std::stop_token &stop) {
                            worker.verifyAnalysis(job, analysis, pairs, stop);
                        });
}

JobId Engine::listDevices()
{
    return m_impl->post(m_impl->compute, [](ComputeWorker &worker, JobId job, const std::stop_token &stop) {
        worker.listDevices(job, stop);
    });
}

JobId Engine::listSessions()
{
    return m_impl->postToLibrary(
        [](SessionStore &store, DatasetCache &) -> Outcome { return SessionsListed{store.sessions()}; });
}

JobId Engine::openSession(SessionId session)
{
    return m_impl->postToLibrary([session](SessionStore &store, DatasetCache &) -> Outcome {
        SessionDetails details = store.details(session);
        details.index = indexOf(store, session);
        return SessionOpened{std::move(details)};
    });
}

JobId Engine::renameSession(SessionId session, const QString &name)
{
    return m_impl->postEdit([session, name](SessionStore &store) {
        store.rename(session, name);
        return session;
    });
}

JobId Engine::setSessionNote(SessionId session, const QString &note)
{
    return m_impl->postEdit([session, note](SessionStore &store) {
        store.setNote(session, note);
        return session;
    });
}

JobId Engine::setSessionTags(SessionId session, const QStringList &tags)
{
    return m_impl->postEdit([session, tags](SessionStore &store) {
        store.setTags(session, tags);
        return session;
    });
}

JobId Engine::setLabelDecisions(SessionId session, const QList<LabelDecision> &decisions)
{
    return m_impl->postEdit([session, decisions](SessionStore &store) {
        store.setLabelDecisions(session, decisions);
        return session;
    });
}

JobId Engine::relocateData(SessionId session, const QString &spec)
{
    return m_impl->postToLibrary([session, spec](SessionStore &store, DatasetCache &datasets) -> Outcome {
        proponent::relocateData(store, datasets, session, spec);
        return SessionEdited{session};
    });
}

JobId Engine::deleteSession(SessionId session)
{
    return m_impl->postToLibrary([session](SessionStore &store, DatasetCache &) -> Outcome {
        store.remove(session);
        return SessionDeleted{session};
    });
}

JobId Engine::exportSession(SessionId session, const QString &folder)
{
    return m_impl->postToLibrary([session, folder](SessionStore &store, DatasetCache &datasets) -> Outcome {
        proponent::exportSession(store, session, datasets, folder);
        return SessionExported{session, QDir(folder).absolutePath()};
    });
}

JobId Engine::openAnalysis(AnalysisId analysis)
{
    return m_impl->postToLibrary([analysis](SessionStore &store, DatasetCache &) -> Outcome {
        SessionStore::Analysis stored = store.analysis(analysis);
        if (auto *influence = std::get_if<InfluenceAnalysis>(&stored))
            return InfluenceCompleted{std::move(*influence)};
        if (auto *audit = std::get_if<LabelAudit>(&stored))
            return LabelAuditCompleted{std::move(*audit)};
        return SelfInfluenceCompleted{std::move(std::get<SelfInfluenceAnalysis>(stored))};
    });
}

JobId Engine::inspectDataset(const QString &spec)
{
    return m_impl->postToLibrary([spec](SessionStore &, DatasetCache &datasets) -> Outcome {
        return DatasetInspected{datasets.open(spec).valueOrThrow()->info};
    });
}

JobId Engine::browseDataset(const QString &spec)
{
    return m_impl->postToLibrary([spec](SessionStore &, DatasetCache &datasets) -> Outcome {
        return browsed(*datasets.open(spec).valueOrThrow());
    });
}

JobId Engine::browseDataset(SessionId session)
{
    return m_impl->postToLibrary([session](SessionStore &store, DatasetCache &datasets) -> Outcome {
        return browsed(*datasets.openFor(store.dataset(session)).valueOrThrow());
    });
}

JobId Engine::loadImages(const QString &spec, Split split, const QList<qint64> &indices)
{
    return m_impl->postToLibrary([spec, split, indices](SessionStore &, DatasetCache &datasets) -> Outcome {
        return proponent::loadImages(*datasets.open(spec, DatasetCache::Look::Lately).valueOrThrow(), split,
                                     indices);
    });
}

JobId Engine::loadImages(SessionId session, Split split, const QList<qint64> &indices)
{
    return m_impl->postToLibrary(
        [session, split, indices](SessionStore &store, DatasetCache &datasets) -> Outcome {
            return proponent::loadImages(store, datasets, session, split, indices);
        });
}

void Engine::cancel(JobId job)
{
    m_impl->jobs.stop(job);
}

} // namespace proponent
