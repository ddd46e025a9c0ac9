// SPDX-License-Identifier: GPL-3.0-or-later
// What holds on every page, whatever is on it: the way of the Tab key, plots' menus, room on the screen.
#include "tests/test_registry.h"
#include "tests/ui/desk.h"
#include "tests/ui/pointer.h"
#include "tests/ui/small_dataset.h"
#include "tests/ui/tab_walk.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/plots/plot_widget.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScreen>
#include <QStyle>
#include <QStyleOptionFrame>
#include <QTemporaryDir>
#include <QTest>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Page = MainWindow::Page;

Q_DECLARE_METATYPE(proponent::ui::MainWindow::Page)

namespace {

const QList<Page> allPages{Page::Data, Page::Train, Page::Influence, Page::Audit, Page::Compare};

QString nameOf(const QWidget &widget, const QString &text)
{
    return QStringLiteral("%1 “%2” in %3, %4 wide")
        .arg(QLatin1String(widget.metaObject()->className()), text.isEmpty() ? widget.accessibleName() : text,
             QLatin1String(widget.parentWidget()->metaObject()->className()))
        .arg(widget.width());
}

/// What shows less than it says, without a sign; empty when there is nothing like that.
QStringList cutOff(const QWidget &window)
{
    QStringList found;
    const auto all = window.findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (!widget->isVisible() || widget->window() != &window || widget->visibleRegion().isEmpty())
            continue;
        const auto *label = qobject_cast<const QLabel *>(widget);
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const auto *line = qobject_cast<const QLineEdit *>(widget);
        const bool other =
            qobject_cast<const QComboBox *>(widget) || qobject_cast<const PlotWidget *>(widget);
        if (!label && !button && !line && !other)
            continue;
        const QString text = label    ? label->text()
                             : button ? button->text()
                             : line   ? line->text()
                                      : QString();
        const int seen = widget->visibleRegion().boundingRect().width();
        if (seen < widget->width())
            found += nameOf(*widget, text) + QStringLiteral(", %1 of it to be seen").arg(seen);
        const bool elided = qobject_cast<const ElidedLabel *>(widget);
        if (label && !elided && !label->wordWrap() && label->width() < label->minimumSizeHint().width())
            found += nameOf(*widget, text);
        if (button && !text.isEmpty() && button->width() < button->minimumSizeHint().width())
            found += nameOf(*widget, text);
        if (line && !line->isReadOnly() && !text.isEmpty()) { // numbers; a name may be longer than its field
            QStyleOptionFrame option;
            option.initFrom(line);
            option.lineWidth = 1;
            const int room =
                line->style()->subElementRect(QStyle::SE_LineEditContents, &option, line).width() - 4;
            bool number = false;
            (void)QLocale().toDouble(text, &number);
            if (number && line->fontMetrics().horizontalAdvance(text) > room)
                found += nameOf(*widget, text);
        }
    }
    return found;
}

} // namespace

class EveryPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void everyControlIsReachedByTab_data();
    void everyControlIsReachedByTab();
    void tabLeavesTheWelcome();
    void everyPlotHasAMenu();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void windowFitsTheScreen_data();
    void windowFitsTheScreen();
    void noPageFlashesAtTheStart();

private:
    /// With a session that is traced and audited, and another to compare it with.
    void openSession();
    void showPage(Page page);

    QTemporaryDir m_data;
    QTemporaryDir m_folder;
    std::unique_ptr<Desk> m_desk;
};

void EveryPageTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    writeSmallDataset(m_data.path(), 400, 120);
    m_desk = std::make_unique<Desk>(m_folder.path());
    m_desk->startEngine();
    TrainingConfig config = smallTraining(m_data.path(), QStringLiteral("mlp"), 1);
    config.name = QStringLiteral("first");
    (void)m_desk->train(config);
    config.name = QStringLiteral("second");
    config.learningRate = 0.0125;
    config.labelNoise = 0.1;
    (void)m_desk->train(config);
}

void EveryPageTest::cleanup()
{
    m_desk.reset();
    applyTheme(ThemeChoice::Light);
}

void EveryPageTest::openSession()
{
    m_desk = std::make_unique<Desk>(m_folder.path());
    m_desk->start();
    m_desk->openSession(QStringLiteral("second"));
    MainWindow &window = m_desk->window();
    QTRY_VERIFY_WITH_TIMEOUT(window.influencePage()->hasExamples(), patience);
    window.showPage(Page::Influence);
    window.influencePage()->showMistakes();
    window.influencePage()->trace();
    QTRY_VERIFY_WITH_TIMEOUT(window.influencePage()->showsAnswer(), patience);
    window.showPage(Page::Audit);
    if (!m_desk->work().auditing.audit())
        window.auditPage()->findWrongLabels();
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->work().auditing.audit(), patience);
    window.showPage(Page::Compare); // which reads nothing before it is seen
    window.comparePage()->compareWith(m_desk->work().library.sessions().constLast().id);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->work().comparison.isReady(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->work().data.state() == DataBrowser::State::Ready, patience);
}

void EveryPageTest::showPage(Page page)
{
    m_desk->window().showPage(page);
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    QCoreApplication::processEvents();
}

void EveryPageTest::everyControlIsReachedByTab_data()
{
    QTest::addColumn<bool>("session");
    QTest::newRow("new") << false;
    QTest::newRow("with a session") << true;
}

void EveryPageTest::everyControlIsReachedByTab()
{
    QFETCH(bool, session);
    if (session) {
        openSession();
    } else {
        m_desk = std::make_unique<Desk>(m_folder.path());
        m_desk->start();
        m_desk->window().actions()[ActionCollection::Id::NewSession]->trigger();
    }
    showPage(Page::Train);
    click(*m_desk->window().trainPage(), QStringLiteral("More settings"));
    for (const Page page : allPages) {
        showPage(page);
        QTRY_VERIFY(QApplication::focusWidget());
        const QString problem = problemOfTabs(m_desk->window());
        QVERIFY2(problem.isEmpty(), qPrintable(QStringLiteral("page %1: %2").arg(int(page)).arg(problem)));
    }
}

void EveryPageTest::tabLeavesTheWelcome()
{
    const QTemporaryDir empty;
    m_desk = std::make_unique<Desk>(empty.path());
    m_desk->start();
    QTRY_VERIFY(m_desk->window().isWelcoming() && QApplication::focusWidget());
    QCOMPARE(problemOfTabs(m_desk->window()), QString());
    m_desk.reset();
}

/// By the right button of a mouse, on all that can be seen.
void EveryPageTest::everyPlotHasAMenu()
{
    openSession();
    QSet<QString> seen;
    for (const Page page : allPages) {
        showPage(page);
        const auto plots = m_desk->window().findChildren<PlotWidget *>();
        for (PlotWidget *plot : plots) {
            if (!plot->isVisible())
                continue;
            const QPointer<QMenu> menu = rightClick(*plot);
            QVERIFY2(menu, qPrintable(plot->accessibleName()));
            QVERIFY(menu->actions().size() > 3);
            menu->close();
            seen.insert(plot->accessibleName());
        }
    }
    QVERIFY2(seen.size() >= 8, qPrintable(QStringList(seen.values()).join(QStringLiteral(", "))));
}

void EveryPageTest::nothingIsCutOff_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::newRow("the smallest") << QSize(1000, 600) << false;
    QTest::newRow("1024 x 700") << QSize(1024, 700) << false;
    QTest::newRow("1024 x 700, dark") << QSize(1024, 700) << true;
    QTest::newRow("1280 x 800") << QSize(1280, 800) << false;
}

void EveryPageTest::nothingIsCutOff()
{
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    openSession();
    MainWindow &window = m_desk->window();
    applyTheme(dark ? ThemeChoice::Dark : ThemeChoice::Light);
    window.resetLayout();
    window.resize(size);
    showPage(Page::Train);
    click(*window.trainPage(), QStringLiteral("More settings"));
    QStringList found;
    for (const Page page : allPages) {
        showPage(page);
        QTest::qWait(50); // layouts settle
        for (const QString &one : cutOff(window))
            found += QStringLiteral("page %1: %2").arg(int(page)).arg(one);
    }
    QCOMPARE(window.size(), size);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void EveryPageTest::windowFitsTheScreen_data()
{
    QTest::addColumn<bool>("first");
    QTest::newRow("the first time") << true;
    QTest::newRow("left on a larger screen") << false;
}

void EveryPageTest::windowFitsTheScreen()
{
    QFETCH(bool, first);
    m_desk = std::make_unique<Desk>(m_folder.path());
    m_desk->start();
    const QRect room = m_desk->window().screen()->availableGeometry();
    m_desk->window().resize(room.width() + 200, room.height() + 200);
    m_desk->window().close();
    if (first)
        m_desk->settings().setWindowGeometry({});
    MainWindow window(m_desk->engine(), m_desk->settings()); // in the size that it opens with
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY2(window.width() <= room.width() && window.height() <= room.height(),
             qPrintable(QStringLiteral("%1 x %2").arg(window.width()).arg(window.height())));
}

/// Until the library is read, nobody knows whether there are sessions.
void EveryPageTest::noPageFlashesAtTheStart()
{
    const QTemporaryDir empty;
    Desk desk(empty.path());
    desk.startEngine();
    MainWindow window(desk.engine(), desk.settings());
    window.show();
    QVERIFY(!window.workspace().library.isListed());
    QVERIFY(!window.isWelcoming());
    QVERIFY(!window.trainPage()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(window.isWelcoming(), patience);
    QVERIFY(!window.trainPage()->isVisible());
}

PROPONENT_TEST(EveryPageTest)
#include "every_page_test.moc"
