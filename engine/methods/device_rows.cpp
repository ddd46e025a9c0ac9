// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/device_rows.h"

#include <algorithm>

namespace proponent {

DeviceRows::DeviceRows(int64_t count, int64_t width, const torch::Device &device)
    : m_values(torch::empty({count, width}, torch::TensorOptions(device).dtype(torch::kHalf))),
      m_scales(torch::empty({count}, torch::TensorOptions(device).dtype(torch::kFloat)))
{
}

void DeviceRows::put(int64_t first, const torch::Tensor &values, const torch::Tensor &scales)
{
    m_values.slice(0, first, first + values.size(0)).copy_(values);
    m_scales.slice(0, first, first + scales.size(0)).copy_(scales);
}

torch::Tensor DeviceRows::scores(const torch::Tensor &questions) const
{
    const torch::NoGradGuard noGrad;
    constexpr int64_t together = 1 << 16; // in float
    torch::Tensor scores = torch::empty({questions.size(0), m_values.size(0)}, questions.options());
    for (int64_t begin = 0; begin < m_values.size(0); begin += together) {
        const int64_t end = std::min(begin + together, m_values.size(0));
        scores.slice(1, begin, end)
            .copy_(questions.mm(m_values.slice(0, begin, end).to(torch::kFloat).t()))
            .mul_(m_scales.slice(0, begin, end));
    }
    return scores.cpu();
}

} // namespace proponent
