// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

namespace proponent::ui {

/// Neighbouring classes that share a bar: one each while bars can be told apart, more where a data set has
/// hundreds of classes.
class ClassGroups
{
public:
    explicit ClassGroups(const DatasetInfo &dataset);

    [[nodiscard]] int perGroup() const { return m_perGroup; }
    [[nodiscard]] int count() const { return int(m_names.size()); }
    [[nodiscard]] int groupOf(int label) const { return label / m_perGroup; }
    /// Of the class, or of the first and the last of the group.
    [[nodiscard]] const QStringList &names() const { return m_names; }
    /// The mean of the values of a group's classes; classes without a value count as 0.
    [[nodiscard]] QList<double> means(const QList<qint64> &values) const;

private:
    int m_classes;
    int m_perGroup;
    QStringList m_names;
};

} // namespace proponent::ui
