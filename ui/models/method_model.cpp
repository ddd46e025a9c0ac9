// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/method_model.h"

#include "engine/engine.h"
#include "ui/text/format.h"
#include "ui/text/influence_words.h"

namespace proponent::ui {

MethodModel::MethodModel(QObject *parent) : QAbstractTableModel(parent)
{
    const QList<AttributionInfo> methods = Engine::methods();
    for (const AttributionInfo &method : methods)
        m_rows += Row{method, std::nullopt};
}

/// The rows stay, so that a choice among them does.
void MethodModel::setEvaluations(const QList<MethodEvaluation> &evaluations)
{
    for (Row &row : m_rows)
        row.known = knownLds(evaluations, {row.method.name, {}});
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int MethodModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int MethodModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant MethodModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return words(row, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Method ? tr("%1, %2").arg(words(row, Method), words(row, Lds))
                                        : words(row, index.column());
    case Qt::ToolTipRole:
        return text::influenceMethodExplanation(row.method);
    case NameRole:
        return row.method.name;
    case SortRole:
        return number(row, index.column());
    default:
        return {};
    }
}

QString MethodModel::words(const Row &row, int column) const
{
    if (column == Method)
        return row.method.title;
    if (!row.known)
        return column == Lds ? tr("not known") : QString();
    switch (column) {
    case Lds:
        return text::lds(row.known->result);
    case Seconds:
        return text::duration(row.known->result.seconds);
    case Conditions:
        return text::conditions(row.known->evaluation);
    default:
        return {};
    }
}

QVariant MethodModel::number(const Row &row, int column) const
{
    constexpr double unknown = -2; // a correlation is never that low
    switch (column) {
    case Lds:
        return row.known ? row.known->result.value : unknown;
    case Seconds:
        return row.known ? row.known->result.seconds : unknown;
    default:
        return words(row, column);
    }
}

QVariant MethodModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::DisplayRole)
        return QStringList{tr("Method"), tr("Predicts"), tr("Time"), tr("Found out with")}.at(section);
    if (role == Qt::ToolTipRole)
        return QStringList{
            tr("How scores are computed"),
            tr("The linear datamodeling score: 1 is perfect, 0 no better than chance"),
            tr("What scoring took, for all of these test examples together"),
            tr("Random subsets of the training examples × copies of the model trained on each")}
            .at(section);
    return {};
}

} // namespace proponent::ui
