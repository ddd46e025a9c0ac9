// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace proponent::test {

constexpr int patience = 60000; // milliseconds; a loaded machine is slow, a broken program never ends

} // namespace proponent::test
