// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_canvas.h"

#include "ui/text/format.h"
#include "ui/theme/theme.h"

#include <limits>

namespace proponent::ui {

namespace {

constexpr int usualTicks = 5;

/// Tick labels as the rest of the program writes numbers.
class LocaleTicker : public QCPAxisTicker
{
public:
    explicit LocaleTicker(PlotWidget::Numbers numbers) : m_numbers(numbers) { setTickCount(usualTicks); }

    [[nodiscard]] PlotWidget::Numbers numbers() const { return m_numbers; }

protected:
    QString getTickLabel(double tick, const QLocale &locale, QChar, int) override
    {
        const double size = std::abs(tick);
        if (size < m_step / 1000) // what rounding leaves of 0
            tick = 0;
        // As many digits as tell a tick from the next one, however close and however small they are.
        const int digits =
            tick == 0 ? 1 : int(std::floor(std::log10(size)) - std::floor(std::log10(m_step))) + 2;
        if (m_numbers == PlotWidget::Numbers::Percent)
            return locale.toString(tick * 100, 'g', std::clamp(digits, 3, most)) + QStringLiteral(" %");
        const bool inFull = size < 1e6 && size >= 1e-3;
        return locale.toString(tick, 'g', std::clamp(digits, inFull ? 6 : 3, most));
    }

    double getTickStep(const QCPRange &range) override
    {
        m_step = QCPAxisTicker::getTickStep(range);
        if (m_numbers == PlotWidget::Numbers::Whole)
            m_step = std::max(1.0, std::ceil(m_step));
        return m_step;
    }

private:
    static constexpr int most = 12; // digits; no room for more

    PlotWidget::Numbers m_numbers;
    double m_step = 1; ///< between the ticks that are labelled now
};

/// A name at every whole number, or, where there is no room for all, at every second, third, …
class NameTicker : public QCPAxisTicker
{
public:
    explicit NameTicker(QStringList names) : m_names(std::move(names)) {}

    /// Whether that changes anything.
    bool setRoom(double axisPixels, double namePixels)
    {
        const double fitting = std::max(1.0, axisPixels / namePixels);
        return std::exchange(m_fitting, fitting) != fitting;
    }

    static QString shortened(const QString &name)
    {
        constexpr int longest = 14;
        return name.size() > longest ? name.left(longest - 1) + u'…' : name;
    }

protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        return shortened(m_names.value(qRound(tick)));
    }
    double getTickStep(const QCPRange &) override { return 1; }
    QVector<double> createTickVector(double, const QCPRange &range) override
    {
        QVector<double> ticks;
        const int step = std::max(1, int(std::ceil((range.size() - 1) / m_fitting)));
        const int first = std::max(0, int(std::ceil(range.lower / step)) * step);
        for (int i = first; i <= range.upper && i < m_names.size(); i += step)
            ticks += i;
        return ticks;
    }

private:
    QStringList m_names;
    double m_fitting = 1; ///< names that there is room for
};

/// 1, 10, 100, 1,000 in full.
class CountTicker : public QCPAxisTickerLog
{
protected:
    QString getTickLabel(double tick, const QLocale &locale, QChar, int) override
    {
        return locale.toString(tick, 'f', 0);
    }
};

} // namespace

PlotCanvas::PlotCanvas(QWidget *parent) : QCustomPlot(parent)
{
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    setNoAntialiasingOnDrag(false);
    setAntialiasedElements(QCP::aeAll);
    setLocale(QLocale());

    // The legend stands above the data, never on it.
    auto *row = new QCPLayoutGrid; // owned by the layout
    row->addElement(0, 0, legend);
    row->addElement(0, 1, new QCPLayoutElement(this)); // takes the rest of the width
    row->setColumnStretchFactor(0, 0.001);
    plotLayout()->insertRow(0);
    plotLayout()->addElement(0, 0, row);
    plotLayout()->setRowStretchFactor(0, 0.001);
    plotLayout()->setRowSpacing(0);
    legend->setFillOrder(QCPLegend::foColumnsFirst);
    legend->setColumnSpacing(20);
    legend->setMargins(QMargins());
    legend->setVisible(false);
    setAutoAddPlottableToLegend(false);
    axisRect()->setMinimumMargins(QMargins(8, 8, 16, 8));
    setNumbers(xAxis, PlotWidget::Numbers::Plain);
    setNumbers(yAxis, PlotWidget::Numbers::Plain);
    connect(this, &QCustomPlot::afterLayout, this, &PlotCanvas::layTicks);
}

void PlotCanvas::setNumbers(QCPAxis *axis, PlotWidget::Numbers numbers)
{
    if (axis != xAxis || m_xNames.isEmpty())
        axis->setTicker(QSharedPointer<LocaleTicker>::create(numbers));
}

void PlotCanvas::setLogarithmicCounts(bool on)
{
    yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (on)
        yAxis->setTicker(QSharedPointer<CountTicker>::create());
    else
        setNumbers(yAxis, PlotWidget::Numbers::Whole);
}

void PlotCanvas::setXNames(const QStringList &names)
{
    m_xNames = names;
    xAxis->setTicker(QSharedPointer<NameTicker>::create(names));
    xAxis->setSubTicks(false);
}

void PlotCanvas::layTicks()
{
    if (!arrangeTicks())
        return;
    // They were made before it was known how much room there is.
    for (const auto phase :
         {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout})
        plotLayout()->update(phase);
}

/// As many as have room beside each other.
bool PlotCanvas::fitXTicks(const QFontMetrics &metrics)
{
    const auto ticker = xAxis->ticker();
    const int before = ticker->tickCount();
    for (int count = usualTicks; count >= 2; --count) {
        ticker->setTickCount(count);
        QVector<double> ticks;
        QVector<QString> labels;
        ticker->generate(xAxis->range(), locale(), u'g', 6, ticks, nullptr, &labels);
        int needed = 0;
        for (const QString &label : std::as_const(labels))
            needed += metrics.horizontalAdvance(label) + metrics.averageCharWidth();
        if (needed <= axisRect()->width())
            break;
    }
    return ticker->tickCount() != before;
}

bool PlotCanvas::arrangeTicks()
{
    const QFontMetrics metrics(xAxis->tickLabelFont());
    const int before = yAxis->ticker()->tickCount();
    yAxis->ticker()->setTickCount(std::clamp(axisRect()->height() / (2 * metrics.height()), 2, usualTicks));
    bool changed = yAxis->ticker()->tickCount() != before;
    const double rotation = xAxis->tickLabelRotation();
    const auto names = xAxis->ticker().dynamicCast<NameTicker>();
    if (names) {
        int widest = 0;
        for (const QString &name : std::as_const(m_xNames))
            widest = std::max(widest, metrics.horizontalAdvance(NameTicker::shortened(name)));
        const double room = axisRect()->width() / std::max(1.0, double(m_xNames.size()));
        const bool turned = widest + 8 > room;
        xAxis->setTickLabelRotation(turned ? -40 : 0);
        changed |= names->setRoom(axisRect()->width(), turned ? 1.6 * metrics.height() : widest + 8);
    } else {
        xAxis->setTickLabelRotation(0);
        changed |= fitXTicks(metrics);
    }
    return changed || xAxis->tickLabelRotation() != rotation;
}

void PlotCanvas::queueReplot()
{
    if (isVisible())
        replot(rpQueuedReplot);
    else
        m_stale = true;
}

void PlotCanvas::paintEvent(QPaintEvent *event)
{
    if (std::exchange(m_stale, false))
        replot(rpQueuedRefresh);
    QCustomPlot::paintEvent(event);
}

void PlotCanvas::dress(const QPalette &palette)
{
    const Colours colours = coloursOf(palette);
    setBackground(QBrush(colours.surface)); // opaque: QCustomPlot doesn't clear what it paints on
    axisRect()->setBackground(QBrush(Qt::NoBrush));
    dressAxis(xAxis, colours);
    dressAxis(yAxis, colours);
    xAxis->grid()->setVisible(false);
    legend->setBorderPen(Qt::NoPen);
    legend->setBrush(Qt::NoBrush);
    legend->setFont(sized(font(), TextSize::Caption));
    legend->setTextColor(colours.muted);
    legend->setIconSize(28, 12);
}

void PlotCanvas::dressAxis(QCPAxis *axis, const Colours &colours)
{
    const QFont caption = sized(font(), TextSize::Caption);
    axis->setBasePen(QPen(colours.border, 1));
    axis->setTickPen(QPen(colours.border, 1));
    axis->setSubTickPen(Qt::NoPen);
    axis->setTickLengthIn(0);
    axis->setTickLengthOut(4);
    axis->setTickLabelFont(caption);
    axis->setTickLabelColor(colours.muted);
    axis->setLabelFont(caption);
    axis->setLabelColor(colours.muted);
    axis->setLabelPadding(4);
    axis->grid()->setPen(QPen(blended(colours.surface, colours.border, 0.7), 1));
    axis->grid()->setZeroLinePen(QPen(colours.border, 1));
    axis->grid()->setSubGridVisible(false);
}

QString PlotCanvas::valueAt(const QPointF &position) const
{
    if (!axisRect()->rect().contains(position.toPoint()))
        return {};
    constexpr double near = 18; // pixels: that point is meant, even before a bar
    QString words = lineValueAt(position, near);
    if (words.isEmpty())
        words = barValueAt(position);
    return words.isEmpty() ? lineValueAt(position, std::numeric_limits<double>::infinity()) : words;
}

/// Of the point that is nearest along the x axis, of the line that is nearest there.
QString PlotCanvas::lineValueAt(const QPointF &position, double reach) const
{
    QString words;
    double nearest = reach;
    for (int i = 0; i < graphCount(); ++i) {
        const QCPGraph *line = graph(i);
        const auto points = line->data();
        const double key = xAxis->pixelToCoord(position.x());
        auto at = points->findBegin(key, true);
        auto best = points->constEnd();
        for (int step = 0; step < 3 && at != points->constEnd(); ++step, ++at) {
            if (best == points->constEnd() || std::abs(at->key - key) < std::abs(best->key - key))
                best = at;
        }
        if (best == points->constEnd())
            continue;
        const QPointF pixel(xAxis->coordToPixel(best->key), yAxis->coordToPixel(best->value));
        const double distance = QLineF(pixel, position).length();
        if (distance < nearest) {
            nearest = distance;
            words = QStringLiteral("%1\n%2: %3\n%4: %5")
                        .arg(line->name(), xAxis->label(), numberOn(xAxis, best->key), yAxis->label(),
                             numberOn(yAxis, best->value));
        }
    }
    return words;
}

QString PlotCanvas::barValueAt(const QPointF &position) const
{
    const double key = xAxis->pixelToCoord(position.x());
    for (int i = 0; i < plottableCount(); ++i) {
        const auto *bars = qobject_cast<const QCPBars *>(mPlottables.at(i));
        if (!bars)
            continue;
        for (auto bar = bars->data()->constBegin(); bar != bars->data()->constEnd(); ++bar) {
            if (bar->value == 0 || std::abs(bar->key - key) > bars->width() / 2)
                continue;
            return QStringLiteral("%1\n%2: %3\n%4: %5")
                .arg(bars->name(), xAxis->label(), numberOn(xAxis, bar->key), yAxis->label(),
                     numberOn(yAxis, bar->value))
                .trimmed();
        }
    }
    return {};
}

QVariant PlotCanvas::xValue(double key) const
{
    return m_xNames.isEmpty() ? QVariant(key) : QVariant(m_xNames.value(qRound(key)));
}

QString PlotCanvas::numberOn(const QCPAxis *axis, double value) const
{
    if (axis == yAxis && axis->scaleType() == QCPAxis::stLogarithmic)
        return text::count(qint64(value));
    if (axis == xAxis && !m_xNames.isEmpty())
        return m_xNames.value(qRound(value));
    const auto ticker = axis->ticker().dynamicCast<LocaleTicker>();
    const bool percent = ticker && ticker->numbers() == PlotWidget::Numbers::Percent;
    return percent ? text::percent(value) : text::number(value, 4);
}

} // namespace proponent::ui
