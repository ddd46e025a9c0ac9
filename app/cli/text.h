// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace proponent::cli {

/// Translation context of everything the program prints.
struct Cli
{
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

} // namespace proponent::cli
