// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/retrained_copies.h"

#include "engine/facade/copy_log.h"
#include "engine/facade/unfinished_analysis.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

#include <algorithm>

namespace proponent {

namespace {

constexpr int answersVersion = 1; ///< of what copies are asked, and how
/// Asking costs a forward pass: of these it is little beside the training, and other tests can be asked about later.
constexpr qint64 testsAskedAnyway = 10'000;

qint64 testsAsked(const EvaluationSetup &setup, const QList<qint64> &tests)
{
    const qint64 few = std::min(setup.inputs.testCount, testsAskedAnyway);
    return tests.last() < few ? few : setup.inputs.testCount;
}

/// A name for all that a copy's answers depend on, but for subset and seed. Not the device: rounding alone differs.
QString questionOf(const EvaluationSetup &setup, qint64 tests)
{
    QJsonObject config = setup.details.config.toJson();
    for (const char *name : {"data", "device", "name", "precision", "threads", "checkpoint_every"})
        config.remove(QLatin1String(name));
    QJsonArray question{
        answersVersion,          config, toString(setup.precision), setup.details.dataset.fingerprint,
        setup.inputs.trainCount, tests};
    for (const double value : setup.inputs.normalisation.mean + setup.inputs.normalisation.std)
        question.append(value);
    const auto &labels = setup.inputs.noise.labels;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QJsonDocument(question).toJson());
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(labels.data()),
                                qsizetype(labels.size() * sizeof(labels[0]))));
    return QString::fromLatin1(hash.result().toHex().left(16));
}

CopyKey keyOf(const Subset &subset)
{
    const QByteArrayView indices(reinterpret_cast<const char *>(subset.indices.data()),
                                 qsizetype(subset.indices.size() * sizeof(subset.indices[0])));
    const QByteArray hash = QCryptographicHash::hash(indices.toByteArray(), QCryptographicHash::Sha256);
    return {qFromLittleEndian<quint64>(hash.constData()), subset.seed};
}

/// The copies that are known by now.
class KnownCopies
{
public:
    KnownCopies(SessionStore &store, SessionId session, QString question, qint64 columns)
        : m_store(store), m_session(session), m_question(std::move(question)), m_columns(columns)
    {
    }

    void readKept()
    {
        const Retrainings kept = m_store.retrainings(m_session, m_question);
        if (kept.columns != m_columns)
            return;
        for (qsizetype i = 0; i < kept.parts.size(); ++i)
            m_rows.insert({kept.parts[i], kept.seeds[i]}, kept.values.mid(i * m_columns, m_columns));
    }
    void add(const QHash<CopyKey, QList<float>> &rows) { m_rows.insert(rows); }
    void add(const CopyKey &key, const QList<float> &row) { m_rows.insert(key, row); }

    [[nodiscard]] bool has(const CopyKey &key) const { return m_rows.contains(key); }
    [[nodiscard]] QList<float> row(const CopyKey &key) const { return m_rows.value(key); }

    void keep()
    {
        Retrainings all;
        all.question = m_question;
        all.columns = m_columns;
        QList<float> values;
        values.reserve(m_rows.size() * m_columns);
        for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
            all.parts += row.key().part;
            all.seeds += row.key().seed;
            values += row.value();
        }
        all.values = values;
        m_store.keepRetrainings(m_session, all);
    }

private:
    SessionStore &m_store;
    SessionId m_session;
    QString m_question;
    qint64 m_columns;
    QHash<CopyKey, QList<float>> m_rows;
};

/// False when stopped.
bool trainMissing(const EvaluationSetup &setup, std::span<const Subset> missing, qint64 tests, CopyLog &log,
                  KnownCopies &known)
{
    const torch::Device device = setup.device.torch();
    const ImageTensors train = setup.inputs.train(device);
    const ImageTensors test = setup.inputs.test(device).subset(torch::arange(int64_t(tests), torch::kLong));
    SubsetTraining task{setup.details.config, setup.inputs.shape(), train, test,
                        setup.device,         setup.precision};
    // Told of within a twentieth of a second after a round of copies, before the next has come far.
    task.onProgress = [&](const Progress &progress) {
        log.flush();
        setup.events.onProgress(progress);
    };
    task.onNotice = setup.events.onNotice;
    const auto keep = [&](const TrainedCopy &copy) {
        QList<float> row(copy.losses.begin(), copy.losses.end());
        row.append(QList<float>(copy.margins.begin(), copy.margins.end()));
        const CopyKey key = keyOf(missing[std::size_t(copy.subset)]);
        known.add(key, row);
        log.add(key, row);
    };
    try {
        const bool finished = trainOnSubsets(task, missing, keep, setup.stop);
        log.flush();
        return finished;
    } catch (...) {
        log.flush();
        throw;
    }
}

} // namespace

std::optional<RetrainedCopies> retrainedCopies(const EvaluationSetup &setup, std::span<const Subset> subsets,
                                               const QList<qint64> &tests)
{
    const qint64 asked = testsAsked(setup, tests);
    const QString question = questionOf(setup, asked);
    const SessionId session = setup.details.summary.id;
    KnownCopies known(setup.store, session, question, 2 * asked);
    const auto missing = [&] {
        std::vector<Subset> unknown;
        for (const Subset &subset : subsets) {
            if (!known.has(keyOf(subset)))
                unknown.push_back(subset);
        }
        return unknown;
    };
    known.readKept();
    if (!missing().empty()) {
        const auto work =
            UnfinishedAnalysis::claim(setup.store, session, question, setup.events.onNotice, setup.stop);
        if (!work)
            return {};
        known.readKept(); // what another program has kept while this one waited for it
        CopyLog log(work->folder(), 2 * asked);
        known.add(log.read());
        const std::vector<Subset> rest = missing();
        if (!rest.empty() && !trainMissing(setup, rest, asked, log, known))
            return {};
        known.keep();
        work->finish();
    }
    std::vector<QList<float>> rows;
    for (const Subset &subset : subsets)
        rows.push_back(known.row(keyOf(subset)));
    return RetrainedCopies(asked, std::move(rows));
}

} // namespace proponent
