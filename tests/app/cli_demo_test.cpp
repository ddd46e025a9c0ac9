// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/library_fixture.h"
#include "tests/test_registry.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace proponent::test;

/// The demonstration on the real Fashion-MNIST.
class CliDemoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reachesAProponent();
};

void CliDemoTest::reachesAProponent()
{
    const LibraryFixture fixture;
    QElapsedTimer timer;
    timer.start();
    const CliResult result = fixture.run({u"demo"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    qInfo("the demonstration took %.1f s", double(timer.elapsed()) / 1000);
    const QJsonObject json = result.json();
    QVERIFY(!json[u"results"_s][0][u"proponents"_s].toArray().isEmpty());
    QVERIFY(json[u"results"_s][0][u"label"_s] != json[u"results"_s][0][u"predicted"_s]);

    const QString folder = json[u"picture_folder"_s].toString();
    const QJsonArray pictures = json[u"pictures"_s].toArray();
    if (json[u"picture_folder"_s].isNull())
        QSKIP("the desktop program was not built");
    QVERIFY(!pictures.isEmpty());
    for (const QJsonValue &picture : pictures) {
        const QImage image(folder + u'/' + picture.toString());
        QVERIFY2(image.width() >= 800 && image.height() >= 500, qPrintable(picture.toString()));
    }
}

PROPONENT_TEST(CliDemoTest)
#include "cli_demo_test.moc"
