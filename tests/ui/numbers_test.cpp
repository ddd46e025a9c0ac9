// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that are typed: in every locale, and in every kind of field, never silently another number.
#include "tests/test_registry.h"
#include "tests/ui/pointer.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/pages/influence/trace_bar.h"
#include "ui/pages/train/training_form.h"
#include "ui/settings/window_settings.h"
#include "ui/text/source_language.h"
#include "ui/text/typed_number.h"
#include "ui/theme/theme.h"
#include "ui/widgets/collapsible_section.h"
#include "ui/widgets/count_box.h"
#include "ui/widgets/form_field.h"

#include <QApplication>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <limits>

using namespace proponent;
using namespace proponent::ui;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr int noCount = -1;

/// With decimal comma and point, other digits, blanks or apostrophes between groups.
QStringList locales()
{
    return {QStringLiteral("C"),  QStringLiteral("en_US"), QStringLiteral("de_DE"), QStringLiteral("de_CH"),
            QStringLiteral("fr"), QStringLiteral("sv_SE"), QStringLiteral("hi_IN"), QStringLiteral("ar_EG")};
}

/// At the place of the field, by mouse and keys.
void retype(QWidget &window, QWidget *field, const QString &text)
{
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    test::click(*field, QPoint(field->width() / 3, field->height() / 2));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
    QTest::keyClicks(QApplication::focusWidget(), text);
}

} // namespace

class NumbersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void decimalsAreRead_data();
    void decimalsAreRead();
    void sharesAreRead_data();
    void sharesAreRead();
    void countsAreRead_data();
    void countsAreRead();
    void everyNumberIsReadAgain();
    void formTakesDecimals_data();
    void formTakesDecimals();
    void formTakesPercent_data();
    void formTakesPercent();
    void formTakesCounts_data();
    void formTakesCounts();
    void formKeepsLargeSeedsAndEveryDigit();
    void keepIsSaidToBeWrong();
    void settingsAreSaidToBeWrong();

private:
    void show(QWidget &window);

    QLocale m_before;
};

void NumbersTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
}

void NumbersTest::cleanup()
{
    QLocale::setDefault(m_before);
}

void NumbersTest::show(QWidget &window)
{
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
}

void NumbersTest::decimalsAreRead_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("value");
    const auto row = [](const QString &typed, double value) {
        QTest::newRow(qPrintable(u'"' + typed + u'"')) << typed << value;
    };
    row(QStringLiteral("0.001"), 0.001);
    row(QStringLiteral("0,001"), 0.001);
    row(QStringLiteral(" 0,005 "), 0.005);
    row(QStringLiteral("1.000"), 1);
    row(QStringLiteral("1,000"), 1);
    row(QStringLiteral(".5"), 0.5);
    row(QStringLiteral(",5"), 0.5);
    row(QStringLiteral("5,"), 5);
    row(QStringLiteral("1e-3"), 0.001);
    row(QStringLiteral("2,5E+2"), 250);
    row(QStringLiteral("-3"), -3);
    row(QStringLiteral("\u22123"), -3);
    for (const char *wrong : {"", " ", ".", "-", "1.000,5", "1,000.5", "1.2.3", "1 000", "0. 1", "1'000",
                              "e-3", "0x10", "nan", "inf", "1e999", "ten", "5 %", "1e", "--1"})
        row(QString::fromLatin1(wrong), none);
}

void NumbersTest::decimalsAreRead()
{
    QFETCH(QString, typed);
    QFETCH(double, value);
    for (const QString &locale : locales()) {
        QLocale::setDefault(QLocale(locale));
        const auto read = text::numberFrom(typed);
        QVERIFY2(read.has_value() == !std::isnan(value), qPrintable(locale));
        QVERIFY2(!read || *read == value, qPrintable(locale));
    }
}

void NumbersTest::sharesAreRead_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("value");
    QTest::newRow("share") << QStringLiteral("0,1") << 0.1;
    QTest::newRow("percent") << QStringLiteral("10 %") << 0.1;
    QTest::newRow("close") << QStringLiteral("10%") << 0.1;
    QTest::newRow("blank that doesn't break") << QStringLiteral("10\u00a0%") << 0.1;
    QTest::newRow("narrow blank") << QStringLiteral("12,5\u202f%") << 0.125;
    QTest::newRow("one") << QStringLiteral("1 %") << 0.01;
    QTest::newRow("no number") << QStringLiteral("%") << none;
    QTest::newRow("twice") << QStringLiteral("10 % %") << none;
    QTest::newRow("before") << QStringLiteral("% 10") << none;
}

void NumbersTest::sharesAreRead()
{
    QFETCH(QString, typed);
    QFETCH(double, value);
    for (const QString &locale : locales()) {
        QLocale::setDefault(QLocale(locale));
        const auto read = text::shareFrom(typed);
        QVERIFY2(read.has_value() == !std::isnan(value), qPrintable(locale));
        QVERIFY2(!read || *read == value, qPrintable(locale));
    }
}

void NumbersTest::countsAreRead_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isCount");
    QTest::newRow("digits") << QStringLiteral("1000") << true;
    for (const char *wrong : {"1.000", "1,000", "1 000", "1e3", "", "9999999999999999999"})
        QTest::newRow(wrong) << QString::fromLatin1(wrong) << false;
}

void NumbersTest::countsAreRead()
{
    QFETCH(QString, typed);
    QFETCH(bool, isCount);
    for (const QString &locale : locales()) {
        QLocale::setDefault(QLocale(locale));
        QVERIFY2(text::countFrom(typed) == (isCount ? std::optional<qint64>(1000) : std::nullopt),
                 qPrintable(locale));
    }
}

void NumbersTest::everyNumberIsReadAgain()
{
    for (const QString &locale : locales()) {
        QLocale::setDefault(QLocale(locale));
        for (const double value : {0.1, 0.001, 1e-5, 1.0 / 3, 12345.678, 1e22, 0.1234567890123456, -2.5}) {
            const QString shown = text::toType(value);
            const auto read = text::numberFrom(shown);
            QVERIFY2(read && *read == value, qPrintable(locale + u' ' + shown));
        }
    }
}

void NumbersTest::formTakesDecimals_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("value");
    for (const QString &locale : {QStringLiteral("en_US"), QStringLiteral("de_DE")}) {
        const auto row = [&locale](const char *typed, double value) {
            QTest::newRow(qPrintable(locale + u' ' + QLatin1String(typed)))
                << locale << QString::fromLatin1(typed) << value;
        };
        row("0.001", 0.001);
        row("0,001", 0.001);
        row("0.005", 0.005);
        row("1.000,5", none);
        row("fast", none);
        row("", none);
    }
}

void NumbersTest::formTakesDecimals()
{
    QFETCH(QString, locale);
    QFETCH(QString, typed);
    QFETCH(double, value);
    QLocale::setDefault(QLocale(locale));
    TrainingForm form;
    show(form);
    FormField *field = form.field(QStringLiteral("lr"));
    retype(form, field->editor(), typed);
    if (std::isnan(value)) {
        QVERIFY2(field->problem().startsWith(QStringLiteral("must be a number")),
                 qPrintable(field->problem()));
        QVERIFY(!form.isAcceptable());
    } else {
        QCOMPARE(form.config().learningRate, value);
        QCOMPARE(field->problem(), QString());
        QVERIFY(form.isAcceptable());
    }
}

void NumbersTest::formTakesPercent_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("value");
    QTest::newRow("10 %") << QStringLiteral("10 %") << 0.1;
    QTest::newRow("10%") << QStringLiteral("10%") << 0.1;
    QTest::newRow("0,1") << QStringLiteral("0,1") << 0.1;
    QTest::newRow("10") << QStringLiteral("10") << none;
    QTest::newRow("100 %") << QStringLiteral("100 %") << none;
    QTest::newRow("10 percent") << QStringLiteral("10 percent") << none;
}

void NumbersTest::formTakesPercent()
{
    QFETCH(QString, typed);
    QFETCH(double, value);
    TrainingForm form;
    form.resize(400, 1400);
    form.findChild<CollapsibleSection *>()->setExpanded(true);
    show(form);
    FormField *field = form.field(QStringLiteral("label_noise"));
    retype(form, field->editor(), typed);
    QCOMPARE(field->problem().isEmpty(), !std::isnan(value));
    QCOMPARE(form.isAcceptable(), !std::isnan(value));
    if (!std::isnan(value))
        QCOMPARE(form.config().labelNoise, value);
}

void NumbersTest::formTakesCounts_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("value");
    for (const QString &locale : {QStringLiteral("en_US"), QStringLiteral("de_DE")}) {
        const auto row = [&locale](const char *typed, int value) {
            QTest::newRow(qPrintable(locale + u' ' + QLatin1String(typed)))
                << locale << QString::fromLatin1(typed) << value;
        };
        row("3", 3);
        row("1200", 1200);
        for (const char *wrong :
             {"2.5", "2,5", "1.000", "1,000", "1e3", "-5", "0", "100001", "99999999999", "all", ""})
            row(wrong, noCount);
    }
}

/// What QSpinBox would make of "2.5" is 25.
void NumbersTest::formTakesCounts()
{
    QFETCH(QString, locale);
    QFETCH(QString, typed);
    QFETCH(int, value);
    QLocale::setDefault(QLocale(locale));
    TrainingForm form;
    show(form);
    FormField *field = form.field(QStringLiteral("epochs"));
    auto *editor = qobject_cast<CountBox *>(field->editor());
    QVERIFY(editor);
    retype(form, editor, typed);
    const auto check = [&] {
        QCOMPARE(editor->text(), typed);
        QCOMPARE(field->problem().isEmpty(), value != noCount);
        QCOMPARE(form.isAcceptable(), value != noCount);
        if (value != noCount)
            QCOMPARE(form.config().epochs, value);
    };
    check();
    QTest::keyClick(editor, Qt::Key_Return);
    check();
    QTest::keyClick(editor, Qt::Key_Tab); // the focus leaves; what is wrong stays to be seen
    QVERIFY(!editor->hasFocus());
    check();
    form.hide();
    show(form);
    check();
    if (value != noCount)
        return;
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_Up);
    QVERIFY(field->problem().isEmpty());
    QCOMPARE(editor->text(), QString::number(form.config().epochs));
    TrainingConfig other;
    other.epochs = 7;
    retype(form, editor, typed);
    form.setConfig(other);
    QVERIFY(field->problem().isEmpty());
    QCOMPARE(editor->text(), QStringLiteral("7"));
}

/// What the command line trained with is what "Duplicate configuration" sets up.
void NumbersTest::formKeepsLargeSeedsAndEveryDigit()
{
    TrainingConfig config;
    config.data = QStringLiteral("/some/folder");
    config.seed = 9'007'199'254'740'991;
    config.learningRate = 0.1234567890123456;
    config.momentum = 1.0 / 3;
    config.threads = 2000;
    for (const QString &locale : locales()) {
        QLocale::setDefault(QLocale(locale));
        TrainingForm form;
        form.setConfig(config);
        QVERIFY2(form.config().seed == config.seed, qPrintable(locale));
        QVERIFY2(form.config().learningRate == config.learningRate, qPrintable(locale));
        QVERIFY2(form.config().momentum == config.momentum, qPrintable(locale));
        QCOMPARE(form.config().threads, config.threads);
    }
}

void NumbersTest::keepIsSaidToBeWrong()
{
    QTemporaryDir folder;
    WindowSettings settings(folder.filePath(QStringLiteral("settings.ini")));
    TraceBar bar(settings, folder.path());
    bar.resize(800, 100);
    show(bar);
    auto *keep = bar.findChild<CountBox *>();
    retype(bar, keep, QStringLiteral("1.5"));
    QVERIFY(!bar.isAcceptable());
    QCOMPARE(settings.traceSettings().topK, 1); // the last that was a number
    auto *field = qobject_cast<FormField *>(keep->parentWidget());
    QVERIFY(field && !field->problem().isEmpty());
    retype(bar, keep, QStringLiteral("15"));
    QVERIFY(bar.isAcceptable() && field->problem().isEmpty());
    QCOMPARE(bar.settings().topK, 15);
    QCOMPARE(settings.traceSettings().topK, 15);
}

void NumbersTest::settingsAreSaidToBeWrong()
{
    QTemporaryDir folder;
    WindowSettings settings(folder.filePath(QStringLiteral("settings.ini")));
    settings.setThreads(3);
    SettingsDialog dialog(settings, folder.path());
    show(dialog);
    retype(dialog, dialog.threads(), QStringLiteral("5000"));
    auto *field = qobject_cast<FormField *>(dialog.threads()->parentWidget());
    QVERIFY(field && !field->problem().isEmpty());
    QTest::keyClick(dialog.threads(), Qt::Key_Backspace);
    QVERIFY(field->problem().isEmpty());
    QCOMPARE(settings.threads(), 500);
}

PROPONENT_TEST(NumbersTest)
#include "numbers_test.moc"
