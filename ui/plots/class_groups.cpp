// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/class_groups.h"

#include "ui/text/format.h"

#include <algorithm>

namespace proponent::ui {

namespace {
constexpr int mostGroups = 64; // a bar and its neighbour are 3 pixels each in a narrow plot
}

ClassGroups::ClassGroups(const DatasetInfo &dataset)
    : m_classes(dataset.classCount()), m_perGroup(std::max(1, (m_classes + mostGroups - 1) / mostGroups))
{
    for (int first = 0; first < m_classes; first += m_perGroup) {
        const int last = std::min(first + m_perGroup, m_classes) - 1;
        const QString name = text::className(dataset, first);
        m_names += first == last ? name : QStringLiteral("%1 – %2").arg(name, text::className(dataset, last));
    }
}

QList<double> ClassGroups::means(const QList<qint64> &values) const
{
    QList<double> means(count(), 0.0);
    for (int label = 0; label < std::min(m_classes, int(values.size())); ++label)
        means[groupOf(label)] += double(values.at(label));
    for (int group = 0; group < count(); ++group)
        means[group] /= std::min(m_perGroup, m_classes - group * m_perGroup);
    return means;
}

} // namespace proponent::ui
