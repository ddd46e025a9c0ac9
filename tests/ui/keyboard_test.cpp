// SPDX-License-Identifier: GPL-3.0-or-later
// The keyboard in the real window: what typing must not set off, and what Tab stops at.
#include "tests/test_registry.h"
#include "tests/ui/window_fixture.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/train/train_page.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace proponent;
using namespace proponent::ui;
using test::buttonNamed;
using test::patience;

using Id = ActionCollection::Id;

class KeyboardTest : public test::WindowFixture
{
    Q_OBJECT

private Q_SLOTS:
    void typingSetsNothingOff_data();
    void typingSetsNothingOff();
    void everyControlHasAName();
};

void KeyboardTest::typingSetsNothingOff_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<bool>("floats");
    for (const char *field : {"Note", "Tags", "Search sessions", "Data", "Learning rate", "Epochs"})
        QTest::newRow(field) << QString::fromLatin1(field) << false;
    QTest::newRow("Note in a dock that floats") << QStringLiteral("Note") << true;
}

/// Every key of every action, in each kind of text field: Ctrl+Return in a note must not start a training.
void KeyboardTest::typingSetsNothingOff()
{
    QFETCH(QString, field);
    QFETCH(bool, floats);
    ActionCollection &actions = m_window->actions();
    actions[Id::NewSession]->trigger();
    auto *dock = m_window->findChild<QDockWidget *>(QStringLiteral("sessions"));
    dock->setFloating(floats);
    const auto editor = [&]() -> QWidget * {
        if (field == QStringLiteral("Note"))
            actions[Id::EditNote]->trigger();
        if (field == QStringLiteral("Tags"))
            actions[Id::EditTags]->trigger();
        const auto all = m_window->findChildren<QWidget *>();
        for (QWidget *one : all) {
            const bool takesText = one->inherits("QLineEdit") || one->inherits("QComboBox") ||
                                   one->inherits("QAbstractSpinBox") || one->inherits("QPlainTextEdit");
            if (takesText && one->accessibleName() == field && one->isVisible())
                return one;
        }
        return nullptr;
    };
    int pressed = 0;
    for (const Id id : actions.ids()) {
        for (const QKeySequence &keys : actions.shortcuts(id)) {
            if (!actions.isKeptFromTyping(keys))
                continue;
            for (QAction *action : actions.all())
                action->setEnabled(true); // what could go off
            QWidget *typed = editor();
            QVERIFY(typed);
            typed->window()->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(typed->window()));
            typed->setFocus();
            QVERIFY(QApplication::focusWidget());
            QSignalSpy triggered(actions[id], &QAction::triggered);
            QTest::keyClick(QApplication::focusWidget(), keys[0].key(), keys[0].keyboardModifiers());
            QVERIFY2(triggered.isEmpty(), qPrintable(actions.name(id)));
            ++pressed;
        }
    }
    QVERIFY2(pressed > 25, qPrintable(QString::number(pressed)));

    // Elsewhere they do go off, and those that only show something do everywhere.
    QSignalSpy afresh(actions[Id::NewSession], &QAction::triggered);
    m_window->activateWindow();
    buttonNamed(m_window->trainPage(), QStringLiteral("More settings"))->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(afresh.size(), 1);
    QSignalSpy data(actions[Id::ShowData], &QAction::triggered);
    QWidget *typed = editor();
    QVERIFY(typed);
    typed->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(data.size(), 1);
}

/// Whatever Tab stops at can say what it is.
void KeyboardTest::everyControlHasAName()
{
    m_window->actions()[Id::NewSession]->trigger();
    train(1);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->influencePage()->hasExamples(), patience);
    const auto all = m_window->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() ||
            widget->window() != m_window.get())
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        // What is never shown has no name yet: a message's button, say.
        QVERIFY2(named || widget->isHidden(),
                 qPrintable(QStringLiteral("%1 in %2")
                                .arg(QLatin1String(widget->metaObject()->className()),
                                     QLatin1String(widget->parentWidget()->metaObject()->className()))));
    }
}

PROPONENT_TEST(KeyboardTest)
#include "keyboard_test.moc"
