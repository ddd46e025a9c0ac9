// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace proponent::ui {

/// A caption, its editor, and a line under it for a hint or for what is wrong.
class FormField : public QWidget
{
    Q_OBJECT

public:
    FormField(const QString &caption, QWidget *editor, const QString &toolTip, QWidget *parent = nullptr);

    /// Secondary text; shown while there is no problem.
    void setHint(const QString &hint);
    /// Empty: nothing is wrong.
    void setProblem(const QString &problem);
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QWidget *editor() const;
    void focusEditor();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showNote();
    [[nodiscard]] QWidget *namedEditor() const;

    QWidget *m_editor;
    QLabel *m_caption;
    QLabel *m_note;
    QString m_hint;
    QString m_problem;
};

} // namespace proponent::ui
