// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/suspicion_histogram.h"

#include "ui/plots/histogram_bars.h"
#include "ui/plots/plot_widget.h"
#include "ui/text/audit_words.h"

#include <QVBoxLayout>

namespace proponent::ui {

SuspicionHistogram::SuspicionHistogram(QWidget *parent) : QWidget(parent), m_plot(new PlotWidget(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->setTitle(tr("Suspicion of all training examples"));
    m_plot->setAxes(tr("Suspicion"), tr("Examples"));
    m_plot->setLogarithmicCounts(true);
    m_plot->setLegendVisible(false);
    m_plot->addBars(tr("Training examples"), 0);
}

void SuspicionHistogram::setAudit(const LabelAudit &audit)
{
    const HistogramBars drawn = barsOf(audit.histogram);
    if (const auto method = auditMethodFromString(audit.header.method))
        m_plot->setAxes(tr("Suspicion (%1)").arg(text::auditMethodName(*method).toLower()), tr("Examples"));
    m_plot->setMarks({});
    m_plot->setXRange(drawn.lower, drawn.upper);
    m_plot->setBars(0, drawn.bars, drawn.width);
    m_plot->resetView();
}

void SuspicionHistogram::mark(double suspicion, const QString &word)
{
    m_plot->setMarks({{.at = suspicion, .text = word, .colour = 1}});
}

void SuspicionHistogram::clearMark()
{
    m_plot->setMarks({});
}

} // namespace proponent::ui
