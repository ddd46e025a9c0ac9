// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/influence/method_parameters.h"

#include "ui/text/typed_number.h"
#include "ui/theme/theme.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/text_label.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <cmath>

namespace proponent::ui {

MethodParameters::MethodParameters(const AttributionInfo &method, const QJsonObject &chosen, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_chosen(chosen)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_NoMouseReplay); // a click on the button closes it, and doesn't open it again
    setFrameShape(QFrame::StyledPanel);
    setFixedWidth(300);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::two, space::one, space::two, space::two);
    layout->setSpacing(space::one);
    layout->addWidget(new TextLabel(method.title, TextSize::Heading, TextLabel::Tone::Plain, this));
    QWidget *first = nullptr;
    for (const AttributionParameter &parameter : method.parameters) {
        FormField *field = addField(parameter);
        layout->addWidget(field);
        if (!first)
            first = field->editor();
    }
    if (first)
        first->setFocus();
}

FormField *MethodParameters::addField(const AttributionParameter &parameter)
{
    auto *edit = new QLineEdit(this);
    edit->setPlaceholderText(parameter.usual ? text::toType(*parameter.usual) : tr("chosen by the method"));
    const QJsonValue value = m_chosen.value(parameter.name);
    if (value.isDouble())
        edit->setText(text::toType(value.toDouble()));
    edit->setClearButtonEnabled(true);
    const QString range =
        tr("From %1 to %2; empty: %3")
            .arg(text::toType(parameter.minimum), text::toType(parameter.maximum), edit->placeholderText());
    auto *field = new FormField(parameter.name, edit, range, this);
    field->setHint(parameter.explanation);
    connect(edit, &QLineEdit::textChanged, this,
            [this, parameter, field](const QString &typed) { take(parameter, typed, field); });
    return field;
}

void MethodParameters::take(const AttributionParameter &parameter, const QString &typed, FormField *field)
{
    const auto number = text::numberFrom(typed);
    const bool isUsual = typed.trimmed().isEmpty() || (number && parameter.usual == number);
    const bool fits = number && *number >= parameter.minimum && *number <= parameter.maximum &&
                      (!parameter.isWhole || std::floor(*number) == *number);
    if (!isUsual && !fits) {
        const QString from = text::toType(parameter.minimum);
        const QString to = text::toType(parameter.maximum);
        field->setProblem(parameter.isWhole ? tr("must be a whole number from %1 to %2").arg(from, to)
                                            : tr("must be a number from %1 to %2").arg(from, to));
        return;
    }
    field->setProblem({});
    const QJsonObject before = m_chosen;
    if (isUsual)
        m_chosen.remove(parameter.name);
    else
        m_chosen[parameter.name] = *number;
    if (m_chosen != before)
        Q_EMIT changed();
}

} // namespace proponent::ui
