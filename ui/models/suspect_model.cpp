// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/suspect_model.h"

#include "ui/text/audit_words.h"
#include "ui/text/format.h"
#include "ui/work/image_store.h"
#include "ui/work/label_judging.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace proponent::ui {

SuspectModel::SuspectModel(ImageStore &images, const LabelJudging &judging, QObject *parent)
    : QAbstractListModel(parent), m_images(images), m_judging(judging)
{
    connect(&images, &ImageStore::arrived, this, [this](Split split, const QList<qint64> &indices) {
        if (split == Split::Train)
            announce(indices, {ImageRole});
    });
    connect(&judging, &LabelJudging::changed, this, [this](const QList<qint64> &indices) {
        announce(indices, {JudgedRole, VerdictRole, VerdictTextRole, Qt::DisplayRole, Qt::ToolTipRole,
                           Qt::AccessibleTextRole});
    });
}

void SuspectModel::setAudit(const LabelAudit &audit, const SessionDetails &session)
{
    beginResetModel();
    m_suspects = audit.top;
    m_dataset = session.dataset;
    m_planted = QSet<qint64>(session.flipped.begin(), session.flipped.end());
    m_signal = auditMethodFromString(audit.header.method).value_or(AuditMethod::Combined);
    m_rows.clear();
    for (int row = 0; row < m_suspects.size(); ++row)
        m_rows.insert(m_suspects.at(row).trainIndex, row);
    measureLargest();
    endResetModel();
}

void SuspectModel::clear()
{
    if (!m_suspects.isEmpty())
        setAudit({}, {});
}

void SuspectModel::setSignal(AuditMethod signal)
{
    if (std::exchange(m_signal, signal) == signal)
        return;
    measureLargest();
    announceAll({SuspicionRole, ShareRole, Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

void SuspectModel::setPlantedShown(bool shown)
{
    if (std::exchange(m_plantedShown, shown) != shown)
        announceAll({PlantedRole, Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

QList<AuditMethod> SuspectModel::availableSignals() const
{
    QList<AuditMethod> computed;
    for (const AuditMethod method : auditMethods()) {
        if (!m_suspects.isEmpty() && !std::isnan(m_suspects.constFirst().value(method)))
            computed += method;
    }
    return computed;
}

QModelIndex SuspectModel::indexOf(qint64 trainIndex) const
{
    const auto row = m_rows.constFind(trainIndex);
    return row == m_rows.constEnd() ? QModelIndex() : index(*row);
}

int SuspectModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_suspects.size());
}

QVariant SuspectModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SuspectExample &suspect = m_suspects.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describe(index.row());
    case IndexRole:
        return suspect.trainIndex;
    case RankRole:
        return index.row() + 1;
    case ImageRole:
        return m_images.image(Split::Train, suspect.trainIndex);
    case LabelRole:
        return suspect.label;
    case LabelNameRole:
        return text::className(m_dataset, suspect.label);
    case SuggestedRole:
        return suspect.suggestedLabel;
    case SuggestedNameRole:
        return text::className(m_dataset, suspect.suggestedLabel);
    case AgreesRole:
        return suspect.suggestedLabel == suspect.label;
    case SuspicionRole:
        return suspect.value(m_signal);
    case ShareRole: {
        const double share = m_largest > 0 ? suspect.value(m_signal) / m_largest : 0;
        return std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0.0;
    }
    case PlantedRole:
        return showsPlanted(suspect);
    default:
        return verdictData(suspect, role);
    }
}

QVariant SuspectModel::verdictData(const SuspectExample &suspect, int role) const
{
    const auto decision = m_judging.decisionFor(suspect.trainIndex);
    switch (role) {
    case JudgedRole:
        return decision.has_value();
    case VerdictRole:
        return decision ? QVariant(int(decision->verdict)) : QVariant();
    case VerdictTextRole:
        return decision ? text::verdict(*decision, m_dataset) : QString();
    default:
        return {};
    }
}

bool SuspectModel::showsPlanted(const SuspectExample &suspect) const
{
    return m_plantedShown && m_planted.contains(suspect.trainIndex);
}

QString SuspectModel::describe(int row) const
{
    const SuspectExample &suspect = m_suspects.at(row);
    QString words =
        tr("Training example %1, suspect %2 of %3: labelled %4, the model believes %5, %6 %7")
            .arg(text::example(suspect.trainIndex), text::count(row + 1), text::count(m_suspects.size()),
                 text::className(m_dataset, suspect.label),
                 text::className(m_dataset, suspect.suggestedLabel),
                 text::auditMethodName(m_signal).toLower(), text::number(suspect.value(m_signal)));
    if (const auto decision = m_judging.decisionFor(suspect.trainIndex))
        words += tr("; judged: %1").arg(text::verdict(*decision, m_dataset));
    if (showsPlanted(suspect))
        words += tr("; label planted wrong, in the file it is %1")
                     .arg(text::className(m_dataset, suspect.originalLabel));
    return words;
}

void SuspectModel::announce(const QList<qint64> &indices, const QList<int> &roles)
{
    for (const qint64 trainIndex : indices) {
        const QModelIndex changed = indexOf(trainIndex);
        if (changed.isValid())
            Q_EMIT dataChanged(changed, changed, roles);
    }
}

void SuspectModel::announceAll(const QList<int> &roles)
{
    if (!m_suspects.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), roles);
}

void SuspectModel::measureLargest()
{
    m_largest = 0;
    for (const SuspectExample &suspect : std::as_const(m_suspects)) {
        const double value = suspect.value(m_signal);
        if (std::isfinite(value))
            m_largest = std::max(m_largest, value);
    }
}

SuspectFilter::SuspectFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(false);
}

void SuspectFilter::setLabel(int label)
{
    m_label = label;
    refresh();
}

void SuspectFilter::setSuggested(int label)
{
    m_suggested = label;
    refresh();
}

void SuspectFilter::setJudged(Judged judged)
{
    m_judged = judged;
    refresh();
}

void SuspectFilter::setDisagreeingOnly(bool only)
{
    m_disagreeingOnly = only;
    refresh();
}

void SuspectFilter::reset()
{
    m_label = m_suggested = -1;
    m_judged = Judged::All;
    m_disagreeingOnly = false;
    refresh();
}

void SuspectFilter::refresh()
{
    invalidate();
    sort(0); // always sorts while the dynamic filter is off
}

bool SuspectFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_label >= 0 && index.data(SuspectModel::LabelRole).toInt() != m_label)
        return false;
    if (m_suggested >= 0 && index.data(SuspectModel::SuggestedRole).toInt() != m_suggested)
        return false;
    if (m_disagreeingOnly && index.data(SuspectModel::AgreesRole).toBool())
        return false;
    return m_judged == Judged::All ||
           index.data(SuspectModel::JudgedRole).toBool() == (m_judged == Judged::Done);
}

bool SuspectFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto suspicionAt = [](const QModelIndex &index) {
        const double value = index.data(SuspectModel::SuspicionRole).toDouble();
        return std::isnan(value) ? -std::numeric_limits<double>::infinity() : value;
    };
    const double first = suspicionAt(left);
    const double second = suspicionAt(right);
    return first != second ? first > second : left.row() < right.row();
}

} // namespace proponent::ui
