// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace proponent {

/// products[i] = row . questions[i] for `count` questions [count, width], row-major. In float32, summed in 16 lanes
/// whatever the processor's vectors hold, so that a question's products don't depend on which others are asked with it.
void dotProducts(const float *row, const float *questions, std::size_t width, std::size_t count,
                 float *products);

} // namespace proponent
