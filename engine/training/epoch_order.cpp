// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/epoch_order.h"

#include <torch/utils.h>

#include <algorithm>

namespace proponent {

torch::Tensor trainedOn(qint64 count, std::span<const std::int64_t> indices)
{
    torch::Tensor trained = torch::zeros({int64_t(count)}, torch::kBool);
    bool *values = trained.data_ptr<bool>();
    for (const std::int64_t index : indices)
        values[index] = true;
    return trained;
}

torch::Tensor trainedWithout(qint64 count, const QList<LabelDecision> &changes)
{
    torch::Tensor trained = torch::ones({int64_t(count)}, torch::kBool);
    bool *values = trained.data_ptr<bool>();
    for (const LabelDecision &change : changes) {
        if (change.verdict == LabelDecision::Verdict::Exclude)
            values[change.trainIndex] = false;
    }
    return trained;
}

torch::Tensor epochOrder(const torch::Tensor &trained, qint64 seed, int epoch)
{
    auto generator = at::detail::createCPUGenerator(std::uint64_t(seed) * 1'000'003U + std::uint64_t(epoch));
    const torch::Tensor order = torch::randperm(trained.size(0), generator, torch::kLong);
    return order.masked_select(trained.index_select(0, order));
}

qint64 pieceEnd(qint64 begin, qint64 size, qint64 count, qint64 smallest)
{
    const qint64 end = std::min(count, begin + size);
    return count - end < smallest ? count : end;
}

} // namespace proponent
