// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/usual_checkpoints.h"

#include <cmath>

namespace proponent {

namespace {

QList<int> spread(const QList<int> &epochs)
{
    constexpr int most = 7;
    QList<int> chosen;
    for (int i = 0; i < most; ++i) {
        const auto place = qsizetype(std::lround(std::pow(double(epochs.size()), i / double(most - 1)))) - 1;
        if (!chosen.contains(epochs.at(place)))
            chosen += epochs.at(place);
    }
    return chosen;
}

} // namespace

QList<int> usualEpochs(AttributionInfo::Checkpoints usual, const QList<int> &epochs)
{
    if (epochs.isEmpty())
        return {};
    switch (usual) {
    case AttributionInfo::Checkpoints::All:
        return epochs;
    case AttributionInfo::Checkpoints::Last:
        return {epochs.constLast()};
    case AttributionInfo::Checkpoints::Spread:
        return spread(epochs);
    }
    Q_UNREACHABLE();
}

} // namespace proponent
