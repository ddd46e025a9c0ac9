// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/note_editor.h"

#include "ui/theme/flat_style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace proponent::ui {

NoteEditor::NoteEditor(QWidget *parent)
    : QFrame(parent),
      m_title(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_text(new QPlainTextEdit(this))
{
    m_title->setWordWrap(true);
    m_text->setAccessibleName(tr("Note"));
    m_text->setToolTip(tr("What this session is about"));
    m_text->setPlaceholderText(tr("What was tried, what was seen"));
    m_text->setTabChangesFocus(true);
    m_text->setMaximumHeight(120);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *save = new QPushButton(tr("Save note"), this);
    makePrimary(save);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::one, space::one, space::one, space::one);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addLayout(buttons);

    connect(cancel, &QPushButton::clicked, this, &QWidget::hide);
    save->setToolTip(tr("Ctrl+Enter does the same"));
    connect(save, &QPushButton::clicked, this, &NoteEditor::save);
    hide();
}

void NoteEditor::edit(const QString &title, const QString &note, std::function<void(const QString &)> save)
{
    m_title->setText(title);
    m_text->setPlainText(note);
    m_save = std::move(save);
    show();
    m_text->setFocus();
}

void NoteEditor::save()
{
    hide();
    if (const auto write = std::exchange(m_save, nullptr))
        write(m_text->toPlainText().trimmed());
}

void NoteEditor::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        hide();
    else if (enter && event->modifiers().testFlag(Qt::ControlModifier))
        save();
    else
        QFrame::keyPressEvent(event);
}

} // namespace proponent::ui
