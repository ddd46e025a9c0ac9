// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/recovery_plot.h"

#include "ui/plots/plot_widget.h"
#include "ui/text/audit_words.h"
#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_label.h"

#include <QGridLayout>
#include <QPainter>

#include <array>

namespace proponent::ui {

namespace {

constexpr int chance = auditMethodCount; ///< the series after the methods'
constexpr double rightEnd = 1.02; ///< room for the word at 100 %
constexpr int glance = 10; ///< per cent of the training examples

/// By series: apart in colour and in stroke.
constexpr std::array<Qt::PenStyle, auditMethodCount + 1> strokes{
    Qt::SolidLine,      Qt::DashLine, Qt::DashDotLine, Qt::DotLine,
    Qt::DashDotDotLine, Qt::DashLine, Qt::DotLine,     Qt::SolidLine};

PlotWidget::LineStyle styleOf(int series)
{
    if (series == chance)
        return {.colour = 5, .pen = Qt::SolidLine, .width = 1, .opacity = 0.6};
    return {.colour = series, .pen = strokes[std::size_t(series)]};
}

/// The stroke of a series, for the legend.
class Stroke : public QWidget
{
public:
    Stroke(int series, QWidget *parent) : QWidget(parent), m_series(series) { setFixedSize(28, 12); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const PlotWidget::LineStyle style = styleOf(m_series);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(style.opacity);
        painter.setPen(QPen(seriesColour(style.colour, palette()), style.width, style.pen));
        painter.drawLine(QPointF(0, height() / 2.0), QPointF(width(), height() / 2.0));
    }

private:
    int m_series;
};

} // namespace

RecoveryPlot::RecoveryPlot(QWidget *parent) : QWidget(parent), m_plot(new PlotWidget(this))
{
    m_plot->setTitle(tr("Planted errors found"));
    m_plot->setAxes(tr("Training examples looked at"), tr("Errors found"));
    m_plot->setNumbers(PlotWidget::Numbers::Percent, PlotWidget::Numbers::Percent);
    m_plot->setXRange(0, rightEnd);
    m_plot->setYAtLeast(0, 1);
    m_plot->setLegendVisible(false); // the one below it has room for figures

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(space::one);
    layout->setVerticalSpacing(0);
    layout->setColumnStretch(1, 1);
    layout->addWidget(m_plot, 0, 0, 1, 3);
    layout->setRowStretch(0, 1);
    auto *caption = new TextLabel(tr("Found in the first %1 %").arg(glance), TextSize::Caption,
                                  TextLabel::Tone::Muted, this);
    layout->addWidget(caption, 1, 1, 1, 2, Qt::AlignRight);
    for (const AuditMethod method : auditMethods())
        addSeries(text::auditMethodName(method), text::auditMethodExplanation(method), int(method));
    addSeries(tr("By chance"), tr("What is found by looking at examples in any order"), chance);
    setCurves({});
}

void RecoveryPlot::addSeries(const QString &name, const QString &explanation, int series)
{
    m_plot->addLine(name, styleOf(series));
    const Entry entry{new Stroke(series, this),
                      new TextLabel(name, TextSize::Caption, TextLabel::Tone::Plain, this),
                      new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Plain, this)};
    entry.name->setToolTip(explanation);
    auto *grid = static_cast<QGridLayout *>(layout());
    const int row = grid->rowCount();
    grid->addWidget(entry.line, row, 0);
    grid->addWidget(entry.name, row, 1);
    grid->addWidget(entry.found, row, 2, Qt::AlignRight);
    m_legend += entry;
}

void RecoveryPlot::showEntry(int series, bool visible, const QString &found)
{
    const Entry &entry = m_legend.at(series);
    for (QWidget *part :
         {entry.line, static_cast<QWidget *>(entry.name), static_cast<QWidget *>(entry.found)})
        part->setVisible(visible);
    entry.found->setText(found);
}

void RecoveryPlot::setCurves(const QList<RecoveryCurve> &curves)
{
    m_plot->clear();
    m_plot->setXRange(0, rightEnd);
    for (int series = 0; series < chance; ++series)
        showEntry(series, false, QString());
    for (const RecoveryCurve &curve : curves) {
        QList<QPointF> points{{0, 0}};
        for (qsizetype percent = 1; percent <= curve.found.size(); ++percent)
            points += QPointF(double(percent) / 100, curve.found.at(percent - 1));
        m_plot->setLine(int(curve.method), points);
        showEntry(int(curve.method), true, text::percent(curve.foundInTop(glance)));
    }
    if (!curves.isEmpty())
        m_plot->setLine(chance, {{0, 0}, {1, 1}});
    showEntry(chance, !curves.isEmpty(), text::percent(glance / 100.0));
}

} // namespace proponent::ui
