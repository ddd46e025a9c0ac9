// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/session_store.h"

#include "engine/store/analysis_rows.h"
#include "engine/store/backups.h"
#include "engine/store/decision_rows.h"
#include "engine/store/epoch_rows.h"
#include "engine/store/evaluation_rows.h"
#include "engine/store/held_locks.h"
#include "engine/store/library.h"
#include "engine/store/sample_file.h"
#include "engine/store/session_rows.h"
#include "engine/store/store_text.h"
#include "engine/store/thumbnail_rows.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace proponent {

class SessionStore::Impl
{
public:
    Impl(const QString &libraryFolder, Inspection inspection) : m_library(libraryFolder, inspection) {}

    [[nodiscard]] Library &library() { return m_library; }
    [[nodiscard]] const LibraryFiles &files() const { return m_library.files(); }
    [[nodiscard]] Database &database() { return m_library.database(); }
    [[nodiscard]] Database &writable() { return m_library.writable(); }
    [[nodiscard]] SessionRows rows() { return SessionRows(database()); }
    [[nodiscard]] SessionRows writableRows() { return SessionRows(writable()); }

    void removeRows(SessionId session)
    {
        Transaction transaction(writable());
        rows().require(session);
        const auto lock = m_library.lockToRemove(session);
        rows().remove(session);
        transaction.commit();
    }

    /// Where there is no space to write down that a session is gone, its files make it.
    void removeFilesFirst(SessionId session)
    {
        rows().require(session);
        const auto lock = m_library.lockToRemove(session);
        (void)files().removeSession(session);
    }

    /// Gives the name of the file, relative to the library; empty when there are none.
    [[nodiscard]] QString keepProbabilities(SessionId session, const TestEvaluation &evaluation) const
    {
        if (evaluation.probabilities.isEmpty())
            return {};
        const QString name = QStringLiteral("%1/probabilities-%2.f32")
                                 .arg(LibraryFiles::checkpoints(session))
                                 .arg(evaluation.epoch, 3, 10, QLatin1Char('0'));
        files().keep(evaluation.probabilities, name);
        return name;
    }

    void removeFiles(const QStringList &names) const
    {
        for (const QString &name : names)
            QFile::remove(files().absolute(name));
    }

    /// The last evaluation, and the losses of all. Those of an epoch that is still the same aren't read again: a
    /// training asks after each.
    void readEvaluations(EpochRows &epochs, SessionDetails &details)
    {
        const SessionId session = details.summary.id;
        for (qsizetype i = 0; i < details.epochs.size(); ++i) {
            const bool known = m_read.session == session && i < m_read.epochs.size() &&
                               m_read.epochs[i] == details.epochs[i];
            details.testLossByEpoch += known ? m_read.losses[i] : epochs.testLosses(details.epochs[i].epoch);
        }
        if (m_read.session != session)
            m_read.tests.clear();
        m_read = {session, details.epochs, details.testLossByEpoch, m_read.tests};

        TestEvaluation &last = details.evaluation;
        const QString file = epochs.readLastEvaluation(last);
        if (!file.isEmpty())
            last.probabilities = FloatArray::ofFile(files().absolute(file));
        if (last.probabilities.size() != qint64(last.predicted.size()) * details.dataset.classCount())
            last.probabilities = {}; // the file was cut short
    }

    /// Of the session that readEvaluations() was called for. What an analysis asked about never changes.
    [[nodiscard]] QList<AnalysisSummary> analysesOf(SessionId session)
    {
        return AnalysisRows(database()).summaries(session, m_read.tests);
    }

    void forgetWhatWasRead() { m_read = {}; }

    template <class Analysis>
    AnalysisId add(const Analysis &analysis)
    {
        const AnalysisHeader &header = analysis.header;
        Transaction transaction(writable());
        rows().require(header.session);
        AnalysisRows analyses(database());
        const AnalysisId id = analyses.insert(analysis);
        if (!header.scoresFile.isEmpty()) {
            const QString target =
                QStringLiteral("%1/analysis-%2.npy")
                    .arg(LibraryFiles::analyses(header.session), QString::number(id.value));
            files().putInPlace(header.scoresFile, target);
            analyses.setScoresFile(id, target);
        }
        // Should this fail, the file stays without a row; the next analysis has the same id and replaces it.
        transaction.commit();
        return id;
    }

private:
    struct Read
    {
        SessionId session;
        QList<EpochMetrics> epochs;
        QList<QList<float>> losses; ///< [epoch][test example]
        QHash<AnalysisId, QList<qint64>> tests;
    };

    Library m_library;
    Read m_read;
};

SessionStore::SessionStore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl))
{
}

SessionStore::~SessionStore() = default;

Result<std::unique_ptr<SessionStore>> SessionStore::open(const QString &libraryFolder, Inspection inspection)
{
    try {
        return openOrThrow(libraryFolder, inspection);
    } catch (const EngineError &error) {
        return Error{error.message()};
    }
}

std::unique_ptr<SessionStore> SessionStore::openOrThrow(const QString &libraryFolder, Inspection inspection)
{
    return std::unique_ptr<SessionStore>(new SessionStore(std::make_unique<Impl>(libraryFolder, inspection)));
}

QString SessionStore::backupFor(const QString &libraryFolder)
{
    return proponent::backupFor(LibraryFiles(libraryFolder), librarySchemas());
}

QString SessionStore::restoreBackup(const QString &libraryFolder, const QString &backup)
{
    return proponent::restoreBackup(LibraryFiles(libraryFolder), backup);
}

QString SessionStore::folder() const
{
    return m_impl->files().folder();
}

QString SessionStore::notice() const
{
    return m_impl->library().notice();
}

void SessionStore::requireWritable()
{
    (void)m_impl->writable();
}

bool SessionStore::changedElsewhere()
{
    return m_impl->library().changedElsewhere();
}

CreatedSession SessionStore::createSession(const NewSession &session)
{
    Transaction transaction(m_impl->writable());
    const SessionId id = m_impl->rows().insert(session, m_impl->files().highestSession());
    auto lock = m_impl->library().tryLock(id);
    if (!lock) {
        throw EngineError(StoreText::tr("%1 is locked by another program. Close it, or use another library.")
                              .arg(m_impl->files().lock(id)));
    }
    transaction.commit();
    return {id, std::make_unique<HeldSessionLock>(std::move(lock))};
}

std::unique_ptr<SessionLock> SessionStore::lockSession(SessionId session)
{
    const Transaction transaction(m_impl->writable());
    m_impl->rows().require(session);
    auto lock = m_impl->library().tryLock(session);
    return lock ? std::make_unique<HeldSessionLock>(std::move(lock)) : nullptr;
}

std::unique_ptr<SessionLock> SessionStore::lockForAnalysis(SessionId session)
{
    const Transaction transaction(m_impl->writable());
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
    m_impl->writableRows().require(session);
    const QString folder = LibraryFiles::checkpoints(session);
    m_impl->files().makeFolder(folder);
    return folder;
}

void SessionStore::addEpoch(SessionId session, const EpochRecord &record)
{
    m_impl->writableRows().require(session);
    const QString probabilities = m_impl->keepProbabilities(session, record.evaluation);
    Transaction transaction(m_impl->database());
    m_impl->rows().setTestLabels(session, record.evaluation.labels);
    EpochRows epochs(m_impl->database(), session);
    QStringList outdated = epochs.probabilityFiles();
    epochs.put(record, probabilities);
    transaction.commit();
    outdated.removeAll(probabilities);
    m_impl->removeFiles(outdated);
    m_impl->forgetWhatWasRead();
}

void SessionStore::setCheckpointChecksum(SessionId session, int epoch, const QString &checksum)
{
    EpochRows(m_impl->writable(), session).setMissingChecksum(epoch, checksum);
}

void SessionStore::dropEpochsAfter(SessionId session, int epoch)
{
    Transaction transaction(m_impl->writable());
    m_impl->rows().require(session);
    EpochRows epochs(m_impl->database(), session);
    const QStringList files = epochs.filesAfter(epoch);
    epochs.removeAfter(epoch);
    transaction.commit();
    m_impl->removeFiles(files);
    m_impl->forgetWhatWasRead();
    QList<TrainingSample> samples = readSamples(m_impl->files(), session);
    if (samples.removeIf([=](const TrainingSample &sample) { return sample.epoch > epoch; }) > 0)
        keepSamples(session, samples);
}

void SessionStore::keepSamples(SessionId session, const QList<TrainingSample> &samples)
{
    proponent::keepSamples(m_impl->files(), session, samples);
}

void SessionStore::setState(SessionId session, SessionState state, const QString &failure)
{
    m_impl->writableRows().setState(session, state, failure);
}

QList<SessionSummary> SessionStore::sessions()
{
    m_impl->library().markInterrupted();
    return m_impl->rows().summaries();
}

DatasetInfo SessionStore::dataset(SessionId session)
{
    return m_impl->rows().dataset(session);
}

SessionDetails SessionStore::details(SessionId session)
{
    m_impl->library().markInterrupted();
    const Transaction transaction(m_impl->database(), Transaction::Kind::Read);
    SessionDetails details = m_impl->rows().details(session);
    EpochRows epochs(m_impl->database(), session);
    details.epochs = epochs.metrics();
    details.checkpoints = epochs.checkpoints();
    for (CheckpointInfo &checkpoint : details.checkpoints)
        checkpoint.file = m_impl->files().absolute(checkpoint.file);
    m_impl->readEvaluations(epochs, details);
    details.samples = readSamples(m_impl->files(), session);
    details.decisions = DecisionRows(m_impl->database()).read(session);
    details.analyses = m_impl->analysesOf(session);
    details.evaluations = EvaluationRows(m_impl->database()).evaluations(session);
    return details;
}

void SessionStore::relocateDataset(SessionId session, const DatasetInfo &found)
{
    Transaction transaction(m_impl->writable());
    m_impl->rows().relocate(m_impl->rows().dataset(session), found);
    transaction.commit();
}

void SessionStore::rename(SessionId session, const QString &name)
{
    m_impl->writableRows().setName(session, name);
}

void SessionStore::setNote(SessionId session, const QString &note)
{
    m_impl->writableRows().setNote(session, note);
}

void SessionStore::setTags(SessionId session, const QStringList &tags)
{
    m_impl->writableRows().setTags(session, tags);
}

void SessionStore::setLabelDecisions(SessionId session, const QList<LabelDecision> &decisions)
{
    Transaction transaction(m_impl->writable());
    m_impl->rows().require(session);
    DecisionRows(m_impl->database()).put(session, decisions);
    transaction.commit();
}

void SessionStore::remove(SessionId session)
{
    try {
        m_impl->removeRows(session);
    } catch (const CantWrite &why) {
        if (why.reason() != CantWrite::Reason::Full)
            throw;
        m_impl->removeFilesFirst(session);
        m_impl->removeRows(session);
    }
    m_impl->library().finishRemoval(session);
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

void SessionStore::addEvaluation(const MethodEvaluation &evaluation)
{
    Transaction transaction(m_impl->writable());
    m_impl->rows().require(evaluation.session);
    EvaluationRows(m_impl->database()).insert(evaluation);
    transaction.commit();
}

Retrainings SessionStore::retrainings(SessionId session, const QString &question)
{
    return readRetrainings(m_impl->database(), m_impl->files(), session, question);
}

void SessionStore::keepRetrainings(SessionId session, const Retrainings &retrainings)
{
    proponent::keepRetrainings(m_impl->writable(), m_impl->files(), session, retrainings);
}

QString SessionStore::indexFile(SessionId session, const QString &name) const
{
    return m_impl->files().absolute(QStringLiteral("%1/%2.index").arg(LibraryFiles::indexes(session), name));
}

QStringList SessionStore::indexFiles(SessionId session) const
{
    QStringList files;
    const QDir folder(m_impl->files().absolute(LibraryFiles::indexes(session)));
    for (const QFileInfo &file : folder.entryInfoList({QStringLiteral("*.index")}, QDir::Files, QDir::Time))
        files += file.filePath();
    return files;
}

QSet<qint64> SessionStore::examplesWithThumbnail(const QString &fingerprint, Split split)
{
    return ThumbnailRows(m_impl->database()).examples(fingerprint, split);
}

void SessionStore::storeThumbnails(const QString &fingerprint, Split split,
                                   const QList<Thumbnail> &thumbnails)
{
    Transaction transaction(m_impl->writable());
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
