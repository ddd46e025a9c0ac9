// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/analysis_setup.h"

#include "engine/device/precision.h"
#include "engine/facade/checkpoint_checksums.h"
#include "engine/facade/facade_text.h"
#include "engine/facade/half_models.h"
#include "engine/scores/score_export.h"
#include "engine/usual_checkpoints.h"

#include <ATen/Parallel.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace proponent {

namespace {

/// The first few of them.
QString joined(const QList<int> &numbers)
{
    constexpr qsizetype shown = 10;
    QStringList texts;
    for (const int number : numbers.first(std::min(shown, numbers.size())))
        texts += QString::number(number);
    if (numbers.size() > shown)
        texts += QStringLiteral("…");
    return texts.join(QStringLiteral(", "));
}

constexpr int keptVersion = 5; ///< of what is kept of an unfinished analysis

QList<CheckpointInfo> chooseCheckpoints(const SessionDetails &details, const CheckpointChoice &choice)
{
    if (details.checkpoints.isEmpty()) {
        throw EngineError(
            FacadeText::tr("Session %1 has no checkpoint yet: it stopped before its first was saved. "
                           "Resume it first.")
                .arg(details.summary.id.value));
    }
    if (choice.kind == CheckpointChoice::Kind::All || choice.kind == CheckpointChoice::Kind::Usual)
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
        throw EngineError(FacadeText::tr("Session %1 has no checkpoint of epoch %2. It has: %3.")
                              .arg(details.summary.id.value)
                              .arg(joined(missing), joined(known)));
    }
    return chosen;
}

} // namespace

CheckpointChoice usualCheckpoints(const CheckpointChoice &choice, const AttributionMethod &method,
                                  const SessionDetails &details)
{
    if (choice.kind != CheckpointChoice::Kind::Usual)
        return choice;
    CheckpointChoice usual{CheckpointChoice::Kind::Epochs, {}};
    for (const CheckpointInfo &checkpoint : details.checkpoints)
        usual.epochs += checkpoint.epoch;
    usual.epochs = usualEpochs(method.info.checkpoints, usual.epochs);
    return usual.epochs.isEmpty() ? choice : usual;
}

AnalysisSetup::AnalysisSetup(SessionStore &store, DatasetCache &datasets, const AnalysisChoices &chosen,
                             const AnalysisJobEvents &events)
    : choices(chosen), details(store.details(chosen.session)), m_store(store), m_events(events)
{
    if (choices.topK < 1)
        throw EngineError(
            FacadeText::tr("The number of examples to rank must be 1 or more, not %1.").arg(choices.topK));
    if (!choices.exportFile.isEmpty()) {
        const QString problem = exportFileProblem(choices.exportFile);
        if (!problem.isEmpty())
            throw EngineError(problem);
    }
    m_sessionLock = store.lockForAnalysis(choices.session);
    m_device = DeviceId::parse(choices.device).valueOrThrow();
    m_precision = resolvePrecision(m_device, choices.precision).valueOrThrow();
    m_checkpoints = withChecksums(store, choices.session, chooseCheckpoints(details, choices.checkpoints));
    events.onProgress({Progress::Stage::LoadingData});
    setThreadCount(choices.threads);
    inputs =
        makeInputs(datasets.openFor(details.dataset).valueOrThrow(), details.config, details.dataset.rules);
    if (const QStringList remarks = remarksOn(inputs, details.config); !remarks.isEmpty())
        events.onNotice(remarks.join(u'\n'));
    m_network = makeNetwork(details.config.model, inputs.shape()).valueOrThrow();
    m_network->to(m_device.torch());
    m_train = std::make_unique<ImageTensors>(inputs.train(m_device.torch()));
    m_trainingTime = trainingTimeOf(details, inputs);
    if (choices.layers == LayerChoice::Last)
        m_parameters = lastLayerParameters(*m_network);
    header.session = choices.session;
    header.layers = choices.layers;
    for (const CheckpointInfo &checkpoint : m_checkpoints)
        header.checkpoints += checkpoint.epoch;
    header.device = m_device.toString();
    header.precision = m_precision;
    header.trainCount = inputs.trainCount;
    const QDir beside = QFileInfo(details.checkpoints.last().file).dir();
    m_fits = std::make_unique<KeptFits>(
        beside.filePath(QStringLiteral("fitted-%1-%2")
                            .arg(inputsKey().left(16), m_device.torch().is_cuda() ? QStringLiteral("cuda")
                                                                                  : QStringLiteral("cpu"))),
        m_device.torch());
    m_clock.start();
}

QString AnalysisSetup::inputsKey() const
{
    QJsonArray inputsOf{toString(header.layers), details.dataset.fingerprint, inputs.trainCount};
    for (const double value : inputs.normalisation.mean + inputs.normalisation.std)
        inputsOf.append(value);
    for (const qint64 excluded : inputs.excluded)
        inputsOf.append(excluded);
    const auto &labels = inputs.noise.labels;
    const QByteArray contents =
        QJsonDocument(inputsOf).toJson() + QByteArray(reinterpret_cast<const char *>(labels.data()),
                                                      qsizetype(labels.size() * sizeof(labels[0])));
    return QString::fromLatin1(QCryptographicHash::hash(contents, QCryptographicHash::Sha1).toHex());
}

/// Of all that scores and what is made of them depend on.
QString AnalysisSetup::questionKey(AnalysisKind kind, const QString &method, const QList<qint64> &tests) const
{
    QJsonArray question{keptVersion,
                        int(kind),
                        method,
                        header.method,
                        toString(header.precision),
                        header.parameters,
                        questionText(header),
                        inputsKey(),
                        header.device,
                        choices.topK,
                        choices.wantsAllScores()};
    for (const CheckpointInfo &checkpoint : m_checkpoints) {
        question.append(checkpoint.checksum);
        question.append(checkpoint.learningRate);
    }
    for (const qint64 test : tests)
        question.append(test);
    const QByteArray contents = QJsonDocument(question).toJson();
    return QString::fromLatin1(QCryptographicHash::hash(contents, QCryptographicHash::Sha1).toHex().left(16));
}

bool AnalysisSetup::useHalfModels(const AttributionChoice &choice, const std::stop_token &stop)
{
    const auto models = parameterOf(choice.parameters, QLatin1StringView("models"));
    const auto trained =
        halfModels(m_store, details, inputs, m_device, int(models.value_or(1)), m_events, stop);
    if (!trained)
        return false;
    m_checkpoints = *trained;
    header.checkpoints.clear();
    m_trainingTime /= 2; // of as many epochs, of half the steps
    return true;
}

bool AnalysisSetup::claim(AnalysisKind kind, const QString &method, const QList<qint64> &tests,
                          const std::stop_token &stop)
{
    m_unfinished = UnfinishedAnalysis::claim(m_store, header.session, questionKey(kind, method, tests),
                                             m_events.onNotice, stop);
    return m_unfinished != nullptr;
}

QString AnalysisSetup::kept(const QString &name) const
{
    return m_unfinished ? QDir(m_unfinished->folder()).filePath(name) : QString();
}

QString AnalysisSetup::keptFolder() const
{
    return m_unfinished ? m_unfinished->folder() : QString();
}

QString AnalysisSetup::keptFile() const
{
    return kept(QStringLiteral("taken"));
}

QString AnalysisSetup::keptMatrix() const
{
    return kept(QStringLiteral("scores.npy"));
}

ScoringTask AnalysisSetup::task(qint64 tests)
{
    return {
        *m_network,
        m_parameters,
        *m_train,
        m_checkpoints,
        scalarType(m_precision),
        choices.batchSize,
        /*memory=*/0,
        m_events.onProgress,
        m_events.onNotice,
        [this, tests](const MemoryPlan &plan) {
            header.batchSize = int(plan.batchSize);
            header.expectedMemory = plan.bytes;
            if (plan.testsAtATime < tests) {
                m_events.onNotice(
                    FacadeText::tr("Memory holds the gradients of %1 of the %2 test examples at a time; each "
                                   "such block takes a pass over the training examples.")
                        .arg(plan.testsAtATime)
                        .arg(tests));
            }
        },
        m_trainingTime,
        m_fits.get(),
        [this](const QJsonObject &chosen) {
            for (auto item = chosen.begin(); item != chosen.end(); ++item) {
                if (!header.parameters.value(item.key()).isDouble())
                    header.fitted[item.key()] = item.value();
            }
        }};
}

ImageTensors::Batch AnalysisSetup::examples(bool ofTraining, const QList<qint64> &indices) const
{
    const torch::Tensor chosen =
        torch::tensor(std::vector<int64_t>(indices.begin(), indices.end()), torch::kLong).to(device());
    return ofTraining ? m_train->batch(chosen) : inputs.test(device()).batch(chosen);
}

void AnalysisSetup::finish()
{
    if (m_unfinished)
        m_unfinished->finish();
    m_unfinished.reset();
}

QList<AnalysisSummary> AnalysisSetup::finishedMeanwhile()
{
    QList<AnalysisSummary> found;
    if (!m_unfinished || !m_unfinished->hasWaited())
        return found;
    for (const AnalysisSummary &summary : m_store.details(header.session).analyses) {
        if (details.analyses.isEmpty() || summary.id > details.analyses.first().id)
            found += summary;
    }
    return found;
}

bool AnalysisSetup::isSameQuestion(const AnalysisHeader &other) const
{
    return other.method == header.method && other.parameters == header.parameters &&
           questionText(other) == questionText(header) && other.layers == header.layers &&
           other.checkpoints == header.checkpoints && other.device == header.device &&
           other.precision == header.precision;
}

RankedExample AnalysisSetup::ranked(qint64 index, double score) const
{
    RankedExample example;
    example.trainIndex = index;
    example.label = label(index);
    example.originalLabel = originalLabel(index);
    example.score = score;
    return example;
}

int AnalysisSetup::label(qint64 index) const
{
    return int(inputs.noise.labels[std::size_t(index)]);
}

int AnalysisSetup::originalLabel(qint64 index) const
{
    return int(inputs.dataset->train.labels[std::size_t(index)]);
}

void AnalysisSetup::finishHeader()
{
    header.seconds = double(m_clock.nsecsElapsed()) * 1e-9;
    header.examplesPerSecond = double(header.trainCount) * double(m_checkpoints.size()) / header.seconds;
    header.created = QDateTime::currentDateTimeUtc();
}

void AnalysisSetup::storeThumbnails(Split split, const ImageSet &images, const QList<qint64> &indices)
{
    const QString &fingerprint = details.dataset.fingerprint;
    const QSet<qint64> missing = QSet<qint64>(indices.begin(), indices.end())
                                     .subtract(m_store.examplesWithThumbnail(fingerprint, split));
    const QList<qint64> examples(missing.begin(), missing.end());
    QList<Thumbnail> thumbnails(examples.size());
    Thumbnail *const first = thumbnails.data(); // detaches here, not on each of the threads
    constexpr qint64 grain = 64;
    at::parallel_for(0, examples.size(), grain, [&](qint64 begin, qint64 end) {
        for (qint64 i = begin; i < end; ++i) {
            const qint64 example = examples[i];
            first[i] = Thumbnail::of(example, exampleImage(images, example), contentHash(images, example));
        }
    });
    if (!thumbnails.isEmpty())
        m_store.storeThumbnails(fingerprint, split, thumbnails);
}

} // namespace proponent
