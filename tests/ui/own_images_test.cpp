// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody's own photographs, in a folder for each class: from the empty window to the file that is to blame, and
// the list of labels to mend.
#include "tests/ui/desk.h"

#include "tests/test_registry.h"
#include "ui/docks/inspector_panel.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/train/training_form.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/pixel_view.h"

#include <QDir>
#include <QFile>
#include <QListView>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Page = MainWindow::Page;

namespace {

/// A photograph of nothing but a colour, larger than what is trained on, and never of the same size.
void writePhotograph(const QString &file, const QColor &colour, QRandomGenerator &random)
{
    QImage image(150 + int(random.bounded(50)), 140, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixelColor(x, y, colour.lighter(80 + int(random.bounded(60))));
    }
    QDir().mkpath(QFileInfo(file).path());
    if (!image.save(file))
        qFatal("can't write %s", qPrintable(file));
}

QStringList linesOf(const QString &file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(in.readAll()).split('\n', Qt::SkipEmptyParts);
}

} // namespace

class OwnImagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void whichOfMyFilesIsToBlame();

private:
    [[nodiscard]] MainWindow &window() const { return m_desk->window(); }
    [[nodiscard]] Workspace &work() const { return m_desk->work(); }

    QTemporaryDir m_folder;
    std::unique_ptr<Desk> m_desk;
};

void OwnImagesTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    QRandomGenerator random(1);
    for (int i = 0; i < 20; ++i) {
        for (const auto &[name, colour] : {std::pair("sea, calm", Qt::blue), std::pair("wood", Qt::green)})
            writePhotograph(m_folder.filePath(QStringLiteral("photos/%1/%2.jpg").arg(name).arg(i)), colour,
                            random);
    }
    m_desk = std::make_unique<Desk>(m_folder.path());
}

void OwnImagesTest::cleanup()
{
    m_desk.reset();
}

void OwnImagesTest::whichOfMyFilesIsToBlame()
{
    const QString photos = m_folder.filePath(QStringLiteral("photos"));
    m_desk->start();
    click(window(), QStringLiteral("Open a data folder"));
    chooseFolder(window(), photos);
    QTRY_COMPARE_WITH_TIMEOUT(work().data.state(), DataBrowser::State::Ready, patience);
    const DatasetInfo found = work().data.dataset();
    QCOMPARE(found.classNames, QStringList({"sea, calm", "wood"}));
    QCOMPARE(found.format, QString("images in folders, scaled to 64×64, one in 5 held out for testing"));
    QCOMPARE(found.channels, 3);
    QCOMPARE(found.trainClassCounts, QList<qint64>({16, 16}));
    QCOMPARE(found.testClassCounts, QList<qint64>({4, 4}));
    m_desk->takePictures(QStringLiteral("own-data"));

    m_desk->goTo(Page::Train);
    TrainingConfig config = smallTraining(photos, QStringLiteral("logistic"), 2);
    config.learningRate = 0.0001; // sea and wood are told apart too soon for anything to have influence
    config.name = QStringLiteral("landscapes");
    work().run.start(config);
    m_desk->waitForEndOfTraining();
    m_desk->goTo(Page::Influence);
    InfluencePage &page = *window().influencePage();
    QTRY_VERIFY_WITH_TIMEOUT(page.hasExamples(), patience);
    page.selectTest(1);
    page.trace();
    QTRY_VERIFY_WITH_TIMEOUT(page.showsAnswer(), patience);
    QListView *proponents = page.result()->proponents();
    QVERIFY(proponents->model()->rowCount() > 0);

    // Which file it is, and that it can be opened.
    const InspectorPanel &inspector = *window().inspectorPanel();
    click(*proponents, proponents->model()->index(0, 0));
    QTRY_VERIFY_WITH_TIMEOUT(inspector.title()->text().startsWith("Training example"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(inspector.fileName()->isVisible(), patience);
    static const QRegularExpression file(QStringLiteral("^(sea, calm|wood)/[0-9]+\\.jpg$"));
    QVERIFY2(file.match(inspector.fileName()->text()).hasMatch(), qPrintable(inspector.fileName()->text()));
    QVERIFY(inspector.openFile()->isVisible());
    QCOMPARE(inspector.image()->image().size(), QSize(64, 64));
    m_desk->takePictures(QStringLiteral("own-influence"));

    // The lists to mend the data by.
    const SessionId session = work().open.id();
    (void)m_desk->answer(m_desk->engine().setLabelDecisions(
        session, {{0, LabelDecision::Verdict::Relabel, 1}, {3, LabelDecision::Verdict::Exclude, -1}}));
    const QString exported = m_folder.filePath(QStringLiteral("exported"));
    const Outcome outcome = m_desk->answer(m_desk->engine().exportSession(session, exported));
    QVERIFY(std::holds_alternative<SessionExported>(outcome));
    const QStringList files = linesOf(exported + "/train_files.txt");
    QCOMPARE(files.size(), 32);
    QCOMPARE(files.first(), QString("sea, calm/0.jpg"));
    QCOMPARE(linesOf(exported + "/label_decisions.csv"),
             QStringList({"train_index,file,label_in_file,decision,new_label",
                          "0,\"sea, calm/0.jpg\",\"sea, calm\",relabel,\"wood\"",
                          QStringLiteral("3,\"%1\",\"wood\",exclude,").arg(files[3])}));

    // Without the photographs their thumbnails still say which they were, but there is nothing to open.
    m_desk->quit();
    QVERIFY(QDir(photos).removeRecursively());
    m_desk->start();
    m_desk->openSession(QStringLiteral("landscapes"));
    m_desk->goTo(Page::Influence);
    window().influencePage()->selectTest(1);
    QTRY_VERIFY_WITH_TIMEOUT(window().influencePage()->showsAnswer(), patience);
    QListView *kept = window().influencePage()->result()->proponents();
    click(*kept, kept->model()->index(0, 0));
    const InspectorPanel &again = *window().inspectorPanel();
    QTRY_VERIFY_WITH_TIMEOUT(again.fileName()->isVisible(), patience);
    QVERIFY(file.match(again.fileName()->text()).hasMatch());
    QVERIFY(!again.openFile()->isVisible());
}

PROPONENT_TEST(OwnImagesTest)
#include "own_images_test.moc"
