// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/manual_window.h"

#include "ui/theme/theme.h"
#include "ui/widgets/opening_size.h"

#include <QFile>
#include <QShortcut>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace proponent::ui {

ManualWindow::ManualWindow(QWidget *parent) : QWidget(parent, Qt::Window)
{
    setWindowTitle(tr("Manual – Proponent"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(openingSize(*this, {720, 720}));
    auto *text = new QTextBrowser(this);
    text->setFrameShape(QFrame::NoFrame);
    text->setOpenExternalLinks(true);
    text->setAccessibleName(tr("Manual"));
    text->document()->setDocumentMargin(space::three);
    QFile file(tr(":/manual/manual.md", "the file of this language"));
    if (file.open(QIODevice::ReadOnly))
        text->setMarkdown(QString::fromUtf8(file.readAll()));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(text);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
}

} // namespace proponent::ui
