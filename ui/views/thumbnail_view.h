// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace proponent::ui {

/// A list view that lays examples out as a grid which always fills its width, whatever that is.
class ThumbnailGrid : public QListView
{
    Q_OBJECT

public:
    explicit ThumbnailGrid(QWidget *parent = nullptr);

Q_SIGNALS:
    /// Enter, or a double click.
    void chosen(const QModelIndex &index);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layCells();
};

/// One row of examples that scrolls sideways; as high as its cells.
class ThumbnailRow : public QListView
{
    Q_OBJECT

public:
    explicit ThumbnailRow(QWidget *parent = nullptr);

    /// Of the images; 96 until it is set.
    void setImageSide(int side);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace proponent::ui
