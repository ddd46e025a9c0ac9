// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/config_section.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>
#include <QWheelEvent>

#include <limits>

namespace proponent::ui {

namespace {

/// Scrolling the form must not change what the pointer happens to be over.
class NoWheel : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Wheel && !static_cast<QWidget *>(watched)->hasFocus()) {
            event->ignore();
            return true;
        }
        return false;
    }
};

void ignoreWheel(QWidget *editor)
{
    editor->setFocusPolicy(Qt::StrongFocus);
    editor->installEventFilter(new NoWheel(editor));
}

} // namespace

ConfigSection::ConfigSection(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::one + space::half);
    m_grid->setVerticalSpacing(space::one + space::half);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
}

FormField *ConfigSection::addField(const QString &name, const QString &caption, QWidget *editor,
                                   const QString &toolTip, int columns)
{
    auto *field = new FormField(caption, editor, toolTip, this);
    if (m_column + columns > 2) {
        ++m_row;
        m_column = 0;
    }
    m_grid->addWidget(field, m_row, m_column, 1, columns);
    m_column += columns;
    m_fields.insert(name, field);
    return field;
}

QSpinBox *ConfigSection::makeCount(int least, int most, int step)
{
    auto *editor = new QSpinBox(this);
    editor->setRange(least, most);
    editor->setSingleStep(step);
    editor->setGroupSeparatorShown(true);
    editor->setMinimumWidth(64);
    ignoreWheel(editor);
    connect(editor, &QSpinBox::valueChanged, this, &ConfigSection::edited);
    return editor;
}

QLineEdit *ConfigSection::makeNumber()
{
    auto *editor = new QLineEdit(this);
    editor->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    editor->setMinimumWidth(64);
    connect(editor, &QLineEdit::textEdited, this, &ConfigSection::edited);
    return editor;
}

QComboBox *ConfigSection::makeChoice()
{
    auto *editor = new QComboBox(this);
    editor->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    editor->setMinimumContentsLength(8);
    ignoreWheel(editor);
    connect(editor, &QComboBox::currentIndexChanged, this, &ConfigSection::edited);
    return editor;
}

double numberIn(const QLineEdit *editor)
{
    bool ok = false;
    double value = QLocale().toDouble(editor->text().trimmed(), &ok);
    if (!ok)
        value = QLocale::c().toDouble(editor->text().trimmed(), &ok);
    return ok ? value : std::numeric_limits<double>::quiet_NaN();
}

void showNumber(QLineEdit *editor, double value)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    editor->setText(locale.toString(value, 'g', 12));
}

} // namespace proponent::ui
