// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace proponent::ui {

/// The source texts are English with "(s)" where a number decides: "%n session(s)". Without a translation
/// Qt shows that as it is written; this resolves it. Idempotent.
void installSourceLanguage();

} // namespace proponent::ui
