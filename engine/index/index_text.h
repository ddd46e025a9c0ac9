// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace proponent {

/// Translation context of what this room says to the user.
struct IndexText
{
    Q_DECLARE_TR_FUNCTIONS(Index)
};

} // namespace proponent
