// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_page.h"

#include "ui/pages/train/run_panel.h"
#include "ui/pages/train/training_form.h"
#include "ui/settings/window_settings.h"
#include "ui/text/format.h"
#include "ui/theme/flat_style.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/vertical_scroll.h"

#include <QDir>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace proponent::ui {

namespace {
constexpr int formWidth = 312;
}

TrainPage::TrainPage(Workspace &workspace, WindowSettings &settings, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_settings(settings),
      m_form(new TrainingForm(this)),
      m_panel(new RunPanel(this)),
      m_message(new InlineMessage(this)),
      m_heading(new ElidedLabel(QString(), TextSize::Heading, TextLabel::Tone::Plain, this)),
      m_subheading(new ElidedLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_start(new QPushButton(themedIcon(QStringLiteral("play")), tr("Start training"), this)),
      m_stop(new QPushButton(themedIcon(QStringLiteral("stop")), tr("Stop"), this)),
      m_resume(new QPushButton(themedIcon(QStringLiteral("resume")), tr("Resume"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeForm());
    row->addWidget(makeRun(), 1);

    connect(m_start, &QPushButton::clicked, this, qOverload<>(&TrainPage::start));
    connect(m_stop, &QPushButton::clicked, &m_workspace.run, &TrainingRun::stop);
    connect(m_resume, &QPushButton::clicked, this,
            [this] { m_workspace.run.resume(m_workspace.open.details().summary); });
    connect(m_form, &TrainingForm::edited, this, &TrainPage::updateButtons);
    connect(m_form, &TrainingForm::dataChosen, this, &TrainPage::inspectData);
    connect(m_message, &InlineMessage::actionTriggered, this, &TrainPage::goOn);
    connectWorkspace();
    m_form->setRecentData(m_settings.recentData());
    m_form->setDevices(m_workspace.machine.devices());
    showSession();
    inspectData(m_form->config().data);
}

QWidget *TrainPage::makeForm()
{
    makePrimary(m_start);
    leadFocus(*this, [this] { return m_workspace.run.isActive() ? m_stop : m_start; });
    m_start->setToolTip(tr("Start a new session with these settings"));
    m_stop->setToolTip(tr("Stop after this batch; the session can be resumed"));

    auto *scroll = new VerticalScroll(this);
    auto *inside = new QWidget(scroll);
    auto *insideLayout = new QVBoxLayout(inside);
    insideLayout->setContentsMargins(space::two, space::two, space::two, space::two);
    insideLayout->addWidget(m_form);
    scroll->setWidget(inside);

    auto *side = new QWidget(this);
    side->setFixedWidth(formWidth);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, space::two);
    layout->setSpacing(space::one);
    layout->addWidget(scroll, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(space::two, 0, space::two, 0);
    buttons->addWidget(m_start, 1);
    buttons->addWidget(m_stop, 1);
    layout->addLayout(buttons);
    return side;
}

QWidget *TrainPage::makeRun()
{
    auto *side = new QWidget(this);
    auto *titles = new QVBoxLayout;
    titles->setSpacing(2);
    titles->addWidget(m_heading);
    titles->addWidget(m_subheading);
    m_resume->setToolTip(tr("Go on from the last checkpoint"));
    auto *header = new QHBoxLayout;
    header->addLayout(titles, 1);
    header->addWidget(m_resume, 0, Qt::AlignTop);

    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(space::one, space::two, space::two, space::one);
    layout->setSpacing(space::one);
    layout->addLayout(header);
    layout->addWidget(m_message);
    layout->addWidget(m_panel, 1);
    return side;
}

void TrainPage::connectWorkspace()
{
    TrainingRun &run = m_workspace.run;
    OpenSession &open = m_workspace.open;
    connect(&m_workspace.machine, &Machine::changed, this,
            [this] { m_form->setDevices(m_workspace.machine.devices()); });
    connect(&open, &OpenSession::opened, this, &TrainPage::showOpened);
    connect(&open, &OpenSession::updated, this, &TrainPage::showSession);
    connect(&run, &TrainingRun::activeChanged, this, [this] {
        if (m_workspace.run.isActive() && !m_workspace.run.isStopping())
            m_message->clear();
        showHeader();
        updateButtons();
    });
    connect(&run, &TrainingRun::sampled, this, [this](const TrainingSample &sample) {
        if (m_workspace.open.isTraining())
            m_panel->addSample(sample);
    });
    connect(&run, &TrainingRun::epochFinished, this, [this](const EpochMetrics &metrics) {
        if (m_workspace.open.isTraining())
            m_panel->addEpoch(metrics);
    });
    connect(&run, &TrainingRun::progressed, this, [this](const Progress &progress) {
        if (m_workspace.open.isTraining())
            m_panel->setProgress(progress);
    });
    connect(&run, &TrainingRun::ended, this, &TrainPage::showEnd);
}

void TrainPage::startAfresh()
{
    m_workspace.open.close();
    TrainingConfig config = m_settings.newTraining();
    config.data = m_form->config().data;
    m_form->setConfig(config);
    m_form->field(QStringLiteral("data"))->focusEditor();
}

void TrainPage::setUp(TrainingConfig config)
{
    config.name.clear(); // it would be the same as the other's
    m_form->setConfig(config);
}

void TrainPage::chooseData(const QString &spec)
{
    m_form->setData(spec);
}

bool TrainPage::canStart() const
{
    return !m_workspace.run.isActive() && m_form->isAcceptable();
}

void TrainPage::start()
{
    if (canStart())
        start(m_form->config());
}

void TrainPage::start(const TrainingConfig &config)
{
    if (m_workspace.run.isActive())
        return;
    if (QDir::isAbsolutePath(config.data)) {
        m_settings.addRecentData(config.data);
        m_form->setRecentData(m_settings.recentData());
    }
    m_workspace.run.start(config);
}

void TrainPage::showOpened()
{
    const OpenSession &open = m_workspace.open;
    if (m_toldOf != open.id()) // what was said of this one stays
        m_message->clear();
    m_toldOf = {};
    if (open.isOpen()) {
        const SessionSummary &summary = open.details().summary;
        if (summary.state == SessionState::Failed && !summary.failure.isEmpty())
            m_message->say(InlineMessage::Kind::Error, summary.failure);
        m_form->setConfig(open.details().config);
        inspectData(m_form->config().data);
    }
    showSession();
}

void TrainPage::showSession()
{
    showHeader();
    updateButtons();
    const OpenSession &open = m_workspace.open;
    if (!open.isOpen()) {
        m_panel->showNothing();
        return;
    }
    m_panel->showSession(open.details(), m_workspace.run.samplesOf(open.details()), open.isTraining());
}

void TrainPage::showHeader()
{
    const OpenSession &open = m_workspace.open;
    m_subheading->setVisible(open.isOpen());
    m_resume->setVisible(open.isOpen() && !open.isTraining() && isResumable(open.details().summary));
    if (!open.isOpen()) {
        m_heading->setText(m_workspace.run.isActive() ? tr("Starting…") : tr("New session"));
        return;
    }
    const SessionDetails &details = open.details();
    m_heading->setText(details.summary.name);
    const QString state =
        open.isTraining() ? text::stateName(SessionState::Running) : text::stateName(details.summary.state);
    m_subheading->setText(tr("%1 · %2 parameters · %3 training examples · %4 %5")
                              .arg(state, text::count(details.parameters), text::count(details.trainCount),
                                   details.summary.device, text::precisionName(details.summary.precision)));
}

void TrainPage::showEnd(const Outcome &outcome, SessionId session)
{
    const bool shown = !session.isValid() || session == m_workspace.open.id();
    if (const auto *failure = std::get_if<Failed>(&outcome)) {
        m_message->say(InlineMessage::Kind::Error, failure->message);
        m_toldOf = session;
    } else if (!shown) {
        return;
    } else if (std::holds_alternative<Cancelled>(outcome)) {
        m_message->say(
            InlineMessage::Kind::Info,
            session.isValid()
                ? tr("Stopped. What was finished is kept; Resume goes on from the last checkpoint.")
                : tr("Stopped before the session began."));
    } else if (std::holds_alternative<TrainingCompleted>(outcome)) {
        if (sessionToCompare().isValid())
            m_message->offer(InlineMessage::Kind::Success,
                             tr("Training is complete. See what the changed labels gained."), tr("Compare"));
        else
            m_message->offer(InlineMessage::Kind::Success,
                             tr("Training is complete. See what the model got wrong, and why."),
                             tr("Show mistakes"));
    }
}

/// Where the message at the end of a training leads.
void TrainPage::goOn()
{
    if (const SessionId with = sessionToCompare(); with.isValid())
        Q_EMIT comparisonRequested(with);
    else
        Q_EMIT mistakesRequested();
}

SessionId TrainPage::sessionToCompare() const
{
    const OpenSession &open = m_workspace.open;
    return open.isOpen() ? open.details().summary.parent : SessionId{};
}

void TrainPage::inspectData(const QString &spec)
{
    if (spec.isEmpty() || spec == m_inspected)
        return;
    m_inspected = spec;
    m_workspace.replies.forget(m_inspection);
    m_inspection = m_workspace.engine.inspectDataset(spec);
    m_workspace.replies.await(m_inspection, this, [this, spec](const Outcome &outcome) {
        if (const auto *found = std::get_if<DatasetInspected>(&outcome)) {
            m_form->setDataFound(spec, found->dataset);
        } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
            m_inspected.clear(); // the user may mend the folder and try again
            m_form->setDataProblem(spec, failure->message);
        }
    });
}

void TrainPage::updateButtons()
{
    const TrainingRun &run = m_workspace.run;
    const bool focused = m_start->hasFocus() || m_stop->hasFocus();
    m_start->setVisible(!run.isActive());
    m_stop->setVisible(run.isActive());
    if (focused)
        setFocus();
    m_start->setEnabled(canStart());
    m_stop->setEnabled(!run.isStopping());
    m_stop->setText(run.isStopping() ? tr("Stopping…") : tr("Stop"));
    m_resume->setEnabled(!run.isActive());
    Q_EMIT canStartChanged();
}

} // namespace proponent::ui
