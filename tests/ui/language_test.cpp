// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/test_registry.h"
#include "ui/dialogs/manual_window.h"
#include "ui/settings/action_collection.h"
#include "ui/text/format.h"
#include "ui/text/language.h"
#include "ui/text/source_language.h"

#include <QAction>
#include <QFile>
#include <QTest>
#include <QTextBrowser>

using namespace proponent::ui;

class LanguageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speaksGerman();
    void resolvesPlurals();
    void manualIsTranslated();
};

void LanguageTest::speaksGerman()
{
    installSourceLanguage();
    QVERIFY(availableLanguages().contains(QStringLiteral("en")));
    QVERIFY(availableLanguages().contains(QStringLiteral("de")));
    {
        const ActionCollection english;
        QCOMPARE(english.title(ActionCollection::Id::Undo), QStringLiteral("Undo"));
    }
    applyLanguage(QStringLiteral("de"));
    const ActionCollection german;
    QCOMPARE(german.title(ActionCollection::Id::Undo), QString::fromUtf8("Rückgängig"));
    QCOMPARE(text::count(12345), QStringLiteral("12.345"));
}

/// In German, after speaksGerman(); "%Ln" has the language's own thousands.
void LanguageTest::resolvesPlurals()
{
    const auto of = [](int n) {
        return QCoreApplication::translate("proponent::ui::AuditWords", "%Ln checkpoint(s)", nullptr, n);
    };
    QCOMPARE(of(1), QStringLiteral("1 Checkpoint"));
    QCOMPARE(of(2000), QStringLiteral("2.000 Checkpoints"));
    const auto untranslated = [](int n) {
        return QCoreApplication::translate("nowhere", "%Ln thing(s)", nullptr, n);
    };
    QCOMPARE(untranslated(1), QStringLiteral("1 thing"));
    QCOMPARE(untranslated(3), QStringLiteral("3 things"));
}

/// In German, too, and about the same things.
void LanguageTest::manualIsTranslated()
{
    const ManualWindow manual;
    const auto *text = manual.findChild<QTextBrowser *>();
    QVERIFY(text->toPlainText().contains(QString::fromUtf8("Warum lag es hier falsch?")));
    QFile english(QStringLiteral(":/manual/manual.md"));
    QFile german(QStringLiteral(":/manual/manual_de.md"));
    QVERIFY(english.open(QIODevice::ReadOnly) && german.open(QIODevice::ReadOnly));
    QCOMPARE(german.readAll().count("\n## "), english.readAll().count("\n## "));
}

PROPONENT_TEST(LanguageTest)
#include "language_test.moc"
