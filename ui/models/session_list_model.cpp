// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session_list_model.h"

#include "ui/text/format.h"

#include <QRegularExpression>

#include <algorithm>

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
                      SessionListModel::tr("%1, %2 of %n epoch(s)", nullptr, session.epochsPlanned)
                          .arg(text::stateName(session.state), text::count(session.epochsDone))};
    if (session.testAccuracy)
        lines += SessionListModel::tr("Test accuracy %1").arg(text::percent(*session.testAccuracy));
    if (session.analysisCount > 0)
        lines += SessionListModel::tr("%n stored trace(s)", nullptr, session.analysisCount);
    if (!session.failure.isEmpty())
        lines += session.failure;
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

} // namespace

void SessionListModel::setSessions(const QList<SessionSummary> &sessions)
{
    for (int row = int(m_sessions.size()) - 1; row >= 0; --row) {
        const SessionId id = m_sessions.at(row).id;
        if (std::none_of(sessions.begin(), sessions.end(), [id](const auto &one) { return one.id == id; })) {
            beginRemoveRows({}, row, row);
            m_sessions.removeAt(row);
            endRemoveRows();
        }
    }
    for (const SessionSummary &session : sessions) {
        const QModelIndex known = indexOf(session.id);
        if (known.isValid()) {
            m_sessions[known.row()] = session;
            Q_EMIT dataChanged(known, known);
        } else {
            const int row = int(m_sessions.size());
            beginInsertRows({}, row, row);
            m_sessions.append(session);
            endInsertRows();
        }
    }
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
    return m_sessions.value(index.row());
}

QModelIndex SessionListModel::indexOf(SessionId session) const
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(),
                                    [session](const auto &one) { return one.id == session; });
    return found == m_sessions.end() ? QModelIndex() : index(int(found - m_sessions.begin()));
}

int SessionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sessions.size());
}

QVariant SessionListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SessionSummary &session = m_sessions.at(index.row());
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
    case DetailRole:
        return detailText(session);
    case SearchRole:
        return searchText(session);
    case NoteRole:
        return session.note;
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
    SessionSummary &session = m_sessions[index.row()];
    if (name.isEmpty() || name == session.name)
        return false;
    session.name = name;
    Q_EMIT dataChanged(index, index);
    Q_EMIT renameRequested(session.id, name);
    return true;
}

SessionFilter::SessionFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(SessionListModel::CreatedRole);
    setDynamicSortFilter(true);
    sort(0, Qt::DescendingOrder);
}

void SessionFilter::setSearch(const QString &text)
{
    static const QRegularExpression blanks(QStringLiteral("\\s+"));
    m_words = text.split(blanks, Qt::SkipEmptyParts);
    invalidateFilter();
}

bool SessionFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QString text = sourceModel()->index(row, 0, parent).data(SessionListModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace proponent::ui
