// SPDX-License-Identifier: GPL-3.0-or-later
// What plots show at the edges of what there is to plot, and what the mouse does with them.
#include "tests/test_registry.h"
#include "tests/ui/pointer.h"
#include "ui/plots/class_counts_plot.h"
#include "ui/plots/comparison_plots.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/score_distribution.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace proponent;
using namespace proponent::ui;

namespace {

/// Every word and number that is drawn.
QStringList textsOf(const PlotWidget &plot)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("plot.svg"));
    if (!plot.save(file))
        qFatal("the plot can't be saved");
    QFile svg(file);
    if (!svg.open(QIODevice::ReadOnly))
        qFatal("the plot can't be read");
    QXmlStreamReader reader(&svg);
    QSet<QString> texts;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == u"text")
            texts.insert(reader.readElementText().trimmed());
    }
    return texts.values();
}

/// How much of the plot has just this colour.
double shareOf(PlotWidget &plot, int colour)
{
    const QImage image = plot.grab().toImage().convertToFormat(QImage::Format_RGB32);
    const QRgb wanted = seriesColour(colour, plot.palette()).rgb();
    qint64 found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            found += image.pixel(x, y) == wanted;
    }
    return double(found) / (double(image.width()) * image.height());
}

} // namespace

class PlotsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void equalScoresHaveABar_data();
    void equalScoresHaveABar();
    void ticksTellValuesApart_data();
    void ticksTellValuesApart();
    void ticksHaveRoomBesideEachOther();
    void plotsAreZoomedByWheelAndMovedByDrag();
    void manyClassesShareBars_data();
    void manyClassesShareBars();
};

void PlotsTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
}

void PlotsTest::equalScoresHaveABar_data()
{
    QTest::addColumn<double>("score");
    QTest::newRow("0") << 0.0;
    QTest::newRow("0.25") << 0.25;
    QTest::newRow("below 0") << -3e-7;
    QTest::newRow("tiny") << 4e-15;
    QTest::newRow("large") << 5e8;
}

/// A bar that can be seen, and that something is beside.
void PlotsTest::equalScoresHaveABar()
{
    QFETCH(double, score);
    ScoreDistribution distribution;
    ScoreHistogram histogram;
    histogram.minimum = histogram.maximum = score;
    histogram.counts.fill(0, 121);
    histogram.counts[0] = 1000;
    distribution.setHistogram(histogram);
    distribution.resize(400, 240);
    distribution.show();
    QVERIFY(QTest::qWaitForWindowExposed(&distribution));
    QTRY_VERIFY(shareOf(*distribution.plot(), score < 0 ? 1 : 0) > 0.01);
    QVERIFY(shareOf(*distribution.plot(), score < 0 ? 1 : 0) < 0.3);

    histogram.maximum = score + 1; // not for what comes after
    histogram.counts.fill(1, 121);
    distribution.setHistogram(histogram);
    QVERIFY(distribution.plot()->xView().first < score && distribution.plot()->xView().second > score + 1);
    QVERIFY(distribution.plot()->xView().second - distribution.plot()->xView().first < 1.1);
}

void PlotsTest::ticksTellValuesApart_data()
{
    QTest::addColumn<double>("lower");
    QTest::addColumn<double>("upper");
    QTest::addColumn<QStringList>("written"); // a power is written above its 10
    const auto row = [](const char *name, double lower, double upper, const QStringList &written) {
        QTest::newRow(name) << lower << upper << written;
    };
    row("usual", -0.4, 0.4, {QStringLiteral("-0.2"), QStringLiteral("0"), QStringLiteral("0.2")});
    row("below 1e-12", 0, 8e-14,
        {QStringLiteral("2·10"), QStringLiteral("4·10"), QStringLiteral("6·10"), QStringLiteral("-14")});
    row("next to nothing", -4e-30, 4e-30,
        {QStringLiteral("-2·10"), QStringLiteral("2·10"), QStringLiteral("-30")});
    row("close together", 0.5, 0.50000004, {QStringLiteral("0.50000001"), QStringLiteral("0.50000002")});
    row("large, close together", 4000000, 4000008,
        {QStringLiteral("4,000,002"), QStringLiteral("4,000,004")});
    row("large", 0, 8e9, {QStringLiteral("2·10"), QStringLiteral("4·10"), QStringLiteral("9")});
}

void PlotsTest::ticksTellValuesApart()
{
    QFETCH(double, lower);
    QFETCH(double, upper);
    QFETCH(QStringList, written);
    PlotWidget plot;
    plot.setLegendVisible(false);
    plot.setNumbers(PlotWidget::Numbers::Plain, PlotWidget::Numbers::Whole);
    plot.setLine(plot.addLine(QStringLiteral("Test"), {}), {{lower, 0}, {upper, 1}});
    plot.resize(700, 240);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot)); // only what has room is written
    const QStringList labels = textsOf(plot);
    for (const QString &one : written)
        QVERIFY2(labels.contains(one), qPrintable(labels.join(u' ')));
}

/// The narrower the plot, the fewer are labelled.
void PlotsTest::ticksHaveRoomBesideEachOther()
{
    PlotWidget plot;
    plot.setLegendVisible(false);
    plot.setLine(plot.addLine(QStringLiteral("Test"), {}), {{-10000, 0}, {50000, 1}});
    plot.resize(700, 240);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    const QString tick = QStringLiteral("30,000");
    QVERIFY(textsOf(plot).contains(tick));
    plot.resize(200, 240);
    QTRY_VERIFY(!textsOf(plot).contains(tick));
    QVERIFY(textsOf(plot).contains(QStringLiteral("0")));
}

void PlotsTest::plotsAreZoomedByWheelAndMovedByDrag()
{
    PlotWidget loss, accuracy;
    for (PlotWidget *plot : {&loss, &accuracy}) {
        plot->setLine(plot->addLine(QStringLiteral("Test"), {}), {{0, 1}, {10, 2}});
        plot->setXRange(0, 10);
        plot->resize(400, 240);
        plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(plot));
    }
    PlotWidget::shareX(loss, accuracy);
    const auto everything = loss.xView();
    test::turnWheel(loss, 2);
    const auto closer = loss.xView();
    QVERIFY(closer.second - closer.first < everything.second - everything.first);
    QCOMPARE(accuracy.xView(), closer);
    loss.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&loss));
    test::drag(accuracy, {250, 100}, {200, 100});
    QVERIFY(accuracy.xView().first > closer.first);
    QCOMPARE(loss.xView(), accuracy.xView());
    test::doubleClick(loss);
    QCOMPARE(loss.xView(), everything);
    QCOMPARE(accuracy.xView(), everything);
    QVERIFY(loss.hasFocus()); // a click brings it, and the keys with it
}

void PlotsTest::manyClassesShareBars_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("bars");
    QTest::addColumn<QString>("lastName");
    QTest::newRow("10") << 10 << 10 << QStringLiteral("class 9");
    QTest::newRow("64") << 64 << 64 << QStringLiteral("class 63");
    QTest::newRow("65") << 65 << 33 << QStringLiteral("class 64");
    QTest::newRow("1,500") << 1500 << 63 << QStringLiteral("class 1488 – class 1499");
}

void PlotsTest::manyClassesShareBars()
{
    QFETCH(int, classes);
    QFETCH(int, bars);
    QFETCH(QString, lastName);
    DatasetInfo dataset;
    QList<ClassAccuracy> accuracies;
    for (int label = 0; label < classes; ++label) {
        dataset.classNames += QString();
        dataset.trainClassCounts += 7;
        dataset.testClassCounts += label % 2;
        accuracies += ClassAccuracy{label, 4, 1, 2};
    }
    ClassCountsPlot counts;
    counts.setCounts(dataset);
    QCOMPARE(counts.plot()->pointCount(0), bars);
    const PlotTable table = counts.plot()->table();
    QCOMPARE(table.rows.at(bars - 1).at(1).toString(), lastName);
    for (int row = 0; row < bars; ++row)
        QCOMPARE(table.rows.at(row).at(2).toDouble(), 7.0); // the last group, of fewer, isn't lower
    counts.resize(320, 260);
    const QStringList labels = textsOf(*counts.plot());
    QVERIFY2(labels.size() < 40, qPrintable(labels.join(u' '))); // they can be read

    ClassAccuracyPlot accuracy;
    accuracy.setClasses(accuracies, dataset);
    QCOMPARE(accuracy.plot()->pointCount(0), bars);
    QCOMPARE(accuracy.plot()->table().rows.constFirst().at(2).toDouble(), 0.25);
    QCOMPARE(accuracy.plot()->table().rows.constLast().at(2).toDouble(), 0.5);
}

PROPONENT_TEST(PlotsTest)
#include "plots_test.moc"
