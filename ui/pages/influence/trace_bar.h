// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/method_facts.h"
#include "ui/work/tracing.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QPushButton;

namespace proponent::ui {

class CountBox;
class ElidedLabel;
class FormField;
class MethodChoice;
class QuestionChoice;
class WindowSettings;

/// What to ask and how to trace: method, layers, checkpoints, how many to keep; and the button that does it.
class TraceBar : public QWidget
{
    Q_OBJECT

public:
    TraceBar(WindowSettings &settings, const QString &libraryFolder, QWidget *parent = nullptr);

    [[nodiscard]] TraceSettings settings() const;
    /// Whether settings() are what stands there.
    [[nodiscard]] bool isAcceptable() const;
    /// Takes the method that was chosen for the session or is proposed, and says why, what is known of how well methods
    /// predict, and whether that can be found out. Null: none is open.
    void showSession(const SessionDetails *session, bool canJudge);
    /// What an answer with settings() is likely to take.
    void showExpected(std::optional<double> seconds);
    /// The labels of the example that is asked about; below 0: not known.
    void showExample(const DatasetInfo &dataset, int label, int predicted);
    [[nodiscard]] QComboBox *methodChoice() const;
    [[nodiscard]] MethodChoice *method() const { return m_method; }
    [[nodiscard]] QuestionChoice *question() const { return m_question; }
    /// Says what is known of the method that is chosen.
    [[nodiscard]] QPushButton *known() const { return m_known; }
    /// Why this method stands there, and how long an answer takes.
    [[nodiscard]] QString reason() const;
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
    void fit();
    void arrange(int columns);
    void changed();
    void connectControls(FormField *keep);
    void showKnown();
    void showReason();

    WindowSettings &m_stored;
    QString m_libraryFolder;
    SessionId m_session;
    QString m_model; ///< of the session
    std::optional<ProposedMethod> m_proposed;
    std::optional<double> m_expected; ///< seconds
    QuestionChoice *m_question;
    MethodChoice *m_method;
    QPushButton *m_known;
    ElidedLabel *m_reason;
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
