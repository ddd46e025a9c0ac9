// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace proponent::ui {

/// In what order sessions are listed.
enum class SessionOrder { Newest, Name, Accuracy, Updated };

} // namespace proponent::ui
