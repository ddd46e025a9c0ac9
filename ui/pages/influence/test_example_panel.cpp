// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/influence/test_example_panel.h"

#include "ui/settings/window_settings.h"
#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/class_choice.h"
#include "ui/widgets/empty_state.h"
#include "ui/work/workspace.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace proponent::ui {

TestExamplePanel::TestExamplePanel(Workspace &workspace, WindowSettings &settings, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_model(workspace.images),
      m_grid(new ThumbnailGrid(this)),
      m_empty(new EmptyState(QStringLiteral("done"), this)),
      m_stack(new QStackedWidget(this)),
      m_mistakes(new QToolButton(this)),
      m_all(new QToolButton(this)),
      m_class(new ClassChoice(this)),
      m_traceOnSelection(new QCheckBox(tr("Trace when selected"), this))
{
    m_filter.setSourceModel(&m_model);
    m_grid->setModel(&m_filter);
    m_grid->setAccessibleName(tr("Test examples"));
    m_stack->addWidget(m_grid);
    m_stack->addWidget(m_empty);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::one);
    layout->addWidget(makeFilters());
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_traceOnSelection);
    m_traceOnSelection->setAccessibleName(m_traceOnSelection->text());
    m_traceOnSelection->setToolTip(tr("Trace an example as soon as it is selected; otherwise with Enter"));
    m_traceOnSelection->setChecked(settings.traceOnSelection());

    connect(m_traceOnSelection, &QCheckBox::toggled, this, [this, &settings](bool on) {
        settings.setTraceOnSelection(on);
        Q_EMIT selectionChanged();
    });
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TestExamplePanel::selectionChanged);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &TestExamplePanel::selectionChanged);
    connect(m_grid, &ThumbnailGrid::chosen, this, [this](const QModelIndex &index) {
        Q_EMIT chosen(index.data(TestExampleModel::IndexRole).toLongLong());
    });
    connect(&m_workspace.open, &OpenSession::opened, this, &TestExamplePanel::showSession);
    connect(&m_workspace.open, &OpenSession::updated, this, &TestExamplePanel::showSession);
    connect(&m_workspace.tracing, &Tracing::changed, this,
            [this] { m_model.setTraced(m_workspace.tracing.tracedTests()); });
    showSession();
}

QWidget *TestExamplePanel::makeFilters()
{
    auto *filters = new QWidget(this);
    auto *group = new QButtonGroup(this);
    for (QToolButton *button : {m_mistakes, m_all}) {
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setMinimumHeight(28);
        group->addButton(button);
    }
    m_mistakes->setChecked(true);
    m_mistakes->setToolTip(tr("Test examples that the model gets wrong, worst first"));
    m_all->setToolTip(tr("Every test example: mistakes first, then by loss"));
    m_class->setAccessibleName(tr("Class shown"));
    m_class->setToolTip(tr("Show the test examples of one class"));
    m_class->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_class->setMinimumContentsLength(8);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::half);
    buttons->addWidget(m_mistakes);
    buttons->addWidget(m_all);
    auto *layout = new QVBoxLayout(filters);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::half);
    layout->addLayout(buttons);
    layout->addWidget(m_class);

    connect(m_mistakes, &QToolButton::toggled, this, [this](bool only) {
        const qint64 kept = selected().isEmpty() ? -1 : current();
        m_filter.setOnlyWrong(only);
        select(kept);
        showCounts();
    });
    connect(m_class, &QComboBox::currentIndexChanged, this, [this] {
        const qint64 kept = selected().isEmpty() ? -1 : current();
        m_filter.setLabel(m_class->currentData().isValid() ? m_class->currentData().toInt() : -1);
        select(kept);
        showCounts();
    });
    return filters;
}

void TestExamplePanel::showSession()
{
    const OpenSession &open = m_workspace.open;
    const bool another = std::exchange(m_session, open.id()) != open.id();
    if (open.isOpen())
        m_model.setEvaluation(open.id(), open.details().evaluation, open.details().dataset);
    else
        m_model.setEvaluation({}, {}, {});
    m_model.setTraced(m_workspace.tracing.tracedTests());
    if (another)
        fillClasses();
    showCounts();
    if (another)
        m_grid->scrollToTop();
}

void TestExamplePanel::fillClasses()
{
    const QSignalBlocker quiet(m_class);
    m_class->clear();
    m_class->addItem(tr("All classes"));
    if (m_workspace.open.isOpen()) {
        const DatasetInfo &dataset = m_workspace.open.details().dataset;
        for (int label = 0; label < dataset.classCount(); ++label)
            m_class->addItem(text::className(dataset, label), label);
    }
    m_filter.setLabel(-1);
}

void TestExamplePanel::showCounts()
{
    m_mistakes->setText(tr("Mistakes %1").arg(text::count(m_model.wrongCount())));
    m_all->setText(tr("All %1").arg(text::count(m_model.rowCount())));
    m_class->setEnabled(m_model.rowCount() > 0);
    if (m_model.rowCount() == 0)
        m_empty->setWords(tr("No answers yet"), tr("They are here after the first epoch."));
    else
        m_empty->setWords(tr("None"), tr("No test example is like that. Choose All, or another class."));
    m_stack->setCurrentIndex(m_filter.rowCount() > 0 ? 0 : 1);
}

qint64 TestExamplePanel::current() const
{
    const QModelIndex index = m_grid->currentIndex();
    return index.isValid() ? index.data(TestExampleModel::IndexRole).toLongLong() : -1;
}

QList<qint64> TestExamplePanel::selected() const
{
    QList<qint64> tests;
    const QModelIndexList rows = m_grid->selectionModel()->selectedIndexes();
    for (const QModelIndex &index : rows)
        tests += index.data(TestExampleModel::IndexRole).toLongLong();
    return tests;
}

bool TestExamplePanel::tracesOnSelection() const
{
    return m_traceOnSelection->isChecked();
}

void TestExamplePanel::select(qint64 test)
{
    if (test < 0 || test >= m_model.rowCount())
        return;
    const QModelIndex index = m_filter.mapFromSource(m_model.index(int(test)));
    if (index.isValid())
        goTo(index);
}

void TestExamplePanel::goTo(const QModelIndex &index)
{
    // Not the view's setCurrentIndex(): it would add to the selection while somebody holds Ctrl.
    m_grid->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    m_grid->selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
    m_grid->scrollTo(index);
}

void TestExamplePanel::reveal(qint64 test)
{
    select(test);
    if (current() == test)
        return;
    m_all->setChecked(true);
    m_class->setCurrentIndex(0);
    select(test);
}

void TestExamplePanel::selectFirst()
{
    if (m_filter.rowCount() > 0)
        goTo(m_filter.index(0, 0));
}

void TestExamplePanel::deselect()
{
    m_grid->clearSelection();
}

void TestExamplePanel::showMistakes()
{
    m_mistakes->setChecked(true);
    m_class->setCurrentIndex(0);
    showCounts();
}

void TestExamplePanel::step(int by)
{
    const QModelIndex now = m_grid->currentIndex();
    const int row = now.isValid() ? now.row() + by : 0;
    if (row < 0 || row >= m_filter.rowCount())
        return;
    goTo(m_filter.index(row, 0));
}

} // namespace proponent::ui
