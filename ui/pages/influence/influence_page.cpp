// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/influence/influence_page.h"

#include "ui/pages/influence/asked_training.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/influence/trace_bar.h"
#include "ui/settings/window_settings.h"
#include "ui/text/format.h"
#include "ui/text/influence_words.h"
#include "ui/theme/theme.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/vertical_scroll.h"

#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace proponent::ui {

InfluencePage::InfluencePage(Workspace &workspace, WindowSettings &settings, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_settings(settings),
      m_dataMessage(new InlineMessage(this)),
      m_message(new InlineMessage(this)),
      m_tests(new TestExamplePanel(workspace, settings, this)),
      m_bar(new TraceBar(settings, workspace.engine.libraryFolder(), this)),
      m_askedTraining(new AskedTraining(this)),
      m_result(new InfluenceResult(workspace, this)),
      m_untraced(new EmptyState(QStringLiteral("trace"), this)),
      m_noSession(new EmptyState(QStringLiteral("trace"), this)),
      m_answer(new QStackedWidget(this)),
      m_whole(new QStackedWidget(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this))
{
    m_answer->addWidget(m_untraced);
    auto *scroll = new VerticalScroll(this); // for a low window
    scroll->setWidget(m_result);
    m_answer->addWidget(scroll);
    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(space::one, 0, 0, 0);
    rightLayout->setSpacing(space::one + space::half);
    rightLayout->addWidget(m_bar);
    rightLayout->addWidget(m_askedTraining);
    rightLayout->addWidget(m_answer, 1);

    m_splitter->addWidget(m_tests);
    m_splitter->addWidget(right);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    leadFocus(*this, [this] { return m_tests->grid(); });
    if (!m_splitter->restoreState(settings.splitterState()))
        m_splitter->setSizes({224, 600});

    m_noSession->setWords(
        tr("Why did the model decide like that?"),
        tr("Open a session from the list, or train a model. Its mistakes appear here, and with each "
           "the training examples that led to it."));
    m_noSession->setAction(tr("Train a model"));
    m_whole->addWidget(m_noSession);
    m_whole->addWidget(m_splitter);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::two, space::two, space::two, space::one);
    layout->setSpacing(space::one);
    layout->addWidget(m_dataMessage);
    layout->addWidget(m_message);
    layout->addWidget(m_whole, 1);

    connectWidgets();
    connectWorkspace();
    connectTraining();
    showSession();
}

InfluencePage::~InfluencePage()
{
    m_settings.setSplitterState(m_splitter->saveState());
}

void InfluencePage::connectWidgets()
{
    m_selectionRests.setSingleShot(true);
    connect(&m_selectionRests, &QTimer::timeout, this, &InfluencePage::traceSelection);
    connect(m_noSession, &EmptyState::triggered, this, &InfluencePage::trainRequested);
    connect(m_untraced, &EmptyState::triggered, this, &InfluencePage::trace);
    connect(m_bar, &TraceBar::traceRequested, this, &InfluencePage::trace);
    connect(m_bar, &TraceBar::settingsChanged, this, &InfluencePage::showCurrent);
    connect(m_bar, &TraceBar::judgingRequested, this, &InfluencePage::judgingRequested);
    connect(m_tests, &TestExamplePanel::selectionChanged, this, &InfluencePage::showSelection);
    connect(m_tests, &TestExamplePanel::chosen, this, &InfluencePage::trace);
    // What is selected already: the Inspector may be at something else.
    connect(m_tests->grid(), &QListView::pressed, this, [this] { inspectTest(m_tests->current()); });
}

void InfluencePage::connectWorkspace()
{
    connect(&m_workspace.open, &OpenSession::opened, this, [this] {
        m_message->clear();
        m_shown = -1;
        m_training = -1;
        showSession();
        selectSomething();
    });
    connect(&m_workspace.open, &OpenSession::updated, this, [this] {
        showSession();
        selectSomething(); // the first epoch has brought something to select
    });
    connect(&m_workspace.tracing, &Tracing::ready, this, &InfluencePage::showCurrent);
    connect(&m_workspace.tracing, &Tracing::ready, &m_workspace.images, [this] {
        if (m_workspace.images.isDatasetMissing()) // it is back, if this was traced just now
            m_workspace.images.tryAgain();
    });
    connect(&m_workspace.tracing, &Tracing::changed, this, &InfluencePage::showCurrent);
    connect(&m_workspace.tracing, &Tracing::verified, this, &InfluencePage::sayVerified);
    connect(&m_workspace.tracing, &Tracing::failed, this,
            [this](const QString &message) { m_message->say(InlineMessage::Kind::Error, message); });
    connect(&m_workspace.tracing, &Tracing::cancelled, this,
            [this] { m_message->say(InlineMessage::Kind::Info, tr("Tracing was stopped.")); });
    connect(&m_workspace.judgingMethods, &JudgingMethods::changed, this, &InfluencePage::showBar);
    connect(&m_workspace.images, &ImageStore::datasetMissingChanged, this, [this](bool missing) {
        if (missing)
            offerToFindData(wordsForMissingData());
        else
            m_dataMessage->clear();
    });
    connect(m_dataMessage, &InlineMessage::actionTriggered, this, &InfluencePage::findData);
    connect(m_result, &InfluenceResult::trainingExampleSelected, this, [this](const RankedExample &example) {
        ExampleFacts facts;
        facts.split = Split::Train;
        facts.index = example.trainIndex;
        facts.label = example.label;
        facts.originalLabel = example.originalLabel;
        facts.score = example.score;
        m_workspace.selected.select(facts);
    });
}

void InfluencePage::showMistakes()
{
    m_tests->showMistakes();
    m_tests->selectFirst();
}

void InfluencePage::selectTest(qint64 test)
{
    m_tests->reveal(test);
}

void InfluencePage::restoreTest(qint64 test)
{
    m_tests->reveal(test);
    m_selectionRests.stop();
}

/// Somebody who comes here without a choice finds one made, the worst mistake, and asks about it if they like.
void InfluencePage::selectSomething()
{
    if (!isVisible() || !asked().isEmpty())
        return;
    m_tests->selectFirst();
    m_selectionRests.stop();
}

void InfluencePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    selectSomething();
}

void InfluencePage::step(int by)
{
    m_tests->step(by);
}

bool InfluencePage::hasExamples() const
{
    return m_workspace.open.isOpen() && !m_workspace.open.details().evaluation.labels.isEmpty();
}

bool InfluencePage::canTrace() const
{
    return hasExamples() && !asked().isEmpty() && m_bar->isAcceptable() &&
           !m_workspace.open.details().checkpoints.isEmpty();
}

bool InfluencePage::canTraceAsOne() const
{
    return canTrace() && asked().size() > 1;
}

bool InfluencePage::canTraceMistakes() const
{
    return hasExamples() && m_tests->wrongCount() > 0 && m_bar->isAcceptable();
}

void InfluencePage::trace()
{
    if (!canTrace())
        return;
    m_message->clear();
    const TraceSettings how = settings();
    QList<qint64> wanted;
    const QList<qint64> examples = asked();
    for (const qint64 example : examples) {
        // Stored with fewer than are asked for now: traced again.
        const TracedExample *known = m_workspace.tracing.find(example, how);
        const bool enough = known && known->holds(how.topK);
        const bool stored = !known && m_workspace.tracing.storedFor(example, how);
        if (!enough && !stored && !m_workspace.tracing.isPending(example, how))
            wanted += example;
    }
    m_workspace.tracing.trace(wanted, how);
    showCurrent();
}

void InfluencePage::traceAsOne()
{
    if (!canTraceAsOne())
        return;
    m_message->clear();
    const TraceSettings how = settings();
    const QList<qint64> tests = asked();
    if (!m_workspace.tracing.findGroup(tests, how) && !m_workspace.tracing.isGroupPending(tests, how))
        m_workspace.tracing.traceGroup(tests, how);
    showCurrent();
}

void InfluencePage::traceAllMistakes()
{
    if (canTraceMistakes())
        m_workspace.tracing.traceMisclassified(m_bar->settings());
}

void InfluencePage::verifyShown()
{
    if (!showsAnswer() || !m_shownAnalysis.isValid())
        return;
    m_message->clear();
    m_workspace.tracing.verify(m_shownAnalysis);
}

void InfluencePage::sayVerified(const Verification &verification)
{
    const QString scores = tr("%Ln random score(s) of this analysis computed again in double precision, one "
                              "example at a time",
                              nullptr, verification.pairs);
    if (verification.isExplained()) {
        m_message->say(InlineMessage::Kind::Success,
                       tr("%1: they agree, with a relative error of %2.")
                           .arg(scores, text::number(verification.relativeError)));
    } else {
        m_message->say(InlineMessage::Kind::Error,
                       tr("%1: the relative error of %2 is more than rounding explains. Trace again; if it "
                          "stays, report it.")
                           .arg(scores, text::number(verification.relativeError)));
    }
}

void InfluencePage::showSession()
{
    m_whole->setCurrentWidget(m_workspace.open.isOpen() ? static_cast<QWidget *>(m_splitter) : m_noSession);
    showCurrent();
}

void InfluencePage::showSelection()
{
    if (m_training >= 0 && m_tests->selected().isEmpty())
        return; // nothing was chosen in its place
    m_training = -1;
    inspectTest(m_tests->current());
    showCurrent();
    // An index answers before somebody who steps through has gone on.
    const bool isInstant = m_workspace.tracing.isInstant(settings());
    if (m_tests->tracesOnSelection() || isInstant)
        m_selectionRests.start(isInstant ? 60 : 350);
}

void InfluencePage::traceSelection()
{
    const QList<qint64> selected = m_tests->selected();
    const TraceSettings how = settings();
    if (!canTrace() || selected.size() != 1 ||
        (m_workspace.run.isActive() && !m_workspace.tracing.isInstant(how)))
        return;
    const qint64 test = selected.constFirst();
    if (m_workspace.tracing.storedFor(test, how) || m_workspace.tracing.isPending(test, how))
        return;
    m_workspace.tracing.withdraw(m_selectionJob);
    m_selectionJob = m_workspace.tracing.trace(selected, how);
}

void InfluencePage::showBar()
{
    const qsizetype count = asked().size();
    const OpenSession &open = m_workspace.open;
    m_bar->showSession(open.isOpen() ? &open.details() : nullptr, m_workspace.judgingMethods.canRun());
    if (open.isOpen() && m_training >= 0) {
        m_bar->showExample(open.details().dataset, m_trainingLabel, -1);
    } else if (open.isOpen()) {
        const TestEvaluation &answers = open.details().evaluation;
        m_bar->showExample(open.details().dataset, answers.labels.value(current(), -1),
                           answers.predicted.value(current(), -1));
    }
    m_bar->showExpected(m_workspace.tracing.expectedSeconds(settings()));
    m_bar->button()->setEnabled(canTrace());
    m_bar->button()->setText(count > 1 ? tr("Trace %1").arg(text::count(count)) : tr("Trace"));
}

void InfluencePage::showCurrent()
{
    showBar(); // suggests a class to ask about
    const qint64 example = current();
    const bool isKnown = hasExamples() && example >= 0;
    const TraceSettings how = settings();
    const QList<qint64> examples = asked();
    const TracedExample *traced = nullptr;
    if (isKnown && examples.size() > 1)
        traced = m_workspace.tracing.findGroup(examples, how);
    if (isKnown && !traced)
        traced = m_workspace.tracing.find(example, how);
    if (traced && m_training >= 0)
        m_trainingLabel = traced->influence.label;
    showTrainingHeading();
    if (traced)
        showAnswer(example, *traced);
    else if (isKnown)
        showUntraced(example);
    else
        showNothing();
}

void InfluencePage::showAnswer(qint64 example, const TracedExample &traced)
{
    if (m_shown != example || m_shownAnalysis != traced.header.id) {
        m_shown = example;
        m_shownAnalysis = traced.header.id;
        m_result->showAnswer(traced);
    }
    m_answer->setCurrentIndex(m_answer->count() - 1);
    Q_EMIT actionsChanged();
}

void InfluencePage::inspectTest(qint64 test)
{
    if (test < 0 || !hasExamples())
        return;
    m_workspace.selected.select(factsOfTest(m_workspace.open.details(), test));
}

} // namespace proponent::ui
