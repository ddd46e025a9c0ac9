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
class WindowSettings;

/// How to trace: method, layers, checkpoints, how many to keep; and the button that does it.
class TraceBar : public QWidget
{
    Q_OBJECT

public:
    explicit TraceBar(WindowSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] TraceSettings settings() const;
    /// Whether settings() are what stands there.
    [[nodiscard]] bool isAcceptable() const;
    [[nodiscard]] QComboBox *methodChoice() const { return m_method; }
    [[nodiscard]] QPushButton *button() const { return m_trace; }

    /// In two rows.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void settingsChanged();
    void traceRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    FormField *addControl(const QString &caption, QWidget *editor, const QString &toolTip);
    [[nodiscard]] int widthOf(int columns) const;
    void arrange(int columns);
    void changed();

    WindowSettings &m_stored;
    QComboBox *m_method;
    QComboBox *m_layers;
    QComboBox *m_checkpoints;
    CountBox *m_topK;
    QPushButton *m_trace;
    QGridLayout *m_grid;
    QList<FormField *> m_fields;
    int m_columns = 0;
};

} // namespace proponent::ui
