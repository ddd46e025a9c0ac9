// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace proponent::cli::exit_code {

inline constexpr int done = 0;
inline constexpr int failed = 1;
inline constexpr int wrongUsage = 2;
inline constexpr int stopped = 130; ///< as a shell reports a program that SIGINT ended

} // namespace proponent::cli::exit_code
