// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/normalisation.h"

#include <algorithm>
#include <cmath>

namespace proponent {

namespace {

__extension__ using Wide = unsigned __int128;

} // namespace

Normalisation normalisationOf(const ImageSet &images, qint64 count)
{
    count = std::clamp<qint64>(count, 0, images.count);
    const qint64 plane = qint64(images.height) * images.width;
    const std::uint64_t n = std::uint64_t(count) * std::uint64_t(plane);

    Normalisation normalisation;
    for (int channel = 0; channel < images.channels; ++channel) {
        std::uint64_t sum = 0;
        std::uint64_t squares = 0;
        for (qint64 index = 0; index < count; ++index) {
            for (const std::uint32_t pixel : images.example(index).subspan(channel * plane, plane)) {
                sum += pixel;
                squares += pixel * pixel;
            }
        }
        // n^2 times the variance of the bytes, without rounding.
        const Wide scaledVariance = Wide(n) * squares - Wide(sum) * sum;
        const double bytes = 255.0 * double(n);
        normalisation.mean.append(n > 0 ? double(sum) / bytes : 0.0);
        normalisation.std.append(scaledVariance > 0 ? std::sqrt(double(scaledVariance)) / bytes : 1.0);
    }
    return normalisation;
}

} // namespace proponent
