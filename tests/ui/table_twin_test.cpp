// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/test_registry.h"
#include "tests/ui/pointer.h"
#include "tests/ui/tab_walk.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/table_twin.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/widgets/inline_message.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace proponent;
using namespace proponent::ui;

namespace {

TableTwin *twinOf(const PlotWidget &plot)
{
    return plot.findChild<TableTwin *>();
}

} // namespace

class TableTwinTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void showsTheNumbersOfTheCsv();
    void modelKeepsItsPromises();
    void sortsNumbersAsNumbers();
    void copiesWhatIsSelected();
    void savesTheCsv();
    void followsWhenAskedTo();
    void opensByKeyOnce();
    void opensFromTheMenu_data();
    void opensFromTheMenu();
    void menuCopiesSavesAndResets();
    void tabLeavesTheTable();
    void keysZoomAndCopy();
    void focusIsVisible();
    void svgEndsAtTheAxes();

private:
    std::unique_ptr<PlotWidget> m_plot;
};

void TableTwinTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
}

void TableTwinTest::init()
{
    m_plot = std::make_unique<PlotWidget>();
    m_plot->setTitle(QStringLiteral("Loss"));
    m_plot->setAxes(QStringLiteral("Epoch"), QStringLiteral("Loss, \"nats\""));
    m_plot->addLine(QStringLiteral("Train"), {});
    m_plot->addBars(QStringLiteral("Bars"), 1);
    m_plot->setLine(0, {{1, 0.5}, {2, 1.0 / 3}, {10, 12345.678}});
    m_plot->setBars(1, {{-0.00000012, 9}, {0.25, 10}}, 0.1);
    m_plot->resize(400, 300);
    m_plot->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
}

void TableTwinTest::cleanup()
{
    m_plot.reset();
}

void TableTwinTest::showsTheNumbersOfTheCsv()
{
    m_plot->showTable();
    const QAbstractItemModel *shown = twinOf(*m_plot)->view()->model();
    QStringList lines = m_plot->csv().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.takeFirst(), QStringLiteral("\"series\",\"Epoch\",\"Loss, \"\"nats\"\"\""));
    QCOMPARE(shown->headerData(1, Qt::Horizontal).toString(), QStringLiteral("Epoch"));
    QCOMPARE(shown->headerData(2, Qt::Horizontal).toString(), QStringLiteral("Loss, \"nats\""));
    QCOMPARE(shown->rowCount(), 5);
    QCOMPARE(shown->rowCount(), lines.size());
    for (int row = 0; row < shown->rowCount(); ++row) {
        const QStringList fields = lines.at(row).split(u',');
        QCOMPARE(fields.size(), 3);
        QCOMPARE(u'"' + shown->index(row, 0).data().toString() + u'"', fields.at(0));
        QCOMPARE(shown->index(row, 1).data().toString(), fields.at(1));
        QCOMPARE(shown->index(row, 2).data().toString(), fields.at(2));
    }
    QCOMPARE(shown->index(2, 2).data().toString(), QStringLiteral("12345.678")); // not shortened
}

void TableTwinTest::modelKeepsItsPromises()
{
    PlotTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTable(m_plot->table());
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.columnCount(), 3);
    model.setTable({});
    QCOMPARE(model.rowCount(), 0);
}

void TableTwinTest::sortsNumbersAsNumbers()
{
    m_plot->showTable();
    QTableView *view = twinOf(*m_plot)->view();
    view->sortByColumn(2, Qt::AscendingOrder);
    QStringList losses;
    for (int row = 0; row < view->model()->rowCount(); ++row)
        losses += view->model()->index(row, 2).data().toString();
    QCOMPARE(losses, QStringList({QStringLiteral("0.333333333"), QStringLiteral("0.5"), QStringLiteral("9"),
                                  QStringLiteral("10"), QStringLiteral("12345.678")}));
}

void TableTwinTest::copiesWhatIsSelected()
{
    m_plot->showTable();
    TableTwin *twin = twinOf(*m_plot);
    QTRY_COMPARE(QApplication::activeWindow(), twin);
    twin->view()->setFocus();
    QTest::keyClick(twin->view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text().split(u'\n').size(), 5); // nothing selected: everything
    QTest::keyClick(twin->view(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(twin->view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text().split(u'\n').constFirst(), QStringLiteral("Train\t1\t0.5"));

    const QAbstractItemModel *model = twin->view()->model();
    twin->view()->selectionModel()->select(QItemSelection(model->index(0, 1), model->index(1, 2)),
                                           QItemSelectionModel::ClearAndSelect);
    QTest::keyClick(twin->view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("1\t0.5\n2\t0.333333333"));
}

void TableTwinTest::savesTheCsv()
{
    QTemporaryDir folder;
    m_plot->showTable();
    TableTwin *twin = twinOf(*m_plot);
    const QString file = folder.filePath(QStringLiteral("loss.csv"));
    QVERIFY(twin->save(file));
    QFile saved(file);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(saved.readAll()), m_plot->csv());

    QVERIFY(!twin->save(folder.filePath(QStringLiteral("missing/loss.csv"))));
    const auto *message = twin->findChild<InlineMessage *>();
    QVERIFY(message && message->isVisible());
    QVERIFY2(message->text().contains(QStringLiteral("can't be written")), qPrintable(message->text()));
}

void TableTwinTest::followsWhenAskedTo()
{
    m_plot->showTable();
    TableTwin *twin = twinOf(*m_plot);
    m_plot->appendToLine(0, {11, 7});
    QCOMPARE(twin->model().rowCount(), 5); // rows that move can't be read
    twin->refresh();
    QCOMPARE(twin->model().rowCount(), 6);
}

void TableTwinTest::opensByKeyOnce()
{
    QTest::keyClick(m_plot.get(), Qt::Key_T);
    QVERIFY(twinOf(*m_plot) && twinOf(*m_plot)->isVisible());
    QTest::keyClick(m_plot.get(), Qt::Key_T);
    QCOMPARE(m_plot->findChildren<TableTwin *>().size(), 1);
    QTRY_COMPARE(QApplication::activeWindow(), twinOf(*m_plot));
    QTest::keyClick(twinOf(*m_plot)->view(), Qt::Key_Escape);
    QTRY_VERIFY(!twinOf(*m_plot));
}

void TableTwinTest::opensFromTheMenu_data()
{
    QTest::addColumn<QPoint>("place");
    QTest::addColumn<bool>("zoomed");
    QTest::newRow("among the data") << QPoint(200, 150) << false;
    QTest::newRow("on the axis") << QPoint(200, 280) << false;
    QTest::newRow("on the legend") << QPoint(60, 16) << false;
    QTest::newRow("on the rim") << QPoint(1, 150) << false;
    QTest::newRow("zoomed") << QPoint(200, 150) << true;
}

void TableTwinTest::opensFromTheMenu()
{
    QFETCH(QPoint, place);
    QFETCH(bool, zoomed);
    if (zoomed)
        test::turnWheel(*m_plot, 3);
    QPointer<QMenu> menu = test::rightClick(*m_plot, place);
    QVERIFY(menu);
    test::chooseFrom(*menu, QStringLiteral("Show as table"));
    QVERIFY(twinOf(*m_plot) && twinOf(*m_plot)->isVisible());
}

void TableTwinTest::menuCopiesSavesAndResets()
{
    const auto everything = m_plot->xView();
    test::turnWheel(*m_plot, 1);
    QVERIFY(m_plot->xView() != everything);
    test::chooseFrom(*test::rightClick(*m_plot), QStringLiteral("Show everything"));
    QCOMPARE(m_plot->xView(), everything);
    test::chooseFrom(*test::rightClick(*m_plot), QStringLiteral("Copy data as CSV"));
    QCOMPARE(QApplication::clipboard()->text(), m_plot->csv());
    test::chooseFrom(*test::rightClick(*m_plot), QStringLiteral("Save as PNG, SVG or PDF…"));
    auto *dialog = m_plot->findChild<QFileDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    // Where nothing can be written, that is said.
    Q_EMIT dialog->fileSelected(QStringLiteral("/no/such/folder/plot.png"));
    dialog->close();
    auto *box = m_plot->findChild<QMessageBox *>();
    QVERIFY(box && box->isVisible());
    QVERIFY2(box->text().contains(QStringLiteral("/no/such/folder/plot.png")), qPrintable(box->text()));
}

void TableTwinTest::tabLeavesTheTable()
{
    m_plot->showTable();
    TableTwin *twin = twinOf(*m_plot);
    QTRY_COMPARE(QApplication::activeWindow(), twin);
    twin->view()->setFocus();
    QCOMPARE(test::problemOfTabs(*twin), QString());
}

void TableTwinTest::keysZoomAndCopy()
{
    const auto look = [this] {
        QCoreApplication::processEvents(); // plots are drawn when the loop is idle
        return m_plot->grab().toImage();
    };
    QTest::keyClick(m_plot.get(), Qt::Key_0);
    const QImage everything = look();
    QTest::keyClick(m_plot.get(), Qt::Key_Plus, Qt::ShiftModifier);
    const QImage closer = look();
    QVERIFY(closer != everything);
    QTest::keyClick(m_plot.get(), Qt::Key_Minus);
    QTest::keyClick(m_plot.get(), Qt::Key_Minus);
    const QImage farther = look();
    QVERIFY(farther != closer && farther != everything);
    QTest::keyClick(m_plot.get(), Qt::Key_0);
    QCOMPARE(look(), everything);
    QTest::keyClick(m_plot.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), m_plot->csv());
}

void TableTwinTest::focusIsVisible()
{
    QVERIFY(m_plot->focusPolicy() & Qt::TabFocus);
    m_plot->clearFocus();
    const QImage without = m_plot->grab().toImage();
    m_plot->activateWindow();
    m_plot->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_plot.get()));
    QTRY_VERIFY(m_plot->hasFocus());
    QVERIFY(m_plot->grab().toImage() != without);
}

void TableTwinTest::svgEndsAtTheAxes()
{
    m_plot->clear();
    m_plot->setLogarithmicCounts(true); // where a bar reaches down to 0, which is nowhere
    m_plot->setBars(1, {{0, 100}, {1, 10}}, 0.9);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("plot.svg"));
    QVERIFY(m_plot->save(file));
    const QImage image = QImage(file).convertToFormat(QImage::Format_RGB32);
    QVERIFY(!image.isNull());
    const QRgb bar = seriesColour(1, m_plot->palette()).rgb();
    int inside = 0;
    int below = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) == bar)
                ++(y < image.height() * 0.85 ? inside : below);
        }
    }
    QVERIFY(inside > 1000);
    QCOMPARE(below, 0);
}

PROPONENT_TEST(TableTwinTest)
#include "table_twin_test.moc"
