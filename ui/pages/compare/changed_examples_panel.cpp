// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/changed_examples_panel.h"

#include "ui/delegates/changed_example_delegate.h"
#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/empty_state.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace proponent::ui {

ChangedExamplesPanel::ChangedExamplesPanel(ImageStore &images, QWidget *parent)
    : QWidget(parent),
      m_model(images),
      m_kinds(new QButtonGroup(this)),
      m_fixed(addKind(tr("A is wrong, B is right"), ChangeKind::Fixed)),
      m_broken(addKind(tr("A is right, B is wrong"), ChangeKind::Broken)),
      m_otherMistakes(addKind(tr("Both are wrong, each in its own way"), ChangeKind::OtherMistake)),
      m_all(addKind(tr("Every test example that the two answer differently"), std::nullopt)),
      m_grid(new ThumbnailGrid(this)),
      m_empty(new EmptyState(QStringLiteral("done"), this)),
      m_stack(new QStackedWidget(this))
{
    m_filter.setSourceModel(&m_model);
    m_grid->setModel(&m_filter);
    m_grid->setItemDelegate(new ChangedExampleDelegate(m_grid));
    m_grid->setSelectionMode(QAbstractItemView::SingleSelection);
    m_grid->setAccessibleName(tr("Test examples that A and B answer differently"));
    m_stack->addWidget(m_grid);
    m_stack->addWidget(m_empty);
    m_all->setChecked(true);

    auto *kinds = new QGridLayout;
    kinds->setSpacing(space::half);
    kinds->addWidget(m_fixed, 0, 0);
    kinds->addWidget(m_broken, 0, 1);
    kinds->addWidget(m_otherMistakes, 1, 0);
    kinds->addWidget(m_all, 1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::one);
    layout->addLayout(kinds);
    layout->addWidget(m_stack, 1);

    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ChangedExamplesPanel::selectionChanged);
    connect(m_grid, &ThumbnailGrid::chosen, this, [this](const QModelIndex &index) {
        select(index);
        Q_EMIT chosen(current());
    });
    showCounts();
}

QToolButton *ChangedExamplesPanel::addKind(const QString &toolTip, std::optional<ChangeKind> kind)
{
    auto *button = new QToolButton(this);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setMinimumHeight(28);
    button->setToolTip(toolTip);
    m_kinds->addButton(button);
    connect(button, &QToolButton::toggled, this, [this, kind](bool on) {
        if (!on)
            return;
        const qint64 kept = current();
        m_filter.setKind(kind);
        select(kept);
        showCounts();
    });
    return button;
}

void ChangedExamplesPanel::setExamples(const QList<ChangedExample> &examples, const DatasetInfo &dataset)
{
    const qint64 kept = current();
    {
        const QSignalBlocker quiet(this); // the same example selected again is no news
        m_model.setExamples(examples, dataset);
        select(kept);
    }
    showCounts();
    if (current() != kept)
        Q_EMIT selectionChanged();
}

void ChangedExamplesPanel::showKind(std::optional<ChangeKind> kind)
{
    QToolButton *button = !kind                         ? m_all
                          : *kind == ChangeKind::Fixed  ? m_fixed
                          : *kind == ChangeKind::Broken ? m_broken
                                                        : m_otherMistakes;
    button->setChecked(true);
}

void ChangedExamplesPanel::showCounts()
{
    const auto counted = [this](ChangeKind kind) { return text::count(m_model.count(kind)); };
    m_fixed->setText(tr("Fixed %1").arg(counted(ChangeKind::Fixed)));
    m_broken->setText(tr("Broken %1").arg(counted(ChangeKind::Broken)));
    m_otherMistakes->setText(tr("Different mistake %1").arg(counted(ChangeKind::OtherMistake)));
    m_all->setText(tr("All %1").arg(text::count(m_model.rowCount())));
    if (m_model.rowCount() == 0)
        m_empty->setWords(tr("No differences"), tr("A and B give the same answer on every test example."));
    else
        m_empty->setWords(tr("None"), tr("No test example is like that. Choose All, or another kind."));
    m_stack->setCurrentIndex(m_filter.rowCount() > 0 ? 0 : 1);
}

QModelIndex ChangedExamplesPanel::selected() const
{
    return m_grid->selectionModel()->selectedIndexes().value(0);
}

void ChangedExamplesPanel::select(const QModelIndex &index)
{
    // Not the view's setCurrentIndex(): what has the focus only would stay unselected.
    m_grid->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    m_grid->selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
    m_grid->scrollTo(index);
}

qint64 ChangedExamplesPanel::current() const
{
    const QModelIndex index = selected();
    return index.isValid() ? index.data(ChangedExampleModel::IndexRole).toLongLong() : -1;
}

void ChangedExamplesPanel::select(qint64 test)
{
    const QModelIndex index = m_filter.mapFromSource(m_model.indexOf(test));
    if (index.isValid())
        select(index);
}

void ChangedExamplesPanel::step(int by)
{
    const QModelIndex now = selected();
    const int row = now.isValid() ? now.row() + by : 0;
    if (row >= 0 && row < m_filter.rowCount())
        select(m_filter.index(row, 0));
}

} // namespace proponent::ui
