// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

namespace proponent {

/// The rows of an index on a CUDA device, as they are kept: float16 times a scale a row. Engine thread only.
class DeviceRows
{
public:
    DeviceRows(int64_t count, int64_t width, const torch::Device &device);

    [[nodiscard]] static int64_t bytesOf(int64_t count, int64_t width) { return count * (2 * width + 4); }

    /// Rows from `first` on, from the host: half [any, width], float [any].
    void put(int64_t first, const torch::Tensor &values, const torch::Tensor &scales);
    /// `questions`: float [any, width], on the device. Their products with all rows: float [any, count], on the host. NaN
    /// where the scale is.
    [[nodiscard]] torch::Tensor scores(const torch::Tensor &questions) const;

private:
    torch::Tensor m_values; ///< half [count, width]
    torch::Tensor m_scales; ///< float [count]
};

} // namespace proponent
