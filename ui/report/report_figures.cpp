// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_figures.h"

#include "ui/plots/learning_curves.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/recovery_plot.h"
#include "ui/plots/score_distribution.h"
#include "ui/report/report_markup.h"
#include "ui/text/format.h"

#include <QFile>
#include <QRegularExpression>

namespace proponent::ui {

namespace {

// Pixels; two plots beside each other fill the page.
constexpr int webWidth = 500;
constexpr int paperWidth = 400;
constexpr double paperScale = 0.82;
constexpr int tall = 280;
constexpr int low = 210; ///< beside an example
constexpr int lowOnPaper = 165;

/// As the style sheets have them, whatever the window looks like now.
QPalette paletteOf(bool dark)
{
    const QColor card = dark ? QColor(0x1e, 0x21, 0x26) : QColor(0xff, 0xff, 0xff);
    const QColor text = dark ? QColor(0xe6, 0xe8, 0xeb) : QColor(0x1b, 0x1f, 0x24);
    QPalette palette;
    for (const auto role : {QPalette::Window, QPalette::Base})
        palette.setColor(role, card);
    for (const auto role : {QPalette::WindowText, QPalette::Text})
        palette.setColor(role, text);
    return palette;
}

} // namespace

ReportFigures::ReportFigures(ReportDialect dialect)
    : m_dialect(dialect), m_width(dialect == ReportDialect::Web ? webWidth : paperWidth)
{
}

ReportFigure ReportFigures::loss(const SessionDetails &details) const
{
    LearningCurves curves;
    curves.setEpochs(details.epochs, details.summary.epochsPlanned);
    return draw(curves, *curves.lossPlot(), tall);
}

ReportFigure ReportFigures::accuracy(const SessionDetails &details) const
{
    LearningCurves curves;
    curves.setEpochs(details.epochs, details.summary.epochsPlanned);
    curves.accuracyPlot()->setLegendVisible(true);
    return draw(curves, *curves.accuracyPlot(), tall);
}

ReportFigure ReportFigures::scores(const TestInfluence &influence) const
{
    ScoreDistribution distribution;
    distribution.setHistogram(influence.histogram);
    const auto &strongest = influence.proponents.isEmpty() ? influence.opponents : influence.proponents;
    if (!strongest.isEmpty())
        distribution.markScore(strongest.constFirst().score,
                               text::example(strongest.constFirst().trainIndex));
    return draw(distribution, *distribution.plot(), m_dialect == ReportDialect::Web ? low : lowOnPaper);
}

ReportFigure ReportFigures::selfScores(const SelfInfluenceAnalysis &analysis) const
{
    ScoreDistribution distribution;
    distribution.setHistogram(analysis.histogram);
    distribution.plot()->setAxes(Report::tr("Self-influence"), Report::tr("Examples"));
    distribution.plot()->setLegendVisible(false); // no score is below 0
    return draw(distribution, *distribution.plot(), low);
}

ReportFigure ReportFigures::recovery(const LabelAudit &audit) const
{
    RecoveryPlot recovery;
    QList<RecoveryCurve> own; // one line that can be told from chance; the figures of all stand beside it
    for (const RecoveryCurve &curve : audit.recovery) {
        if (toString(curve.method) == audit.header.method)
            own += curve;
    }
    recovery.setCurves(own);
    recovery.plot()->setLegendVisible(true);
    return draw(recovery, *recovery.plot(), tall);
}

ReportFigure ReportFigures::draw(QWidget &owner, PlotWidget &plot, int height) const
{
    plot.setFixedSize(m_width, height);
    ReportFigure figure;
    figure.light = drawn(owner, plot, Theme::Light);
    if (m_dialect == ReportDialect::Web)
        figure.dark = drawn(owner, plot, Theme::Dark);
    figure.size = m_dialect == ReportDialect::Web ? plot.size() : plot.size() * paperScale;
    return figure;
}

QByteArray ReportFigures::drawn(QWidget &owner, PlotWidget &plot, Theme theme) const
{
    owner.setPalette(paletteOf(theme == Theme::Dark));
    static_cast<void>(plot.grab()); // gives what was never shown its fonts and layout
    const QString file = m_folder.filePath(m_dialect == ReportDialect::Web ? QStringLiteral("plot.svg")
                                                                           : QStringLiteral("plot.png"));
    QFile saved(file);
    if (!plot.save(file) || !saved.open(QIODevice::ReadOnly))
        return {};
    // The reader's machine may not have this one's font, and would fall back to one with serifs.
    static const QRegularExpression family(QStringLiteral("font-family=\"([^\"]*)\""));
    QByteArray bytes = saved.readAll();
    if (m_dialect == ReportDialect::Web)
        bytes = QString::fromUtf8(bytes)
                    .replace(family, QStringLiteral("font-family=\"'\\1', system-ui, sans-serif\""))
                    .toUtf8();
    return bytes;
}

} // namespace proponent::ui
