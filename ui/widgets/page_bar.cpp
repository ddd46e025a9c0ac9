// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/page_bar.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace proponent::ui {

namespace {

/// A tab without a box: words, and a line under the page that is shown.
class PageButton : public QToolButton
{
public:
    using QToolButton::QToolButton;

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(sized(font(), TextSize::Heading));
        return {metrics.horizontalAdvance(text()) + 18 + space::one + 2 * space::two, 40};
    }

    /// The words alone.
    QSize minimumSizeHint() const override
    {
        return {sizeHint().width() - 18 - space::one - 2 * space::one, sizeHint().height()};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colours colours = coloursOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (underMouse() && isEnabled() && !isChecked()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colours.faint);
            painter.drawRoundedRect(rect().adjusted(2, 4, -2, -4), 5, 5);
        }
        const QColor colour = !isEnabled()  ? palette().color(QPalette::Disabled, QPalette::ButtonText)
                              : isChecked() ? palette().color(QPalette::WindowText)
                                            : colours.muted;
        painter.setFont(sized(font(), TextSize::Heading));
        painter.setPen(colour);
        if (width() < sizeHint().width()) { // no room for more than the words
            painter.drawText(rect(), Qt::AlignCenter, text());
        } else {
            const QRect content = rect().adjusted(space::two, 0, -space::two, 0);
            icon().paint(&painter, QRect(content.left(), (height() - 18) / 2, 18, 18), Qt::AlignCenter,
                         isEnabled() ? QIcon::Normal : QIcon::Disabled);
            painter.drawText(content.adjusted(18 + space::one, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                             text());
        }
        if (isChecked())
            painter.fillRect(QRect(space::one, height() - 3, width() - 2 * space::one, 3), colours.accent);
        if (hasFocus()) {
            painter.setPen(QPen(colours.accent, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(rect().adjusted(3, 4, -3, -5), 5, 5);
        }
    }
};

} // namespace

PageBar::PageBar(QWidget *parent) : QWidget(parent), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(space::one, 0, space::one, 1);
    m_row->setSpacing(0);
    m_row->addStretch(1);
    setAccessibleName(tr("Pages"));
}

void PageBar::addPage(QAction *action)
{
    auto *button = new PageButton(this);
    button->setDefaultAction(action);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text());
    m_row->insertWidget(m_row->count() - 1, button);
}

void PageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), coloursOf(palette()).border);
}

} // namespace proponent::ui
