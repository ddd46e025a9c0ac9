// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/config_section.h"

#include "ui/text/typed_number.h"
#include "ui/theme/theme.h"
#include "ui/widgets/count_box.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QWheelEvent>

#include <cmath>
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

CountBox *ConfigSection::makeCount(int least, int most, int step)
{
    auto *editor = new CountBox(this);
    editor->setRange(least, most);
    editor->setSingleStep(step);
    editor->setMinimumWidth(64);
    ignoreWheel(editor);
    connect(editor, &CountBox::valueChanged, this, &ConfigSection::edited);
    connect(editor, &CountBox::typed, this, &ConfigSection::edited);
    return editor;
}

QLineEdit *ConfigSection::makeNumber(NumberKind kind)
{
    auto *editor = new QLineEdit(this);
    editor->setMinimumWidth(64);
    m_numbers.insert(editor, kind);
    connect(editor, &QLineEdit::textEdited, this, &ConfigSection::edited);
    return editor;
}

QString ConfigSection::typingProblem(const QString &name) const
{
    QWidget *editor = m_fields.value(name)->editor();
    if (const auto *count = qobject_cast<const CountBox *>(editor))
        return count->problem();
    const auto number = m_numbers.constFind(editor);
    if (number == m_numbers.constEnd() || !std::isnan(numberIn(qobject_cast<QLineEdit *>(editor))))
        return {};
    switch (*number) {
    case NumberKind::Decimal:
        return tr("must be a number, like 0.05 or 0,05");
    case NumberKind::Share:
        return tr("must be a share, like 0.1, 0,1 or 10 %");
    case NumberKind::Whole:
        return tr("must be a whole number, in digits alone");
    }
    return {};
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

double ConfigSection::numberIn(const QLineEdit *editor) const
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    switch (m_numbers.value(editor)) {
    case NumberKind::Decimal:
        return text::numberFrom(editor->text()).value_or(none);
    case NumberKind::Share:
        return text::shareFrom(editor->text()).value_or(none);
    case NumberKind::Whole:
        break;
    }
    const auto whole = text::countFrom(editor->text());
    return whole ? double(*whole) : none;
}

void showNumber(QLineEdit *editor, double value)
{
    editor->setText(text::toType(value));
}

} // namespace proponent::ui
