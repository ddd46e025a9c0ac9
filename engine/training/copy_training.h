// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/stacked_network.h"
#include "engine/training/subset_training.h"

#include <memory>

namespace proponent {

/// What the copies answer on the test examples: float32 [copies, tests] on the CPU.
struct Answers
{
    torch::Tensor losses;
    torch::Tensor margins;
};

/// Copies of a model on their way through the epochs. Made and asked for their state on the engine thread; trained on any
/// one thread, beside others. `task` and the subsets have to outlive it.
class CopyTraining
{
public:
    virtual ~CopyTraining() = default;

    /// `onBatch`: examples of each copy since the epoch began, now and then. False when stopped, within a batch. Throws
    /// EngineError when a loss isn't finite.
    virtual bool trainEpoch(int epoch, const std::function<void(qint64)> &onBatch,
                            const std::stop_token &stop) = 0;
    /// In evaluation mode and in fp32, whatever the copies were trained in: they differ by little. Throws EngineError when
    /// a loss or a weight isn't finite.
    [[nodiscard]] virtual Answers answers() = 0;
    [[nodiscard]] virtual StateDict state(qint64 copy) const = 0; ///< shares the storage

protected:
    CopyTraining() = default;
    Q_DISABLE_COPY_MOVE(CopyTraining)
};

/// One copy, by Trainer.
[[nodiscard]] std::unique_ptr<CopyTraining> makeCopyTraining(const SubsetTraining &task,
                                                             const Subset &subset);
/// Several, on subsets of one size, in a stack.
[[nodiscard]] std::unique_ptr<CopyTraining> makeCopyTraining(const SubsetTraining &task,
                                                             const StackedArchitecture &architecture,
                                                             std::vector<const Subset *> subsets);

} // namespace proponent
