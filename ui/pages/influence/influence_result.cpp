// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/influence/influence_result.h"

#include "ui/plots/plot_widget.h"
#include "ui/plots/score_distribution.h"
#include "ui/text/format.h"
#include "ui/text/influence_words.h"
#include "ui/theme/theme.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/side_heading.h"
#include "ui/widgets/text_label.h"
#include "ui/work/workspace.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace proponent::ui {

InfluenceResult::InfluenceResult(Workspace &workspace, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_proponentModel(workspace.images),
      m_opponentModel(workspace.images),
      m_proponentRow(new ThumbnailRow(this)),
      m_opponentRow(new ThumbnailRow(this)),
      m_proponentWords(new ElidedLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_opponentWords(new ElidedLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_proponentCount(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_opponentCount(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_sentence(new TextLabel(QString(), TextSize::Heading, TextLabel::Tone::Plain, this)),
      m_details(new ElidedLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_distribution(new ScoreDistribution(this)),
      m_contributions(new ScoreContributions(this)),
      m_parts(new QComboBox(this))
{
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_proponentRow->setModel(&m_proponentModel);
    m_opponentRow->setModel(&m_opponentModel);
    m_proponentRow->setAccessibleName(tr("Proponents"));
    m_opponentRow->setAccessibleName(tr("Opponents"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::half);
    layout->addWidget(m_sentence);
    layout->addWidget(m_details);
    layout->addWidget(makeRow(tr("Proponents"), m_proponentWords, true, m_proponentRow, m_proponentCount));
    layout->addWidget(makeRow(tr("Opponents"), m_opponentWords, false, m_opponentRow, m_opponentCount));
    layout->addWidget(makePlots(), 1);
    connectRow(m_proponentRow, m_proponentModel, m_opponentRow);
    connectRow(m_opponentRow, m_opponentModel, m_proponentRow);
}

void InfluenceResult::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (parentWidget())
        parentWidget()->installEventFilter(this); // a second time changes nothing
    fitRows();
}

bool InfluenceResult::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        fitRows();
    return QWidget::eventFilter(watched, event);
}

/// Smaller images in a low window leave the plots a height that can be read; in a high one both grow.
void InfluenceResult::fitRows()
{
    constexpr int others = 456; // sentence, words of the rows, plots
    constexpr int usual = 96;
    const int extra = parentWidget() ? parentWidget()->height() - others - 2 * usual : 0;
    const int side = std::clamp(usual + (extra > 0 ? extra / 5 : extra / 2), 56, 192);
    if (std::exchange(m_imageSide, side) == side)
        return;
    m_proponentRow->setImageSide(side);
    m_opponentRow->setImageSide(side);
}

QWidget *InfluenceResult::makeRow(const QString &title, ElidedLabel *words, bool positive, ThumbnailRow *row,
                                  QLabel *count)
{
    auto *part = new QWidget(this);
    auto *heading = new QHBoxLayout;
    heading->setSpacing(space::one);
    heading->addWidget(new SideHeading(title, positive, part));
    heading->addWidget(words, 1, Qt::AlignBottom);
    heading->addWidget(count, 0, Qt::AlignBottom);

    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, space::half, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(heading);
    layout->addWidget(row);
    return part;
}

QWidget *InfluenceResult::makePlots()
{
    auto *plots = new QWidget(this);
    auto *layout = new QHBoxLayout(plots);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::two);
    const auto add = [&](QWidget *title, QWidget *plot, int stretch) {
        auto *column = new QVBoxLayout;
        column->setSpacing(space::half);
        title->setFixedHeight(m_parts->sizeHint().height());
        column->addWidget(title);
        plot->setMinimumSize(104, 132); // its own least is wider the longer the numbers at its axes are
        plot->setSizePolicy(QSizePolicy::Expanding,
                            QSizePolicy::Ignored); // the page scrolls when that is too much
        column->addWidget(plot, 1);
        layout->addLayout(column, stretch);
    };
    add(new ElidedLabel(tr("Scores of all training examples"), TextSize::Caption, TextLabel::Tone::Plain,
                        plots),
        m_distribution, 3);
    m_parts->addItems({tr("What each checkpoint added"), tr("What each layer added")});
    m_parts->setAccessibleName(tr("Parts of the score"));
    m_parts->setToolTip(tr("Where the score of the selected training example comes from"));
    m_parts->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_parts->setMinimumContentsLength(10);
    m_parts->setFont(sized(font(), TextSize::Caption));
    connect(m_parts, &QComboBox::currentIndexChanged, this, &InfluenceResult::showContributions);
    add(m_parts, m_contributions, 2);
    return plots;
}

void InfluenceResult::connectRow(ThumbnailRow *row, RankedExampleModel &model, ThumbnailRow *other)
{
    const auto choose = [this, row, &model, other] {
        const QModelIndexList chosen = row->selectionModel()->selectedIndexes();
        if (chosen.isEmpty())
            return;
        other->clearSelection();
        const RankedExample example = model.exampleAt(chosen.constFirst());
        select(example);
        Q_EMIT trainingExampleSelected(example);
    };
    connect(row->selectionModel(), &QItemSelectionModel::selectionChanged, this, choose);
    // The first one is selected as soon as the answer is there; whoever clicks on it wants to inspect it.
    connect(row, &QListView::pressed, this, choose); // also by the right button, for the menu
    connect(row, &QListView::activated, this, choose);
}

/// Where exact scores take the place of what the index said, what somebody looks at stays selected.
void InfluenceResult::showAnswer(const TracedExample &traced)
{
    const bool replaces = m_traced && m_traced->isProvisional() && !traced.isProvisional() &&
                          m_traced->influence.testIndex == traced.influence.testIndex;
    const qint64 looked = replaces ? m_selected.trainIndex : -1;
    m_traced = traced;
    const TestInfluence &influence = traced.influence;
    const DatasetInfo &dataset = m_workspace.open.details().dataset;
    double largest = 0;
    for (const auto *side : {&influence.proponents, &influence.opponents}) {
        for (const RankedExample &example : *side)
            largest = std::max(largest, std::abs(example.score));
    }
    m_proponentModel.setExamples(influence.proponents, dataset, largest);
    m_opponentModel.setExamples(influence.opponents, dataset, largest);
    const auto top = [](qsizetype count) {
        return count > 0 ? tr("top %1").arg(text::count(count)) : tr("none");
    };
    m_proponentCount->setText(top(influence.proponents.size()));
    m_opponentCount->setText(top(influence.opponents.size()));
    m_distribution->setHistogram(influence.histogram);
    m_proponentWords->setText(text::proponentWords(traced.header, influence, dataset));
    m_opponentWords->setText(text::opponentWords(traced.header, influence, dataset));

    QStringList details{
        text::influenceMethodName(traced.header.method), text::layersName(traced.header.layers),
        tr("%Ln checkpoint(s)", nullptr, int(traced.header.checkpoints.size())),
        tr("%1 training examples").arg(text::count(traced.header.trainCount)),
        tr("traced in %1 on %2").arg(text::duration(traced.header.seconds), traced.header.device)};
    if (!traced.header.group.isEmpty())
        details.prepend(tr("%Ln test example(s) as one question", nullptr, int(traced.header.group.size())));
    if (traced.header.ofTraining)
        details.prepend(tr("a training example as if it were a test example"));
    const int exact = traced.header.fitted.value(QLatin1StringView("exact")).toInt();
    if (traced.isProvisional())
        details.prepend(tr("from the index; exact scores follow…"));
    else if (exact > 0)
        details.prepend(tr("exact scores of the %1 that the index ranks first").arg(text::count(exact)));
    if (const auto &check = traced.header.precisionCheck)
        details += tr("%1: ranks agree %2 with fp32")
                       .arg(toString(traced.header.precision), text::number(check->rankCorrelation, 4));
    if (influence.nonFinite > 0)
        details += tr("%Ln score(s) not finite, left out", nullptr, int(influence.nonFinite));
    m_details->setText(details.join(QStringLiteral(" · ")));

    const auto &first = influence.proponents.isEmpty() ? influence.opponents : influence.proponents;
    if (first.isEmpty()) {
        m_sentence->setText(influence.nonFinite > 0
                                ? tr("None of the scores is a finite number: the gradients overflow.")
                                : tr("No training example had any influence on this one."));
        m_contributions->clear();
        return;
    }
    const QSignalBlocker quiet(this); // the user selected a test example, not this one
    for (ThumbnailRow *row : {m_proponentRow, m_opponentRow}) {
        const auto &examples = row == m_proponentRow ? influence.proponents : influence.opponents;
        const auto found = std::ranges::find(examples, looked, &RankedExample::trainIndex);
        if (looked >= 0 && found != examples.end()) {
            row->setCurrentIndex(row->model()->index(int(found - examples.begin()), 0));
            return;
        }
    }
    ThumbnailRow *row = influence.proponents.isEmpty() ? m_opponentRow : m_proponentRow;
    row->setCurrentIndex(row->model()->index(0, 0));
}

void InfluenceResult::clear()
{
    m_traced.reset();
    m_proponentModel.clear();
    m_opponentModel.clear();
    m_distribution->clear();
    m_contributions->clear();
    m_sentence->clear();
    m_details->clear();
}

QString InfluenceResult::sentence() const
{
    return m_sentence->text();
}

QString InfluenceResult::details() const
{
    return m_details->text();
}

void InfluenceResult::select(const RankedExample &example)
{
    if (!m_traced)
        return;
    m_sentence->setText(text::influenceSentence(m_traced->header, m_traced->influence, example,
                                                m_workspace.open.details().dataset));
    m_distribution->markScore(example.score, text::example(example.trainIndex));
    m_selected = example;
    showContributions();
}

void InfluenceResult::showContributions()
{
    if (!m_traced)
        return;
    // Analyses of earlier versions have no layers.
    const QStringList &layers = m_traced->header.layerNames;
    m_parts->setEnabled(!layers.isEmpty());
    if (m_selected.scoreByCheckpoint.isEmpty()) { // the index knows sums only
        m_contributions->clear();
        return;
    }
    if (m_parts->currentIndex() == 1 && !layers.isEmpty())
        m_contributions->setByLayer(layers, m_selected.scoreByLayer);
    else
        m_contributions->setByCheckpoint(m_traced->header.checkpoints, m_selected.scoreByCheckpoint);
}

} // namespace proponent::ui
