// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/compare_bar.h"

#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>

namespace proponent::ui {

namespace {

QString lineOf(const SessionSummary &session)
{
    QStringList parts{session.name};
    if (session.testAccuracy)
        parts += text::percent(*session.testAccuracy);
    parts += text::when(session.created);
    return parts.join(QStringLiteral(" · "));
}

} // namespace

CompareBar::CompareBar(OpenSession &open, Comparison &comparison, QWidget *parent)
    : QWidget(parent),
      m_open(open),
      m_comparison(comparison),
      m_row(new QHBoxLayout(this)),
      m_name(new ElidedLabel(QString(), TextSize::Body, TextLabel::Tone::Plain, this)),
      m_other(new QComboBox(this)),
      m_swap(new QPushButton(tr("Swap"), this))
{
    m_other->setToolTip(tr("The session that the open one is compared with"));
    m_other->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_other->setMinimumContentsLength(12);
    m_swap->setToolTip(tr("Make A of B, and B of A"));

    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(space::one);
    m_row->addWidget(new TextLabel(tr("A"), TextSize::Heading, TextLabel::Tone::Plain, this));
    m_row->addWidget(m_name, 1);
    m_row->addWidget(m_swap);
    m_row->addWidget(new TextLabel(tr("B"), TextSize::Heading, TextLabel::Tone::Plain, this));
    m_row->addWidget(m_other, 1);
    arrange();

    connect(m_swap, &QPushButton::clicked, &m_comparison, &Comparison::swap);
    connect(m_other, &QComboBox::activated, this,
            [this] { m_comparison.compareWith(SessionId{m_other->currentData().toLongLong()}); });
    connect(&m_comparison, &Comparison::candidatesChanged, this, &CompareBar::showSessions);
    connect(&m_open, &OpenSession::updated, this, &CompareBar::showSessions);
}

void CompareBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showSessions();
}

void CompareBar::showSessions()
{
    if (!isVisible())
        return;
    m_name->setText(m_open.isOpen() ? lineOf(m_open.details().summary) : QString());
    m_other->clear();
    const QList<SessionSummary> candidates = m_comparison.candidates();
    for (const SessionSummary &one : candidates) {
        const QString line = lineOf(one);
        m_other->addItem(line, one.id.value);
        m_other->setItemData(m_other->count() - 1, line, Qt::ToolTipRole);
    }
    m_other->setCurrentIndex(m_other->findData(m_comparison.other().value));
    m_other->setEnabled(!candidates.isEmpty());
    m_swap->setEnabled(m_comparison.other().isValid());
    arrange();
}

void CompareBar::arrange()
{
    const bool otherFirst = m_comparison.isOtherFirst();
    m_other->setAccessibleName(otherFirst ? tr("Session A") : tr("Session B"));
    const int before = m_row->indexOf(m_swap);
    if ((m_row->indexOf(m_other) < before) == otherFirst)
        return;
    QWidget *left = otherFirst ? static_cast<QWidget *>(m_other) : m_name;
    QWidget *right = otherFirst ? static_cast<QWidget *>(m_name) : m_other;
    m_row->removeWidget(left);
    m_row->removeWidget(right);
    m_row->insertWidget(1, left, 1);
    m_row->addWidget(right, 1);
    setTabOrder(left, m_swap);
    setTabOrder(m_swap, right);
}

} // namespace proponent::ui
