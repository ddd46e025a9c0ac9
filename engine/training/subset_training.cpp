// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/subset_training.h"

#include "engine/device/blas.h"
#include "engine/device/memory.h"
#include "engine/rate_meter.h"
#include "engine/training/copy_training.h"
#include "engine/training/training_text.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <optional>
#include <thread>

namespace proponent {

namespace {

constexpr qint64 mostCopiesOnThread = 16; ///< more gain nothing there, and a stop loses more
constexpr qint64 mostCopiesOnGpu = 256;

std::span<const float> row(const torch::Tensor &values, qint64 index)
{
    return {values.data_ptr<float>() + index * values.size(1), std::size_t(values.size(1))};
}

/// Lets libtorch compute each operator on the thread that calls it. A region of at::parallel_for() doesn't see to that:
/// oneDNN plans some convolutions in it for as many threads as there are outside, and waits for them for ever.
class SingleThreadedOperators
{
public:
    SingleThreadedOperators() { at::set_num_threads(1); }
    ~SingleThreadedOperators() { at::set_num_threads(m_before); }
    Q_DISABLE_COPY_MOVE(SingleThreadedOperators)

private:
    int m_before = at::get_num_threads();
};

/// One call of trainOnSubsets(): rounds of copies, each on every thread of the processor or on the device.
class SubsetRun
{
public:
    SubsetRun(const SubsetTraining &task, std::span<const Subset> subsets,
              const std::function<void(const TrainedCopy &)> &onTrained, const std::stop_token &stop)
        : m_task(task),
          m_subsets(subsets),
          m_onTrained(onTrained),
          m_stop(stop),
          m_architecture(findStackedArchitecture(task.config.model)),
          m_threads(task.device.isCuda() ? 1 : std::size_t(at::get_num_threads())),
          m_meter(totalWork())
    {
        // One loss scale for all would let one copy's overflow skip the others' step.
        if (task.precision == Precision::Fp16)
            m_architecture = nullptr;
        m_most = m_architecture ? std::size_t(chooseCopies()) : 1;
        // Few large copies on a thread each would leave most threads idle; one that has them all uses about half
        // (estimated).
        if (m_most == 1 && 2 * subsets.size() < m_threads)
            m_threads = 1;
    }

    bool run()
    {
        std::map<std::size_t, std::vector<qsizetype>>
            groups; // copies that are stacked take batches of one size
        for (std::size_t i = 0; i < m_subsets.size(); ++i)
            groups[m_most > 1 ? m_subsets[i].indices.size() : 0].push_back(qsizetype(i));
        return std::ranges::all_of(groups, [this](const auto &group) { return runGroup(group.second); });
    }

private:
    using Places = std::span<const qsizetype>; ///< of subsets among those that were asked for

    /// What a thread, or the device, is at in a round.
    struct Part
    {
        Places places;
        std::unique_ptr<CopyTraining> training;
        Answers answers;
        bool finished = false;
        std::exception_ptr error;
    };

    [[nodiscard]] const Subset &subset(qsizetype place) const { return m_subsets[std::size_t(place)]; }

    [[nodiscard]] qint64 totalWork() const
    {
        qint64 work = 0;
        for (const Subset &subset : m_subsets)
            work += qint64(subset.indices.size()) * m_task.config.epochs;
        return work;
    }

    /// At a time, on each thread.
    [[nodiscard]] qint64 chooseCopies() const
    {
        if (m_task.copiesAtATime > 0)
            return m_task.copiesAtATime;
        const bool cuda = m_task.device.isCuda();
        if (!cuda && !m_architecture->paysOnCpu)
            return 1;
        const auto probe = m_architecture->make(m_task.shape, 1);
        qint64 parameters = 0;
        for (const torch::Tensor &parameter : probe->parameters())
            parameters += parameter.numel();
        // Weights, gradients, an update at work, and the optimiser's one or two of each; each activation and its gradient.
        const qint64 ofParameter = m_task.config.optimizer == OptimizerKind::Sgd ? 4 : 6;
        const qint64 numbers = parameters * ofParameter + m_task.config.batchSize * probe->activations() * 2;
        const qint64 room = freeMemory(m_task.device.torch()) / (cuda ? 2 : 4 * qint64(m_threads));
        return std::clamp<qint64>(room / (numbers * qint64(sizeof(float))), 1,
                                  cuda ? mostCopiesOnGpu : mostCopiesOnThread);
    }

    /// Of subsets of one size where several are stacked.
    bool runGroup(Places places)
    {
        while (!places.empty()) {
            // Equal shares, rather than a few in the end.
            const std::size_t most = std::min(m_most * m_threads, places.size());
            const std::size_t rounds = (places.size() + most - 1) / most;
            const Places now = places.first((places.size() + rounds - 1) / rounds);
            const auto finished = attempt(now);
            if (finished && !*finished)
                return false;
            if (finished)
                places = places.subspan(now.size());
        }
        return true;
    }

    /// Nothing when memory ran out; fewer are then trained at a time. A copy alone asks for less by itself.
    std::optional<bool> attempt(Places places)
    {
        try {
            return runRound(places);
        } catch (const std::exception &error) {
            if (!isOutOfMemory(error) || places.size() == 1)
                throw;
        }
        const std::size_t fewer = places.size() / 2;
        if (fewer < m_threads)
            m_threads = fewer;
        m_most = std::max<std::size_t>(1, fewer / m_threads);
        releaseCachedMemory(m_task.device.torch());
        m_task.onNotice(TrainingText::tr("Memory ran out with %1 models at a time; going on with %2.")
                            .arg(places.size())
                            .arg(m_most * m_threads));
        return {};
    }

    /// The places in as many parts as there are threads.
    [[nodiscard]] std::vector<Part> partsOf(Places places) const
    {
        std::vector<Part> parts(std::min(m_threads, places.size()));
        std::size_t begin = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::size_t end = places.size() * (i + 1) / parts.size();
            parts[i].places = places.subspan(begin, end - begin);
            begin = end;
            std::vector<const Subset *> subsets;
            for (const qsizetype place : parts[i].places)
                subsets.push_back(&subset(place));
            parts[i].training = subsets.size() == 1
                                    ? makeCopyTraining(m_task, *subsets[0])
                                    : makeCopyTraining(m_task, *m_architecture, std::move(subsets));
        }
        return parts;
    }

    bool runRound(Places places)
    {
        m_atWork = 0;
        std::vector<Part> parts = partsOf(places);
        if (parts.size() == 1)
            train(parts[0], /*reports=*/true);
        else
            trainSideBySide(parts);
        if (!std::ranges::all_of(parts, &Part::finished))
            return false;
        for (const Part &part : parts)
            tell(part);
        for (const qsizetype place : places)
            m_done += qint64(subset(place).indices.size()) * m_task.config.epochs;
        return true;
    }

    /// A thread for each part waits for nobody; threads that share one product wait for each other each time.
    void trainSideBySide(std::vector<Part> &parts)
    {
        const auto attempt = [this](Part &part, bool reports) {
            try {
                train(part, reports);
            } catch (...) {
                part.error = std::current_exception();
            }
        };
        {
            const SingleThreadedBlas blas;
            const SingleThreadedOperators operators;
            std::vector<std::jthread> threads;
            for (std::size_t i = 1; i < parts.size(); ++i) {
                threads.emplace_back([&attempt, &part = parts[i]] {
                    at::init_num_threads();
                    attempt(part, /*reports=*/false);
                });
            }
            attempt(parts[0], /*reports=*/true);
        }
        for (const Part &part : parts) {
            if (part.error)
                std::rethrow_exception(part.error);
        }
    }

    /// On any thread; `reports` on the engine's alone.
    void train(Part &part, bool reports)
    {
        const auto copies = qint64(part.places.size());
        const auto examples = qint64(subset(part.places[0]).indices.size());
        for (int epoch = 1; epoch <= m_task.config.epochs; ++epoch) {
            qint64 before = 0;
            const auto onBatch = [&](qint64 end) {
                m_atWork += copies * (end - before);
                before = end;
                if (reports)
                    report();
            };
            if (!part.training->trainEpoch(epoch, onBatch, m_stop))
                return;
            m_atWork += copies * (examples - before);
        }
        part.answers = part.training->answers();
        part.finished = true;
    }

    void tell(const Part &part)
    {
        for (std::size_t i = 0; i < part.places.size(); ++i) {
            const auto copy = qint64(i);
            m_onTrained({part.places[i], part.training->state(copy), row(part.answers.losses, copy),
                         row(part.answers.margins, copy)});
            ++m_copiesDone;
        }
    }

    void report()
    {
        if (m_meter.isDue(m_done + m_atWork)) {
            m_task.onProgress({Progress::Stage::Retraining, m_meter.done(), m_meter.total(), m_meter.rate(),
                               m_meter.secondsLeft(), m_copiesDone, int(m_subsets.size())});
        }
    }

    const SubsetTraining &m_task;
    std::span<const Subset> m_subsets;
    const std::function<void(const TrainedCopy &)> &m_onTrained;
    const std::stop_token &m_stop;
    const StackedArchitecture *m_architecture; ///< null: none is stacked
    std::size_t m_threads; ///< that train at the same time
    std::size_t m_most = 1; ///< copies at a time on each
    RateMeter m_meter;
    qint64 m_done = 0; ///< examples x epochs of the rounds that are done
    std::atomic<qint64> m_atWork = 0; ///< likewise of the one at work
    int m_copiesDone = 0;
};

} // namespace

bool trainOnSubsets(const SubsetTraining &task, std::span<const Subset> subsets,
                    const std::function<void(const TrainedCopy &)> &onTrained, const std::stop_token &stop)
{
    return SubsetRun(task, subsets, onTrained, stop).run();
}

} // namespace proponent
