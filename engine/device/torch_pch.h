// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// torch/torch.h costs about 15 s in each file that includes it; here it is compiled once.
#pragma GCC system_header
#include <QList>
#include <QString>
#include <QtGlobal>
#include <torch/torch.h>
