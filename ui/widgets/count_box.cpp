// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/count_box.h"

#include "ui/text/typed_number.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace proponent::ui {

CountBox::CountBox(QWidget *parent) : QSpinBox(parent)
{
    connect(lineEdit(), &QLineEdit::textChanged, this, &CountBox::typed);
}

QString CountBox::problem() const
{
    if (isAcceptable(lineEdit()->text()))
        return {};
    return tr("must be a whole number from %1 to %2, in digits alone")
        .arg(QString::number(minimum()), QString::number(maximum()));
}

void CountBox::stepBy(int steps)
{
    QSpinBox::stepBy(steps);
    Q_EMIT typed(); // it may have been text before that was no number
}

bool CountBox::isAcceptable(const QString &text) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return true;
    const auto count = text::countFrom(text);
    return count && *count >= minimum() && *count <= maximum();
}

QValidator::State CountBox::validate(QString &text, int &) const
{
    return isAcceptable(text) ? QValidator::Acceptable : QValidator::Intermediate; // which lets every key in
}

int CountBox::valueFromText(const QString &text) const
{
    const auto count = text::countFrom(text);
    return count && isAcceptable(text) ? int(*count) : minimum();
}

/// QSpinBox takes separators of thousands out.
void CountBox::fixup(QString &) const
{
}

void CountBox::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !problem().isEmpty())
        event->ignore(); // nothing is settled yet
    else
        QSpinBox::keyPressEvent(event);
}

void CountBox::focusOutEvent(QFocusEvent *event)
{
    const QString text = lineEdit()->text();
    QSpinBox::focusOutEvent(event);
    keepText(text);
}

void CountBox::hideEvent(QHideEvent *event)
{
    const QString text = lineEdit()->text();
    QSpinBox::hideEvent(event);
    keepText(text);
}

void CountBox::showEvent(QShowEvent *event)
{
    const QString text = lineEdit()->text();
    QSpinBox::showEvent(event);
    keepText(text);
}

/// Where the base class has put an earlier number in the place of what it can't read.
void CountBox::keepText(const QString &text)
{
    if (!isAcceptable(text) && lineEdit()->text() != text)
        lineEdit()->setText(text);
}

} // namespace proponent::ui
