// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/form_field.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace proponent::ui {

FormField::FormField(const QString &caption, QWidget *editor, const QString &toolTip, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_caption(new QLabel(caption, this)), m_note(new QLabel(this))
{
    m_caption->setBuddy(namedEditor());
    m_caption->setFont(sized(font(), TextSize::Caption));
    m_note->setFont(sized(font(), TextSize::Caption));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->hide();
    namedEditor()->setAccessibleName(QString(caption).remove(u'&'));
    editor->setToolTip(toolTip);
    m_caption->setToolTip(toolTip);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_caption);
    layout->addWidget(editor);
    layout->addWidget(m_note);
    layout->addStretch(1);
}

void FormField::setHint(const QString &hint)
{
    m_hint = hint;
    showNote();
}

void FormField::setProblem(const QString &problem)
{
    m_problem = problem;
    showNote();
}

QString FormField::problem() const
{
    return m_problem;
}

/// An editor with a button beside it stands for the editor alone.
QWidget *FormField::namedEditor() const
{
    if (m_editor->focusPolicy() != Qt::NoFocus)
        return m_editor;
    const auto parts = m_editor->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    return parts.isEmpty() ? m_editor : parts.constFirst();
}

void FormField::focusEditor()
{
    namedEditor()->setFocus();
}

QWidget *FormField::editor() const
{
    return m_editor;
}

void FormField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showNote();
}

void FormField::showNote()
{
    const Colours colours = coloursOf(palette());
    const bool wrong = !m_problem.isEmpty();
    const QString text = wrong ? m_problem : m_hint;
    QPalette notePalette = m_note->palette();
    const QColor colour = wrong ? colours.error : colours.muted;
    if (notePalette.color(QPalette::WindowText) != colour) {
        notePalette.setColor(QPalette::WindowText, colour);
        m_note->setPalette(notePalette);
    }
    if (m_note->text() != text)
        m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
    namedEditor()->setAccessibleDescription(text);
}

} // namespace proponent::ui
