// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tag_editor.h"

#include "ui/theme/flat_style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_label.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>
#include <QVBoxLayout>

namespace proponent::ui {

namespace {

const QString separator = QStringLiteral(", ");

/// Completes the last of several tags.
class LastTagCompleter : public QCompleter
{
public:
    using QCompleter::QCompleter;

    [[nodiscard]] QStringList splitPath(const QString &path) const override
    {
        return {path.section(u',', -1).trimmed()};
    }

    [[nodiscard]] QString pathFromIndex(const QModelIndex &index) const override
    {
        const auto *line = qobject_cast<const QLineEdit *>(widget());
        const QStringList before = line ? tagsIn(line->text().section(u',', 0, -2)) : QStringList();
        return (before + QStringList(QCompleter::pathFromIndex(index))).join(separator);
    }
};

} // namespace

QStringList tagsIn(const QString &text)
{
    QStringList tags;
    const QStringList parts = text.split(u',');
    for (const QString &part : parts) {
        const QString tag = part.simplified();
        if (!tag.isEmpty() && !tags.contains(tag, Qt::CaseInsensitive))
            tags.append(tag);
    }
    return tags;
}

TagEditor::TagEditor(QWidget *parent)
    : QFrame(parent),
      m_title(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_line(new QLineEdit(this)),
      m_known(new QStringListModel(this))
{
    m_title->setWordWrap(true);
    m_line->setAccessibleName(tr("Tags"));
    m_line->setToolTip(tr("Words to find this session by, with commas between them"));
    m_line->setPlaceholderText(tr("baseline, noise 20 %"));
    auto *completer = new LastTagCompleter(this);
    completer->setModel(m_known);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_line->setCompleter(completer);

    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *saveButton = new QPushButton(tr("Save tags"), this);
    makePrimary(saveButton);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(saveButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::one, space::one, space::one, space::one);
    layout->addWidget(m_title);
    layout->addWidget(m_line);
    layout->addLayout(buttons);

    connect(m_line, &QLineEdit::returnPressed, this, &TagEditor::save);
    connect(cancel, &QPushButton::clicked, this, &QWidget::hide);
    connect(saveButton, &QPushButton::clicked, this, &TagEditor::save);
    hide();
}

void TagEditor::edit(const QString &title, const QStringList &tags, const QStringList &known,
                     std::function<void(const QStringList &)> write)
{
    m_title->setText(title);
    m_known->setStringList(known);
    m_line->setText(tags.join(separator));
    m_save = std::move(write);
    show();
    m_line->setFocus();
}

void TagEditor::save()
{
    hide();
    if (const auto write = std::exchange(m_save, nullptr))
        write(tagsIn(m_line->text()));
}

void TagEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace proponent::ui
