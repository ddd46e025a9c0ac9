// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/thumbnail_view.h"

namespace proponent::ui {

/// A thumbnail grid with cells for suspects: large enough to judge them by.
class SuspectGrid : public ThumbnailGrid
{
    Q_OBJECT

public:
    explicit SuspectGrid(QWidget *parent = nullptr);

    /// Letters are verdicts here, not the beginning of a name.
    void keyboardSearch(const QString &search) override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layCells();
};

} // namespace proponent::ui
