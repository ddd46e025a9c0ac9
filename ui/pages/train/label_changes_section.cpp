// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/label_changes_section.h"

#include <QCheckBox>
#include <QVBoxLayout>

#include <algorithm>

namespace proponent::ui {

LabelChangesSection::LabelChangesSection(QWidget *parent) : ConfigSection(parent), m_use(new QCheckBox(this))
{
    m_use->setToolTip(tr("Train with the labels as they were changed in the label audit"));
    addField(QStringLiteral("label_changes"), tr("Changed labels"), m_use, m_use->toolTip(), 2);
    connect(m_use, &QCheckBox::toggled, this, &ConfigSection::edited);
    hide();
}

void LabelChangesSection::load(const TrainingConfig &config)
{
    m_changes = config.labelChanges;
    m_parent = config.parent;
    const auto excluded =
        std::ranges::count(m_changes, LabelDecision::Verdict::Exclude, &LabelDecision::verdict);
    m_use->setText(tr("%1 relabelled, %2 excluded").arg(m_changes.size() - excluded).arg(excluded));
    m_use->setChecked(!m_changes.isEmpty());
    setVisible(!m_changes.isEmpty());
}

void LabelChangesSection::store(TrainingConfig &config) const
{
    if (!m_use->isChecked())
        return;
    config.labelChanges = m_changes;
    config.parent = m_parent;
}

} // namespace proponent::ui
