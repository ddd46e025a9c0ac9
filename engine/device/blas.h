// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace proponent {

/// True when the process computes matrix products with the reference BLAS, which is some 60 times slower
/// than OpenBLAS.
[[nodiscard]] bool usesReferenceBlas();

/// Makes OpenBLAS compute each product on the calling thread alone, for code that itself runs many small
/// products side by side: split over threads, each would wait for the others. Without OpenBLAS it does
/// nothing. The setting is the process's: it stays until the last of these is gone, on whatever thread. Thread-safe.
class SingleThreadedBlas
{
public:
    SingleThreadedBlas();
    ~SingleThreadedBlas();
    SingleThreadedBlas(const SingleThreadedBlas &) = delete;
    SingleThreadedBlas &operator=(const SingleThreadedBlas &) = delete;
};

} // namespace proponent
