// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace proponent::ui {

/// The manual that comes with the program, in a window beside the one that it explains.
class ManualWindow : public QWidget
{
    Q_OBJECT

public:
    explicit ManualWindow(QWidget *parent = nullptr);
};

} // namespace proponent::ui
