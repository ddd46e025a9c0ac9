// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/influence_run.h"

#include "engine/device/memory.h"
#include "engine/methods/methods_text.h"
#include "engine/methods/prepared_checkpoint.h"
#include "engine/methods/sink_feeder.h"
#include "engine/rate_meter.h"
#include "engine/scores/rows_sink.h"
#include "engine/scores/score_stream.h"

#include <algorithm>
#include <cmath>

namespace proponent {

namespace {

/// Of what is free, for the checkpoints' weights.
constexpr qint64 weightsShare = 8;

/// "residual1a.conv" of "residual1a.conv.weight".
QString moduleOf(const std::string &parameter)
{
    const QString name = QString::fromStdString(parameter);
    const QString module = name.section(QLatin1Char('.'), 0, -2);
    return module.isEmpty() ? name : module;
}

/// With their names in `layers`.
ParameterGroups groupsOf(const std::vector<TrackedParameter> &parameters, QStringList &layers)
{
    ParameterGroups groups;
    for (const TrackedParameter &parameter : parameters) {
        const QString module = moduleOf(parameter.name);
        if (!layers.contains(module))
            layers += module;
        groups.ofParameter.push_back(int(layers.indexOf(module)));
    }
    groups.count = int(layers.size());
    return groups;
}

/// One analysis: passes over the training examples, as many as the questions take; in each, blocks of training examples;
/// for each block, all checkpoints.
class Run
{
public:
    /// `asked`: nullptr for self-influence.
    Run(const ScoringTask &task, const AskedExamples *asked, const RankedParts &ranked, ScoreStream &stream,
        const std::stop_token &stop)
        : m_task(task),
          m_asked(asked),
          m_ranked(ranked),
          m_stream(stream),
          m_stop(stop),
          m_meter(totalOf(task), doneOf(stream.scoresTaken())),
          m_weights(task.network, task.checkpoints, task.train.device(), freeBytes() / weightsShare)
    {
        for (qsizetype i = 0; i < task.checkpoints.size(); ++i)
            m_checkpoints.push_back(std::make_unique<PreparedCheckpoint>(task, asked, m_weights, i));
    }

    /// False when stopped.
    bool go()
    {
        if (m_stream.columns() == 0 || m_stream.rows() == 0)
            return true;
        bool finished = plan();
        {
            SinkFeeder feeder(m_stream, !m_task.train.device().is_cpu());
            while (finished) {
                feeder.finish();
                const auto stretch = m_stream.next(m_plan.testsAtATime);
                if (!stretch)
                    break;
                finished = pass(*stretch, feeder);
            }
            feeder.finish();
        }
        if (!finished)
            m_stream.save();
        return finished;
    }

private:
    [[nodiscard]] static qint64 totalOf(const ScoringTask &task)
    {
        return task.train.count() * task.checkpoints.size();
    }
    /// Progress is in training examples x checkpoints; the questions share each.
    [[nodiscard]] qint64 doneOf(qint64 scores) const
    {
        return scores / std::max<qint64>(1, m_stream.rows()) * m_task.checkpoints.size();
    }
    [[nodiscard]] qint64 freeBytes() const
    {
        return m_task.memory > 0 ? m_task.memory : freeMemory(m_task.train.device());
    }

    /// Bytes of a score: those of its layers and checkpoints, and what is needed to find the highest.
    void addSizesOfScores(MemoryNeeds &needs) const
    {
        constexpr qint64 size = sizeof(float);
        constexpr qint64 ofRanking = 8 * size;
        needs.perScore = size * (m_groups.count + 1);
        needs.perSum = m_ranked.count > 0
                           ? size * (m_groups.count + m_task.checkpoints.size() + 1) + ofRanking
                           : size * 2;
    }

    /// Once: every checkpoint takes the same. False when stopped.
    bool plan()
    {
        const torch::Device device = m_task.train.device();
        m_weights.use(0);
        PreparedCheckpoint &first = *m_checkpoints.front();
        const qint64 questions = m_asked ? m_stream.rows() : 0;
        MemoryNeeds needs;
        ShrinkingBatch probe(PerExampleGradients::probeSize, device, m_task.onNotice);
        probe.attempt([&](qint64 size) {
            const qint64 count = std::min(size, m_task.train.count());
            needs =
                measureNeeds(first.gradients(), m_task.train.batch(0, count), std::max<qint64>(1, questions));
        });
        releaseCachedMemory(device);
        if (!first.fit(m_stop))
            return false;
        const bool isPooled = m_asked && m_asked->method().isPooled;
        if (isPooled) {
            for (const auto &checkpoint : m_checkpoints)
                checkpoint->share(first);
        } else {
            needs.perCheckpoint = first.bytesOfFit();
        }
        needs.perTest = first.bytesOfQuestion(needs.perTest);
        m_groups = m_ranked.count > 0 ? groupsByLayer(first.gradients().parameters())
                                      : ParameterGroups::together(first.gradients());
        addSizesOfScores(needs);
        qint64 wanted = m_task.batchSize > 0 ? m_task.batchSize : usualBatchSize(device);
        if (probe.size() < PerExampleGradients::probeSize) // more was too much already
            wanted = std::min(wanted, probe.size());
        const qsizetype held = isPooled ? 1 : m_task.checkpoints.size();
        m_plan = planMemory(needs, freeBytes(), {questions, m_task.train.count(), held}, wanted);
        m_batch.emplace(m_plan.batchSize, device, m_task.onNotice);
        m_task.onPlan(m_plan);
        return true;
    }

    /// All checkpoints' questions about some rows; of as many as fit. False when stopped.
    bool prepare(ScoreStream::Stretch &stretch)
    {
        bool finished = true;
        const qint64 wanted = stretch.rows;
        m_batch->attempt([&](qint64 size) {
            // A batch that was halved leaves no room for as many tests either.
            stretch.rows = std::clamp<qint64>(m_plan.testsAtATime * size / m_plan.batchSize, 1, wanted);
            for (const auto &checkpoint : m_checkpoints)
                checkpoint->ask(stretch.firstRow, stretch.rows, size,
                                stretch.firstRow + stretch.rows == m_stream.rows());
            finished = true;
            const std::size_t held = m_plan.holdsAllCheckpoints ? m_checkpoints.size() : 1;
            for (std::size_t i = 0; i < held && finished; ++i)
                finished = m_checkpoints[i]->prepare(m_stop);
        });
        return finished;
    }

    /// What is missing of some rows. False when stopped.
    bool pass(ScoreStream::Stretch stretch, SinkFeeder &feeder)
    {
        if (!prepare(stretch))
            return false;
        const qint64 count = m_task.train.count();
        m_doneBefore = m_stream.scoresTaken();
        for (qint64 begin = stretch.firstColumn; begin < count;) {
            std::optional<BlockOnItsWay> block;
            qint64 end = begin;
            m_batch->attempt([&](qint64 size) {
                const qint64 batches = std::max<qint64>(1, m_plan.blockSize / m_plan.batchSize);
                end = std::min(count, begin + batches * size);
                block = scored(stretch, begin, end, size);
            });
            if (!block)
                return false;
            feeder.put(std::move(*block));
            saySlowParameters();
            m_doneBefore += stretch.rows * (end - begin);
            begin = end;
        }
        return true;
    }

    /// A block, by all checkpoints, in batches of `size`. Nothing when stopped.
    std::optional<BlockOnItsWay> scored(const ScoreStream::Stretch &stretch, qint64 begin, qint64 end,
                                        qint64 size)
    {
        const torch::TensorOptions options =
            torch::TensorOptions(torch::kFloat).device(m_task.train.device());
        const qsizetype checkpoints = m_task.checkpoints.size();
        BlockSums sums(stretch.firstRow, stretch.rows, begin, end, checkpoints, m_groups.count, options,
                       m_ranked);
        for (qsizetype i = 0; i < checkpoints; ++i) {
            PreparedCheckpoint &checkpoint = *m_checkpoints[std::size_t(i)];
            for (qint64 from = begin; from < end; from += size) {
                const qint64 to = std::min(end, from + size);
                if (m_stop.stop_requested())
                    return {};
                const auto block = checkpoint.score(m_task.train.batch(from, to), m_groups, m_stop);
                if (!block)
                    return {};
                sums.add(i, from, *block);
                report(double(stretch.rows) * (double(end - begin) * double(i) + double(to - begin)) /
                       double(checkpoints));
            }
            if (!m_plan.holdsAllCheckpoints)
                checkpoint.forgetQuestions();
        }
        return sums.finish();
    }

    /// `scores`: of the block at work, as if each checkpoint had its share.
    void report(double scores)
    {
        if (m_meter.isDue(doneOf(m_doneBefore + qint64(scores)))) {
            m_task.onProgress({m_asked ? Progress::Stage::Tracing : Progress::Stage::SelfInfluence,
                               m_meter.done(), m_meter.total(), m_meter.rate(), m_meter.secondsLeft()});
        }
    }

    /// Once there are examples behind it, and once only.
    void saySlowParameters()
    {
        QStringList slow;
        for (const auto &checkpoint : m_checkpoints)
            slow += checkpoint->gradients().slowParameters();
        slow.removeDuplicates();
        if (slow.size() > m_slow) {
            m_task.onNotice(MethodsText::tr("Computed one example at a time, which is slow: %1.")
                                .arg(slow.join(QStringLiteral(", "))));
        }
        m_slow = slow.size();
    }

    const ScoringTask &m_task;
    const AskedExamples *m_asked;
    const RankedParts &m_ranked;
    ScoreStream &m_stream;
    const std::stop_token &m_stop;
    RateMeter m_meter;
    CheckpointWeights m_weights;
    std::vector<std::unique_ptr<PreparedCheckpoint>> m_checkpoints;
    ParameterGroups m_groups;
    MemoryPlan m_plan;
    std::optional<ShrinkingBatch> m_batch;
    qint64 m_doneBefore = 0; ///< scores
    qsizetype m_slow = 0;
};

} // namespace

QStringList scoredLayers(const ScoringTask &task)
{
    QStringList layers;
    (void)groupsOf(PerExampleGradients(task.network, task.parameters, task.dtype).parameters(), layers);
    return layers;
}

ParameterGroups groupsByLayer(const std::vector<TrackedParameter> &parameters)
{
    QStringList layers;
    return groupsOf(parameters, layers);
}

bool streamScores(const ScoringTask &task, const AskedExamples &asked, const RankedParts &ranked,
                  ScoreStream &stream, const std::stop_token &stop)
{
    return Run(task, &asked, ranked, stream, stop).go();
}

bool streamSelfInfluence(const ScoringTask &task, const RankedParts &ranked, ScoreStream &stream,
                         const std::stop_token &stop)
{
    return Run(task, nullptr, ranked, stream, stop).go();
}

std::optional<std::vector<std::vector<float>>> allScores(const ScoringTask &task, const AskedExamples &asked,
                                                         const std::stop_token &stop)
{
    RowsSink sink(asked.count(), task.train.count());
    ScoreStream stream(asked.count(), task.train.count());
    stream.add(sink);
    stream.begin();
    if (!streamScores(task, asked, {}, stream, stop))
        return {};
    return sink.rows();
}

std::optional<std::vector<float>> selfInfluenceScores(const ScoringTask &task, const std::stop_token &stop,
                                                      const QString &keptIn)
{
    RowsSink sink(1, task.train.count());
    ScoreStream stream(1, task.train.count());
    stream.add(sink);
    stream.begin(keptIn);
    if (!streamSelfInfluence(task, {}, stream, stop))
        return {};
    return sink.rows().front();
}

} // namespace proponent
