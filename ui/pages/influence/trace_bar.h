// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/tracing.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QPushButton;

namespace proponent::ui {

class CountBox;
class FormField;
class MethodChoice;
class QuestionChoice;
class WindowSettings;

/// What to ask and how to trace: method, layers, checkpoints, how many to keep; and the button that does it.
class TraceBar : public QWidget
{
    Q_OBJECT

public:
    explicit TraceBar(WindowSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] TraceSettings settings() const;
    /// Whether settings() are what stands there.
    [[nodiscard]] bool isAcceptable() const;
    /// What is known on the session of how well methods predict, and whether that can be found out. Null: none is open.
    void showSession(const SessionDetails *session, bool canJudge);
    /// The labels of the example that is asked about; below 0: not known.
    void showExample(const DatasetInfo &dataset, int label, int predicted);
    [[nodiscard]] QComboBox *methodChoice() const;
    [[nodiscard]] MethodChoice *method() const { return m_method; }
    [[nodiscard]] QuestionChoice *question() const { return m_question; }
    /// Says what is known of the method that is chosen.
    [[nodiscard]] QPushButton *known() const { return m_known; }
    [[nodiscard]] QPushButton *button() const { return m_trace; }

    /// In three rows.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void settingsChanged();
    void traceRequested();
    void judgingRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    FormField *addControl(const QString &caption, QWidget *editor, const QString &toolTip);
    [[nodiscard]] int widthOf(int columns) const;
    void arrange(int columns);
    void changed();
    void connectControls(FormField *keep);
    void showKnown();

    WindowSettings &m_stored;
    QuestionChoice *m_question;
    MethodChoice *m_method;
    QPushButton *m_known;
    QList<MethodEvaluation> m_evaluations;
    QComboBox *m_layers;
    QComboBox *m_checkpoints;
    CountBox *m_topK;
    QPushButton *m_trace;
    QGridLayout *m_grid;
    QList<FormField *> m_fields;
    int m_columns = 0;
};

} // namespace proponent::ui
