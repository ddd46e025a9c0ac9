// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/source_language.h"

#include <QCoreApplication>
#include <QTranslator>

namespace proponent::ui {

namespace {

class SourceLanguage : public QTranslator
{
public:
    using QTranslator::QTranslator;

    QString translate(const char *, const char *source, const char *, int n) const override
    {
        const QString text = QString::fromUtf8(source);
        if (n < 0 || !(text.contains(QStringLiteral("%n")) || text.contains(QStringLiteral("%Ln"))))
            return {}; // as it is written
        QString resolved = text;
        resolved.replace(QStringLiteral("(es)"), n == 1 ? QString() : QStringLiteral("es"));
        resolved.replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
        return resolved;
    }

    bool isEmpty() const override { return false; }
};

} // namespace

void installSourceLanguage()
{
    static QCoreApplication *installedIn = nullptr;
    if (installedIn == QCoreApplication::instance())
        return;
    installedIn = QCoreApplication::instance();
    // Installed first, so that a real translation is asked before it.
    QCoreApplication::installTranslator(new SourceLanguage(installedIn));
}

} // namespace proponent::ui
