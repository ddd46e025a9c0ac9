// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/test_registry.h"
#include "tests/ui/pointer.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/widgets/class_choice.h"

#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QTest>
#include <QWindow>

using namespace proponent;
using namespace proponent::ui;

class ClassChoiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void longChoiceIsSearched_data();
    void longChoiceIsSearched();
    void shortChoiceIsAList();
};

void ClassChoiceTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
}

void ClassChoiceTest::longChoiceIsSearched_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("found");
    QTest::addColumn<QString>("chosen");
    QTest::newRow("just so, not the first that has it")
        << QStringLiteral("species 7") << 111 << QStringLiteral("species 7");
    QTest::newRow("any part, any case") << QStringLiteral("S 149") << 11 << QStringLiteral("species 149");
    QTest::newRow("none is called like that") << QStringLiteral("wolf") << 0 << QStringLiteral("species 3");
}

void ClassChoiceTest::longChoiceIsSearched()
{
    QFETCH(QString, words);
    QFETCH(int, found);
    QFETCH(QString, chosen);
    QWidget window;
    ClassChoice choice(&window);
    for (int label = 0; label < 1500; ++label)
        choice.addItem(QStringLiteral("species %1").arg(label), label);
    choice.setCurrentIndex(3);
    window.resize(300, 200);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    test::click(choice);
    const QPointer<ClassSearch> search = choice.findChild<ClassSearch *>();
    QVERIFY(search && search->isVisible());
    QCOMPARE(search->list()->currentIndex().data().toString(), QStringLiteral("species 3"));
    for (const QChar letter : words)
        QTest::keyClick(search->windowHandle(), letter.toLatin1());
    QCOMPARE(search->words()->text(), words);
    QCOMPARE(search->list()->model()->rowCount(), found);
    QTest::keyClick(search->windowHandle(), Qt::Key_Return);
    QCOMPARE(choice.currentText(), chosen);
    if (found == 0)
        QTest::keyClick(search->windowHandle(), Qt::Key_Escape);
    QTRY_VERIFY(!search);

    test::click(choice); // and by mouse
    auto *again = choice.findChild<ClassSearch *>();
    test::click(*again->list(), again->list()->model()->index(1200, 0));
    QCOMPARE(choice.currentData().toInt(), 1200);
}

void ClassChoiceTest::shortChoiceIsAList()
{
    QWidget window;
    ClassChoice choice(&window);
    for (int label = 0; label < 10; ++label)
        choice.addItem(QStringLiteral("class %1").arg(label));
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    test::click(choice);
    QVERIFY(!choice.findChild<ClassSearch *>());
    QVERIFY(choice.view()->isVisible());
    choice.hidePopup();
}

PROPONENT_TEST(ClassChoiceTest)
#include "class_choice_test.moc"
