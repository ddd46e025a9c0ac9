// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/influence/trace_bar.h"

#include "ui/pages/influence/method_choice.h"
#include "ui/pages/influence/question_choice.h"
#include "ui/settings/window_settings.h"
#include "ui/text/format.h"
#include "ui/text/influence_words.h"
#include "ui/theme/flat_style.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/count_box.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/form_field.h"

#include <QComboBox>
#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>
#include <utility>

namespace proponent::ui {

TraceBar::TraceBar(WindowSettings &settings, const QString &libraryFolder, QWidget *parent)
    : QWidget(parent),
      m_stored(settings),
      m_libraryFolder(libraryFolder),
      m_question(new QuestionChoice(this)),
      m_method(new MethodChoice(settings, this)),
      m_known(new QPushButton(this)),
      m_reason(new ElidedLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_layers(new QComboBox(this)),
      m_checkpoints(new QComboBox(this)),
      m_topK(new CountBox(this)),
      m_trace(new QPushButton(themedIcon(QStringLiteral("trace")), tr("Trace"), this)),
      m_grid(new QGridLayout)
{
    m_layers->addItem(tr("All"), toString(LayerChoice::All));
    m_layers->addItem(tr("Last"), toString(LayerChoice::Last));
    m_checkpoints->addItem(tr("Usual"), int(CheckpointChoice::Kind::Usual));
    m_checkpoints->addItem(tr("All"), int(CheckpointChoice::Kind::All));
    m_checkpoints->addItem(tr("Last"), int(CheckpointChoice::Kind::Last));
    m_topK->setRange(1, 1000);
    const TraceSettings stored = settings.traceSettings();
    m_layers->setCurrentIndex(m_layers->findData(toString(stored.layers)));
    m_checkpoints->setCurrentIndex(m_checkpoints->findData(int(stored.checkpoints)));
    m_topK->setValue(stored.topK);
    m_known->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::half);
    layout->addLayout(m_grid);
    layout->addWidget(m_reason);
    m_grid->setHorizontalSpacing(space::one);
    m_grid->setVerticalSpacing(space::half);
    addControl(tr("Why"), m_question, m_question->kinds()->toolTip());
    addControl(tr("Method"), m_method, m_method->methods()->toolTip());
    addControl(tr("Predicts"), m_known, QString());
    addControl(tr("Layers"), m_layers,
               tr("All parameters: exact. The last layer only: fast, and blind to the rest"));
    addControl(tr("Checkpoints"), m_checkpoints, tr("The checkpoints that are summed over"));
    FormField *keep =
        addControl(tr("Keep"), m_topK, tr("Proponents and opponents that are kept for each test example"));

    makePrimary(m_trace);
    m_trace->setToolTip(tr("Find the training examples behind the selected test examples (Enter)"));
    m_trace->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    arrange(int(m_fields.size()));
    connectControls(keep);
    showKnown();
}

void TraceBar::connectControls(FormField *keep)
{
    connect(m_question, &QuestionChoice::changed, this, [this] {
        fit(); // a choice among the classes may have come beside it
        Q_EMIT settingsChanged();
    });
    connect(m_method, &MethodChoice::changed, this, [this] {
        if (m_session.isValid())
            m_stored.setChosenMethod(m_libraryFolder, m_session, m_model, m_method->choice().name);
        changed();
    });
    connect(m_known, &QPushButton::clicked, this, &TraceBar::judgingRequested);
    connect(m_layers, &QComboBox::currentIndexChanged, this, &TraceBar::changed);
    connect(m_checkpoints, &QComboBox::currentIndexChanged, this, &TraceBar::changed);
    connect(m_topK, &CountBox::valueChanged, this, &TraceBar::changed);
    connect(m_topK, &CountBox::typed, keep, [this, keep] {
        keep->setProblem(m_topK->problem());
        Q_EMIT settingsChanged();
    });
    connect(m_trace, &QPushButton::clicked, this, &TraceBar::traceRequested);
}

QComboBox *TraceBar::methodChoice() const
{
    return m_method->methods();
}

void TraceBar::showSession(const SessionDetails *session, bool canJudge)
{
    m_session = session ? session->summary.id : SessionId{};
    m_model = session ? session->config.model : QString();
    m_proposed = session ? std::optional(proposedMethod(*session)) : std::nullopt;
    if (session)
        m_method->setMethod(m_stored.traceSettings(m_libraryFolder, *session).method.name);
    m_evaluations = session ? session->evaluations : QList<MethodEvaluation>();
    m_method->setEvaluations(m_evaluations);
    m_known->setEnabled(session && (canJudge || !m_evaluations.isEmpty()));
    showKnown();
    showReason();
}

void TraceBar::showExpected(std::optional<double> seconds)
{
    m_expected = seconds;
    showReason();
}

/// The rule by which the method was proposed, in words.
void TraceBar::showReason()
{
    m_reason->setVisible(m_proposed.has_value());
    if (!m_proposed)
        return;
    QString reason;
    QString rule =
        tr("Until you choose a method, the one stands here that predicts best what retraining does: "
           "as it was found on this session, or else in our own measurements, of those that take at "
           "most about a minute here. Your choice is kept for this session and for this model.");
    if (m_method->choice().name != m_proposed->name ||
        !m_stored.chosenMethod(m_libraryFolder, m_session, m_model).isEmpty())
        reason = tr("your choice");
    else if (m_proposed->reason == ProposedMethod::Reason::Indexed)
        reason = tr("answers at once from the index");
    else if (m_proposed->reason == ProposedMethod::Reason::Evaluated)
        reason = tr("predicts best of what was tried on this session");
    else if (m_proposed->reason == ProposedMethod::Reason::Published)
        reason = tr("predicts best of what takes under a minute here");
    else
        reason = tr("takes least of what predicts well");
    if (m_expected) {
        const QString time = *m_expected <= 0   ? tr("a second")
                             : *m_expected < 10 ? tr("a few seconds")
                                                : text::duration(*m_expected);
        reason = tr("About %1 · %2").arg(time, reason); // the time first: the rest may be cut
    }
    m_reason->setText(reason);
    m_reason->setToolTip(rule);
}

QString TraceBar::reason() const
{
    return m_reason->text();
}

void TraceBar::showExample(const DatasetInfo &dataset, int label, int predicted)
{
    m_question->showExample(dataset, label, predicted);
}

void TraceBar::showKnown()
{
    const auto known = knownLds(m_evaluations, m_method->choice());
    m_known->setText(known ? text::lds(known->result) : tr("Find out…"));
    m_known->setToolTip(known ? tr("How well scores of this method predict what retraining does on this "
                                   "session, as it was found "
                                   "with %1. 1 is perfect, 0 no better than chance.")
                                    .arg(text::conditions(known->evaluation))
                              : tr("Nobody has found out yet how well this method predicts what retraining "
                                   "does on this session"));
}

FormField *TraceBar::addControl(const QString &caption, QWidget *editor, const QString &toolTip)
{
    if (auto *combo = qobject_cast<QComboBox *>(editor)) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(5);
    }
    auto *field = new FormField(caption, editor, toolTip, this);
    field->setMaximumWidth(editor == m_question ? 260 : 180);
    m_fields += field;
    return field;
}

bool TraceBar::isAcceptable() const
{
    return m_topK->problem().isEmpty();
}

/// What that many columns need.
int TraceBar::widthOf(int columns) const
{
    QList<int> widest(columns);
    for (int i = 0; i < int(m_fields.size()); ++i)
        widest[i % columns] = std::max(widest.at(i % columns), m_fields.at(i)->minimumSizeHint().width());
    return std::accumulate(widest.begin(), widest.end(), 0) + columns * space::one +
           m_trace->minimumSizeHint().width();
}

QSize TraceBar::minimumSizeHint() const
{
    return {widthOf(2), QWidget::minimumSizeHint().height()};
}

void TraceBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TraceBar::fit()
{
    const int all = int(m_fields.size());
    arrange(width() >= widthOf(all) ? all : width() >= widthOf(3) ? 3 : 2);
}

/// The button at the end of the last row.
void TraceBar::arrange(int columns)
{
    if (std::exchange(m_columns, columns) == columns)
        return;
    const int all = int(m_fields.size());
    for (int i = 0; i < all; ++i) {
        m_grid->addWidget(m_fields.at(i), i / columns, i % columns, Qt::AlignBottom); // moves what is there
        m_grid->setColumnStretch(i, i >= columns ? 0 : i == 0 ? 8 : i == 1 ? 4 : 2); // long names
    }
    m_grid->setColumnStretch(all, 1);
    m_grid->addWidget(m_trace, (all - 1) / columns, all + 1, Qt::AlignBottom);
}

TraceSettings TraceBar::settings() const
{
    TraceSettings settings;
    settings.method = m_method->choice();
    settings.question = m_question->question();
    settings.layers = layerChoiceFromString(m_layers->currentData().toString()).value_or(LayerChoice::All);
    settings.checkpoints = CheckpointChoice::Kind(m_checkpoints->currentData().toInt());
    settings.topK = m_topK->value();
    return settings;
}

void TraceBar::changed()
{
    showKnown();
    m_stored.setTraceSettings(settings());
    Q_EMIT settingsChanged();
}

} // namespace proponent::ui
