// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/comparison_figures.h"

#include "ui/pages/compare/config_difference_table.h"
#include "ui/plots/comparison_plots.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_label.h"

#include <QVBoxLayout>

namespace proponent::ui {

ComparisonFigures::ComparisonFigures(QWidget *parent)
    : VerticalScroll(parent),
      m_same(new TextLabel(tr("Nothing: the two sessions have the same configuration."), TextSize::Body,
                           TextLabel::Tone::Muted, this)),
      m_table(new ConfigDifferenceTable(this)),
      m_curves(new ComparisonCurves(this)),
      m_classes(new ClassAccuracyPlot(this))
{
    m_same->setWordWrap(true);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, space::one, 0);
    layout->setSpacing(space::half);
    layout->addWidget(
        new TextLabel(tr("What was set differently"), TextSize::Caption, TextLabel::Tone::Plain, content));
    layout->addWidget(m_same);
    layout->addWidget(m_table);
    layout->addWidget(m_curves, 2);
    layout->addWidget(m_classes, 1);
    setWidget(content);
}

void ComparisonFigures::showFigures(const Comparison &comparison)
{
    const SessionDetails &a = comparison.first();
    const SessionDetails &b = comparison.second();
    m_table->showDifferences(a, b);
    const bool same = m_table->model()->rowCount() == 0;
    m_same->setVisible(same);
    m_table->setVisible(!same);
    m_curves->setEpochs(a.epochs, b.epochs);
    m_classes->setVisible(comparison.tests().isComparable());
    m_classes->setClasses(comparison.tests().classes, a.dataset);
}

} // namespace proponent::ui
