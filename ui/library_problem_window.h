// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace proponent::ui {

/// Shown instead of the main window when the library can't be opened: what is wrong with which folder, and
/// what to do.
class LibraryProblemWindow : public QWidget
{
    Q_OBJECT

public:
    /// `backup`: a file that can take the place of what is lost; or nothing.
    LibraryProblemWindow(const QString &folder, const QString &problem, const QString &backup = {},
                         QWidget *parent = nullptr);

Q_SIGNALS:
    void folderChosen(const QString &folder);
    void backupChosen();

private:
    void chooseFolder();
};

} // namespace proponent::ui
