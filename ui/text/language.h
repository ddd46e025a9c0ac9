// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace proponent::ui {

/// The languages that the program speaks: the source's English, and those with a file :/i18n/proponent_XX.qm.
[[nodiscard]] QStringList availableLanguages();

/// Words and numbers in this language, or the system's when it is empty. Before there is a window: what is
/// already shown stays as it is.
void applyLanguage(const QString &language);

} // namespace proponent::ui
