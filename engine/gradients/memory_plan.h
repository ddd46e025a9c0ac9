// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gradients/per_example_gradients.h"

#include <functional>

namespace proponent {

/// What scoring with a network takes, in bytes.
struct MemoryNeeds
{
    qint64 fixed = 0; ///< rows of the blocks at work, on all threads
    qint64 perExample = 0; ///< of a batch of training examples: activations and their gradients
    qint64 perTest = 0; ///< gradients of a test example, in the form that they are held in
    qint64 perScore = 0; ///< of a test and a training example of the batch
    qint64 perSum = 0; ///< of a test and a training example of the block, over which checkpoints are summed
    qint64 perCheckpoint = 0; ///< what is held of one besides
};

/// How much there is to do.
struct ScoringWork
{
    qint64 tests = 0; ///< 0: training examples are compared with themselves
    qint64 examples = 0; ///< training examples
    qint64 checkpoints = 1;
};

/// How much is done at a time, and what that takes.
struct MemoryPlan
{
    qint64 batchSize = 0; ///< training examples
    qint64 blockSize =
        0; ///< training examples that all checkpoints are gone through for; batches of it in turn
    qint64 testsAtATime = 0; ///< the rest is done in further passes
    /// All checkpoints' gradients of those tests are held at once; otherwise one's, which are computed anew for each
    /// block.
    bool holdsAllCheckpoints = true;
    qint64 bytes = 0; ///< expected to be taken
    qint64 available = 0; ///< bytes that there were
};

/// Measured on a few examples of `probe`, which are to be compared with `tests` each.
[[nodiscard]] MemoryNeeds measureNeeds(PerExampleGradients &gradients, const ImageTensors::Batch &probe,
                                       int64_t tests);

/// The training examples at a time that the device is kept busy with.
[[nodiscard]] qint64 usualBatchSize(const torch::Device &device);

/// Fits both sides into `available` bytes: the tests into half of it, the batch, at most `batchSize`, and the block
/// into what is left; one of each at least. Where not all checkpoints' gradients of the tests fit, whichever is
/// computed sooner: fewer tests at a time, or those gradients anew for each block, which is as large as can be then.
[[nodiscard]] MemoryPlan planMemory(const MemoryNeeds &needs, qint64 available, const ScoringWork &work,
                                    qint64 batchSize);

/// Work by the batch that goes on with half of it when memory runs out. Engine thread only.
class ShrinkingBatch
{
public:
    /// `onNotice` is told, in words, whenever the batch is halved.
    ShrinkingBatch(qint64 size, const torch::Device &device, std::function<void(const QString &)> onNotice);

    [[nodiscard]] qint64 size() const { return m_size; }

    /// Calls `work(size)` until it gets by with the memory there is. Throws EngineError, with what to do, when
    /// a single example is too much; anything else that `work` throws comes through.
    template <class Work>
    void attempt(Work work)
    {
        while (!runsThrough(work))
            shrink();
    }

private:
    /// Back from here the failed attempt's tensors are gone, and its exception too.
    [[nodiscard]] bool runsThrough(const std::function<void(qint64)> &work) const;
    void shrink();

    qint64 m_size;
    torch::Device m_device;
    std::function<void(const QString &)> m_onNotice;
};

} // namespace proponent
