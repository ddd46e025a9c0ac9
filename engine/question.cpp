// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/question.h"

#include <array>

namespace proponent {

namespace {

struct QuestionName
{
    Question::Kind kind;
    QLatin1String name;
};

constexpr std::array questionNames{
    QuestionName{Question::Kind::Loss, QLatin1String("loss")},
    QuestionName{Question::Kind::Predicted, QLatin1String("predicted")},
    QuestionName{Question::Kind::Class, QLatin1String("class")},
    QuestionName{Question::Kind::Margin, QLatin1String("margin")},
    QuestionName{Question::Kind::Versus, QLatin1String("versus")},
};

} // namespace

std::optional<Question> Question::fromString(const QString &text)
{
    const QString name = text.section(QLatin1Char('='), 0, 0);
    const bool hasLabel = text.contains(QLatin1Char('='));
    for (const QuestionName &known : questionNames) {
        Question question{known.kind, -1};
        if (name != known.name || hasLabel != question.namesLabel())
            continue;
        bool isNumber = true;
        if (hasLabel)
            question.label = text.section(QLatin1Char('='), 1).toInt(&isNumber);
        if (isNumber && (!hasLabel || question.label >= 0))
            return question;
    }
    return {};
}

QString Question::toString() const
{
    for (const QuestionName &known : questionNames) {
        if (known.kind == kind)
            return namesLabel() ? QStringLiteral("%1=%2").arg(known.name).arg(label) : QString(known.name);
    }
    return {};
}

} // namespace proponent
