// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/analysis_job.h"

#include "engine/device/precision.h"
#include "engine/facade/session_inputs.h"
#include "engine/influence/influence_run.h"
#include "engine/influence/precision_check.h"
#include "engine/influence/ranking.h"
#include "engine/influence/score_export.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace proponent {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(proponent::AnalysisJob)
};

QString joined(const QList<int> &numbers)
{
    QStringList texts;
    for (const int number : numbers)
        texts += QString::number(number);
    return texts.join(QStringLiteral(", "));
}

QList<CheckpointInfo> chooseCheckpoints(const SessionDetails &details, const CheckpointChoice &choice)
{
    if (details.checkpoints.isEmpty()) {
        throw EngineError(Text::tr("Session %1 has no checkpoint yet: it stopped before its first was saved. "
                                   "Resume it first.")
                              .arg(details.summary.id.value));
    }
    if (choice.kind == CheckpointChoice::Kind::All)
        return details.checkpoints;
    if (choice.kind == CheckpointChoice::Kind::Last)
        return {details.checkpoints.last()};
    QList<CheckpointInfo> chosen;
    QList<int> known;
    QList<int> missing = choice.epochs;
    for (const CheckpointInfo &checkpoint : details.checkpoints) {
        known += checkpoint.epoch;
        if (missing.removeAll(checkpoint.epoch) > 0)
            chosen += checkpoint;
    }
    if (!missing.isEmpty() || chosen.isEmpty()) {
        throw EngineError(Text::tr("Session %1 has no checkpoint of epoch %2. It has: %3.")
                              .arg(details.summary.id.value)
                              .arg(joined(missing), joined(known)));
    }
    return chosen;
}

QList<qint64> chooseTests(const SessionDetails &details, const TestChoice &choice)
{
    if (choice.kind == TestChoice::Kind::Misclassified) {
        QList<qint64> wrong;
        for (qsizetype i = 0; i < details.evaluation.labels.size(); ++i) {
            if (details.evaluation.labels[i] != details.evaluation.predicted[i])
                wrong += i;
        }
        if (wrong.isEmpty())
            throw EngineError(
                Text::tr("The model gets every test example right. Name test examples by index."));
        return wrong;
    }
    if (choice.indices.isEmpty())
        throw EngineError(Text::tr("No test example is named. Name at least one by index, from 0."));
    if (choice.indices.last() >= details.testCount || choice.indices.first() < 0) {
        throw EngineError(Text::tr("There is no test example %1: they are numbered from 0 to %2.")
                              .arg(choice.indices.last())
                              .arg(details.testCount - 1));
    }
    return choice.indices;
}

/// What the two kinds of analysis have in common: the session's model, data and choices.
class Analysis
{
public:
    template <class Request>
    Analysis(SessionStore &store, DatasetCache &datasets, const Request &request,
             const AnalysisJobEvents &events)
        : details(store.details(request.session)), m_store(store), m_events(events)
    {
        if (request.topK < 1)
            throw EngineError(
                Text::tr("The number of examples to rank must be 1 or more, not %1.").arg(request.topK));
        if (!request.exportFile.isEmpty()) {
            const QString problem = exportFileProblem(request.exportFile);
            if (!problem.isEmpty())
                throw EngineError(problem);
        }
        m_device = DeviceId::parse(request.device).valueOrThrow();
        m_precision = resolvePrecision(m_device, request.precision).valueOrThrow();
        m_checkpoints = chooseCheckpoints(details, request.checkpoints);
        events.onProgress({Progress::Stage::LoadingData});
        setThreadCount(request.threads);
        inputs = makeInputs(datasets.openFor(details.dataset).valueOrThrow(), details.config);
        m_network = makeNetwork(details.config.model, inputs.shape()).valueOrThrow();
        m_network->to(m_device.torch());
        m_train = std::make_unique<ImageTensors>(inputs.train(m_device.torch()));
        if (request.layers == LayerChoice::Last)
            m_parameters = lastLayerParameters(*m_network);
        header.session = request.session;
        header.layers = request.layers;
        for (const CheckpointInfo &checkpoint : m_checkpoints)
            header.checkpoints += checkpoint.epoch;
        header.device = m_device.toString();
        header.precision = m_precision;
        header.trainCount = inputs.trainCount;
        m_batchSize = request.batchSize;
        m_clock.start();
    }

    [[nodiscard]] torch::Device device() const { return m_device.torch(); }

    /// `tests` takes part in naming the unfinished work, so that only the same question finds it again.
    [[nodiscard]] ScoringTask task(const QList<qint64> &tests)
    {
        QJsonArray question{header.method, toString(header.layers), toString(header.precision),
                            header.device};
        for (const qint64 test : tests)
            question.append(test);
        const QByteArray key =
            QCryptographicHash::hash(QJsonDocument(question).toJson(), QCryptographicHash::Sha1);
        m_partialFolder = QDir(m_store.folder())
                              .filePath(QStringLiteral("analyses/%1/unfinished-%2")
                                            .arg(header.session.value)
                                            .arg(QString::fromLatin1(key.toHex().left(16))));
        return {*m_network,
                m_parameters,
                *m_train,
                m_checkpoints,
                scalarType(m_precision),
                m_batchSize,
                m_partialFolder,
                m_events.onProgress,
                [this](const QString &parameters) {
                    m_events.onNotice(
                        Text::tr("Computed one example at a time, which is slow: %1.").arg(parameters));
                }};
    }

    [[nodiscard]] RankedExample ranked(qint64 index, double score) const
    {
        RankedExample example;
        example.trainIndex = index;
        example.label = int(inputs.noise.labels[std::size_t(index)]);
        example.originalLabel = int(inputs.dataset->train.labels[std::size_t(index)]);
        example.score = score;
        return example;
    }

    void finishHeader()
    {
        header.seconds = double(m_clock.nsecsElapsed()) * 1e-9;
        header.examplesPerSecond = double(header.trainCount) * double(m_checkpoints.size()) / header.seconds;
        header.created = QDateTime::currentDateTimeUtc();
    }

    void storeThumbnails(Split split, const ImageSet &images, const QList<qint64> &indices)
    {
        QHash<qint64, QImage> thumbnails;
        QHash<qint64, QByteArray> hashes;
        for (const qint64 index : indices) {
            thumbnails.insert(index, exampleImage(images, index));
            hashes.insert(index, contentHash(images, index));
        }
        m_store.storeThumbnails(details.dataset.fingerprint, split, thumbnails, hashes);
    }

    /// The unfinished work is only of use until the analysis is stored.
    void removePartialFiles() const { QDir(m_partialFolder).removeRecursively(); }

    SessionDetails details;
    SessionInputs inputs;
    AnalysisHeader header;

private:
    SessionStore &m_store;
    const AnalysisJobEvents &m_events;
    DeviceId m_device;
    Precision m_precision = Precision::Fp32;
    QList<CheckpointInfo> m_checkpoints;
    std::shared_ptr<Network> m_network;
    std::unique_ptr<ImageTensors> m_train;
    std::vector<std::string> m_parameters;
    int m_batchSize = 0;
    QString m_partialFolder;
    QElapsedTimer m_clock;
};

QList<RankedExample> rankedList(const Analysis &analysis, const std::vector<qint64> &indices,
                                const std::vector<float> &total, const CheckpointScores &scores, qint64 row,
                                qint64 selfRow)
{
    QList<RankedExample> list;
    for (const qint64 index : indices) {
        RankedExample example = analysis.ranked(index, double(total[std::size_t(index)]));
        example.scoreByCheckpoint = contributions(scores, row, index, selfRow);
        list += example;
    }
    return list;
}

void addIndices(QList<qint64> &indices, const QList<RankedExample> &examples)
{
    for (const RankedExample &example : examples)
        indices += example.trainIndex;
}

/// Ranks each test's row and writes the summed scores to `writer`, in one go over the rows.
QList<TestInfluence> rankTests(const Analysis &analysis, const CheckpointScores &scores,
                               const QList<qint64> &tests, const InfluenceRequest &request, NpyWriter &writer)
{
    const qint64 selfRow = request.method == InfluenceMethod::RelatIf ? tests.size() : -1;
    const TestEvaluation &evaluation = analysis.details.evaluation;
    QList<TestInfluence> results;
    for (qsizetype row = 0; row < tests.size(); ++row) {
        const std::vector<float> total = summedScores(scores, row, selfRow);
        writer.append(total);
        const Ranking ranking = rank(total, request.topK);
        TestInfluence result;
        result.testIndex = tests[row];
        result.label = int(analysis.inputs.dataset->test.labels[std::size_t(tests[row])]);
        if (tests[row] < evaluation.predicted.size()) {
            result.predicted = evaluation.predicted[tests[row]];
            result.loss = double(evaluation.losses[tests[row]]);
        }
        result.proponents = rankedList(analysis, ranking.highest, total, scores, row, selfRow);
        result.opponents = rankedList(analysis, ranking.lowest, total, scores, row, selfRow);
        result.histogram = ranking.histogram;
        result.nonFinite = ranking.nonFinite;
        results += result;
    }
    return results;
}

} // namespace

Outcome traceInfluence(SessionStore &store, DatasetCache &datasets, const InfluenceRequest &request,
                       const AnalysisJobEvents &events, const std::stop_token &stop)
{
    Analysis analysis(store, datasets, request, events);
    const QList<qint64> tests = chooseTests(analysis.details, request.tests);
    analysis.header.method = toString(request.method);
    const torch::Tensor indices =
        torch::tensor(std::vector<int64_t>(tests.begin(), tests.end()), torch::kLong);
    const ImageTensors::Batch batch =
        analysis.inputs.test(analysis.device()).batch(indices.to(analysis.device()));

    const ScoringTask task = analysis.task(tests);
    const auto scores = traceScores(task, batch, request.method, stop);
    if (scores && analysis.header.precision != Precision::Fp32)
        analysis.header.precisionCheck = checkInfluencePrecision(task, batch, request.method, stop);
    if (!scores || stop.stop_requested())
        return Cancelled{request.session};
    events.onProgress({Progress::Stage::Ranking});
    InfluenceAnalysis result;
    const QString file = store.temporaryFile(QStringLiteral(".npy"));
    NpyWriter writer(file, {tests.size(), analysis.inputs.trainCount});
    result.results = rankTests(analysis, *scores, tests, request, writer);
    writer.commit();
    analysis.finishHeader();
    result.header = analysis.header;
    result.header.scoresFile = file;

    QList<qint64> shown;
    for (const TestInfluence &test : result.results) {
        addIndices(shown, test.proponents);
        addIndices(shown, test.opponents);
    }
    analysis.storeThumbnails(Split::Train, analysis.inputs.dataset->train, shown);
    analysis.storeThumbnails(Split::Test, analysis.inputs.dataset->test, tests);
    const AnalysisId id = store.addInfluence(result);
    analysis.removePartialFiles();
    result = std::get<InfluenceAnalysis>(store.analysis(id));
    if (!request.exportFile.isEmpty())
        exportScores(result.header.scoresFile, request.exportFile, tests);
    return InfluenceCompleted{std::move(result)};
}

Outcome computeSelfInfluence(SessionStore &store, DatasetCache &datasets, const SelfInfluenceRequest &request,
                             const AnalysisJobEvents &events, const std::stop_token &stop)
{
    Analysis analysis(store, datasets, request, events);
    analysis.header.method = QStringLiteral("self-influence");
    const ScoringTask task = analysis.task({});
    const auto scores = selfInfluenceScores(task, stop);
    if (scores && analysis.header.precision != Precision::Fp32)
        analysis.header.precisionCheck = checkSelfInfluencePrecision(task, stop);
    if (!scores || stop.stop_requested())
        return Cancelled{request.session};
    events.onProgress({Progress::Stage::Ranking});
    const std::vector<float> total = summedScores(*scores, 0);
    const Ranking ranking = rank(total, request.topK);
    const QString file = store.temporaryFile(QStringLiteral(".npy"));
    NpyWriter writer(file, {analysis.inputs.trainCount});
    writer.append(total);
    writer.commit();

    SelfInfluenceAnalysis result;
    result.top = rankedList(analysis, ranking.highest, total, *scores, 0, -1);
    result.histogram = ranking.histogram;
    result.nonFinite = ranking.nonFinite;
    analysis.finishHeader();
    result.header = analysis.header;
    result.header.scoresFile = file;
    QList<qint64> shown;
    addIndices(shown, result.top);
    analysis.storeThumbnails(Split::Train, analysis.inputs.dataset->train, shown);
    const AnalysisId id = store.addSelfInfluence(result);
    analysis.removePartialFiles();
    result = std::get<SelfInfluenceAnalysis>(store.analysis(id));
    if (!request.exportFile.isEmpty())
        exportScores(result.header.scoresFile, request.exportFile, {});
    return SelfInfluenceCompleted{std::move(result)};
}

} // namespace proponent
