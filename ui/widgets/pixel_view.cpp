// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pixel_view.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace proponent::ui {

void drawPixels(QPainter *painter, const QRect &area, const QImage &image, const QPalette &palette)
{
    const Colours colours = coloursOf(palette);
    painter->save();
    if (image.isNull()) {
        painter->fillRect(area, colours.faint);
        const int side = qMin(24, area.width() / 3);
        QRect mark(0, 0, side, side);
        mark.moveCenter(area.center());
        painter->setRenderHint(QPainter::Antialiasing);
        drawIcon(painter, mark, QStringLiteral("image"), colours.border);
    } else {
        painter->setRenderHint(QPainter::SmoothPixmapTransform, false);
        QRect target(QPoint(), image.size().scaled(area.size(), Qt::KeepAspectRatio));
        target.moveCenter(area.center());
        painter->drawImage(target, image);
    }
    painter->restore();
}

PixelView::PixelView(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMinimumSize(96, 96);
}

void PixelView::setImage(const QImage &image)
{
    m_image = image;
    updateGeometry();
    update();
}

QSize PixelView::sizeHint() const
{
    return {224, 224};
}

int PixelView::heightForWidth(int width) const
{
    return qBound(96, width, 280);
}

void PixelView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int side = qMin(width(), height());
    QRect area(0, 0, side, side);
    area.moveCenter(rect().center());
    drawPixels(&painter, area, m_image, palette());
}

} // namespace proponent::ui
