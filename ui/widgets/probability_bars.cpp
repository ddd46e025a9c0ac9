// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/probability_bars.h"

#include "ui/text/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace proponent::ui {

namespace {
constexpr int mostRows = 12;
}

ProbabilityBars::ProbabilityBars(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFont(sized(font(), TextSize::Caption));
}

void ProbabilityBars::setBeliefs(const QStringList &classNames, const QList<float> &probabilities, int label,
                                 int predicted)
{
    m_classNames = classNames;
    m_probabilities = probabilities;
    m_label = label;
    m_predicted = predicted;
    m_order.resize(probabilities.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    if (m_order.size() > mostRows) {
        std::sort(m_order.begin(), m_order.end(),
                  [&](int a, int b) { return probabilities.at(a) > probabilities.at(b); });
        m_order.resize(mostRows);
    }
    describe();
    updateGeometry();
    update();
}

QSize ProbabilityBars::sizeHint() const
{
    return {200, int(m_order.size()) * rowHeight()};
}

QSize ProbabilityBars::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

int ProbabilityBars::rowHeight() const
{
    return fontMetrics().height() + 6;
}

void ProbabilityBars::describe()
{
    QStringList words;
    for (const int classIndex : std::as_const(m_order))
        words +=
            tr("%1 %2").arg(m_classNames.value(classIndex), text::percent(m_probabilities.at(classIndex)));
    setAccessibleName(tr("Class probabilities: %1").arg(words.join(QStringLiteral(", "))));
}

void ProbabilityBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours colours = coloursOf(palette());
    const QFontMetrics metrics = fontMetrics();
    int nameWidth = 0;
    for (const int classIndex : std::as_const(m_order))
        nameWidth = qMax(nameWidth, metrics.horizontalAdvance(m_classNames.value(classIndex)));
    nameWidth = qMin(nameWidth, width() * 2 / 5);
    const int valueWidth = metrics.horizontalAdvance(text::percent(1.0));
    const int mark = metrics.height();
    const int barLeft = mark + space::half + nameWidth + space::one;
    const int barWidth = qMax(8, width() - barLeft - valueWidth - space::half);

    for (int row = 0; row < m_order.size(); ++row) {
        const int classIndex = m_order.at(row);
        const QRect line(0, row * rowHeight(), width(), rowHeight());
        const bool isLabel = classIndex == m_label;
        const bool isWrongGuess = classIndex == m_predicted && !isLabel;
        const QColor colour = isLabel ? colours.good : isWrongGuess ? colours.error : colours.muted;
        if (isLabel || isWrongGuess)
            drawIcon(&painter, QRectF(0, line.center().y() - mark / 2.0 + 1, mark, mark),
                     isLabel ? QStringLiteral("right") : QStringLiteral("wrong"), colour);
        painter.setPen(isLabel || isWrongGuess ? palette().color(QPalette::WindowText) : colours.muted);
        painter.drawText(QRect(mark + space::half, line.top(), nameWidth, line.height()), Qt::AlignVCenter,
                         metrics.elidedText(m_classNames.value(classIndex), Qt::ElideRight, nameWidth));
        const double share = std::clamp(double(m_probabilities.at(classIndex)), 0.0, 1.0);
        QRectF bar(barLeft, line.center().y() - 3, barWidth, 7);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.faint);
        painter.drawRoundedRect(bar, 3, 3);
        if (share > 0.002) {
            bar.setWidth(qMax(3.0, bar.width() * share));
            painter.setBrush(colour);
            painter.drawRoundedRect(bar, 3, 3);
        }
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(width() - valueWidth, line.top(), valueWidth, line.height()),
                         Qt::AlignVCenter | Qt::AlignRight, text::percent(share));
    }
}

bool ProbabilityBars::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int row = help->pos().y() / qMax(1, rowHeight());
        if (row < m_order.size()) {
            const int classIndex = m_order.at(row);
            QString words = tr("%1: %2").arg(m_classNames.value(classIndex),
                                             text::percent(m_probabilities.at(classIndex)));
            if (classIndex == m_label)
                words += u'\n' + tr("the label of this example");
            if (classIndex == m_predicted)
                words += u'\n' + tr("what the model predicts");
            QToolTip::showText(help->globalPos(), words, this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace proponent::ui
