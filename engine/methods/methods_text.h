// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace proponent {

/// Translation context of what this room says to the user.
struct MethodsText
{
    Q_DECLARE_TR_FUNCTIONS(Methods)
};

} // namespace proponent
