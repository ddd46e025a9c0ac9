// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset.h"

#include <mutex>

namespace proponent {

/// The dataset that was read last, shared by the engine's threads so that it is read and held once.
/// Thread-safe.
class DatasetCache
{
public:
    [[nodiscard]] Result<std::shared_ptr<const Dataset>> open(const QString &spec);

    /// The dataset a session was trained on. Changed contents are an error.
    [[nodiscard]] Result<std::shared_ptr<const Dataset>> openFor(const DatasetInfo &trainedOn);

private:
    std::mutex m_mutex;
    QString m_spec;
    std::shared_ptr<const Dataset> m_dataset;
    QStringList m_files; ///< and their times when it was read: somebody mends a label and tries again
    bool m_settled = false; ///< nothing had changed so lately that m_files might miss a change
};

} // namespace proponent
