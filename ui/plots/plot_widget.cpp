// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_widget.h"

#include "ui/plots/plot_contents.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QToolTip>
#include <QVBoxLayout>

#include <utility>

namespace proponent::ui {

PlotWidget::PlotWidget(QWidget *parent) : QWidget(parent), m_impl(std::make_unique<PlotContents>(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::half, space::half, space::half, space::half);
    layout->addWidget(m_impl->canvas);
    m_impl->canvas->setContextMenuPolicy(Qt::NoContextMenu);
    // QCustomPlot keeps every mouse event to itself, and with them the one that asks for the menu.
    m_impl->canvas->setAttribute(Qt::WA_NoMousePropagation, false);
    m_impl->canvas->setFocusPolicy(Qt::NoFocus); // a click gives it to us, who show it
    m_impl->emptyLabel->setAlignment(Qt::AlignCenter);
    m_impl->emptyLabel->setWordWrap(true);
    m_impl->emptyLabel->setFont(sized(font(), TextSize::Caption));
    m_impl->emptyLabel->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_impl->emptyLabel->hide();
    setMinimumSize(160, 96);
    setFocusPolicy(Qt::StrongFocus);

    connect(m_impl->canvas, &QCustomPlot::mouseDoubleClick, this, &PlotWidget::resetView);
    connect(m_impl->canvas, &QCustomPlot::mouseWheel, this, [this] { m_impl->zoomed = true; });
    connect(m_impl->canvas, &QCustomPlot::mouseMove, this, [this](QMouseEvent *event) {
        if (event->buttons() & Qt::LeftButton)
            m_impl->zoomed = true;
        const QString words = m_impl->canvas->valueAt(event->position());
        m_impl->canvas->setToolTip(words);
        if (QToolTip::isVisible()) // else it would stay as it is beside what it was about
            QToolTip::showText(event->globalPosition().toPoint(), words, m_impl->canvas);
    });
    connect(m_impl->canvas->xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this,
            [this](const QCPRange &x) {
                if (m_impl->zoomed)
                    Q_EMIT xViewed(x.lower, x.upper);
            });
    m_impl->dress();
}

PlotWidget::~PlotWidget() = default;

void PlotWidget::setTitle(const QString &title)
{
    m_impl->title = title;
    setAccessibleName(title);
    m_impl->canvas->setAccessibleName(title);
}

void PlotWidget::setAxes(const QString &x, const QString &y)
{
    m_impl->canvas->xAxis->setLabel(x);
    m_impl->canvas->yAxis->setLabel(y);
}

void PlotWidget::setNumbers(Numbers x, Numbers y)
{
    m_impl->canvas->setNumbers(m_impl->canvas->xAxis, x);
    m_impl->canvas->setNumbers(m_impl->canvas->yAxis, y);
    m_impl->yIsShare = y == Numbers::Percent;
}

void PlotWidget::setXLabels(const QStringList &names)
{
    m_impl->canvas->setXNames(names);
    setXRange(-0.6, double(names.size()) - 0.4);
}

void PlotWidget::setLogarithmicCounts(bool on)
{
    m_impl->canvas->setLogarithmicCounts(on);
}

void PlotWidget::setYAtLeast(double lower, double upper)
{
    m_impl->yLower = lower;
    m_impl->yUpper = upper;
    m_impl->canvas->yAxis->setRange(lower, upper + (upper - lower) * 0.05);
}

void PlotWidget::setXRange(double lower, double upper)
{
    m_impl->xLower = lower;
    m_impl->xUpper = upper;
    if (upper > lower)
        m_impl->canvas->xAxis->setRange(lower, upper);
}

void PlotWidget::setEmptyText(const QString &text)
{
    m_impl->emptyLabel->setText(text);
    m_impl->dataChanged();
}

void PlotWidget::setLegendVisible(bool visible)
{
    m_impl->legend = visible;
    m_impl->dataChanged();
}

void PlotWidget::shareX(PlotWidget &one, PlotWidget &other)
{
    const auto lead = [](PlotWidget &leader, PlotWidget &follower) {
        connect(&leader, &PlotWidget::xViewed, &follower, &PlotWidget::viewX);
        connect(&leader, &PlotWidget::viewReset, &follower, &PlotWidget::resetView);
    };
    lead(one, other);
    lead(other, one);
}

void PlotWidget::viewX(double lower, double upper)
{
    if (xView() == std::pair(lower, upper))
        return;
    m_impl->zoomed = true;
    m_impl->canvas->xAxis->setRange(lower, upper);
    m_impl->queueReplot();
}

std::pair<double, double> PlotWidget::xView() const
{
    const QCPRange x = m_impl->canvas->xAxis->range();
    return {x.lower, x.upper};
}

int PlotWidget::addLine(const QString &name, const LineStyle &style)
{
    QCPGraph *line = m_impl->canvas->addGraph();
    line->setName(name);
    m_impl->series.append({name, style, line, nullptr});
    m_impl->dressLine(m_impl->series.constLast());
    return int(m_impl->series.size()) - 1;
}

int PlotWidget::addBars(const QString &name, int colour)
{
    auto *bars = new QCPBars(m_impl->canvas->xAxis, m_impl->canvas->yAxis); // owned by the canvas
    bars->setName(name);
    m_impl->series.append({name, LineStyle{.colour = colour}, nullptr, bars});
    m_impl->dressBars(m_impl->series.constLast());
    return int(m_impl->series.size()) - 1;
}

void PlotWidget::setLine(int series, const QList<QPointF> &points)
{
    QVector<QCPGraphData> converted;
    converted.reserve(points.size());
    for (const QPointF &point : points)
        converted.append(QCPGraphData(point.x(), point.y()));
    m_impl->series.at(series).line->data()->set(converted);
    m_impl->dataChanged();
}

void PlotWidget::appendToLine(int series, const QPointF &point)
{
    m_impl->series.at(series).line->addData(point.x(), point.y());
    m_impl->dataChanged();
}

void PlotWidget::setBars(int series, const QList<Bar> &bars, double width)
{
    QVector<QCPBarsData> converted;
    converted.reserve(bars.size());
    for (const Bar &bar : bars)
        converted.append(QCPBarsData(bar.at, bar.height));
    QCPBars *plotted = m_impl->series.at(series).bars;
    plotted->setWidth(width);
    plotted->data()->set(converted);
    m_impl->dataChanged();
}

void PlotWidget::setMarks(const QList<Mark> &marks)
{
    m_impl->marks = marks;
    m_impl->dataChanged();
    m_impl->dress();
}

void PlotWidget::clear()
{
    for (const PlotSeries &one : std::as_const(m_impl->series)) {
        if (one.line)
            one.line->data()->clear();
        else
            one.bars->data()->clear();
    }
    m_impl->marks.clear();
    m_impl->zoomed = false;
    m_impl->showEmptyRange();
    m_impl->dress();
    m_impl->dataChanged();
}

bool PlotWidget::isEmpty() const
{
    return m_impl->isEmpty();
}

int PlotWidget::pointCount(int series) const
{
    const PlotSeries &one = m_impl->series.at(series);
    return one.line ? one.line->data()->size() : one.bars->data()->size();
}

PlotTable PlotWidget::table() const
{
    PlotTable table{{tr("series"), m_impl->canvas->xAxis->label(), m_impl->canvas->yAxis->label()}, {}};
    for (const PlotSeries &one : std::as_const(m_impl->series)) {
        if (one.line) {
            for (auto point = one.line->data()->constBegin(); point != one.line->data()->constEnd(); ++point)
                table.rows += QVariantList{one.name, m_impl->canvas->xValue(point->key), point->value};
        } else {
            for (auto bar = one.bars->data()->constBegin(); bar != one.bars->data()->constEnd(); ++bar)
                table.rows += QVariantList{one.name, m_impl->canvas->xValue(bar->key), bar->value};
        }
    }
    return table;
}

QSize PlotWidget::sizeHint() const
{
    return {360, 220};
}

void PlotWidget::resetView()
{
    const bool moved = std::exchange(m_impl->zoomed, false);
    m_impl->dataChanged();
    if (moved)
        Q_EMIT viewReset();
}

void PlotWidget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::ApplicationPaletteChange)
        m_impl->dress();
    QWidget::changeEvent(event);
}

void PlotWidget::paintEvent(QPaintEvent *)
{
    const Colours colours = coloursOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(colours.accent, 2) : QPen(colours.border, 1));
    painter.setBrush(colours.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void PlotWidget::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_impl->emptyLabel->setGeometry(
        rect().adjusted(6 * space::one, space::two, -space::three, -5 * space::one));
    m_impl->showLegend();
    m_impl->queueReplot();
}

} // namespace proponent::ui

#include "moc_plot_widget.cpp" // here, where Qt's headers are loaded already
