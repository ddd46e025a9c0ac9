// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/judging_panel.h"

#include "ui/plots/plot_widget.h"
#include "ui/plots/recovery_plot.h"
#include "ui/plots/suspicion_histogram.h"
#include "ui/settings/action_collection.h"
#include "ui/text/audit_words.h"
#include "ui/text/format.h"
#include "ui/theme/flat_style.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/class_choice.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/vertical_scroll.h"

#include <QComboBox>
#include <QGridLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyle>

#include <algorithm>

namespace proponent::ui {

namespace {

using Verdict = LabelDecision::Verdict;

constexpr int plotHeight = 200; ///< with its legend
constexpr int sentenceLines = 5; // so that the buttons stay where they are under the pointer

qsizetype countOf(const QList<LabelDecision> &decisions, Verdict verdict)
{
    return std::count_if(decisions.begin(), decisions.end(),
                         [verdict](const LabelDecision &one) { return one.verdict == verdict; });
}

/// The shortest of its keys; empty: none.
QString keyOf(const ActionCollection &actions, ActionCollection::Id id)
{
    QString shortest;
    const QList<QKeySequence> shortcuts = actions.shortcuts(id);
    for (const QKeySequence &shortcut : shortcuts) {
        const QString key = shortcut.toString(QKeySequence::NativeText);
        if (shortest.isEmpty() || key.size() < shortest.size())
            shortest = key;
    }
    return shortest;
}

QString withKey(const QString &text, const QString &key)
{
    return key.isEmpty() ? text : JudgingPanel::tr("%1 (%2)").arg(text, key);
}

} // namespace

JudgingPanel::JudgingPanel(QWidget *parent)
    : QWidget(parent),
      m_title(new TextLabel(QString(), TextSize::Heading, TextLabel::Tone::Plain, this)),
      m_sentence(new TextLabel(QString(), TextSize::Body, TextLabel::Tone::Plain, this)),
      m_newLabel(new ClassChoice(this)),
      m_keep(new QPushButton(themedIcon(QStringLiteral("done")), QString(), this)),
      m_relabel(new QPushButton(themedIcon(QStringLiteral("rename")), QString(), this)),
      m_exclude(new QPushButton(themedIcon(QStringLiteral("exclude")), QString(), this)),
      m_undo(new QPushButton(themedIcon(QStringLiteral("undo")), QString(), this)),
      m_progress(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_changes(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_retrain(new QPushButton(themedIcon(QStringLiteral("train")), tr("Retrain with these changes"), this)),
      m_plotTitle(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Plain, this)),
      m_recovery(new RecoveryPlot(this)),
      m_histogram(new SuspicionHistogram(this)),
      m_plots(new QStackedWidget(this))
{
    for (QLabel *words : {m_sentence, m_progress, m_changes}) {
        words->setWordWrap(true);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_sentence->setMinimumHeight(sentenceLines * m_sentence->fontMetrics().lineSpacing());
    makePrimary(m_retrain);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::one, 0, 0, 0);
    layout->setSpacing(space::one);
    layout->addWidget(makeScrolled(), 1);
    layout->addWidget(m_changes);
    layout->addWidget(m_retrain);

    connect(m_keep, &QPushButton::clicked, this, &JudgingPanel::keepRequested);
    connect(m_relabel, &QPushButton::clicked, this, &JudgingPanel::relabelRequested);
    connect(m_exclude, &QPushButton::clicked, this, &JudgingPanel::excludeRequested);
    connect(m_undo, &QPushButton::clicked, this, &JudgingPanel::undoRequested);
    connect(m_retrain, &QPushButton::clicked, this, &JudgingPanel::retrainRequested);
    connect(m_newLabel, &QComboBox::currentIndexChanged, this, &JudgingPanel::allowRelabel);
    nameButtons(QStringLiteral("K"), QStringLiteral("R"), QStringLiteral("X"), QStringLiteral("U"));
}

/// Everything but the way on, which stays in sight on a low screen.
QWidget *JudgingPanel::makeScrolled()
{
    auto *scroll = new VerticalScroll(this);
    auto *inside = new QWidget(scroll);
    auto *layout = new QVBoxLayout(inside);
    layout->setContentsMargins(0, 0, space::one, 0);
    layout->setSpacing(space::one);
    layout->addWidget(m_title);
    layout->addWidget(m_sentence);
    layout->addWidget(makeJudging());
    layout->addWidget(m_progress);
    layout->addWidget(makePlots(), 1);
    scroll->setWidget(inside);
    return scroll;
}

QWidget *JudgingPanel::makeJudging()
{
    auto *part = new QWidget(this);
    m_newLabel->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (QPushButton *button : {m_keep, m_relabel, m_exclude, m_undo})
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the arrow keys to the grid
    m_keep->setToolTip(tr("The label is right"));
    m_exclude->setToolTip(tr("Leave the example out when training again"));
    m_relabel->setToolTip(tr("Give the example the new label when training again"));
    auto *grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space::one);
    grid->addWidget(new FormField(tr("New label"), m_newLabel, tr("What Relabel makes of it"), part), 0, 0, 1,
                    2);
    grid->addWidget(m_keep, 1, 0);
    grid->addWidget(m_relabel, 1, 1);
    grid->addWidget(m_exclude, 2, 0);
    grid->addWidget(m_undo, 2, 1);
    return part;
}

QWidget *JudgingPanel::makePlots()
{
    auto *part = new QWidget(this);
    m_plots->addWidget(m_recovery);
    m_plots->addWidget(m_histogram);
    m_plots->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored); // as high as there is room
    m_plots->setMinimumHeight(plotHeight);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_plotTitle);
    layout->addWidget(m_plots, 1);
    return part;
}

void JudgingPanel::showKeys(const ActionCollection &actions)
{
    using Id = ActionCollection::Id;
    const auto name = [this, &actions] {
        nameButtons(keyOf(actions, Id::KeepLabel), keyOf(actions, Id::Relabel),
                    keyOf(actions, Id::ExcludeExample), keyOf(actions, Id::Undo));
    };
    connect(&actions, &ActionCollection::shortcutsChanged, this, name);
    name();
}

void JudgingPanel::nameButtons(const QString &keep, const QString &relabel, const QString &exclude,
                               const QString &undo)
{
    m_keep->setText(withKey(tr("Keep"), keep));
    m_relabel->setText(withKey(tr("Relabel"), relabel));
    m_exclude->setText(withKey(tr("Exclude"), exclude));
    m_undo->setText(withKey(tr("Undo"), undo));
}

void JudgingPanel::showAudit(const LabelAudit &audit, const DatasetInfo &dataset)
{
    m_dataset = dataset;
    m_ranks.clear();
    for (int row = 0; row < audit.top.size(); ++row)
        m_ranks.insert(audit.top.at(row).trainIndex, row + 1);
    const QSignalBlocker quiet(m_newLabel);
    m_newLabel->clear();
    m_newLabel->addItem(tr("As the model believes"), -1);
    for (int label = 0; label < dataset.classCount(); ++label)
        m_newLabel->addItem(text::className(dataset, label), label);

    const bool planted = !audit.recovery.isEmpty();
    m_recovery->setCurves(audit.recovery);
    m_histogram->setAudit(audit);
    m_plots->setCurrentWidget(planted ? static_cast<QWidget *>(m_recovery) : m_histogram);
    m_plotTitle->setText(planted ? m_recovery->plot()->accessibleName()
                                 : m_histogram->plot()->accessibleName());
}

void JudgingPanel::showSuspects(const QList<SuspectExample> &suspects,
                                const std::optional<LabelDecision> &decision, bool planted)
{
    m_suspects = suspects;
    if (suspects.size() == 1) {
        describe(suspects.constFirst(), planted);
    } else {
        m_title->setText(suspects.isEmpty() ? tr("No example selected")
                                            : tr("%Ln example(s) selected", nullptr, int(suspects.size())));
        m_sentence->setText(suspects.isEmpty() ? QString()
                                               : tr("What you say now goes for all of them, in one step."));
        m_histogram->clearMark();
    }
    presetLabel(decision);
    for (QWidget *part : {static_cast<QWidget *>(m_keep), static_cast<QWidget *>(m_exclude),
                          static_cast<QWidget *>(m_newLabel)})
        part->setEnabled(!suspects.isEmpty());
    allowRelabel();
}

void JudgingPanel::describe(const SuspectExample &suspect, bool planted)
{
    const QString which = text::example(suspect.trainIndex);
    m_title->setText(
        tr("%1 · suspect %2 of %3")
            .arg(which, text::count(m_ranks.value(suspect.trainIndex)), text::count(m_ranks.size())));
    QString words = text::suspicion(suspect, m_dataset);
    if (planted)
        words += u' ' + tr("Planted wrong; in the file it is %1.")
                            .arg(text::unbroken(text::className(m_dataset, suspect.originalLabel)));
    m_sentence->setText(words);
    m_histogram->mark(suspect.suspicion, which);
}

void JudgingPanel::presetLabel(const std::optional<LabelDecision> &decision)
{
    const QSignalBlocker quiet(m_newLabel);
    int label = -1; // several: each as the model believes
    if (m_suspects.size() == 1) {
        const SuspectExample &suspect = m_suspects.constFirst();
        const bool relabelled = decision && decision->verdict == Verdict::Relabel;
        label = relabelled ? decision->label : suspect.suggestedLabel;
    }
    m_newLabel->setCurrentIndex(m_newLabel->findData(label));
}

int JudgingPanel::labelFor(const SuspectExample &suspect) const
{
    const int chosen = m_newLabel->currentIndex() < 0 ? -1 : m_newLabel->currentData().toInt();
    return chosen < 0 ? suspect.suggestedLabel : chosen;
}

void JudgingPanel::allowRelabel()
{
    const bool any = std::any_of(m_suspects.begin(), m_suspects.end(), [this](const SuspectExample &suspect) {
        return labelFor(suspect) != suspect.label;
    });
    m_relabel->setEnabled(any);
}

void JudgingPanel::showProgress(const QList<LabelDecision> &decisions, qsizetype suspects)
{
    if (decisions.isEmpty()) {
        m_progress->setText(
            tr("None of %1 judged yet. The arrow keys move; each judgement goes on to the next.")
                .arg(text::count(suspects)));
        return;
    }
    m_progress->setText(tr("%1 judged of %2: %3 relabelled, %4 excluded")
                            .arg(text::count(decisions.size()), text::count(suspects),
                                 text::count(countOf(decisions, Verdict::Relabel)),
                                 text::count(countOf(decisions, Verdict::Exclude))));
}

void JudgingPanel::showChanges(const QList<LabelDecision> &changes, bool canRetrain, const QString &obstacle)
{
    m_retrain->setEnabled(canRetrain);
    QString words = obstacle;
    if (words.isEmpty())
        words = tr("A new session with the same settings: %1, %2.")
                    .arg(tr("%Ln label(s) changed", nullptr, int(countOf(changes, Verdict::Relabel))),
                         tr("%Ln example(s) left out", nullptr, int(countOf(changes, Verdict::Exclude))));
    m_changes->setText(words);
    m_retrain->setToolTip(words);
}

void JudgingPanel::setUndo(const QString &what)
{
    m_undo->setEnabled(!what.isEmpty());
    m_undo->setToolTip(what.isEmpty() ? tr("There is nothing to undo") : tr("Undo: %1").arg(what));
}

QString JudgingPanel::sentence() const
{
    return m_sentence->text();
}

QString JudgingPanel::progress() const
{
    return m_progress->text();
}

} // namespace proponent::ui
