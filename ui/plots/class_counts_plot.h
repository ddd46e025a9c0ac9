// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <QWidget>

namespace proponent::ui {

class PlotWidget;

/// How many training and test examples each class has, side by side.
class ClassCountsPlot : public QWidget
{
    Q_OBJECT

public:
    explicit ClassCountsPlot(QWidget *parent = nullptr);

    void setCounts(const DatasetInfo &dataset);
    [[nodiscard]] PlotWidget *plot() const { return m_plot; }

private:
    PlotWidget *m_plot;
};

} // namespace proponent::ui
