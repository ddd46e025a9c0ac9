// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/collapsible_section.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace proponent::ui {

CollapsibleSection::CollapsibleSection(const QString &title, QWidget *content, QWidget *parent)
    : QWidget(parent), m_heading(new QToolButton(this)), m_content(content)
{
    m_heading->setText(title);
    m_heading->setAccessibleName(title);
    m_heading->setToolTip(tr("Show or hide these settings"));
    m_heading->setAutoRaise(true);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setFocusPolicy(Qt::StrongFocus);
    m_heading->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::one);
    layout->addWidget(m_heading);
    layout->addWidget(m_content);
    connect(m_heading, &QToolButton::clicked, this, [this] { setExpanded(!m_expanded); });
    setExpanded(false);
}

void CollapsibleSection::setExpanded(bool expanded)
{
    m_expanded = expanded;
    m_heading->setAccessibleDescription(expanded ? tr("shown") : tr("hidden"));
    m_heading->setIcon(themedIcon(expanded ? QStringLiteral("expand") : QStringLiteral("next")));
    m_content->setVisible(expanded);
}

bool CollapsibleSection::isExpanded() const
{
    return m_expanded;
}

} // namespace proponent::ui
