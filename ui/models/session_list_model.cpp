// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session_list_model.h"

#include "ui/text/format.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace proponent::ui {

namespace {

QString stateText(const SessionSummary &session)
{
    const QString state = text::stateName(session.state);
    if (session.state == SessionState::Completed)
        return state;
    //: State of a session and the epochs that are done and planned: "Interrupted 2/5"
    return SessionListModel::tr("%1 %2/%3")
        .arg(state, text::count(session.epochsDone), text::count(session.epochsPlanned));
}

QString detailText(const SessionSummary &session)
{
    QStringList parts{text::modelName(session.model), session.dataName};
    if (!session.device.isEmpty())
        parts += session.device + u' ' + text::precisionName(session.precision);
    return parts.join(QStringLiteral(" · "));
}

QString toolTip(const SessionSummary &session)
{
    QStringList lines{session.name, detailText(session),
                      SessionListModel::tr("%1, %2 of %Ln epoch(s)", nullptr, session.epochsPlanned)
                          .arg(text::stateName(session.state), text::count(session.epochsDone))};
    if (session.testAccuracy)
        lines += SessionListModel::tr("Test accuracy %1").arg(text::percent(*session.testAccuracy));
    if (session.analysisCount > 0)
        lines += SessionListModel::tr("%Ln stored trace(s)", nullptr, session.analysisCount);
    if (!session.failure.isEmpty())
        lines += session.failure;
    if (!session.tags.isEmpty())
        lines += SessionListModel::tr("Tags: %1").arg(session.tags.join(QStringLiteral(", ")));
    if (!session.note.isEmpty())
        lines += session.note;
    return lines.join(u'\n');
}

QString searchText(const SessionSummary &session)
{
    QStringList parts{session.name,
                      session.note,
                      session.model,
                      text::modelName(session.model),
                      session.dataName,
                      session.device,
                      toString(session.precision),
                      text::stateName(session.state)};
    parts += session.tags;
    if (session.testAccuracy)
        parts += text::percent(*session.testAccuracy);
    return parts.join(u' ');
}

QString copyText(const SessionSummary &session)
{
    const QStringList cells{session.name,
                            stateText(session),
                            session.testAccuracy ? text::percent(*session.testAccuracy) : QString(),
                            detailText(session),
                            QLocale().toString(session.created.toLocalTime(), QLocale::ShortFormat),
                            session.tags.join(QStringLiteral(", "))};
    return cells.join(u'\t');
}

bool looksTheSame(const SessionSummary &a, const SessionSummary &b)
{
    const auto shown = [](const SessionSummary &one) {
        return std::tie(one.name, one.note, one.tags, one.state, one.failure, one.created, one.updated,
                        one.dataName, one.model, one.device, one.precision, one.epochsDone, one.epochsPlanned,
                        one.testAccuracy, one.parent, one.analysisCount);
    };
    return shown(a) == shown(b);
}

} // namespace

void SessionListModel::setSessions(const QList<SessionSummary> &sessions)
{
    removeAllBut(sessions);
    QHash<SessionId, int> rows;
    for (int row = 0; row < int(m_rows.size()); ++row)
        rows.insert(m_rows.at(row).session.id, row);
    for (const SessionSummary &session : sessions) {
        const auto known = rows.constFind(session.id);
        if (known == rows.constEnd()) {
            append(session);
        } else if (!looksTheSame(m_rows.at(*known).session, session)) {
            m_rows[*known] = {session, searchText(session)};
            Q_EMIT dataChanged(index(*known), index(*known));
        }
    }
}

void SessionListModel::removeAllBut(const QList<SessionSummary> &sessions)
{
    QSet<SessionId> kept;
    for (const SessionSummary &session : sessions)
        kept.insert(session.id);
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (!kept.contains(m_rows.at(row).session.id)) {
            beginRemoveRows({}, row, row);
            m_rows.removeAt(row);
            endRemoveRows();
        }
    }
}

void SessionListModel::append(const SessionSummary &session)
{
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.append({session, searchText(session)});
    endInsertRows();
}

void SessionListModel::setOpen(SessionId session)
{
    const SessionId before = std::exchange(m_open, session);
    for (const SessionId id : {before, session}) {
        if (const QModelIndex index = indexOf(id); index.isValid())
            Q_EMIT dataChanged(index, index, {OpenRole});
    }
}

SessionSummary SessionListModel::sessionAt(const QModelIndex &index) const
{
    return m_rows.value(index.row()).session;
}

QModelIndex SessionListModel::indexOf(SessionId session) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [session](const Row &row) { return row.session.id == session; });
    return found == m_rows.end() ? QModelIndex() : index(int(found - m_rows.begin()));
}

int SessionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SessionListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SessionSummary &session = m_rows.at(index.row()).session;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return session.name;
    case Qt::ToolTipRole:
        return toolTip(session);
    case Qt::AccessibleTextRole:
        return toolTip(session).replace(u'\n', QStringLiteral(", "));
    case IdRole:
        return QVariant::fromValue(session.id);
    case StateRole:
        return int(session.state);
    case StateTextRole:
        return stateText(session);
    case AccuracyRole:
        return session.testAccuracy ? QVariant(*session.testAccuracy) : QVariant();
    case CreatedRole:
        return session.created;
    case UpdatedRole:
        return session.updated;
    case DetailRole:
        return detailText(session);
    case SearchRole:
        return m_rows.at(index.row()).search;
    case NoteRole:
        return session.note;
    case TagsRole:
        return session.tags;
    case CopyRole:
        return copyText(session);
    case OpenRole:
        return session.id == m_open;
    default:
        return {};
    }
}

Qt::ItemFlags SessionListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable | Qt::ItemNeverHasChildren : flags;
}

bool SessionListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const QString name = value.toString().trimmed();
    const SessionSummary &session = m_rows.at(index.row()).session;
    if (name.isEmpty() || name == session.name)
        return false;
    Q_EMIT renameRequested(session.id, name);
    return true;
}

SessionFilter::SessionFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_collator.setNumericMode(true); // "run 9" before "run 10"
    setDynamicSortFilter(true);
    sort(0, Qt::AscendingOrder);
}

void SessionFilter::setSearch(const QString &text)
{
    m_search = SessionSearch(text);
    invalidateFilter();
}

void SessionFilter::setOrder(SessionOrder order)
{
    m_order = order;
    invalidate();
}

/// Ascending by the order that people want: the best and the newest first. Ties: the newest first.
bool SessionFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto *model = qobject_cast<const SessionListModel *>(sourceModel());
    const SessionSummary a = model->sessionAt(left);
    const SessionSummary b = model->sessionAt(right);
    if (m_order == SessionOrder::Name) {
        if (const int compared = m_collator.compare(a.name, b.name); compared != 0)
            return compared < 0;
    } else if (m_order == SessionOrder::Accuracy) {
        if (a.testAccuracy != b.testAccuracy)
            return a.testAccuracy > b.testAccuracy; // one without is below all
    } else if (m_order == SessionOrder::Updated) {
        if (a.updated != b.updated)
            return a.updated > b.updated;
    }
    return a.created > b.created;
}

bool SessionFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QVariant accuracy = index.data(SessionListModel::AccuracyRole);
    return m_search.matches(index.data(SessionListModel::SearchRole).toString(),
                            accuracy.isValid() ? std::optional(accuracy.toDouble()) : std::nullopt);
}

} // namespace proponent::ui
