// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

class QPainter;

namespace proponent::ui {

/// Draws an image as large as `area` allows, each of its pixels as an equal square: what the model sees,
/// not a smoothed copy. A null image draws a placeholder.
void drawPixels(QPainter *painter, const QRect &area, const QImage &image, const QPalette &palette);

/// One example's image, large.
class PixelView : public QWidget
{
    Q_OBJECT

public:
    explicit PixelView(QWidget *parent = nullptr);

    void setImage(const QImage &image);
    [[nodiscard]] const QImage &image() const { return m_image; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_image;
};

} // namespace proponent::ui
