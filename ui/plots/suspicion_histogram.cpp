// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/suspicion_histogram.h"

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
    const ScoreHistogram &histogram = audit.histogram;
    const qsizetype bins = histogram.counts.size();
    const double width = bins > 0 ? (histogram.maximum - histogram.minimum) / double(bins) : 0;
    QList<PlotWidget::Bar> bars;
    for (qsizetype i = 0; i < bins; ++i) {
        if (histogram.counts.at(i) > 0)
            bars += PlotWidget::Bar{histogram.minimum + (double(i) + 0.5) * width,
                                    double(histogram.counts.at(i))};
    }
    if (const auto method = auditMethodFromString(audit.header.method))
        m_plot->setAxes(tr("Suspicion (%1)").arg(text::auditMethodName(*method).toLower()), tr("Examples"));
    m_plot->setMarks({});
    m_plot->setBars(0, bars, width * 0.96);
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
