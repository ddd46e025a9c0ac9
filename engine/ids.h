// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>

#include <compare>

namespace proponent {

/// A number that can't be mistaken for another kind of number. Zero is "none" for the ids below.
template <class Tag>
struct StrongId
{
    qint64 value = 0;

    [[nodiscard]] bool isValid() const { return value > 0; }
    friend auto operator<=>(const StrongId &, const StrongId &) = default;
    friend size_t qHash(const StrongId &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

/// A training run in the library.
using SessionId = StrongId<struct SessionTag>;
/// One stored analysis (influence, self-influence or a label audit) of a session.
using AnalysisId = StrongId<struct AnalysisTag>;
/// One request to the Engine; every answer carries it.
using JobId = StrongId<struct JobTag>;

/// Which half of a dataset an example belongs to.
enum class Split { Train, Test };

} // namespace proponent

Q_DECLARE_METATYPE(proponent::SessionId)
Q_DECLARE_METATYPE(proponent::AnalysisId)
Q_DECLARE_METATYPE(proponent::JobId)
