// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/shortcuts_dialog.h"

#include "ui/delegates/shortcut_delegate.h"
#include "ui/settings/window_settings.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/opening_size.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace proponent::ui {

ShortcutsDialog::ShortcutsDialog(ActionCollection &actions, WindowSettings &settings, QWidget *parent)
    : QDialog(parent),
      m_model(actions),
      m_search(new QLineEdit(this)),
      m_table(new QTableView(this)),
      m_remove(new QPushButton(tr("Re&move"), this)),
      m_reset(new QPushButton(tr("&Reset"), this)),
      m_resetAll(new QPushButton(tr("Reset &all"), this))
{
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(openingSize(*this, {880, 560}));
    m_search->setPlaceholderText(tr("Search actions and keys"));
    m_search->setAccessibleName(tr("Search actions and keys"));
    m_search->setToolTip(tr("Part of an action's name, of its category or of its keys"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_remove->setToolTip(tr("Take the selected shortcut away"));
    m_reset->setToolTip(tr("Give the selected action the shortcuts that it had at first"));
    m_resetAll->setToolTip(tr("Give every action the shortcuts that it had at first"));
    setUpTable();
    layOut();
    connectButtons();
    connect(&m_model, &ShortcutModel::edited, this, [&actions, &settings] { actions.save(settings); });
    updateButtons();
}

void ShortcutsDialog::setUpTable()
{
    m_filter.setSourceModel(&m_model);
    m_filter.setFilterKeyColumn(-1);
    m_filter.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(&m_filter);
    m_table->setItemDelegate(new ShortcutDelegate(m_table));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // by category, as in the menus
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setAccessibleName(tr("Shortcuts"));
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    for (const auto &[column, width] :
         {std::pair(ShortcutModel::CategoryColumn, 90), std::pair(ShortcutModel::ActionColumn, 210),
          std::pair(ShortcutModel::ShortcutColumn, 120), std::pair(ShortcutModel::AlternativeColumn, 100)})
        m_table->setColumnWidth(column, width);
}

void ShortcutsDialog::layOut()
{
    auto *close = new QPushButton(tr("&Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_remove, m_reset, m_resetAll})
        buttons->addWidget(button);
    buttons->addStretch(1);
    buttons->addWidget(close);
    for (QPushButton *button : {m_remove, m_reset, m_resetAll, close})
        button->setAutoDefault(false); // Enter begins to edit

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::two, space::two, space::two, space::two);
    layout->setSpacing(space::one);
    layout->addWidget(m_search);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
}

void ShortcutsDialog::connectButtons()
{
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setFilterFixedString(text);
        updateButtons();
    });
    connect(m_table, &QTableView::activated, m_table, qOverload<const QModelIndex &>(&QTableView::edit));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ShortcutsDialog::updateButtons);
    connect(&m_model, &ShortcutModel::dataChanged, this, &ShortcutsDialog::updateButtons);
    connect(m_remove, &QPushButton::clicked, this,
            [this] { m_model.setData(current(), QVariant::fromValue(QKeySequence()), Qt::EditRole); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_model.reset(current().row()); });
    connect(m_resetAll, &QPushButton::clicked, this, [this] { m_model.resetAll(); });
}

QModelIndex ShortcutsDialog::current() const
{
    return m_filter.mapToSource(m_table->currentIndex());
}

void ShortcutsDialog::updateButtons()
{
    const QModelIndex index = current();
    const bool editable = index.isValid() && (m_model.flags(index) & Qt::ItemIsEditable);
    m_remove->setEnabled(editable && !index.data().toString().isEmpty());
    m_reset->setEnabled(index.isValid() && m_model.isChanged(index.row()));
}

} // namespace proponent::ui
