// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace proponent::ui {

/// By what to look for wrong labels, and the button that does it.
class AuditBar : public QWidget
{
    Q_OBJECT

public:
    explicit AuditBar(QWidget *parent = nullptr);

    [[nodiscard]] AuditMethod method() const;
    /// Without methodChosen().
    void setMethod(AuditMethod method);
    [[nodiscard]] bool withSelfInfluence() const;
    [[nodiscard]] int folds() const; ///< 0: none
    /// What is known of the audit that is shown; may be empty.
    void setDetails(const QString &details);
    [[nodiscard]] QPushButton *button() const { return m_run; }

Q_SIGNALS:
    void methodChosen(proponent::AuditMethod method);
    void runRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void followMethod();

    QComboBox *m_method;
    QCheckBox *m_selfInfluence;
    QCheckBox *m_folds;
    QLabel *m_details;
    QPushButton *m_run;
    bool m_wantsSelfInfluence = false; ///< whatever the method
    bool m_wantsFolds = false; ///< likewise
};

} // namespace proponent::ui
