// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"
#include "engine/session.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;

namespace proponent::ui {

class SuspectFilter;
class SuspectModel;

/// Which suspects are shown, in which order.
class SuspectFilterBar : public QWidget
{
    Q_OBJECT

public:
    SuspectFilterBar(SuspectModel &model, SuspectFilter &filter, QWidget *parent = nullptr);

    /// The choices that this audit, which the model has already, allows. `another` session: everything is
    /// shown, and planted errors aren't.
    void setAudit(const LabelAudit &audit, const DatasetInfo &dataset, bool another);
    /// Shows every suspect.
    void reset();

Q_SIGNALS:
    /// Other rows are shown, or in another order.
    void changed();
    void plantedShownChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectChoices();
    void addField(const QString &caption, QComboBox *combo, const QString &toolTip);
    void layOut();
    void arrange(bool narrow);
    void fillClasses(const DatasetInfo &dataset);
    void fillSignals(AuditMethod method);
    void showCount();

    SuspectModel &m_model;
    SuspectFilter &m_filter;
    QComboBox *m_signal;
    QComboBox *m_label;
    QComboBox *m_suggested;
    QComboBox *m_judged;
    QCheckBox *m_disagreeing;
    QCheckBox *m_planted;
    QLabel *m_count;
    QList<QWidget *> m_fields; ///< the choices with their captions
    QGridLayout *m_choices;
    QBoxLayout *m_boxes;
};

} // namespace proponent::ui
