// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <QJsonObject>

namespace proponent {

/// The column sessions.dataset. The schema takes the fields "name" and "fingerprint" out of it.
[[nodiscard]] QJsonObject toJson(const DatasetInfo &info);
[[nodiscard]] DatasetInfo datasetInfoFromJson(const QJsonObject &json);

} // namespace proponent
