// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/suspect_filter_bar.h"

#include "ui/models/suspect_model.h"
#include "ui/text/audit_words.h"
#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/class_choice.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QVBoxLayout>

namespace proponent::ui {

namespace {

using Judged = SuspectFilter::Judged;

constexpr int narrowBelow = 380; ///< four choices side by side would show no words

int labelOf(const QComboBox *combo)
{
    return combo->currentData().isValid() ? combo->currentData().toInt() : -1;
}

} // namespace

SuspectFilterBar::SuspectFilterBar(SuspectModel &model, SuspectFilter &filter, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_filter(filter),
      m_signal(new QComboBox(this)),
      m_label(new ClassChoice(this)),
      m_suggested(new ClassChoice(this)),
      m_judged(new QComboBox(this)),
      m_disagreeing(new QCheckBox(tr("Only disagreements"), this)),
      m_planted(new QCheckBox(tr("Show planted errors"), this)),
      m_count(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_choices(new QGridLayout),
      m_boxes(new QHBoxLayout)
{
    m_judged->addItem(tr("All"), int(Judged::All));
    m_judged->addItem(tr("Not judged"), int(Judged::Open));
    m_judged->addItem(tr("Judged"), int(Judged::Done));
    for (QCheckBox *box : {m_disagreeing, m_planted})
        box->setAccessibleName(box->text());
    m_disagreeing->setToolTip(tr("Leave out examples of which the model believes the given label"));
    m_planted->setToolTip(
        tr("Flag the labels that were planted wrong. Off, so that you judge as you would your own data"));
    layOut();
    connectChoices();
}

void SuspectFilterBar::addField(const QString &caption, QComboBox *combo, const QString &toolTip)
{
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(5);
    m_fields += new FormField(caption, combo, toolTip, this);
}

void SuspectFilterBar::layOut()
{
    addField(tr("Sort by"), m_signal, tr("What the bar under each example measures; largest first"));
    addField(tr("Labelled"), m_label, tr("Show the examples with this label"));
    addField(tr("Model believes"), m_suggested, tr("Show the examples that the model would give this label"));
    addField(tr("Show"), m_judged, tr("What you judge stays in sight until you choose here again"));
    m_choices->setSpacing(space::one);
    m_boxes->setSpacing(space::one);
    m_boxes->addWidget(m_disagreeing);
    m_boxes->addWidget(m_planted);
    m_boxes->addStretch(1);
    m_boxes->addWidget(m_count);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::half);
    layout->addLayout(m_choices);
    layout->addLayout(m_boxes);
    arrange(false);
}

void SuspectFilterBar::arrange(bool narrow)
{
    const int columns = narrow ? 2 : int(m_fields.size());
    for (int i = 0; i < m_fields.size(); ++i) {
        m_choices->addWidget(m_fields.at(i), i / columns, i % columns); // moves what is there already
        m_choices->setColumnStretch(i, i < columns ? 1 : 0);
    }
    m_boxes->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void SuspectFilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < narrowBelow;
    if (narrow != (m_boxes->direction() == QBoxLayout::TopToBottom))
        arrange(narrow);
}

void SuspectFilterBar::connectChoices()
{
    const auto onChoice = [this](QComboBox *combo, auto apply) {
        const auto choose = [this, apply] {
            apply();
            showCount();
            Q_EMIT changed();
        };
        connect(combo, &QComboBox::currentIndexChanged, this, choose);
    };
    onChoice(m_signal, [this] {
        m_model.setSignal(AuditMethod(m_signal->currentData().toInt()));
        m_filter.refresh();
    });
    onChoice(m_label, [this] { m_filter.setLabel(labelOf(m_label)); });
    onChoice(m_suggested, [this] { m_filter.setSuggested(labelOf(m_suggested)); });
    onChoice(m_judged, [this] { m_filter.setJudged(Judged(m_judged->currentData().toInt())); });
    // Chosen once more: what has been judged since goes.
    connect(m_judged, &QComboBox::activated, this, [this] {
        m_filter.refresh();
        showCount();
        Q_EMIT changed();
    });
    connect(m_disagreeing, &QCheckBox::toggled, this, [this](bool only) {
        m_filter.setDisagreeingOnly(only);
        showCount();
        Q_EMIT changed();
    });
    connect(m_planted, &QCheckBox::toggled, this, [this](bool shown) {
        m_model.setPlantedShown(shown);
        Q_EMIT plantedShownChanged();
    });
}

void SuspectFilterBar::setAudit(const LabelAudit &audit, const DatasetInfo &dataset, bool another)
{
    const QSignalBlocker quiet(this); // the caller shows the rows anyway
    if (another) {
        fillClasses(dataset);
        m_planted->setChecked(false);
        reset();
    }
    fillSignals(auditMethodFromString(audit.header.method).value_or(AuditMethod::Combined));
    m_planted->setVisible(!audit.recovery.isEmpty());
    m_filter.refresh();
    showCount();
}

void SuspectFilterBar::fillClasses(const DatasetInfo &dataset)
{
    for (QComboBox *combo : {m_label, m_suggested}) {
        const QSignalBlocker quiet(combo);
        combo->clear();
        combo->addItem(tr("All classes"));
        for (int label = 0; label < dataset.classCount(); ++label)
            combo->addItem(text::className(dataset, label), label);
    }
}

void SuspectFilterBar::fillSignals(AuditMethod method)
{
    const QSignalBlocker quiet(m_signal);
    m_signal->clear();
    const QList<AuditMethod> computed = m_model.availableSignals();
    for (const AuditMethod signal : computed) {
        m_signal->addItem(text::auditMethodName(signal), int(signal));
        m_signal->setItemData(m_signal->count() - 1, text::auditMethodExplanation(signal), Qt::ToolTipRole);
    }
    m_signal->setCurrentIndex(m_signal->findData(int(method)));
}

void SuspectFilterBar::reset()
{
    for (QComboBox *combo : {m_label, m_suggested, m_judged}) {
        const QSignalBlocker quiet(combo);
        combo->setCurrentIndex(0);
    }
    const QSignalBlocker quiet(m_disagreeing);
    m_disagreeing->setChecked(false);
    m_filter.reset();
    showCount();
    Q_EMIT changed();
}

void SuspectFilterBar::showCount()
{
    m_count->setText(tr("%1 of %2").arg(text::count(m_filter.rowCount()), text::count(m_model.rowCount())));
    m_count->setToolTip(tr("Suspects that are shown, of those that the audit kept"));
}

} // namespace proponent::ui
