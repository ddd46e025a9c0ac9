// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/influence_run.h"

#include "engine/device/autocast.h"
#include "engine/device/memory.h"
#include "engine/methods/checkpoint_scorer.h"
#include "engine/methods/methods_text.h"
#include "engine/model/safetensors.h"
#include "engine/rate_meter.h"

#include <QCryptographicHash>
#include <QDir>

#include <algorithm>

namespace proponent {

namespace {

/// Training examples of a pass that fits a method, for each of the processor's threads or the device.
constexpr qint64 fittedAtOnce = 512;

/// `count` of the training examples, evenly spread: those from `begin` to before `end`.
ImageTensors::Batch spreadBatch(const ImageTensors &train, qint64 begin, qint64 end, qint64 count)
{
    const torch::Tensor places = torch::arange(int64_t(begin), int64_t(end), torch::kLong);
    return train.batch((places * int64_t(train.count())).div(int64_t(count), "floor"));
}

/// Of the scores from one checkpoint: those from another file, or with another weight, have another name.
QString partName(const CheckpointInfo &checkpoint)
{
    const QByteArray contents =
        checkpoint.checksum.toLatin1() + ' ' + QByteArray::number(checkpoint.learningRate, 'g', 17);
    const QByteArray hash = QCryptographicHash::hash(contents, QCryptographicHash::Sha1).toHex().left(16);
    return QStringLiteral("epoch-%1-%2.f32").arg(checkpoint.epoch).arg(QLatin1String(hash));
}

/// One analysis, checkpoint by checkpoint.
class Run
{
public:
    /// `testCount`: rows of scores; none for self-influence. `stage`: what progress says.
    Run(const ScoringTask &task, qint64 testCount, Progress::Stage stage, const std::stop_token &stop)
        : m_task(task),
          m_stop(stop),
          m_stage(stage),
          m_testCount(testCount),
          m_meter(task.train.count() * task.checkpoints.size())
    {
    }

    /// What one checkpoint contributes: writes all of it; false when stopped.
    using Scorer = std::function<bool(PerExampleGradients &, ScoreWriter &, int position)>;

    /// Runs `score` for every checkpoint that isn't finished yet.
    std::optional<CheckpointScores> checkpoints(qint64 rows, const Scorer &score)
    {
        const QDir folder(m_task.partialFolder);
        folder.mkpath(QStringLiteral("."));
        CheckpointScores scores;
        for (int i = 0; i < int(m_task.checkpoints.size()); ++i) {
            const CheckpointInfo &checkpoint = m_task.checkpoints[i];
            const QString path = folder.filePath(partName(checkpoint));
            if (auto finished = ScoreMatrix::open(path, rows, m_task.train.count())) {
                scores.push_back(std::move(*finished));
                continue;
            }
            loadCheckpoint(m_task.network, checkpoint);
            PerExampleGradients gradients(m_task.network, m_task.parameters, m_task.dtype);
            plan(gradients);
            ScoreMatrix matrix = ScoreMatrix::create(path, rows, m_task.train.count());
            const bool finished = gradients.consistently([&] {
                ScoreWriter writer(matrix);
                if (!score(gradients, writer, i))
                    return false;
                writer.finish();
                return true;
            });
            if (!finished) {
                matrix.discard();
                return {};
            }
            saySlowParameters(gradients);
            matrix.commit();
            scores.push_back(std::move(matrix));
        }
        return scores;
    }

    /// Goes over the training examples in batches; false when stopped. `doneAt`: the progress once `end` of
    /// them are scored.
    template <class ScoreBatch, class DoneAt>
    bool forEachBatch(int position, ScoreBatch scoreBatch, DoneAt doneAt)
    {
        const qint64 count = m_task.train.count();
        for (qint64 begin = 0; begin < count;) {
            if (m_stop.stop_requested())
                return false;
            qint64 end = begin;
            m_batch->attempt([&](qint64 size) {
                end = std::min(count, begin + size);
                scoreBatch(begin, m_task.train.batch(begin, end));
            });
            begin = end;
            if (m_meter.isDue(doneAt(end))) {
                m_task.onProgress({m_stage, m_meter.done(), m_meter.total(), m_meter.rate(),
                                   m_meter.secondsLeft(), position + 1, int(m_task.checkpoints.size())});
            }
        }
        return true;
    }

    /// The questions about the tests from `begin` on, as many as are planned at a time, or fewer where memory
    /// runs out.
    QueryGradients questions(PerExampleGradients &gradients, const AskedExamples &asked, qint64 begin,
                             const GradientTransform *transform, int position)
    {
        std::optional<QueryGradients> side;
        m_batch->attempt([&](qint64 size) {
            // A batch that was halved leaves no room for as many tests either.
            const qint64 count = asked.asGroup
                                     ? asked.examples.labels.size(0)
                                     : std::max<qint64>(1, m_plan.testsAtATime * size / m_plan.batchSize);
            const qint64 end = std::min<qint64>(asked.examples.labels.size(0), begin + count);
            side.emplace(queriesOf(m_task, asked, gradients, {begin, end, size}, transform,
                                   m_task.checkpoints[position]));
        });
        return std::move(*side);
    }

private:
    /// Once: every checkpoint takes the same.
    void plan(PerExampleGradients &gradients)
    {
        if (m_batch || m_task.train.count() == 0)
            return;
        const torch::Device device = m_task.train.device();
        MemoryNeeds needs;
        ShrinkingBatch probe(PerExampleGradients::probeSize, device, m_task.onNotice);
        probe.attempt([&](qint64 size) {
            const qint64 count = std::min(size, m_task.train.count());
            needs = measureNeeds(gradients, m_task.train.batch(0, count), std::max<qint64>(1, m_testCount));
        });
        releaseCachedMemory(device);
        const qint64 available = m_task.memory > 0 ? m_task.memory : freeMemory(device);
        qint64 wanted = m_task.batchSize > 0 ? m_task.batchSize : usualBatchSize(device);
        if (probe.size() < PerExampleGradients::probeSize) // more was too much already
            wanted = std::min(wanted, probe.size());
        m_plan = planMemory(needs, available, m_testCount, wanted);
        m_batch.emplace(m_plan.batchSize, device, m_task.onNotice);
        m_task.onPlan(m_plan);
    }

    void saySlowParameters(const PerExampleGradients &gradients) const
    {
        const QStringList slow = gradients.slowParameters();
        if (!slow.isEmpty()) {
            m_task.onNotice(MethodsText::tr("Computed one example at a time, which is slow: %1.")
                                .arg(slow.join(QStringLiteral(", "))));
        }
    }

    const ScoringTask &m_task;
    const std::stop_token &m_stop;
    Progress::Stage m_stage;
    qint64 m_testCount;
    RateMeter m_meter;
    MemoryPlan m_plan;
    std::optional<ShrinkingBatch> m_batch;
};

} // namespace

void loadCheckpoint(Network &network, const CheckpointInfo &checkpoint)
{
    const TensorFile file = readSafetensors(checkpoint.file, checkpoint.checksum).valueOrThrow();
    loadStateDict(network, file.tensors).valueOrThrow();
    AutocastGuard::weightsChanged();
}

Measurement AskedExamples::measurement() const
{
    const bool loss = question.kind == Question::Kind::Loss;
    return measurementOf(loss && method().asksMargin ? Question{Question::Kind::Margin} : question);
}

QueryGradients queriesOf(const ScoringTask &task, const AskedExamples &asked, PerExampleGradients &gradients,
                         const QuestionBlock &block, const GradientTransform *transform,
                         const CheckpointInfo &checkpoint)
{
    const ImageTensors::Batch examples{asked.examples.images.slice(0, block.begin, block.end),
                                       asked.examples.labels.slice(0, block.begin, block.end)};
    const auto here = [&] {
        return QueryGradients(gradients, examples, block.batchSize, asked.measurement(), transform);
    };
    if (!asked.method().isPooled) {
        QueryGradients queries = here();
        queries.settle();
        if (asked.asGroup)
            queries.takeMean();
        return queries;
    }
    std::optional<QueryGradients> sum;
    for (const CheckpointInfo &each : task.checkpoints) {
        loadCheckpoint(task.network, each);
        if (sum)
            sum->add(here());
        else
            sum.emplace(here());
    }
    loadCheckpoint(task.network, checkpoint);
    sum->settle();
    if (asked.asGroup)
        sum->takeMean();
    return std::move(*sum);
}

bool fitTransform(const ScoringTask &task, const AttributionChoice &choice, const CheckpointInfo &checkpoint,
                  PerExampleGradients &gradients, std::shared_ptr<const GradientTransform> &transform,
                  const std::stop_token &stop)
{
    const AttributionMethod &method = attributionMethod(choice.name);
    if (!method.fit)
        return true;
    const qint64 examples = task.train.count();
    const qsizetype checkpoints = method.isPooled ? task.checkpoints.size() : 1;
    ShrinkingBatch batch(std::min(fittedAtOnce, examples), task.train.device(), task.onNotice);
    RateMeter meter(examples * checkpoints * method.info.passes);
    qint64 doneBefore = 0;
    const auto pass = [&](const FitTask::BatchWork &work, qint64 wanted) {
        const qint64 count = wanted > 0 ? std::min(wanted, examples) : examples;
        for (qsizetype i = 0; i < checkpoints; ++i) {
            if (method.isPooled)
                loadCheckpoint(task.network, task.checkpoints[i]);
            for (qint64 begin = 0; begin < count;) {
                if (stop.stop_requested())
                    return false;
                const qint64 end = std::min(count, begin + batch.size());
                work(count == examples ? task.train.batch(begin, end)
                                       : spreadBatch(task.train, begin, end, count),
                     begin);
                begin = end;
                if (meter.isDue(doneBefore + end * examples / count)) {
                    task.onProgress({Progress::Stage::Fitting, meter.done(), meter.total(), meter.rate(),
                                     meter.secondsLeft()});
                }
            }
            doneBefore += examples;
        }
        return true;
    };
    transform = method.fit({gradients, task.train, std::uint64_t(checkpoint.epoch), task.trainingTime, pass},
                           choice.parameters);
    return transform != nullptr;
}

std::optional<CheckpointScores> traceScores(const ScoringTask &task, const AskedExamples &asked,
                                            const std::stop_token &stop)
{
    const AttributionMethod &method = asked.method();
    const qint64 questions = asked.count();
    const bool needsSelf = method.rule == AttributionMethod::Rule::OverRootSelf;
    const qint64 examples = task.train.count();
    Run run(task, questions, Progress::Stage::Tracing, stop);
    std::shared_ptr<const GradientTransform> transform;
    const auto score = [&](PerExampleGradients &gradients, ScoreWriter &scores, int position) {
        if ((!method.isPooled || !transform) &&
            !fitTransform(task, asked.choice, task.checkpoints[position], gradients, transform, stop))
            return false;
        const double weight = method.weightOf(task.checkpoints[position], task.checkpoints.size());
        for (qint64 begin = 0; begin < questions;) {
            const CheckpointScorer scorer(run.questions(gradients, asked, begin, transform.get(), position),
                                          transform, method.rule, weight);
            // Blocks of tests share the checkpoint's progress by their size.
            const qint64 doneBefore = examples * position + examples * begin / questions;
            const double share = double(scorer.questions()) / double(questions);
            const auto scoreBatch = [&](qint64 column, const ImageTensors::Batch &batch) {
                const CheckpointScorer::Block block = scorer.score(gradients, batch);
                scores.write(begin, column, block.scores);
                if (needsSelf && begin == 0)
                    scores.write(questions, column, block.squares.unsqueeze(0));
            };
            const auto doneAt = [&](qint64 end) { return doneBefore + qint64(share * double(end)); };
            if (!run.forEachBatch(position, scoreBatch, doneAt))
                return false;
            begin += scorer.questions();
        }
        return true;
    };
    return run.checkpoints(questions + (needsSelf ? 1 : 0), score);
}

std::optional<CheckpointScores> selfInfluenceScores(const ScoringTask &task, const std::stop_token &stop)
{
    const qint64 examples = task.train.count();
    Run run(task, 0, Progress::Stage::SelfInfluence, stop);
    return run.checkpoints(1, [&](PerExampleGradients &gradients, ScoreWriter &scores, int position) {
        const double rate = task.checkpoints[position].learningRate;
        return run.forEachBatch(
            position,
            [&](qint64 column, const ImageTensors::Batch &batch) {
                scores.write(0, column, squaredNorms(gradients, batch).mul(rate).unsqueeze(0));
            },
            [&](qint64 end) { return examples * position + end; });
    });
}

} // namespace proponent
