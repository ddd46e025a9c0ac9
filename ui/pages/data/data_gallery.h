// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/window_settings.h"
#include "ui/views/thumbnail_view.h"

namespace proponent::ui {

/// The examples of a data set as a grid of thumbnails, as many as there are: only those in sight are painted,
/// and a thumbnail that arrives repaints its own cell.
class DataGallery : public ThumbnailGrid
{
    Q_OBJECT

public:
    explicit DataGallery(QWidget *parent = nullptr);

    void setThumbnailSize(ThumbnailSize size);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

protected Q_SLOTS:
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles = {}) override;

private:
    void layCells();

    ThumbnailSize m_size = ThumbnailSize::Medium;
};

} // namespace proponent::ui
