// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/training_job.h"

#include "engine/device/memory.h"
#include "engine/device/precision.h"
#include "engine/device/torch_process.h"
#include "engine/facade/checkpoint_checksums.h"
#include "engine/facade/facade_text.h"
#include "engine/facade/session_inputs.h"
#include "engine/training/step_curve.h"
#include "engine/training/training_run.h"

#include <QDir>

#include <utility>

namespace proponent {

namespace {

void requireValid(const TrainingConfig &config)
{
    QStringList messages;
    for (const FieldProblem &problem : problemsOf(config))
        messages += QStringLiteral("%1 %2").arg(problem.field, problem.message);
    if (!messages.isEmpty())
        throw EngineError(messages.join(QStringLiteral("; ")) + QLatin1Char('.'));
}

/// Device and precision of a run, made concrete.
struct Target
{
    DeviceId device;
    Precision precision = Precision::Fp32;
};

Target resolveTarget(const QString &device, Precision precision)
{
    Target target;
    target.device = DeviceId::parse(device).valueOrThrow();
    target.precision = resolvePrecision(target.device, precision).valueOrThrow();
    return target;
}

/// What a session that is gone on with ran on.
Target resolveOwnTarget(const SessionSummary &session)
{
    try {
        return resolveTarget(session.device, session.precision);
    } catch (const EngineError &error) {
        throw EngineError(
            FacadeText::tr(
                "Session %1 was trained on %2 in %3, and goes on nowhere else: %4 Resume it on a machine "
                "that has this device, or train a new session with its settings on another device.")
                .arg(QString::number(session.id.value), session.device, toString(session.precision),
                     error.message()));
    }
}

/// From the same seed the same weights.
std::shared_ptr<Network> makeSeededNetwork(const TrainingConfig &config, const NetworkShape &shape)
{
    torch::manual_seed(std::uint64_t(config.seed));
    return makeNetwork(config.model, shape).valueOrThrow();
}

/// What only data and network together tell.
void requireTrainable(const TrainingConfig &config, const SessionInputs &inputs, const Network &network)
{
    const qint64 fewest = network.smallestBatch();
    if (config.batchSize < fewest) {
        throw EngineError(
            FacadeText::tr("%1 can't train on pictures of %2 x %3 pixels with a batch size of %4. Use %5 "
                           "or more, or another model.")
                .arg(config.model)
                .arg(inputs.dataset->info.width)
                .arg(inputs.dataset->info.height)
                .arg(config.batchSize)
                .arg(fewest));
    }
    if (const qint64 count = inputs.trainCount - inputs.excluded.size(); count < fewest) {
        throw EngineError(
            FacadeText::tr("%1 can't train on pictures of %2 x %3 pixels with %n example(s). Use %4 or "
                           "more, or another model.",
                           nullptr, int(count))
                .arg(config.model)
                .arg(inputs.dataset->info.width)
                .arg(inputs.dataset->info.height)
                .arg(fewest));
    }
}

NewSession describe(const TrainingConfig &config, const SessionInputs &inputs, const Target &target,
                    const Network &network)
{
    NewSession session;
    session.config = config;
    session.name = config.name.isEmpty()
                       ? FacadeText::tr("%1 on %2").arg(config.model, inputs.dataset->info.name)
                       : config.name;
    session.dataset = inputs.dataset->info;
    session.dataset.rules = inputs.rules;
    session.mean = inputs.normalisation.mean;
    session.std = inputs.normalisation.std;
    session.device = target.device.toString();
    session.precision = target.precision;
    session.parameters = parameterCount(network);
    session.trainCount = inputs.trainCount;
    session.testCount = inputs.testCount;
    session.flipped = inputs.noise.flipped;
    session.parent = config.parent;
    session.libtorchVersion = libtorchVersion();
    return session;
}

/// Changes of labels name examples by index: they mean the data, the order and the flips of the session that they were
/// made in.
SessionInputs inputsToTrainOn(SessionStore &store, DatasetCache &datasets, const TrainingConfig &config)
{
    if (config.parent.isValid() && !config.labelChanges.isEmpty()) {
        const DatasetInfo parents = store.dataset(config.parent);
        if (parents.spec == config.data)
            return makeInputs(datasets.openFor(parents).valueOrThrow(), config, parents.rules);
    }
    return makeInputs(datasets.openToTrain(config).valueOrThrow(), config, latestDatasetRules);
}

void tellOfData(const SessionInputs &inputs, const TrainingConfig &config, const TrainingJobEvents &events)
{
    if (const QStringList remarks = remarksOn(inputs, config); !remarks.isEmpty())
        events.onNotice(remarks.join(u'\n'));
}

/// A run of a session that exists: whatever happens, its end is stored.
class Run
{
public:
    Run(SessionStore &store, SessionId session, TrainingConfig config, const TrainingJobEvents &events)
        : m_store(store), m_session(session), m_config(std::move(config)), m_events(events)
    {
    }

    Outcome execute(const SessionInputs &inputs, const Target &target, std::shared_ptr<Network> network,
                    const StartingPoint &start, const std::stop_token &stop)
    {
        try {
            const SessionDetails details = m_store.details(m_session);
            m_curve = StepCurve(details.samples);
            m_events.onSession(details);
            m_events.onStored();
            Trainer trainer(std::move(network), m_config, target.device, target.precision);
            const torch::Device device = target.device.torch();
            const QString folder = m_store.checkpointFolder(m_session);
            const bool finished =
                runTraining(trainer, m_config, inputs.train(device), inputs.test(device),
                            QDir(m_store.folder()).filePath(folder), start, storing(folder), stop);
            end(finished ? SessionState::Completed : SessionState::Interrupted);
            if (!finished)
                return Cancelled{m_session};
            return TrainingCompleted{m_session};
        } catch (const std::exception &error) {
            const QString message = messageOf(error);
            try {
                end(SessionState::Failed, message);
            } catch (const EngineError &) {
                // Not even that can be written, on a full disk say. The session counts as interrupted, then.
            }
            return Failed{message, m_session};
        }
    }

private:
    /// The events, with storing put before telling.
    [[nodiscard]] TrainingEvents storing(const QString &folder)
    {
        TrainingEvents events = m_events;
        events.onSample = [this](const TrainingSample &sample) {
            m_curve.add(sample);
            m_curveGrew = true;
            m_events.onSample(sample);
        };
        events.onEpoch = [this, folder](const EpochMetrics &metrics, const TestEvaluation &evaluation,
                                        const std::optional<SavedCheckpoint> &checkpoint) {
            EpochRecord record{metrics, evaluation, {}};
            if (checkpoint) {
                record.checkpointFile = folder + QLatin1Char('/') + checkpoint->file;
                record.checkpointChecksum = checkpoint->checksum;
                record.trainingStateChecksum = checkpoint->trainingStateChecksum;
            }
            if (std::exchange(m_curveGrew, false)) // epochs may be shorter than the time between samples
                m_store.keepSamples(m_session, m_curve.points());
            m_store.addEpoch(m_session, record);
            m_events.onEpoch(metrics, evaluation, checkpoint);
            m_events.onStored();
        };
        return events;
    }

    void end(SessionState state, const QString &failure = {})
    {
        m_store.setState(m_session, state, failure);
        m_events.onStored();
    }

    SessionStore &m_store;
    SessionId m_session;
    TrainingConfig m_config;
    const TrainingJobEvents &m_events;
    StepCurve m_curve;
    bool m_curveGrew = false;
};

} // namespace

Outcome trainSession(SessionStore &store, DatasetCache &datasets, const TrainingConfig &config,
                     const TrainingJobEvents &events, const std::stop_token &stop)
{
    requireValid(config);
    store.requireWritable();
    const Target target = resolveTarget(config.device, config.precision);
    events.onProgress({Progress::Stage::LoadingData});
    setThreadCount(config.threads);
    const SessionInputs inputs = inputsToTrainOn(store, datasets, config);
    tellOfData(inputs, config, events);
    std::shared_ptr<Network> network = makeSeededNetwork(config, inputs.shape());
    requireTrainable(config, inputs, *network);
    if (stop.stop_requested())
        return Cancelled{};
    const CreatedSession created = store.createSession(describe(config, inputs, target, *network));
    return Run(store, created.id, config, events).execute(inputs, target, std::move(network), {}, stop);
}

Outcome resumeSession(SessionStore &store, DatasetCache &datasets, SessionId session,
                      const TrainingJobEvents &events, const std::stop_token &stop)
{
    const std::unique_ptr<SessionLock> lock = store.lockSession(session);
    if (!lock) {
        throw EngineError(
            FacadeText::tr("Session %1 is being trained by another program. Wait for it, or stop it there.")
                .arg(session.value));
    }
    const SessionDetails details = store.details(session);
    const TrainingConfig &config = details.config;
    const int epochsDone = details.checkpoints.isEmpty() ? 0 : details.checkpoints.last().epoch;
    if (epochsDone >= config.epochs) {
        if (details.summary.state == SessionState::Completed) {
            throw EngineError(
                FacadeText::tr("Session %1 has finished its %n epoch(s); there is nothing to resume.",
                               nullptr, config.epochs)
                    .arg(session.value));
        }
        // Its program ended between the last epoch and the word that it was the last.
        store.setState(session, SessionState::Completed);
        events.onStored();
        return TrainingCompleted{session};
    }
    // What it ran on, not what "auto" would be today: precision and device are part of the result.
    const Target target = resolveOwnTarget(details.summary);
    events.onProgress({Progress::Stage::LoadingData});
    setThreadCount(config.threads);
    const SessionInputs inputs =
        makeInputs(datasets.openFor(details.dataset).valueOrThrow(), config, details.dataset.rules);
    tellOfData(inputs, config, events);
    std::shared_ptr<Network> network = makeSeededNetwork(config, inputs.shape());
    requireTrainable(config, inputs, *network);
    StartingPoint start{epochsDone};
    if (epochsDone > 0) {
        const CheckpointInfo last = withChecksums(store, session, {details.checkpoints.last()}).first();
        start.checksum = last.checksum;
        start.trainingStateChecksum = last.trainingStateChecksum;
    }
    store.dropEpochsAfter(session, epochsDone);
    store.setState(session, SessionState::Running);
    return Run(store, session, config, events).execute(inputs, target, std::move(network), start, stop);
}

QString messageOf(const std::exception &error)
{
    if (const auto *ours = dynamic_cast<const EngineError *>(&error))
        return ours->message();
    if (isOutOfMemory(error))
        return FacadeText::tr("Out of memory. Use a smaller batch or fewer examples.");
    if (const auto *torchError = dynamic_cast<const c10::Error *>(&error)) {
        const QString text = QString::fromUtf8(torchError->what_without_backtrace());
        return FacadeText::tr("libtorch: %1").arg(text.section(QLatin1Char('\n'), 0, 0));
    }
    return QString::fromUtf8(error.what());
}

} // namespace proponent
