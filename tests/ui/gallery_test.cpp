// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "tests/engine/data/idx_folder.h"
#include "tests/test_registry.h"
#include "tests/ui/small_dataset.h"
#include "ui/gallery/page_gallery.h"
#include "ui/text/source_language.h"

#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace proponent;
using namespace proponent::ui;

class GalleryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAPictureOfEachPage();
    void sessionWithoutMistakes();
};

void GalleryTest::writesAPictureOfEachPage()
{
    installSourceLanguage();
    QTemporaryDir folder;
    test::writeSmallDataset(folder.filePath(QStringLiteral("data")), 400, 96);
    auto engine = Engine::open(folder.filePath(QStringLiteral("library")));
    QVERIFY2(engine.hasValue(), engine ? "" : qPrintable(engine.error()));

    TrainingConfig config;
    config.data = folder.filePath(QStringLiteral("data"));
    config.model = QStringLiteral("logistic");
    config.epochs = 2;
    config.threads = 1;
    QStringList pages{QStringLiteral("train"), QStringLiteral("influence"), QStringLiteral("data"),
                      QStringLiteral("audit")};
    for (int round = 0; round < 2; ++round) {
        if (round ==
            1) { // finds what the first has trained and traced, and another session to compare it with
            config.seed = 2;
            config.learningRate = 0.2;
            QSignalSpy trained(engine->get(), &Engine::finished);
            (*engine)->train(config);
            QTRY_COMPARE_WITH_TIMEOUT(trained.size(), 1, 120000);
            pages += QStringLiteral("compare");
        }
        const QString out = folder.filePath(QStringLiteral("pictures%1").arg(round));
        PageGallery gallery(**engine, out);
        gallery.setTraining(config);
        gallery.setWindowSize({1280, 800});
        QSignalSpy finished(&gallery, &PageGallery::finished);
        gallery.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 120000);
        QVERIFY2(finished.at(0).at(1).toString().isEmpty(), qPrintable(finished.at(0).at(1).toString()));
        for (const QString &page : pages) {
            const QImage light(out + u'/' + page + QStringLiteral("-light.png"));
            const QImage dark(out + u'/' + page + QStringLiteral("-dark.png"));
            QCOMPARE(light.size(), QSize(1280, 800));
            QVERIFY(light.pixelColor(5, 5).lightness() > 200);
            QVERIFY(dark.pixelColor(5, 5).lightness() < 60);
        }
    }
}

void GalleryTest::sessionWithoutMistakes()
{
    installSourceLanguage();
    const DataFolder data; // black and white pictures: any model tells them apart
    const auto pictures = [](int count) {
        QByteArray bytes;
        for (int i = 0; i < count; ++i)
            bytes += QByteArray(64, char(i % 2 == 0 ? 20 + i % 7 : 220 + i % 7));
        return idx({count, 8, 8}, bytes);
    };
    data.write(data.trainImages, pictures(40));
    data.write(data.trainLabels, idx({40}, someLabels(40, 2)));
    data.write(data.testImages, pictures(10));
    data.write(data.testLabels, idx({10}, someLabels(10, 2)));
    const QTemporaryDir folder;
    const auto engine = Engine::open(folder.filePath(QStringLiteral("library"))).valueOrThrow();
    TrainingConfig config;
    config.data = data.path();
    config.model = QStringLiteral("logistic");
    config.epochs = 2;
    config.threads = 1;
    QSignalSpy answers(engine.get(), &Engine::finished);
    engine->train(config);
    QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1, 120000);
    engine->listSessions();
    QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 2, 120000);
    const auto listed = std::get<SessionsListed>(answers.at(1).at(1).value<Outcome>());
    QCOMPARE(listed.sessions.first().testAccuracy, 1.0);

    const QString out = folder.filePath(QStringLiteral("pictures"));
    PageGallery gallery(*engine, out);
    QSignalSpy finished(&gallery, &PageGallery::finished);
    gallery.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 120000);
    QVERIFY2(finished.at(0).at(1).toString().isEmpty(), qPrintable(finished.at(0).at(1).toString()));
    for (const char *page : {"train", "influence", "data", "audit"})
        QVERIFY(QFile::exists(QStringLiteral("%1/%2-light.png").arg(out, QLatin1String(page))));
}

PROPONENT_TEST(GalleryTest)
#include "gallery_test.moc"
