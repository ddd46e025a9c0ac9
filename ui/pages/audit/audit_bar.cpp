// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/audit_bar.h"

#include "ui/text/audit_words.h"
#include "ui/theme/flat_style.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace proponent::ui {

namespace {
constexpr int roomForDetails = 620; ///< narrower, they would be a word wide
}

AuditBar::AuditBar(QWidget *parent)
    : QWidget(parent),
      m_method(new QComboBox(this)),
      m_selfInfluence(new QCheckBox(tr("With self-influence"), this)),
      m_folds(new QCheckBox(tr("With %Ln fold(s)", nullptr, usualFolds), this)),
      m_details(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_run(new QPushButton(themedIcon(QStringLiteral("search")), tr("Find suspicious labels"), this))
{
    QStringList explanations;
    for (const AuditMethod method : auditMethods()) {
        m_method->addItem(text::auditMethodName(method), int(method));
        const QString explanation = text::auditMethodExplanation(method);
        m_method->setItemData(m_method->count() - 1, explanation, Qt::ToolTipRole);
        explanations += tr("%1: %2").arg(text::auditMethodName(method), explanation);
    }
    m_selfInfluence->setAccessibleName(m_selfInfluence->text());
    m_selfInfluence->setToolTip(
        tr("Compute self-influence too, to sort by it and to compare it with the other methods"));
    m_folds->setAccessibleName(m_folds->text());
    m_folds->setToolTip(tr(
        "Train models on parts of the examples and ask each about those that it hasn't seen: which label is "
        "likely, and how many are wrong. Takes as long as that many trainings"));
    makePrimary(m_run);
    m_run->setToolTip(tr("Rank the training examples by suspicion that their label is wrong"));
    m_run->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_details->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_details->setWordWrap(true);

    auto *field = new FormField(tr("Look for wrong labels by"), m_method, explanations.join(u'\n'), this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::two);
    row->addWidget(field, 0, Qt::AlignBottom);
    auto *options = new QVBoxLayout; // below each other: the bar is narrow
    options->setSpacing(0);
    options->addStretch();
    options->addWidget(m_selfInfluence);
    options->addWidget(m_folds);
    row->addLayout(options);
    row->addWidget(m_details, 1, Qt::AlignBottom);
    row->addWidget(m_run, 0, Qt::AlignBottom);

    connect(m_method, &QComboBox::currentIndexChanged, this, [this] {
        followMethod();
        Q_EMIT methodChosen(method());
    });
    connect(m_selfInfluence, &QCheckBox::clicked, this, [this](bool on) { m_wantsSelfInfluence = on; });
    connect(m_folds, &QCheckBox::clicked, this, [this](bool on) { m_wantsFolds = on; });
    connect(m_run, &QPushButton::clicked, this, &AuditBar::runRequested);
    followMethod();
}

AuditMethod AuditBar::method() const
{
    return AuditMethod(m_method->currentData().toInt());
}

void AuditBar::setMethod(AuditMethod method)
{
    const QSignalBlocker quiet(m_method);
    m_method->setCurrentIndex(m_method->findData(int(method)));
    followMethod();
}

bool AuditBar::withSelfInfluence() const
{
    return m_selfInfluence->isChecked();
}

int AuditBar::folds() const
{
    return m_folds->isChecked() ? usualFolds : 0;
}

void AuditBar::setDetails(const QString &details)
{
    m_details->setText(details);
    m_details->setToolTip(details);
}

void AuditBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_details->setVisible(width() >= roomForDetails);
}

void AuditBar::followMethod()
{
    const bool needed = method() == AuditMethod::SelfInfluence;
    m_selfInfluence->setChecked(needed || m_wantsSelfInfluence);
    m_selfInfluence->setEnabled(!needed);
    m_folds->setChecked(needsFolds(method()) || m_wantsFolds);
    m_folds->setEnabled(!needsFolds(method()));
}

} // namespace proponent::ui
