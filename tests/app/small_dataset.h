// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <vector>

namespace proponent::test {

/// Images of 8 x 8 grey pixels in three classes that a model can mostly, but not quite, tell apart. The
/// same on every call.
struct SmallDataset
{
    static constexpr int side = 8;
    static constexpr int classes = 3;
    static constexpr int trainCount = 240;
    static constexpr int testCount = 60;

    struct Split
    {
        std::vector<std::uint8_t> pixels; ///< [count, side, side]
        std::vector<std::uint8_t> labels; ///< [count]
    };
    Split train;
    Split test;

    static SmallDataset make();
    /// As four IDX files. False when they can't be written.
    [[nodiscard]] bool writeTo(const QString &folder) const;
};

} // namespace proponent::test
