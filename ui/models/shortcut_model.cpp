// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/shortcut_model.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QFont>

namespace proponent::ui {

namespace {

/// Keys without which nobody gets around in the window.
bool movesAround(const QKeySequence &keys)
{
    static const QList<QKeyCombination> reserved{Qt::Key_Tab,
                                                 Qt::SHIFT | Qt::Key_Tab,
                                                 Qt::SHIFT | Qt::Key_Backtab,
                                                 Qt::Key_Up,
                                                 Qt::Key_Down,
                                                 Qt::Key_Left,
                                                 Qt::Key_Home,
                                                 Qt::Key_End,
                                                 Qt::Key_Right,
                                                 Qt::Key_Enter,
                                                 Qt::Key_Return,
                                                 Qt::Key_Space,
                                                 Qt::Key_Escape,
                                                 Qt::Key_PageUp,
                                                 Qt::Key_PageDown};
    return reserved.contains(keys[0]);
}

QString inWords(const QKeySequence &keys)
{
    return keys.toString(QKeySequence::NativeText);
}

} // namespace

ShortcutModel::ShortcutModel(ActionCollection &actions, QObject *parent)
    : QAbstractTableModel(parent), m_actions(actions)
{
    connect(&actions, &ActionCollection::shortcutsChanged, this, [this](Id id) {
        const int row = rowOf(id);
        Q_EMIT dataChanged(index(row, CategoryColumn), index(row, RemarkColumn));
    });
}

int ShortcutModel::rowOf(Id id) const
{
    return int(m_actions.ids().indexOf(id));
}

int ShortcutModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_actions.ids().size());
}

int ShortcutModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ShortcutModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case CategoryColumn:
        return tr("Category");
    case ActionColumn:
        return tr("Action");
    case ShortcutColumn:
        return tr("Shortcut");
    case AlternativeColumn:
        return tr("Alternative");
    case RemarkColumn:
        return tr("Remark");
    default:
        return {};
    }
}

QString ShortcutModel::text(int row, int column) const
{
    const Id id = idAt(row);
    switch (column) {
    case CategoryColumn:
        return ActionCollection::categoryTitle(m_actions.category(id));
    case ActionColumn:
        return m_actions.title(id);
    case RemarkColumn:
        return remark(row);
    default:
        return inWords(m_actions.shortcuts(id).value(column - ShortcutColumn));
    }
}

QString ShortcutModel::remark(int row) const
{
    if (row == m_refusedRow)
        return m_refusal;
    if (!isChanged(row))
        return {};
    QStringList keys;
    const QList<QKeySequence> defaults = m_actions.defaultShortcuts(idAt(row));
    for (const QKeySequence &one : defaults)
        keys += inWords(one);
    return keys.isEmpty() ? tr("Changed; at first none")
                          : tr("Changed; at first %1").arg(keys.join(tr(" or ")));
}

QVariant ShortcutModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int column = index.column();
    const bool keys = column == ShortcutColumn || column == AlternativeColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::EditRole:
        if (keys)
            return QVariant::fromValue(m_actions.shortcuts(idAt(row)).value(column - ShortcutColumn));
        return text(row, column);
    case Qt::ToolTipRole:
        return column == RemarkColumn ? remark(row) : m_actions[idAt(row)]->toolTip();
    case Qt::AccessibleTextRole:
        return keys && text(row, column).isEmpty() ? tr("none") : text(row, column);
    case Qt::DecorationRole:
        if (column == ActionColumn)
            return m_actions[idAt(row)]->icon();
        if (column == RemarkColumn && row == m_refusedRow)
            return themedIcon(QStringLiteral("warning"));
        return {};
    case Qt::FontRole: {
        QFont font;
        font.setBold(true);
        return keys && isChanged(row) ? QVariant(font) : QVariant();
    }
    default:
        return {};
    }
}

Qt::ItemFlags ShortcutModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    flags |= Qt::ItemNeverHasChildren;
    flags.setFlag(Qt::ItemIsEditable,
                  index.column() == ShortcutColumn || index.column() == AlternativeColumn);
    return flags;
}

bool ShortcutModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const auto all = value.value<QKeySequence>();
    const QKeySequence keys = all.isEmpty() ? all : QKeySequence(all[0]);
    QList<QKeySequence> shortcuts = m_actions.shortcuts(idAt(index.row()));
    const int place = index.column() - ShortcutColumn;
    if (keys == shortcuts.value(place))
        return false;
    shortcuts.removeAll(keys); // it moves from the other column
    if (place < shortcuts.size())
        shortcuts[place] = keys;
    else
        shortcuts.append(keys);
    shortcuts.removeIf([](const QKeySequence &one) { return one.isEmpty(); });
    return change(index.row(), shortcuts);
}

QString ShortcutModel::objection(Id id, const QKeySequence &keys) const
{
    if (movesAround(keys))
        return tr("%1 moves around in the window. Choose another key.").arg(inWords(keys));
    if (const auto other = m_actions.owner(keys, id))
        return tr("%1 is taken by “%2”; not changed.").arg(inWords(keys), m_actions.title(*other));
    return {};
}

bool ShortcutModel::change(int row, const QList<QKeySequence> &shortcuts)
{
    const Id id = idAt(row);
    for (const QKeySequence &keys : shortcuts) {
        if (const QString words = objection(id, keys); !words.isEmpty()) {
            setRefusal(row, words);
            return false;
        }
    }
    setRefusal(-1, {});
    m_actions.setShortcuts(id, shortcuts);
    Q_EMIT edited();
    return true;
}

void ShortcutModel::setRefusal(int row, const QString &text)
{
    const int before = std::exchange(m_refusedRow, row);
    m_refusal = text;
    for (const int touched : {before, row}) {
        if (touched >= 0)
            Q_EMIT dataChanged(index(touched, RemarkColumn), index(touched, RemarkColumn));
    }
}

bool ShortcutModel::isChanged(int row) const
{
    return m_actions.shortcuts(idAt(row)) != m_actions.defaultShortcuts(idAt(row));
}

bool ShortcutModel::reset(int row)
{
    return change(row, m_actions.defaultShortcuts(idAt(row)));
}

void ShortcutModel::resetAll()
{
    setRefusal(-1, {});
    for (const Id id : m_actions.ids()) {
        if (m_actions.shortcuts(id) != m_actions.defaultShortcuts(id))
            m_actions.setShortcuts(id, m_actions.defaultShortcuts(id));
    }
    Q_EMIT edited();
}

} // namespace proponent::ui
