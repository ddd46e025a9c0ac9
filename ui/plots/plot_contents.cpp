// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_contents.h"

#include "ui/theme/theme.h"

#include <algorithm>
#include <numeric>

namespace proponent::ui {

void PlotContents::dress()
{
    canvas->dress(widget->palette());
    for (const PlotSeries &one : std::as_const(series))
        one.line ? dressLine(one) : dressBars(one);
    canvas->clearItems();
    for (const PlotWidget::Mark &mark : std::as_const(marks)) {
        const QColor colour = seriesColour(mark.colour, widget->palette());
        auto *line = new QCPItemStraightLine(canvas);
        line->setPen(QPen(colour, 1.5, Qt::DashLine));
        line->point1->setCoords(mark.at, canvas->yAxis->range().lower);
        line->point1->setTypeX(QCPItemPosition::ptPlotCoords);
        line->point1->setTypeY(QCPItemPosition::ptAxisRectRatio);
        line->point1->setCoords(mark.at, 0);
        line->point2->setTypeY(QCPItemPosition::ptAxisRectRatio);
        line->point2->setCoords(mark.at, 1);
        auto *word = new QCPItemText(canvas);
        word->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        word->position->setCoords(mark.at, 0.02);
        word->setText(mark.text);
        word->setFont(sized(canvas->font(), TextSize::Caption));
        word->setColor(colour);
        const bool leftHalf = canvas->xAxis->range().center() > mark.at;
        word->setPositionAlignment(Qt::AlignTop | (leftHalf ? Qt::AlignLeft : Qt::AlignRight));
        word->setPadding(QMargins(4, 0, 4, 0));
    }
    QPalette muted = emptyLabel->palette();
    muted.setColor(QPalette::WindowText, coloursOf(widget->palette()).muted);
    emptyLabel->setPalette(muted);
    queueReplot();
}

void PlotContents::dressLine(const PlotSeries &one)
{
    QColor colour = seriesColour(one.style.colour, widget->palette());
    colour.setAlphaF(float(one.style.opacity));
    QPen pen(colour, one.style.width, one.style.pen);
    pen.setJoinStyle(Qt::RoundJoin);
    one.line->setPen(pen);
    const QPen outline(colour, 1.5);
    const QBrush fill(widget->palette().color(QPalette::Base));
    if (one.style.marker == PlotWidget::Marker::Circle)
        one.line->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, outline, fill, 7));
    else if (one.style.marker == PlotWidget::Marker::Diamond)
        one.line->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDiamond, outline, fill, 9));
}

void PlotContents::dressBars(const PlotSeries &one)
{
    one.bars->setPen(Qt::NoPen);
    one.bars->setBrush(seriesColour(one.style.colour, widget->palette()));
}

bool PlotContents::isEmpty() const
{
    return std::all_of(series.begin(), series.end(), [](const PlotSeries &one) {
        return one.line ? one.line->data()->isEmpty() : one.bars->data()->isEmpty();
    });
}

bool PlotContents::fitX(QCPRange &x) const
{
    if (xUpper > xLower) {
        x = QCPRange(xLower, xUpper);
        return true;
    }
    bool any = false;
    for (const PlotSeries &one : series) {
        bool found = false;
        QCPRange range = one.line ? one.line->getKeyRange(found) : one.bars->data()->keyRange(found);
        if (found && one.bars) { // QCPBars adds what its bars take up only once it knows the size of the plot
            range.lower -= one.bars->width() / 2;
            range.upper += one.bars->width() / 2;
        }
        if (found)
            x = any ? x.expanded(range) : range;
        any = any || found;
    }
    for (const PlotWidget::Mark &mark : marks) {
        if (any)
            x.expand(mark.at);
    }
    const double room = x.size() > 0 ? x.size() * 0.02 : 0.5;
    x = QCPRange(x.lower - room, x.upper + room);
    return any;
}

bool PlotContents::fitY(QCPRange &y) const
{
    const bool logarithmic = canvas->yAxis->scaleType() == QCPAxis::stLogarithmic;
    bool any = false;
    for (const PlotSeries &one : series) {
        bool found = false;
        QCPRange range = one.line ? one.line->getValueRange(found) : one.bars->getValueRange(found);
        if (one.bars && !logarithmic)
            range.expand(0);
        if (found)
            y = any ? y.expanded(range) : range;
        any = any || found;
    }
    if (logarithmic) {
        y = QCPRange(0.7, std::max(y.upper, 1.0) * 2);
        return any;
    }
    if (yUpper > yLower)
        y.expand(QCPRange(yLower, yUpper));
    const double room = y.size() > 0 ? y.size() * 0.05 : yIsShare ? 0.05 : 0.5;
    const bool fixed = yUpper > yLower;
    y = QCPRange(fixed && y.lower >= yLower ? y.lower : y.lower - room, y.upper + room);
    if (yIsShare) // there is nothing above 100 %
        y = QCPRange(std::max(y.lower, 0.0), std::min(y.upper, 1.02));
    return any;
}

void PlotContents::fit()
{
    QCPRange x = canvas->xAxis->range();
    QCPRange y = canvas->yAxis->range();
    if (fitX(x))
        canvas->xAxis->setRange(x);
    if (fitY(y))
        canvas->yAxis->setRange(y);
}

void PlotContents::dataChanged()
{
    const bool empty = isEmpty();
    emptyLabel->setVisible(empty && !emptyLabel->text().isEmpty());
    showLegend();
    if (!zoomed)
        fit();
    queueReplot();
}

/// Names the series that have data; takes no room when there is nothing to name, or when the data would be left
/// too little of it.
void PlotContents::showLegend()
{
    QList<QCPAbstractPlottable *> named;
    for (const PlotSeries &one : std::as_const(series)) {
        if (one.line && !one.line->data()->isEmpty())
            named += one.line;
        else if (one.bars && !one.bars->data()->isEmpty())
            named += one.bars;
    }
    constexpr int leastHeight = 132; // with one row
    const int columns = legendColumns(named);
    const int rows = columns > 0 ? (int(named.size()) + columns - 1) / columns : 0;
    if (!legend || canvas->height() < leastHeight + (rows - 1) * canvas->fontMetrics().height())
        named.clear();
    if (named == legendEntries && columns == canvas->legend->wrap() && legendShown)
        return;
    legendShown = true;
    legendEntries = named;
    canvas->legend->clearItems();
    canvas->legend->setWrap(columns);
    for (QCPAbstractPlottable *plottable : std::as_const(named))
        plottable->addToLegend();
    canvas->legend->setVisible(!named.isEmpty());
    canvas->legend->setMargins(named.isEmpty() ? QMargins() : QMargins(8, 4, 0, 4));
}

/// Side by side as many as there is room for: a name that is cut short names nothing.
int PlotContents::legendColumns(const QList<QCPAbstractPlottable *> &named) const
{
    const QCPLegend *names = canvas->legend;
    const QFontMetrics metrics(names->font());
    const int room = canvas->width() - 2 * space::two;
    for (int columns = int(named.size()); columns > 1; --columns) {
        QList<int> widths(columns, 0);
        for (qsizetype i = 0; i < named.size(); ++i) {
            int &width = widths[i % columns];
            width = std::max(width, names->iconSize().width() + names->iconTextPadding() +
                                        metrics.horizontalAdvance(named.at(i)->name()));
        }
        const int spaces = (columns - 1) * names->columnSpacing();
        if (std::accumulate(widths.begin(), widths.end(), spaces) <= room)
            return columns;
    }
    return 1;
}

/// Not the range of the data before: that would look like an answer.
void PlotContents::showEmptyRange()
{
    const bool logarithmic = canvas->yAxis->scaleType() == QCPAxis::stLogarithmic;
    xLower = xUpper = 0;
    canvas->xAxis->setRange(0, 1);
    canvas->yAxis->setRange(logarithmic ? 1 : 0, logarithmic ? 1000 : 1);
}

} // namespace proponent::ui
