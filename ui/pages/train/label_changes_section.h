// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/train/config_section.h"

class QCheckBox;

namespace proponent::ui {

/// The changed labels that come with a session derived by an audit: trained with again, or left aside. Not
/// there where there are none.
class LabelChangesSection : public ConfigSection
{
    Q_OBJECT

public:
    explicit LabelChangesSection(QWidget *parent = nullptr);
    void load(const TrainingConfig &config) override;
    void store(TrainingConfig &config) const override;

private:
    QList<LabelDecision> m_changes;
    SessionId m_parent;
    QCheckBox *m_use;
};

} // namespace proponent::ui
