// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/compare_page.h"

#include "ui/pages/compare/changed_examples_panel.h"
#include "ui/pages/compare/compare_bar.h"
#include "ui/pages/compare/comparison_figures.h"
#include "ui/pages/compare/moved_proponents.h"
#include "ui/settings/window_settings.h"
#include "ui/theme/theme.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/text_label.h"
#include "ui/work/comparison_words.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace proponent::ui {

ComparePage::ComparePage(Workspace &workspace, WindowSettings &settings, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_settings(settings),
      m_message(new InlineMessage(this)),
      m_bar(new CompareBar(workspace.open, workspace.comparison, this)),
      m_verdict(new TextLabel(QString(), TextSize::Heading, TextLabel::Tone::Plain, this)),
      m_basis(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_figures(new ComparisonFigures(this)),
      m_examples(new ChangedExamplesPanel(workspace.images, this)),
      m_proponents(new MovedProponents(workspace, this)),
      m_incomparable(new EmptyState(QStringLiteral("image"), this)),
      m_empty(new EmptyState(QStringLiteral("inspect"), this)),
      m_right(new QStackedWidget(this)),
      m_whole(new QStackedWidget(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this))
{
    m_whole->addWidget(m_empty);
    m_whole->addWidget(makeContent());
    leadFocus(*this, [this] { return m_examples->grid(); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::two, space::two, space::two, space::one);
    layout->setSpacing(space::one);
    layout->addWidget(m_message);
    layout->addWidget(m_bar);
    layout->addWidget(m_whole, 1);
    if (!m_splitter->restoreState(settings.compareSplitterState()))
        m_splitter->setSizes({1000, 1000}); // halves

    connectParts();
    showComparison();
}

ComparePage::~ComparePage()
{
    m_settings.setCompareSplitterState(m_splitter->saveState());
}

QWidget *ComparePage::makeContent()
{
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verdict->setToolTip(text::aboutChance());
    m_basis->setWordWrap(true);
    m_basis->setToolTip(text::aboutChance());

    auto *examples = new QSplitter(Qt::Vertical, this);
    examples->addWidget(m_examples);
    examples->addWidget(m_proponents);
    examples->setChildrenCollapsible(false);
    examples->setSizes({1000, 1000}); // halves
    m_right->addWidget(examples);
    m_right->addWidget(m_incomparable);
    m_splitter->addWidget(m_figures);
    m_splitter->addWidget(m_right);
    m_splitter->setChildrenCollapsible(false);

    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::half);
    layout->addWidget(m_verdict);
    layout->addWidget(m_basis);
    layout->addSpacing(space::half);
    layout->addWidget(m_splitter, 1);
    return content;
}

void ComparePage::connectParts()
{
    Comparison &comparison = m_workspace.comparison;
    const auto fail = [this](const QString &message) { m_message->say(InlineMessage::Kind::Error, message); };
    connect(&comparison, &Comparison::changed, this, &ComparePage::showComparison);
    connect(&comparison, &Comparison::candidatesChanged, this, &ComparePage::showComparison);
    connect(&comparison, &Comparison::failed, this, fail);
    connect(&comparison.influence(), &PairedInfluence::failed, this, fail);
    connect(&comparison.influence(), &PairedInfluence::cancelled, this,
            [this] { m_message->say(InlineMessage::Kind::Info, tr("Tracing was stopped.")); });
    connect(&m_workspace.open, &OpenSession::opened, m_message, &InlineMessage::clear);
    connect(m_empty, &EmptyState::triggered, this, &ComparePage::trainRequested);
    connect(m_examples, &ChangedExamplesPanel::selectionChanged, this, &ComparePage::showSelection);
    connect(m_examples, &ChangedExamplesPanel::chosen, &comparison.influence(),
            &PairedInfluence::traceMissing);
    connect(m_proponents, &MovedProponents::trainingExampleSelected, this,
            [this](const RankedExample &example) {
                ExampleFacts facts;
                facts.split = Split::Train;
                facts.index = example.trainIndex;
                facts.label = example.label;
                facts.originalLabel = example.originalLabel;
                facts.score = example.score;
                m_workspace.selected.select(facts);
            });
}

void ComparePage::compareWith(SessionId session)
{
    m_message->clear();
    m_workspace.comparison.compareWith(session);
}

void ComparePage::restore(SessionId other, qint64 example)
{
    compareWith(other);
    m_restoredOther = other;
    m_restored = example;
    selectRestored();
}

void ComparePage::selectRestored()
{
    const Comparison &comparison = m_workspace.comparison;
    if (comparison.other() != m_restoredOther)
        m_restored = -1; // somebody compares with another one by now
    if (m_restored >= 0 && comparison.isReady())
        m_examples->select(std::exchange(m_restored, -1));
}

qint64 ComparePage::currentExample() const
{
    return m_restored >= 0 ? m_restored : m_examples->current();
}

void ComparePage::step(int by)
{
    m_examples->step(by);
}

bool ComparePage::hasExamples() const
{
    const Comparison &comparison = m_workspace.comparison;
    return comparison.isReady() && !comparison.tests().changed.isEmpty();
}

QString ComparePage::verdict() const
{
    return m_verdict->text();
}

void ComparePage::showComparison()
{
    const Comparison &comparison = m_workspace.comparison;
    m_bar->setVisible(m_workspace.open.isOpen() && comparison.other().isValid());
    if (!comparison.isReady()) {
        showNothing();
        Q_EMIT actionsChanged();
        return;
    }
    const TestComparison &tests = comparison.tests();
    const QString basis = text::comparisonBasis(tests);
    m_verdict->setText(text::comparisonVerdict(tests, comparison.first(), comparison.second()));
    m_basis->setText(basis);
    m_basis->setVisible(!basis.isEmpty());
    m_figures->showFigures(comparison);
    m_examples->setExamples(tests.changed, comparison.first().dataset);
    m_incomparable->setWords(tr("No examples to compare"),
                             tests.comparability == Comparability::OtherData
                                 ? tr("Choose a session that was tested on the same data.")
                                 : tr("They appear here after the first epoch."));
    m_right->setCurrentIndex(tests.isComparable() ? 0 : 1);
    m_whole->setCurrentIndex(1);
    selectRestored();
    Q_EMIT actionsChanged();
}

/// Why there is nothing to see, and what to do.
void ComparePage::showNothing()
{
    m_examples->setExamples({}, {});
    m_whole->setCurrentIndex(0);
    const Comparison &comparison = m_workspace.comparison;
    const bool isListed = m_workspace.library.isListed();
    const bool readable = m_workspace.open.isOpen() && (comparison.other().isValid() || !isListed);
    m_empty->setAction(readable ? QString() : tr("Train a model"));
    if (!m_workspace.open.isOpen())
        m_empty->setWords(tr("Is this setting better?"),
                          tr("Open a session from the list, or train a model. Then compare it with another "
                             "one: curves, configuration, and the test examples that changed sides."));
    else if (!readable)
        m_empty->setWords(tr("Nothing to compare it with"),
                          tr("Train a second session, with another setting or with corrected labels, to see "
                             "which of the two is better."));
    else if (comparison.isReading() || !isListed)
        m_empty->setWords(tr("Reading the other session…"), QString());
    else
        m_empty->setWords(tr("The other session can't be read"), tr("Choose another one above."));
}

void ComparePage::showSelection()
{
    const qint64 test = m_examples->current();
    m_workspace.comparison.influence().choose(test);
    if (test >= 0 && m_workspace.comparison.isReady())
        m_workspace.selected.select(factsOfTest(m_workspace.open.details(), test)); // as everywhere
}

void ComparePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_workspace.comparison.setWatched(true);
    showComparison();
}

void ComparePage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_workspace.comparison.setWatched(false);
}

} // namespace proponent::ui
