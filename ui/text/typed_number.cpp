// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/typed_number.h"

#include <QLocale>
#include <QRegularExpression>

namespace proponent::ui::text {

namespace {

/// Signs, marks and digits of any locale as they are in C.
QString asInC(const QString &typed)
{
    const QLocale locale;
    QString text = typed.trimmed();
    text.removeIf([](QChar one) { return one.category() == QChar::Other_Format; }); // which way it is written
    text.replace(locale.exponential(), QStringLiteral("e"), Qt::CaseInsensitive);
    text.replace(locale.decimalPoint(), QStringLiteral("."));
    text.replace(locale.negativeSign(), QStringLiteral("-"));
    for (QChar &one : text) {
        if (one.digitValue() >= 0)
            one = QChar(u'0' + one.digitValue());
        else if (one == u',')
            one = u'.';
        else if (one == QChar(0x2212)) // minus
            one = u'-';
    }
    return text;
}

} // namespace

std::optional<double> numberFrom(const QString &typed)
{
    static const QRegularExpression number(
        QStringLiteral("\\A[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?\\z"));
    const QString text = asInC(typed);
    bool ok = number.match(text).hasMatch();
    const double value = ok ? text.toDouble(&ok) : 0;
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<double> shareFrom(const QString &typed)
{
    const QString text = typed.trimmed();
    for (const QString &sign : {QStringLiteral("%"), QLocale().percent()}) {
        if (text.endsWith(sign)) {
            const auto percent = numberFrom(text.chopped(sign.size()));
            return percent ? std::optional(*percent / 100) : std::nullopt;
        }
    }
    return numberFrom(text);
}

std::optional<qint64> countFrom(const QString &typed)
{
    static const QRegularExpression count(QStringLiteral("\\A[+-]?\\d+\\z"));
    const QString text = asInC(typed);
    bool ok = count.match(text).hasMatch();
    const qint64 value = ok ? text.toLongLong(&ok) : 0;
    return ok ? std::optional(value) : std::nullopt;
}

QString toType(double value)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace proponent::ui::text
