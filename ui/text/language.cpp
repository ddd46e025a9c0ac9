// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QTranslator>

namespace proponent::ui {

namespace {

const QString folder = QStringLiteral(":/i18n");
const QString prefix = QStringLiteral("proponent_");

} // namespace

QStringList availableLanguages()
{
    QStringList languages{QStringLiteral("en")};
    const QStringList files = QDir(folder).entryList({prefix + QStringLiteral("*.qm")}, QDir::Files);
    for (const QString &file : files)
        languages += file.mid(prefix.size()).chopped(3);
    languages.removeDuplicates();
    return languages;
}

void applyLanguage(const QString &language)
{
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(locale, QStringLiteral("proponent"), QStringLiteral("_"), folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator; // English, as it is written
}

} // namespace proponent::ui
