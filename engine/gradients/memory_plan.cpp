// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gradients/memory_plan.h"

#include "engine/device/memory.h"
#include "engine/gradients/gradients_text.h"

#include <ATen/Parallel.h>

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace proponent {

namespace {

/// Besides a layer's input and output gradient autograd holds what lies between: the outputs of activations
/// and poolings, and the latter's indices. Measured for the small network on the CPU: 2 to 2.5 times.
constexpr qint64 activationsPerCaptured = 3;
/// What is planned with of the memory that is free.
constexpr double share = 0.8;

QString megabytes(qint64 bytes)
{
    return QLocale::c().toString(double(bytes) * 1e-6, 'f', 0);
}

} // namespace

MemoryNeeds measureNeeds(PerExampleGradients &gradients, const ImageTensors::Batch &probe, int64_t tests)
{
    const PerExampleGradients::Sizes sizes = gradients.sizes(probe, tests);
    const qint64 threads = probe.images.is_cpu() ? at::get_num_threads() : 1;
    MemoryNeeds needs;
    needs.fixed = sizes.block * threads;
    needs.perExample = activationsPerCaptured * sizes.captured;
    needs.perTest = sizes.held;
    return needs;
}

qint64 usualBatchSize(const torch::Device &device)
{
    // A GPU is busy with larger ones only: launching a kernel costs the same for one example as for thousands.
    constexpr qint64 ofGpu = 4096;
    constexpr qint64 ofThread = 64;
    return device.is_cuda() ? ofGpu : ofThread * at::get_num_threads();
}

namespace {

/// A plan in which the gradients of as many tests as fit are held, of all checkpoints or of one.
MemoryPlan planHolding(const MemoryNeeds &needs, qint64 available, const ScoringWork &work, qint64 batchSize,
                       bool allCheckpoints)
{
    const qint64 ofCheckpoints = needs.perCheckpoint * (allCheckpoints ? work.checkpoints : 1);
    const auto usable = std::max<qint64>(0, qint64(share * double(available)) - ofCheckpoints);
    const qint64 perTest = std::max<qint64>(1, needs.perTest) * (allCheckpoints ? work.checkpoints : 1);
    MemoryPlan plan;
    plan.available = available;
    plan.holdsAllCheckpoints = allCheckpoints;
    plan.testsAtATime = std::clamp<qint64>(usable / 2 / perTest, 1, std::max<qint64>(1, work.tests));
    const qint64 held = work.tests > 0 ? plan.testsAtATime * perTest : 0;
    const qint64 left = usable - needs.fixed - held;
    const qint64 perExample = needs.perExample + plan.testsAtATime * needs.perScore;
    const qint64 perSums = plan.testsAtATime * needs.perSum;
    plan.batchSize = std::clamp<qint64>(left / std::max<qint64>(1, perExample + perSums), 1, batchSize);
    plan.blockSize = plan.batchSize;
    if (!allCheckpoints) {
        const qint64 fitting = (left - plan.batchSize * perExample) / std::max<qint64>(1, perSums);
        const qint64 batches = std::max<qint64>(1, fitting / plan.batchSize);
        plan.blockSize = std::min(batches * plan.batchSize, std::max(plan.batchSize, work.examples));
    }
    plan.bytes = needs.fixed + ofCheckpoints + held + plan.batchSize * perExample + plan.blockSize * perSums;
    return plan;
}

/// Examples, of either side, that gradients are computed of at each checkpoint.
double gradientsOf(const MemoryPlan &plan, const ScoringWork &work)
{
    const double passes = std::ceil(double(work.tests) / double(plan.testsAtATime));
    const double preparations =
        plan.holdsAllCheckpoints ? 1 : std::ceil(double(work.examples) / double(plan.blockSize));
    return passes * double(work.examples) + preparations * double(work.tests);
}

} // namespace

MemoryPlan planMemory(const MemoryNeeds &needs, qint64 available, const ScoringWork &work, qint64 batchSize)
{
    const MemoryPlan all = planHolding(needs, available, work, batchSize, true);
    if (all.testsAtATime >= work.tests)
        return all;
    const MemoryPlan one = planHolding(needs, available, work, batchSize, false);
    return gradientsOf(one, work) < gradientsOf(all, work) ? one : all;
}

ShrinkingBatch::ShrinkingBatch(qint64 size, const torch::Device &device,
                               std::function<void(const QString &)> onNotice)
    : m_size(size), m_device(device), m_onNotice(std::move(onNotice))
{
}

bool ShrinkingBatch::runsThrough(const std::function<void(qint64)> &work) const
{
    try {
        work(m_size);
        return true;
    } catch (const std::exception &error) {
        if (!isOutOfMemory(error))
            throw;
        return false;
    }
}

void ShrinkingBatch::shrink()
{
    releaseCachedMemory(m_device);
    const QString free = megabytes(freeMemory(m_device));
    if (m_size <= 1) {
        throw EngineError(
            GradientsText::tr(
                "Memory ran out with one training example at a time; %1 MB are free. Close other "
                "programs, ask for fewer test examples at once, or compute elsewhere (--device).")
                .arg(free));
    }
    m_size /= 2;
    m_onNotice(
        GradientsText::tr("Memory ran out; going on with %n training example(s) at a time. %1 MB are free.",
                          "", int(m_size))
            .arg(free));
}

} // namespace proponent
