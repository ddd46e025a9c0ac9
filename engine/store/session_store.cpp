// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/session_store.h"

#include "engine/store/analysis_rows.h"
#include "engine/store/database.h"
#include "engine/store/decision_rows.h"
#include "engine/store/epoch_rows.h"
#include "engine/store/held_locks.h"
#include "engine/store/library_files.h"
#include "engine/store/migrations.h"
#include "engine/store/old_analysis_files.h"
#include "engine/store/session_rows.h"
#include "engine/store/store_text.h"
#include "engine/store/thumbnail_rows.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <chrono>
#include <utility>

// The linker leaves a static library's resources out unless somebody asks for them; the macro declares its
// function in the enclosing namespace, which must be the global one.
static void makeSchemasAvailable()
{
    Q_INIT_RESOURCE(engine);
}

namespace proponent {

namespace {

using namespace std::chrono_literals;

/// Opening and migrating is for one process or thread at a time; it takes milliseconds, seconds at most.
std::unique_ptr<FileLock> waitForOpeningLock(const LibraryFiles &files)
{
    const QDeadlineTimer deadline(30s);
    while (true) {
        if (auto lock = FileLock::tryLock(files.openingLock()))
            return lock;
        if (deadline.hasExpired()) {
            throw EngineError(
                StoreText::tr("Another program has been opening the library %1 for 30 seconds. Close it, "
                              "then try again.")
                    .arg(files.folder()));
        }
        QThread::msleep(10);
    }
}

void requireWritable(const QString &file)
{
    if (!LibraryFiles::mayWrite(file)) {
        throw EngineError(
            StoreText::tr("The library %1 can't be written. Give yourself permission to write the file and "
                          "its folder, or use another library.")
                .arg(file));
    }
}

} // namespace

class SessionStore::Impl
{
public:
    explicit Impl(const QString &libraryFolder) : m_files(libraryFolder)
    {
        makeSchemasAvailable();
        const QString schemas = QStringLiteral(":/schema");
        m_files.makeFolders();
        const auto opening = waitForOpeningLock(m_files);
        const QString file = m_files.database();
        if (QFileInfo(file).size() > 0) {
            inspectLibrary(file, schemas);
            requireWritable(file);
        }
        m_database = std::make_unique<Database>(file, Database::Access::ReadWrite);
        // Readers and one writer at once. FULL: commits are few, and a note that was saved outlives a power cut.
        m_database->execute(QStringLiteral("PRAGMA journal_mode = WAL"));
        m_database->execute(QStringLiteral("PRAGMA synchronous = FULL"));
        m_database->execute(QStringLiteral("PRAGMA foreign_keys = ON"));
        migrate(*m_database, schemas);
        m_files.removeStaleTemporaryFiles();
        for (const SessionId session : SessionRows(*m_database).removed())
            finishRemoval(session);
        removeOldAnalysisFiles(*m_database, m_files);
    }

    [[nodiscard]] const LibraryFiles &files() const { return m_files; }
    [[nodiscard]] Database &database() { return *m_database; }
    [[nodiscard]] SessionRows rows() { return SessionRows(*m_database); }

    /// Every lock of a session is taken inside a write transaction, of which there is one at a time in all
    /// processes: looking whether a lock is free never makes somebody else's attempt fail.
    [[nodiscard]] std::unique_ptr<FileLock> tryLock(SessionId session)
    {
        return FileLock::tryLock(m_files.lock(session));
    }

    /// Writes down that sessions which say running, and whose lock nobody holds, are interrupted.
    void markInterrupted()
    {
        if (rows().running().isEmpty())
            return;
        try {
            Transaction transaction(*m_database);
            for (const SessionId session : rows().running()) {
                if (tryLock(session))
                    rows().markInterrupted(session);
            }
            transaction.commit();
        } catch (const EngineError &) {
            // Where nothing can be written, on a full disk say, the library can still be read.
        }
    }

    /// Deletes the files of a session whose row is gone. What can't be deleted is tried again at the next
    /// opening.
    void finishRemoval(SessionId session)
    {
        Transaction transaction(*m_database);
        const auto lock = tryLock(session);
        if (!lock || !m_files.removeSession(session))
            return;
        lock->removeFile();
        rows().forgetRemoved(session);
        transaction.commit();
    }

    template <class Analysis>
    AnalysisId add(const Analysis &analysis)
    {
        const AnalysisHeader &header = analysis.header;
        Transaction transaction(*m_database);
        rows().require(header.session);
        AnalysisRows analyses(*m_database);
        const AnalysisId id = analyses.insert(analysis);
        if (!header.scoresFile.isEmpty()) {
            const QString target =
                QStringLiteral("%1/analysis-%2.npy")
                    .arg(LibraryFiles::analyses(header.session), QString::number(id.value));
            m_files.putInPlace(header.scoresFile, target);
            analyses.setScoresFile(id, target);
        }
        // Should this fail, the file stays without a row; the next analysis has the same id and replaces it.
        transaction.commit();
        return id;
    }

private:
    LibraryFiles m_files;
    std::unique_ptr<Database> m_database;
};

SessionStore::SessionStore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl))
{
}

SessionStore::~SessionStore() = default;

Result<std::unique_ptr<SessionStore>> SessionStore::open(const QString &libraryFolder)
{
    try {
        return std::unique_ptr<SessionStore>(new SessionStore(std::make_unique<Impl>(libraryFolder)));
    } catch (const EngineError &error) {
        return Error{error.message()};
    }
}

QString SessionStore::folder() const
{
    return m_impl->files().folder();
}

CreatedSession SessionStore::createSession(const NewSession &session)
{
    Transaction transaction(m_impl->database());
    const SessionId id = m_impl->rows().insert(session, m_impl->files().highestSession());
    auto lock = m_impl->tryLock(id);
    if (!lock) {
        throw EngineError(StoreText::tr("%1 is locked by another program. Close it, or use another library.")
                              .arg(m_impl->files().lock(id)));
    }
    transaction.commit();
    return {id, std::make_unique<HeldSessionLock>(std::move(lock))};
}

std::unique_ptr<SessionLock> SessionStore::lockSession(SessionId session)
{
    const Transaction transaction(m_impl->database());
    m_impl->rows().require(session);
    auto lock = m_impl->tryLock(session);
    return lock ? std::make_unique<HeldSessionLock>(std::move(lock)) : nullptr;
}

std::unique_ptr<SessionLock> SessionStore::lockForAnalysis(SessionId session)
{
    const Transaction transaction(m_impl->database());
    m_impl->rows().require(session);
    auto lock = FileLock::tryLock(m_impl->files().analysesLock(session), FileLock::Kind::Shared);
    if (!lock) {
        throw EngineError(StoreText::tr("%1 is locked by another program. Close it, or use another library.")
                              .arg(m_impl->files().analysesLock(session)));
    }
    return std::make_unique<HeldSessionLock>(std::move(lock));
}

std::unique_ptr<SessionLock> SessionStore::lockQuestion(SessionId session, const QString &question)
{
    auto lock = FileLock::tryLock(m_impl->files().questionLock(session, question));
    return lock ? std::make_unique<HeldQuestionLock>(std::move(lock)) : nullptr;
}

QString SessionStore::unfinishedFolder(SessionId session, const QString &question) const
{
    return m_impl->files().absolute(LibraryFiles::unfinished(session, question));
}

QString SessionStore::checkpointFolder(SessionId session)
{
    m_impl->rows().require(session);
    const QString folder = LibraryFiles::checkpoints(session);
    m_impl->files().makeFolder(folder);
    return folder;
}

void SessionStore::addEpoch(SessionId session, const EpochRecord &record)
{
    Transaction transaction(m_impl->database());
    m_impl->rows().setTestLabels(session, record.evaluation.labels);
    EpochRows(m_impl->database(), session).put(record);
    transaction.commit();
}

void SessionStore::setCheckpointChecksum(SessionId session, int epoch, const QString &checksum)
{
    EpochRows(m_impl->database(), session).setMissingChecksum(epoch, checksum);
}

void SessionStore::dropEpochsAfter(SessionId session, int epoch)
{
    Transaction transaction(m_impl->database());
    m_impl->rows().require(session);
    EpochRows epochs(m_impl->database(), session);
    const QStringList files = epochs.checkpointFilesAfter(epoch);
    epochs.removeAfter(epoch);
    transaction.commit();
    for (const QString &file : files)
        QFile::remove(m_impl->files().absolute(file));
}

void SessionStore::setState(SessionId session, SessionState state, const QString &failure)
{
    m_impl->rows().setState(session, state, failure);
}

QList<SessionSummary> SessionStore::sessions()
{
    m_impl->markInterrupted();
    return m_impl->rows().summaries();
}

DatasetInfo SessionStore::dataset(SessionId session)
{
    return m_impl->rows().details(session).dataset;
}

SessionDetails SessionStore::details(SessionId session)
{
    m_impl->markInterrupted();
    const Transaction transaction(m_impl->database(), Transaction::Kind::Read);
    SessionDetails details = m_impl->rows().details(session);
    EpochRows epochs(m_impl->database(), session);
    details.epochs = epochs.metrics();
    details.checkpoints = epochs.checkpoints();
    for (CheckpointInfo &checkpoint : details.checkpoints)
        checkpoint.file = m_impl->files().absolute(checkpoint.file);
    details.testLossByEpoch = epochs.testLosses();
    epochs.readLastEvaluation(details.evaluation);
    details.decisions = DecisionRows(m_impl->database()).read(session);
    details.analyses = AnalysisRows(m_impl->database()).summaries(session);
    return details;
}

void SessionStore::rename(SessionId session, const QString &name)
{
    m_impl->rows().setName(session, name);
}

void SessionStore::setNote(SessionId session, const QString &note)
{
    m_impl->rows().setNote(session, note);
}

void SessionStore::setTags(SessionId session, const QStringList &tags)
{
    m_impl->rows().setTags(session, tags);
}

void SessionStore::setLabelDecisions(SessionId session, const QList<LabelDecision> &decisions)
{
    Transaction transaction(m_impl->database());
    m_impl->rows().require(session);
    DecisionRows(m_impl->database()).put(session, decisions);
    transaction.commit();
}

void SessionStore::remove(SessionId session)
{
    {
        Transaction transaction(m_impl->database());
        m_impl->rows().require(session);
        const auto lock = m_impl->tryLock(session);
        if (!lock) {
            throw EngineError(StoreText::tr("Session %1 is being trained. Stop it, then delete it.")
                                  .arg(QString::number(session.value)));
        }
        const auto analyses = FileLock::tryLock(m_impl->files().analysesLock(session));
        if (!analyses) {
            throw EngineError(
                StoreText::tr(
                    "Session %1 is being analysed. Stop that or wait for it, then delete the session.")
                    .arg(QString::number(session.value)));
        }
        m_impl->rows().remove(session);
        transaction.commit();
    }
    m_impl->finishRemoval(session);
}

AnalysisId SessionStore::addInfluence(const InfluenceAnalysis &analysis)
{
    return m_impl->add(analysis);
}

AnalysisId SessionStore::addSelfInfluence(const SelfInfluenceAnalysis &analysis)
{
    return m_impl->add(analysis);
}

AnalysisId SessionStore::addLabelAudit(const LabelAudit &audit)
{
    return m_impl->add(audit);
}

QString SessionStore::temporaryFile(const QString &suffix)
{
    return m_impl->files().temporary(suffix);
}

SessionStore::Analysis SessionStore::analysis(AnalysisId analysis)
{
    const Transaction transaction(m_impl->database(), Transaction::Kind::Read);
    Analysis found = AnalysisRows(m_impl->database()).read(analysis);
    std::visit(
        [this](auto &kind) { kind.header.scoresFile = m_impl->files().absolute(kind.header.scoresFile); },
        found);
    return found;
}

QSet<qint64> SessionStore::examplesWithThumbnail(const QString &fingerprint, Split split)
{
    return ThumbnailRows(m_impl->database()).examples(fingerprint, split);
}

void SessionStore::storeThumbnails(const QString &fingerprint, Split split,
                                   const QList<Thumbnail> &thumbnails)
{
    Transaction transaction(m_impl->database());
    ThumbnailRows(m_impl->database()).put(fingerprint, split, thumbnails);
    transaction.commit();
}

QHash<qint64, QImage> SessionStore::thumbnails(const QString &fingerprint, Split split,
                                               const QList<qint64> &indices)
{
    const Transaction transaction(m_impl->database(), Transaction::Kind::Read);
    return ThumbnailRows(m_impl->database()).images(fingerprint, split, indices);
}

} // namespace proponent
