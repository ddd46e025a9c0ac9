// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset.h"

#include <QTest>

namespace proponent {

/// An empty dataset, and a failed test, when it can't be read.
inline std::shared_ptr<const Dataset> openOrFail(const QString &spec)
{
    auto dataset = openDataset(spec);
    if (!dataset) {
        QTest::qFail(qPrintable(dataset.error()), __FILE__, __LINE__);
        return std::make_shared<Dataset>();
    }
    return *dataset;
}

} // namespace proponent
