// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/vertical_scroll.h"
#include "ui/work/comparison.h"

class QLabel;

namespace proponent::ui {

class ClassAccuracyPlot;
class ComparisonCurves;
class ConfigDifferenceTable;

/// What two sessions were set to differently, and what came of it: their curves over each other, and the
/// accuracy of each class.
class ComparisonFigures : public VerticalScroll
{
    Q_OBJECT

public:
    explicit ComparisonFigures(QWidget *parent = nullptr);

    void showFigures(const Comparison &comparison);
    [[nodiscard]] ConfigDifferenceTable *table() const { return m_table; }
    [[nodiscard]] ComparisonCurves *curves() const { return m_curves; }
    [[nodiscard]] ClassAccuracyPlot *classes() const { return m_classes; }

private:
    QLabel *m_same; ///< stands where there is nothing for the table
    ConfigDifferenceTable *m_table;
    ComparisonCurves *m_curves;
    ClassAccuracyPlot *m_classes;
};

} // namespace proponent::ui
