// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/inspector_panel.h"

#include "ui/plots/plot_widget.h"
#include "ui/settings/action_collection.h"
#include "ui/text/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/pixel_view.h"
#include "ui/widgets/probability_bars.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/vertical_scroll.h"
#include "ui/work/workspace.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace proponent::ui {

InspectorPanel::InspectorPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_stack(new QStackedWidget(this)),
      m_image(new PixelView(this)),
      m_title(new TextLabel(QString(), TextSize::Heading, TextLabel::Tone::Plain, this)),
      m_lines(new QLabel(this)),
      m_fileName(new ElidedLabel(QString(), TextSize::Body, TextLabel::Tone::Muted, this)),
      m_openFile(new QToolButton(this)),
      m_ask(new QToolButton(this)),
      m_beliefsTitle(
          new TextLabel(tr("What the model believes"), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_beliefs(new ProbabilityBars(this)),
      m_lossTitle(new TextLabel(tr("Loss over the epochs"), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_loss(new PlotWidget(this))
{
    m_title->setWordWrap(true);
    m_lines->setWordWrap(true);
    m_lines->setTextFormat(Qt::PlainText);
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_openFile->setIcon(themedIcon(QStringLiteral("image")));
    m_openFile->setToolTip(tr("Open the image file"));
    m_openFile->setAccessibleName(tr("Open the image file"));
    m_openFile->setAutoRaise(true);
    connect(m_openFile, &QToolButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_file)); });
    m_ask->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_ask->setFocusPolicy(Qt::StrongFocus);
    m_loss->setTitle(tr("Loss of the example over the epochs"));
    m_loss->setAxes(tr("Epoch"), tr("Loss (nats)"));
    m_loss->setNumbers(PlotWidget::Numbers::Whole, PlotWidget::Numbers::Plain);
    m_loss->setYAtLeast(0, 1);
    m_loss->setLegendVisible(false);
    m_loss->addLine(tr("Loss"), {.colour = 0, .pen = Qt::SolidLine, .marker = PlotWidget::Marker::Circle});
    m_loss->setFixedHeight(150);

    auto *empty = new EmptyState(QStringLiteral("image"), this);
    empty->setWords(tr("No example selected"), tr("Select an example anywhere to see it here."));
    auto *scroll = new VerticalScroll(this);
    scroll->setWidget(makeContent());
    m_stack->addWidget(empty);
    m_stack->addWidget(scroll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(&m_workspace.selected, &SelectedExample::changed, this, &InspectorPanel::showSelected);
    connect(&m_workspace.open, &OpenSession::opened, &m_workspace.selected, &SelectedExample::clear);
    connect(&m_workspace.data, &DataBrowser::changed, this, [this] {
        const auto &facts = m_workspace.selected.facts();
        if (facts && !facts->ofSession)
            m_workspace.selected.clear(); // it was of other data
    });
    for (ImageStore *images : {&m_workspace.images, &m_workspace.data.images()}) {
        connect(images, &ImageStore::arrived, this,
                [this, images](Split split, const QList<qint64> &indices) {
                    const auto &facts = m_workspace.selected.facts();
                    const bool shown = facts && &imagesOf(*facts) == images && facts->split == split;
                    if (shown && indices.contains(facts->index))
                        showImage(*facts);
                });
    }
}

void InspectorPanel::useActions(const ActionCollection &actions)
{
    QAction *ask = actions.action(ActionCollection::Id::AskAboutTraining);
    const auto follow = [this, ask] { // in fewer words than a menu has room for
        m_ask->setIcon(ask->icon());
        m_ask->setEnabled(ask->isEnabled());
        m_ask->setToolTip(ask->toolTip());
    };
    m_ask->setText(tr("What taught it this?"));
    connect(m_ask, &QToolButton::clicked, ask, &QAction::trigger);
    connect(ask, &QAction::changed, this, follow);
    follow();
}

ImageStore &InspectorPanel::imagesOf(const ExampleFacts &facts) const
{
    return facts.ofSession ? m_workspace.images : m_workspace.data.images();
}

DatasetInfo InspectorPanel::datasetOf(const ExampleFacts &facts) const
{
    return facts.ofSession ? m_workspace.open.details().dataset : m_workspace.data.dataset();
}

QWidget *InspectorPanel::makeContent()
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(space::two, space::half, space::two, space::two);
    layout->setSpacing(space::half);
    layout->addWidget(m_image);
    layout->addSpacing(space::half);
    layout->addWidget(m_title);
    layout->addWidget(m_lines);
    auto *file = new QHBoxLayout;
    file->setSpacing(space::half);
    file->addWidget(m_fileName, 1);
    file->addWidget(m_openFile);
    layout->addLayout(file);
    layout->addWidget(m_ask);
    layout->addSpacing(space::one);
    layout->addWidget(m_beliefsTitle);
    layout->addWidget(m_beliefs);
    layout->addSpacing(space::one);
    layout->addWidget(m_lossTitle);
    layout->addWidget(m_loss);
    layout->addStretch(1);
    return content;
}

void InspectorPanel::showSelected()
{
    const auto &facts = m_workspace.selected.facts();
    const bool known =
        facts && (facts->ofSession ? m_workspace.open.isOpen() : m_workspace.data.hasExamples());
    if (!known) {
        m_stack->setCurrentIndex(0);
        return;
    }
    showImage(*facts);
    showWords(*facts);
    showBeliefs(*facts);
    showLoss(*facts);
    m_stack->setCurrentIndex(1);
}

void InspectorPanel::showImage(const ExampleFacts &facts)
{
    const QImage image = imagesOf(facts).image(facts.split, facts.index);
    m_image->setImage(image);
    const QString file = image.text(imageFileKey);
    m_fileName->setVisible(!file.isEmpty());
    m_fileName->setText(file);
    m_file = file.isEmpty() ? QString() : QDir(datasetOf(facts).path).filePath(file);
    m_openFile->setVisible(!file.isEmpty() && QFileInfo::exists(m_file));
}

void InspectorPanel::showWords(const ExampleFacts &facts)
{
    const DatasetInfo dataset = datasetOf(facts);
    const QString number = text::example(facts.index);
    m_title->setText(facts.split == Split::Test ? tr("Test example %1").arg(number)
                                                : tr("Training example %1").arg(number));
    const QString label = text::className(dataset, facts.label);
    QStringList lines;
    if (facts.label >= 0 || facts.originalLabel < 0)
        lines += tr("Label: %1").arg(label);
    if (facts.originalLabel >= 0 && facts.originalLabel != facts.label)
        lines += tr("Planted wrong; in the file: %1").arg(text::className(dataset, facts.originalLabel));
    if (facts.predicted >= 0)
        lines += facts.predicted == facts.label
                     ? tr("Predicted: %1, correct").arg(label)
                     : tr("Predicted: %1, wrong").arg(text::className(dataset, facts.predicted));
    if (facts.loss)
        lines += tr("Loss: %1 nats").arg(text::loss(*facts.loss));
    if (facts.score)
        lines += tr("Influence score: %1").arg(text::signedScore(*facts.score));
    m_lines->setText(text::unbroken(lines.join(u'\n')));
    m_ask->setVisible(!m_ask->text().isEmpty() && facts.ofSession && facts.split == Split::Train);
    m_image->setAccessibleName(tr("%1, %2").arg(m_title->text(), label));
}

void InspectorPanel::showBeliefs(const ExampleFacts &facts)
{
    const bool known = !facts.probabilities.isEmpty();
    m_beliefsTitle->setVisible(known);
    m_beliefs->setVisible(known);
    m_beliefs->setBeliefs(datasetOf(facts).classNames, facts.probabilities, facts.label, facts.predicted);
}

void InspectorPanel::showLoss(const ExampleFacts &facts)
{
    QList<QPointF> points;
    for (qsizetype i = 0; i < facts.lossByEpoch.size(); ++i)
        points += QPointF(double(i + 1), double(facts.lossByEpoch.at(i)));
    m_lossTitle->setVisible(!points.isEmpty());
    m_loss->setVisible(!points.isEmpty());
    m_loss->setXRange(0.8, qMax(2.0, double(points.size())) + 0.2);
    m_loss->setLine(0, points);
}

} // namespace proponent::ui
