// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/library_problem_window.h"

#include "ui/theme/flat_style.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/opening_size.h"
#include "ui/widgets/text_label.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace proponent::ui {

LibraryProblemWindow::LibraryProblemWindow(const QString &folder, const QString &problem,
                                           const QString &backup, QWidget *parent)
    : QWidget(parent)
{
    setWindowTitle(tr("Proponent"));
    setWindowIcon(applicationIcon());
    auto *heading =
        new TextLabel(tr("The library can't be opened"), TextSize::Title, TextLabel::Tone::Plain, this);
    auto *words = new TextLabel(problem, TextSize::Body, TextLabel::Tone::Plain, this);
    auto *where = new TextLabel(
        folder.isEmpty()
            ? tr("Choose a folder to keep the library in.")
            : tr("Folder: %1\nNothing in it was changed. Start with another folder, or mend this one "
                 "and start again.")
                  .arg(QDir::toNativeSeparators(folder)),
        TextSize::Body, TextLabel::Tone::Muted, this);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    where->setWordWrap(true);
    where->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *quit = new QPushButton(tr("Quit"), this);
    auto *choose = new QPushButton(themedIcon(QStringLiteral("folder")), tr("Choose another folder…"), this);
    auto *use = new QPushButton(tr("Use the backup"), this);
    use->setHidden(backup.isEmpty());
    makePrimary(backup.isEmpty() ? choose : use);
    const QFileInfo file(backup);
    auto *since =
        new TextLabel(tr("There is a backup of %1: %2. What was done since then isn't in it. The damaged "
                         "file stays beside it under "
                         "another name.")
                          .arg(locale().toString(file.lastModified(), QLocale::ShortFormat), file.fileName()),
                      TextSize::Body, TextLabel::Tone::Plain, this);
    since->setWordWrap(true);
    since->setHidden(backup.isEmpty());

    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(quit);
    buttons->addWidget(choose);
    buttons->addWidget(use);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::four, space::four, space::four, space::three);
    layout->setSpacing(space::two);
    layout->addWidget(heading);
    layout->addWidget(words);
    layout->addWidget(since);
    layout->addWidget(where);
    layout->addStretch(1);
    layout->addLayout(buttons);
    resize(openingSize(*this, {600, 320}));

    connect(quit, &QPushButton::clicked, this, &QWidget::close);
    connect(use, &QPushButton::clicked, this, &LibraryProblemWindow::backupChosen);
    connect(choose, &QPushButton::clicked, this, &LibraryProblemWindow::chooseFolder);
}

void LibraryProblemWindow::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Choose a library folder"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &LibraryProblemWindow::folderChosen);
    dialog->open();
}

} // namespace proponent::ui
