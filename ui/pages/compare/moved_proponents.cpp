// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/moved_proponents.h"

#include "ui/delegates/changed_example_delegate.h"
#include "ui/text/format.h"
#include "ui/text/influence_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/text_label.h"
#include "ui/work/workspace.h"

#include <QListView>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace proponent::ui {

using Side = PairedInfluence::Side;

namespace {

/// An invalid index selects nothing.
void select(QListView *list, const QModelIndex &index)
{
    list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    list->selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
    list->scrollTo(index);
}

} // namespace

MovedProponents::MovedProponents(Workspace &workspace, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_modelA(workspace.images, MovedProponentModel::Column::A),
      m_modelB(workspace.images, MovedProponentModel::Column::B),
      m_heading(
          new TextLabel(tr("How its proponents moved"), TextSize::Heading, TextLabel::Tone::Plain, this)),
      m_sentence(new TextLabel(QString(), TextSize::Body, TextLabel::Tone::Plain, this)),
      m_way(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_listA(makeList(m_modelA, tr("Proponents in A"))),
      m_listB(makeList(m_modelB, tr("Proponents in B"))),
      m_empty(new EmptyState(QStringLiteral("trace"), this)),
      m_stack(new QStackedWidget(this))
{
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_way->setWordWrap(true);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeRankings());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::half);
    layout->addWidget(m_heading);
    layout->addWidget(m_stack, 1);

    connectList(m_listA, m_modelA, m_listB, m_modelB);
    connectList(m_listB, m_modelB, m_listA, m_modelA);
    connect(m_empty, &EmptyState::triggered, this,
            [this] { m_workspace.comparison.influence().traceMissing(); });
    connect(&m_workspace.comparison.influence(), &PairedInfluence::changed, this,
            &MovedProponents::showCurrent);
    connect(&m_workspace.run, &TrainingRun::activeChanged, this, &MovedProponents::showCurrent);
    showCurrent();
}

QWidget *MovedProponents::makeRankings()
{
    auto *rankings = new QWidget(this);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::one);
    grid->setVerticalSpacing(2);
    grid->addWidget(new TextLabel(tr("In A"), TextSize::Caption, TextLabel::Tone::Plain, rankings), 0, 0);
    grid->addWidget(new TextLabel(tr("In B"), TextSize::Caption, TextLabel::Tone::Plain, rankings), 0, 1);
    grid->addWidget(m_listA, 1, 0);
    grid->addWidget(m_listB, 1, 1);
    auto *layout = new QVBoxLayout(rankings);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::half);
    layout->addWidget(m_sentence);
    layout->addWidget(m_way);
    layout->addLayout(grid, 1);
    return rankings;
}

QListView *MovedProponents::makeList(MovedProponentModel &model, const QString &name)
{
    auto *list = new QListView(this);
    list->setModel(&model);
    list->setItemDelegate(new MovedProponentDelegate(list));
    list->setUniformItemSizes(true);
    list->setMouseTracking(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setAccessibleName(name);
    return list;
}

/// What is selected in one list is selected in the other, too, where it is there.
void MovedProponents::connectList(QListView *list, MovedProponentModel &model, QListView *other,
                                  MovedProponentModel &otherModel)
{
    const auto choose = [this, list, &model, other, &otherModel] {
        const QModelIndexList selected = list->selectionModel()->selectedIndexes();
        if (selected.isEmpty())
            return;
        const RankedExample example = model.proponentAt(selected.constFirst()).example;
        {
            const QSignalBlocker quiet(this); // one selection, not two
            select(other, otherModel.indexOf(example.trainIndex));
        }
        Q_EMIT trainingExampleSelected(example);
    };
    connect(list->selectionModel(), &QItemSelectionModel::selectionChanged, this, choose);
    connect(list, &QListView::pressed, this, choose); // once more: the Inspector may be at something else
}

QString MovedProponents::sentence() const
{
    return m_sentence->text();
}

void MovedProponents::showCurrent()
{
    const PairedInfluence &influence = m_workspace.comparison.influence();
    const bool ready =
        m_workspace.comparison.isReady() && influence.answer(Side::A) && influence.answer(Side::B);
    if (ready) {
        showAnswers();
        return;
    }
    m_shown = -1;
    m_modelA.setProponents({}, {});
    m_modelB.setProponents({}, {});
    m_stack->setCurrentIndex(0);
    if (influence.test() < 0) {
        m_empty->setWords(tr("Choose a test example"),
                          tr("Its proponents in A and in B appear here, and how they moved."));
        m_empty->setAction(QString());
    } else if (influence.isTracing(Side::A) || influence.isTracing(Side::B)) {
        showWaiting();
    } else if (influence.isStored(Side::A) && influence.isStored(Side::B)) {
        m_empty->setWords(tr("Reading the stored answers…"), QString());
        m_empty->setAction(QString());
    } else {
        showMissing();
    }
}

void MovedProponents::showWaiting()
{
    m_empty->setWords(tr("Tracing %1…").arg(text::example(m_workspace.comparison.influence().test())),
                      m_workspace.run.isActive()
                          ? tr("It begins when the training is done.")
                          : tr("You can go on; the answer appears here when it is ready."));
    m_empty->setAction(QString());
}

void MovedProponents::showMissing()
{
    const PairedInfluence &influence = m_workspace.comparison.influence();
    const auto missing = [&](Side side) { return !influence.isStored(side); };
    const QString action = !missing(Side::B)   ? tr("Trace in A")
                           : !missing(Side::A) ? tr("Trace in B")
                                               : tr("Trace in both");
    const bool can = (!missing(Side::A) || influence.canTrace(Side::A)) &&
                     (!missing(Side::B) || influence.canTrace(Side::B));
    m_empty->setWords(
        tr("Did it learn from other examples?"),
        can ? tr("Trace the test example to see which training examples led to either answer.")
            : tr("A session without a checkpoint can't be traced: train it for an epoch first."));
    m_empty->setAction(action, tr("Enter, or a double click on the example, does the same"));
    m_empty->setActionEnabled(can);
}

void MovedProponents::showAnswers()
{
    const PairedInfluence &influence = m_workspace.comparison.influence();
    const TracedExample &a = *influence.answer(Side::A);
    const TracedExample &b = *influence.answer(Side::B);
    m_stack->setCurrentIndex(1);
    if (m_shown == influence.test() && m_shownA == a.header.id && m_shownB == b.header.id)
        return; // keeps what is selected
    m_shown = influence.test();
    m_shownA = a.header.id;
    m_shownB = b.header.id;
    const ProponentMoves moves =
        proponentMoves(a.influence.proponents, m_workspace.comparison.first(), b.influence.proponents,
                       m_workspace.comparison.second(), PairedInfluence::topK);
    const DatasetInfo &dataset = m_workspace.comparison.first().dataset;
    m_modelA.setProponents(moves.inA, dataset);
    m_modelB.setProponents(moves.inB, dataset);
    const int inA = int(moves.inA.size());
    const int inB = int(moves.inB.size());
    m_sentence->setText(inA == inB
                            ? tr("%1 of the top %2 proponents of %3 are the same in A and B.")
                                  .arg(text::count(moves.shared), text::count(inA), text::example(m_shown))
                            : tr("%1 of the top %2 proponents of %3 in A are among the top %4 in B.")
                                  .arg(text::count(moves.shared), text::count(inA), text::example(m_shown),
                                       text::count(inB)));
    m_way->setText(tr("%1, %2. Compare the ranks: the scores of each session have a scale of their own.")
                       .arg(text::influenceMethodName(a.header.method), text::layersName(a.header.layers)));
}

} // namespace proponent::ui
