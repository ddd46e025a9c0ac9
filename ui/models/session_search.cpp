// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session_search.h"

#include "ui/text/typed_number.h"

#include <QRegularExpression>

#include <algorithm>

namespace proponent::ui {

SessionSearch::SessionSearch(const QString &text)
{
    static const QRegularExpression bound(
        QStringLiteral("(?<!\\S)(?:acc(?:uracy)?\\s*)?(<=|>=|≤|≥|<|>)\\s*(?:([\\d.,]+)\\s*(%?))?(?!\\S)"),
        QRegularExpression::CaseInsensitiveOption);
    QString words = text;
    QRegularExpressionMatchIterator found = bound.globalMatch(text);
    while (found.hasNext()) {
        const QRegularExpressionMatch match = found.next();
        const QString relation = match.captured(1);
        const auto typed = text::numberFrom(match.captured(2));
        if (!typed && !match.captured(2).isEmpty())
            continue; // "1.000,5" is a word that no session has
        words.replace(match.capturedStart(), match.capturedLength(), QString(match.capturedLength(), u' '));
        if (!typed)
            continue; // it is being typed
        const double number = *typed;
        const bool percent = number > 1 || !match.captured(3).isEmpty();
        m_bounds.append({relation.startsWith(u'>') || relation == u"≥",
                         relation.endsWith(u'=') || relation == u"≤" || relation == u"≥",
                         percent ? number / 100 : number});
    }
    m_words = words.simplified().split(u' ', Qt::SkipEmptyParts);
}

bool SessionSearch::matches(const QString &text, std::optional<double> accuracy) const
{
    const auto occurs = [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); };
    const auto holds = [accuracy](const Bound &bound) { return accuracy && bound.holds(*accuracy); };
    return std::all_of(m_words.begin(), m_words.end(), occurs) &&
           std::all_of(m_bounds.begin(), m_bounds.end(), holds);
}

bool SessionSearch::Bound::holds(double accuracy) const
{
    if (orEqual && qFuzzyCompare(accuracy, share))
        return true;
    return above ? accuracy > share : accuracy < share;
}

} // namespace proponent::ui
