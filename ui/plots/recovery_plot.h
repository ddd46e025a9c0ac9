// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"

#include <QWidget>

class QLabel;

namespace proponent::ui {

class PlotWidget;

/// How many of the planted wrong labels each method puts how early: the farther above the diagonal of
/// chance, the better. The legend beside it says what a look at the first tenth would find.
class RecoveryPlot : public QWidget
{
    Q_OBJECT

public:
    explicit RecoveryPlot(QWidget *parent = nullptr);

    /// Empty: no noise was planted, and nothing is shown.
    void setCurves(const QList<RecoveryCurve> &curves);
    /// One series a method, in the order of the enumeration; the last is chance.
    [[nodiscard]] PlotWidget *plot() const { return m_plot; }

private:
    struct Entry
    {
        QWidget *line;
        QLabel *name;
        QLabel *found;
    };

    void addSeries(const QString &name, const QString &explanation, int series);
    void showEntry(int series, bool visible, const QString &found);

    PlotWidget *m_plot;
    QList<Entry> m_legend;
};

} // namespace proponent::ui
