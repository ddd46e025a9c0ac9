// SPDX-License-Identifier: GPL-3.0-or-later
// What the program is for, at its end: to show it to a colleague.
#include "tests/test_registry.h"
#include "tests/ui/jobs_fixture.h"
#include "tests/ui/rows.h"
#include "ui/docks/inspector_panel.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/train/train_page.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/table_twin.h"
#include "ui/report/report_writing.h"
#include "ui/text/format.h"

#include <QAbstractButton>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamReader>

#include <array>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Page = MainWindow::Page;

namespace {

QByteArray contentOf(const QString &file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

/// Of a file that loads nothing and is whole; else what is wrong.
QString problemOfHtml(const QByteArray &html)
{
    QXmlStreamReader xml(html);
    while (!xml.atEnd()) {
        xml.readNext();
        const auto attributes = xml.attributes();
        for (const QXmlStreamAttribute &one : attributes) {
            const bool names = one.name() == u"src" || one.name() == u"srcset" || one.name() == u"href";
            if (names && !one.value().startsWith(u"data:image/") && !one.value().startsWith(u'#'))
                return one.value().left(80).toString();
        }
    }
    return xml.errorString();
}

} // namespace

class FiveJobsReportTest : public JobsFixture
{
    Q_OBJECT

private Q_SLOTS:
    void showItToAColleague();

private:
    void checkPlot(PlotWidget &plot, const QString &name);
};

/// As a picture, as numbers, as a table.
void FiveJobsReportTest::checkPlot(PlotWidget &plot, const QString &name)
{
    const QString stem = m_folder->filePath(name);
    for (const QString &suffix : {QStringLiteral(".png"), QStringLiteral(".svg"), QStringLiteral(".pdf")})
        QVERIFY2(plot.save(stem + suffix), qPrintable(stem + suffix));
    const QImage image(stem + QStringLiteral(".png"));
    QVERIFY(image.width() >= plot.width() && image.height() > 100); // twice the size on the screen
    QXmlStreamReader svg(contentOf(stem + QStringLiteral(".svg")));
    QVERIFY(svg.readNextStartElement());
    QCOMPARE(svg.name().toString(), QStringLiteral("svg"));
    svg.skipCurrentElement();
    QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    QVERIFY(contentOf(stem + QStringLiteral(".pdf")).startsWith("%PDF-"));

    const qsizetype rows = plot.table().rows.size();
    QVERIFY2(rows > 0, qPrintable(name));
    QCOMPARE(plot.csv().count(u'\n'), rows + 1);
    plot.setFocus(Qt::TabFocusReason);
    press(Qt::Key_T);
    const auto *twin = plot.findChild<TableTwin *>();
    QVERIFY(twin && twin->isVisible());
    QCOMPARE(twin->view()->model()->rowCount(), rows);
    delete twin;
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

void FiveJobsReportTest::showItToAColleague()
{
    m_desk->startEngine();
    TrainingConfig config = smallTraining(m_data.path(), QStringLiteral("mlp"), 2);
    config.labelNoise = 0.1;
    config.name = QStringLiteral("baseline");
    const SessionId other = m_desk->train(config);
    config.learningRate = 0.002;
    config.name = QStringLiteral("For Ada <ada@example.org>");
    const SessionId session = m_desk->train(config);
    m_desk->start();
    m_desk->openSession(config.name);
    m_desk->goTo(Page::Influence);
    press(Qt::Key_N);
    traceCurrent();
    const qint64 traced = influence().tests()->current();
    auto *lossOfExample = window().inspectorPanel()->findChild<PlotWidget *>();
    QVERIFY(lossOfExample->isVisible());
    checkPlot(*lossOfExample, QStringLiteral("inspector"));
    m_desk->goTo(Page::Audit);
    click(*window().auditPage(), QStringLiteral("Find suspicious labels"));
    QTRY_VERIFY_WITH_TIMEOUT(window().auditPage()->canJudge(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(work().open.details().analyses.size(), 2, patience);

    QSignalSpy written(window().reports(), &ReportWriting::written);
    const QString html = m_folder->filePath(QStringLiteral("report.html"));
    const QString pdf = m_folder->filePath(QStringLiteral("report.pdf"));
    window().reports()->write(session, html);
    QTRY_COMPARE_WITH_TIMEOUT(written.size(), 1, patience);
    QVERIFY(buttonNamed(window(), QStringLiteral("Open")));
    window().reports()->write(session, pdf);
    QTRY_COMPARE_WITH_TIMEOUT(written.size(), 2, patience);
    const QByteArray page = contentOf(html);
    QCOMPARE(problemOfHtml(page), QString());
    QVERIFY(page.contains("For Ada &lt;ada@example.org&gt;"));
    QVERIFY(page.contains("Test example " + text::example(traced).toUtf8()));
    QVERIFY(page.contains("Label audit"));
    QVERIFY(page.contains(text::percent(*work().open.details().summary.testAccuracy).toUtf8()));
    QVERIFY(page.count("data:image/png") > 20 && page.count("data:image/svg") > 4);
    const QByteArray document = contentOf(pdf);
    QVERIFY(document.startsWith("%PDF-") && document.trimmed().endsWith("%%EOF"));
    QVERIFY(document.size() > 20000);

    window().comparePage()->compareWith(other);
    const std::array<const QWidget *, 5> pages{window().dataPage(), window().trainPage(),
                                               window().influencePage(), window().auditPage(),
                                               window().comparePage()};
    const std::array expected{1, 2, 2, 1, 3}; // on each page
    for (std::size_t at = 0; at < pages.size(); ++at) {
        m_desk->goTo(Page(int(at)));
        QTRY_VERIFY_WITH_TIMEOUT(window().page() != Page::Compare || work().comparison.isReady(), patience);
        int onPage = 0;
        int number = 0;
        const auto plots = window().findChildren<PlotWidget *>();
        for (PlotWidget *plot : plots) {
            if (!plot->isVisible())
                continue;
            checkPlot(*plot, QStringLiteral("plot-%1-%2").arg(at).arg(++number));
            if (QTest::currentTestFailed())
                return;
            onPage += pages.at(at)->isAncestorOf(plot);
        }
        QCOMPARE(onPage, expected.at(at));
    }
    m_desk->takePictures(QStringLiteral("5-colleague"));
}

PROPONENT_TEST(FiveJobsReportTest)
#include "five_jobs_report_test.moc"
