// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/layer_contributions.h"

#include "engine/device/memory.h"
#include "engine/methods/checkpoint_scorer.h"

#include <algorithm>

namespace proponent {

namespace {

/// "residual1a.conv" of "residual1a.conv.weight".
QString moduleOf(const std::string &parameter)
{
    const QString name = QString::fromStdString(parameter);
    return name.section(QLatin1Char('.'), 0, -2).isEmpty() ? name : name.section(QLatin1Char('.'), 0, -2);
}

/// The layers that parameters belong to: `names` into `layers`.
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

/// Adds up the parts of all cells, checkpoint by checkpoint.
class Contributions
{
public:
    Contributions(const ScoringTask &task, const std::vector<ScoreCell> &cells, const std::stop_token &stop)
        : m_task(task),
          m_cells(cells),
          m_stop(stop),
          m_batch(task.batchSize > 0 ? task.batchSize : usualBatchSize(task.train.device()),
                  task.train.device(), task.onNotice),
          m_order(cells.size())
    {
        for (std::size_t i = 0; i < cells.size(); ++i)
            m_order[i] = i;
        std::sort(m_order.begin(), m_order.end(),
                  [&cells](std::size_t a, std::size_t b) { return cells[a].train < cells[b].train; });
    }

    /// [layers, tests of a block, batch], of a batch of training examples.
    using PartsOf = std::function<torch::Tensor(const ImageTensors::Batch &)>;

    /// Adds a checkpoint's parts of the cells whose test is from `begin` to before `end`; false when stopped.
    bool add(double rate, qint64 begin, qint64 end, const PartsOf &partsOf)
    {
        std::vector<std::size_t> cells;
        std::copy_if(m_order.begin(), m_order.end(), std::back_inserter(cells), [&](std::size_t cell) {
            return m_cells[cell].test >= begin && m_cells[cell].test < end;
        });
        for (std::size_t first = 0; first < cells.size();) {
            if (m_stop.stop_requested())
                return false;
            std::vector<int64_t> examples;
            std::size_t last = first;
            torch::Tensor parts;
            m_batch.attempt([&](qint64 size) {
                examples.clear();
                for (last = first; last < cells.size(); ++last) {
                    const qint64 train = m_cells[cells[last]].train;
                    if (!examples.empty() && examples.back() == train)
                        continue;
                    if (qint64(examples.size()) == size)
                        break;
                    examples.push_back(train);
                }
                const torch::Tensor indices = torch::tensor(examples, torch::kLong);
                parts = chosen(partsOf(m_task.train.batch(indices.to(m_task.train.device()))), cells, first,
                               last, begin, examples)
                            .mul(rate);
            });
            take(cells, first, parts);
            first = last;
        }
        return true;
    }

    [[nodiscard]] qint64 batchSize() const { return m_batch.size(); }

    using Sums = std::vector<std::vector<double>>; ///< by cell and layer
    [[nodiscard]] const Sums &sums() const { return m_sums; }
    void goBackTo(const Sums &sums) { m_sums = sums; }

    [[nodiscard]] QList<QList<float>> parts() const
    {
        QList<QList<float>> lists;
        for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
            QList<float> list;
            for (const double part : m_sums[cell])
                list += m_cells[cell].divisor > 0 ? float(part / m_cells[cell].divisor) : 0.0F;
            lists += list;
        }
        return lists;
    }

private:
    /// Of `parts` [layers, tests, batch] those of the cells, picked on the device: double [layers, cells].
    [[nodiscard]] torch::Tensor chosen(const torch::Tensor &parts, const std::vector<std::size_t> &cells,
                                       std::size_t first, std::size_t last, qint64 testBegin,
                                       const std::vector<int64_t> &examples) const
    {
        std::vector<int64_t> positions;
        for (std::size_t i = first; i < last; ++i) {
            const ScoreCell &cell = m_cells[cells[i]];
            const auto column =
                std::lower_bound(examples.begin(), examples.end(), cell.train) - examples.begin();
            positions.push_back((cell.test - testBegin) * parts.size(2) + column);
        }
        return parts.flatten(1)
            .index_select(1, torch::tensor(positions, torch::kLong).to(parts.device()))
            .to(torch::kCPU, torch::kDouble);
    }

    /// Adds what chosen() found for the cells from `first` on.
    void take(const std::vector<std::size_t> &cells, std::size_t first, const torch::Tensor &parts)
    {
        const auto values = parts.accessor<double, 2>();
        m_sums.resize(m_cells.size());
        for (int64_t i = 0; i < values.size(1); ++i) {
            std::vector<double> &sums = m_sums[cells[first + std::size_t(i)]];
            sums.resize(std::size_t(values.size(0)));
            for (int64_t layer = 0; layer < values.size(0); ++layer)
                sums[std::size_t(layer)] += values[layer][i];
        }
    }

    const ScoringTask &m_task;
    const std::vector<ScoreCell> &m_cells;
    const std::stop_token &m_stop;
    ShrinkingBatch m_batch;
    std::vector<std::size_t> m_order; ///< cells by training example, so that each is computed once
    Sums m_sums;
};

/// Goes over the task's checkpoints, whose `add(gradients, groups, checkpoint, contributions)` adds the parts of each;
/// nothing when that was stopped.
template <class AddCheckpoint>
std::optional<LayerContributions> overCheckpoints(const ScoringTask &task,
                                                  const std::vector<ScoreCell> &cells,
                                                  const std::stop_token &stop, AddCheckpoint add)
{
    LayerContributions result;
    Contributions contributions(task, cells, stop);
    for (const CheckpointInfo &checkpoint : task.checkpoints) {
        loadCheckpoint(task.network, checkpoint);
        PerExampleGradients gradients(task.network, task.parameters, task.dtype);
        const ParameterGroups groups = groupsOf(gradients.parameters(), result.layers);
        const bool added = gradients.consistently([&, before = contributions.sums()] {
            contributions.goBackTo(before);
            return add(gradients, groups, checkpoint, contributions);
        });
        if (!added)
            return {};
    }
    result.parts = contributions.parts();
    return result;
}

} // namespace

std::optional<LayerContributions> layerContributions(const ScoringTask &task, const AskedExamples &asked,
                                                     const std::vector<ScoreCell> &cells,
                                                     const std::stop_token &stop)
{
    const AttributionMethod &method = asked.method();
    const qint64 count = asked.examples.labels.size(0);
    std::shared_ptr<const GradientTransform> transform;
    return overCheckpoints(
        task, cells, stop,
        [&](PerExampleGradients &gradients, const ParameterGroups &groups, const CheckpointInfo &checkpoint,
            Contributions &contributions) {
            if (!method.isPooled || !transform) {
                if (!fitTransform(task, asked.choice, checkpoint, gradients, transform, stop))
                    return false;
                loadCheckpoint(task.network, checkpoint);
            }
            const MemoryPlan plan =
                planMemory(measureNeeds(gradients, task.train.batch(0, 1), count),
                           task.memory > 0 ? task.memory : freeMemory(task.train.device()), count, 1);
            const qint64 atATime = asked.asGroup ? count : plan.testsAtATime;
            for (qint64 begin = 0; begin < count; begin += atATime) {
                const qint64 end = std::min(count, begin + atATime);
                const CheckpointScorer scorer(
                    queriesOf(task, asked, gradients, {begin, end, contributions.batchSize()},
                              transform.get(), checkpoint),
                    transform, method.rule, method.weightOf(checkpoint, task.checkpoints.size()));
                const auto partsOf = [&](const ImageTensors::Batch &batch) {
                    return scorer.byLayer(gradients, batch, groups);
                };
                if (!contributions.add(1, begin, begin + scorer.questions(), partsOf))
                    return false;
            }
            return true;
        });
}

std::optional<LayerContributions> selfInfluenceContributions(const ScoringTask &task,
                                                             const std::vector<ScoreCell> &cells,
                                                             const std::stop_token &stop)
{
    return overCheckpoints(task, cells, stop,
                           [&](PerExampleGradients &gradients, const ParameterGroups &groups,
                               const CheckpointInfo &checkpoint, Contributions &contributions) {
                               const auto partsOf = [&](const ImageTensors::Batch &batch) {
                                   return squaredNormsByLayer(gradients, batch, groups).unsqueeze(1);
                               };
                               return contributions.add(checkpoint.learningRate, 0, 1, partsOf);
                           });
}

} // namespace proponent
