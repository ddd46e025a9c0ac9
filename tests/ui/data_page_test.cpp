// SPDX-License-Identifier: GPL-3.0-or-later
// The Data page on a small data set, through the real engine: with a session, without one, and when the files
// are broken or gone.
#include "engine/engine.h"
#include "tests/engine/data/image_folder.h"
#include "tests/test_registry.h"
#include "tests/ui/examples.h"
#include "tests/ui/patience.h"
#include "tests/ui/pointer.h"
#include "tests/ui/small_dataset.h"
#include "ui/docks/inspector_panel.h"
#include "ui/models/data_example_model.h"
#include "ui/pages/data/data_bar.h"
#include "ui/pages/data/data_facts.h"
#include "ui/pages/data/data_filters.h"
#include "ui/pages/data/data_gallery.h"
#include "ui/pages/data/data_page.h"
#include "ui/plots/class_counts_plot.h"
#include "ui/plots/plot_widget.h"
#include "ui/settings/window_settings.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/pixel_view.h"
#include "ui/work/workspace.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace proponent;
using namespace proponent::ui;
using test::arrivedIn;
using test::labelsIn;
using test::patience;
using test::shownIn;

using State = DataBrowser::State;
using Verdict = LabelDecision::Verdict;

namespace {

/// Without the places where a long path may be broken.
QString plain(QString words)
{
    return words.remove(QChar(0x200b));
}

} // namespace

class DataPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void invitesWhereNothingIsChosen();
    void showsADatasetWithoutASession();
    void loadsOnlyWhatIsInSight();
    void plantedErrorsAreFound();
    void misclassifiedAreFound();
    void changedLabelsAreFound();
    void selectionIsInspected();
    void clickFillsTheInspector_data();
    void clickFillsTheInspector();
    void enterChoosesATestExample();
    void otherDataHasNothingOfTheSession();
    void brokenFolderIsSaidInWords();
    void whatWasLeftOutIsNamed();
    void changedPictureIsShown();
    void missingDatasetShowsWhatWasStored();
    void changedDatasetIsNotTakenForTheSessions();
    void everyControlHasAName();

private:
    static constexpr int trainCount = 600;
    static constexpr int testCount = 160;

    void openAll();
    void closeAll();
    void browseData();
    void train(double labelNoise);
    [[nodiscard]] const QAbstractItemModel &shown() const { return *m_page->gallery()->model(); }
    [[nodiscard]] const SessionDetails &details() const { return m_workspace->open.details(); }

    QString m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WindowSettings> m_settings;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<DataPage> m_page;
};

void DataPageTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
}

void DataPageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_data = m_folder->filePath(QStringLiteral("data"));
    test::writeSmallDataset(m_data, trainCount, testCount);
    m_settings = std::make_unique<WindowSettings>(m_folder->filePath(QStringLiteral("settings.ini")));
    openAll();
}

void DataPageTest::cleanup()
{
    closeAll();
}

void DataPageTest::openAll()
{
    auto engine = Engine::open(m_folder->filePath(QStringLiteral("library")));
    QVERIFY2(engine.hasValue(), engine ? "" : qPrintable(engine.error()));
    m_engine = std::move(*engine);
    m_workspace = std::make_unique<Workspace>(*m_engine);
    m_page = std::make_unique<DataPage>(*m_workspace, *m_settings);
    m_page->resize(900, 640);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void DataPageTest::closeAll()
{
    m_page.reset();
    m_workspace.reset();
    m_engine.reset();
}

void DataPageTest::browseData()
{
    m_page->browse(m_data);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->data.state() == State::Ready, patience);
}

void DataPageTest::train(double labelNoise)
{
    TrainingConfig config;
    config.data = m_data;
    config.model = QStringLiteral("logistic");
    config.epochs = 2;
    config.labelNoise = labelNoise;
    config.device = QStringLiteral("cpu");
    config.threads = 1;
    m_workspace->run.start(config);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->open.isOpen() && details().summary.state == SessionState::Completed,
                             patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->data.state() == State::Ready, patience);
    QVERIFY(m_workspace->data.session());
}

void DataPageTest::invitesWhereNothingIsChosen()
{
    QSignalSpy open(m_page.get(), &DataPage::openDataRequested);
    QVERIFY(m_page->invitation()->isVisible());
    QVERIFY(!m_page->canTrain());
    QVERIFY(!m_page->bar()->trainButton()->isEnabled());
    test::click(*m_page->invitation()->button());
    QCOMPARE(open.size(), 1);
}

void DataPageTest::showsADatasetWithoutASession()
{
    m_page->browse(m_data);
    QVERIFY(m_workspace->data.isLoading());
    QVERIFY(m_page->invitation()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->data.state() == State::Ready, patience);
    QAbstractItemModelTester tester(m_page->gallery()->model(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(m_page->gallery()->isVisible());
    QCOMPARE(shown().rowCount(), trainCount);
    const QModelIndex first = shown().index(0, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!first.data(DataExampleModel::ImageRole).value<QImage>().isNull(), patience);
    QCOMPARE(first.data(DataExampleModel::ImageRole).value<QImage>().size(), QSize(12, 12));

    test::click(*m_page->filters()->testButton());
    QCOMPARE(shown().rowCount(), testCount);
    m_page->filters()->classChoice()->setCurrentIndex(2);
    const DatasetInfo dataset = m_workspace->data.dataset();
    QCOMPARE(labelsIn(shown()), QList<int>(dataset.testClassCounts.at(1), 1));
    QVERIFY(!m_page->filters()->flippedBox()->isVisible()); // only a session can tell
    QVERIFY(!m_page->filters()->misclassifiedBox()->isVisible());

    QCOMPARE(m_page->facts()->counts()->plot()->pointCount(0), 4);
    QCOMPARE(m_page->facts()->counts()->plot()->pointCount(1), 4);
    test::click(*m_page->facts()->copyButton());
    QCOMPARE(QGuiApplication::clipboard()->text(), dataset.fingerprint);
    QSignalSpy train(m_page.get(), &DataPage::trainRequested);
    test::click(*m_page->bar()->trainButton());
    QCOMPARE(train.value(0).value(0).toString(), m_data);
    QCOMPARE(m_settings->recentData(), QStringList({m_data}));
}

void DataPageTest::loadsOnlyWhatIsInSight()
{
    QSignalSpy arrived(&m_workspace->data.images(), &ImageStore::arrived);
    browseData();
    QTRY_VERIFY_WITH_TIMEOUT(!arrived.isEmpty(), patience);
    m_page->gallery()->scrollToBottom();
    QTRY_VERIFY_WITH_TIMEOUT(arrivedIn(arrived).contains(trainCount - 1), patience);
    QVERIFY(arrivedIn(arrived).contains(0));
    QVERIFY2(arrivedIn(arrived).size() < trainCount / 2,
             qPrintable(QString::number(arrivedIn(arrived).size())));
    QVERIFY(!arrivedIn(arrived).contains(trainCount / 2));

    const QSize medium = m_page->gallery()->gridSize();
    m_page->setThumbnailSize(ThumbnailSize::Large);
    QVERIFY(m_page->gallery()->gridSize().width() > medium.width());
    m_page->setThumbnailSize(ThumbnailSize::Small);
    QVERIFY(m_page->gallery()->gridSize().width() < medium.width());
    QVERIFY(m_settings->thumbnailSize() == ThumbnailSize::Small);
}

void DataPageTest::plantedErrorsAreFound()
{
    train(0.2);
    QCOMPARE(details().flipped.size(), trainCount / 5);
    test::click(*m_page->filters()->flippedBox());
    QCOMPARE(shownIn(shown()), details().flipped);
    const QModelIndex first = shown().index(0, 0);
    QVERIFY(first.data(DataExampleModel::FlippedRole).toBool());
    QCOMPARE(first.data(DataExampleModel::LabelRole).toInt(),
             int(details().flipped.constFirst() % 4)); // the file's
    QVERIFY(first.data().toString().contains(QStringLiteral("planted wrong")));
    test::click(*m_page->filters()->flippedBox());
    QCOMPARE(shown().rowCount(), trainCount);
    QVERIFY(!m_page->filters()->changedBox()->isEnabled());
}

void DataPageTest::misclassifiedAreFound()
{
    train(0);
    QVERIFY(!m_page->filters()->flippedBox()->isEnabled());
    test::click(*m_page->filters()->testButton());
    test::click(*m_page->filters()->misclassifiedBox());
    QList<qint64> wrong;
    const TestEvaluation &evaluation = details().evaluation;
    for (qsizetype i = 0; i < evaluation.labels.size(); ++i) {
        if (evaluation.labels.at(i) != evaluation.predicted.at(i))
            wrong += i;
    }
    QVERIFY(wrong.size() >= testCount / 10); // every eighth test label is wrong
    QCOMPARE(shownIn(shown()), wrong);
    QVERIFY(shown().index(0, 0).data(DataExampleModel::WrongRole).toBool());
}

void DataPageTest::changedLabelsAreFound()
{
    train(0);
    m_workspace->judging.judge(3, {.verdict = Verdict::Relabel, .label = 2});
    m_workspace->judging.judge(7, {.verdict = Verdict::Exclude});
    m_workspace->judging.judge(9, {.verdict = Verdict::Keep});
    test::click(*m_page->filters()->changedBox());
    QCOMPARE(shownIn(shown()), QList<qint64>({3, 7}));
    QVERIFY(!shown().index(0, 0).data(DataExampleModel::ExcludedRole).toBool());
    QVERIFY(shown().index(1, 0).data(DataExampleModel::ExcludedRole).toBool());
    QCOMPARE(shown().index(0, 0).data(DataExampleModel::NoteRole).toString(),
             details().dataset.classNames.at(2));
    m_workspace->undo.undo(); // of Keep
    m_workspace->undo.undo(); // of Exclude
    QCOMPARE(shownIn(shown()), QList<qint64>({3}));
}

void DataPageTest::selectionIsInspected()
{
    train(0);
    m_page->gallery()->setCurrentIndex(shown().index(5, 0));
    QVERIFY(m_workspace->selected.facts());
    QVERIFY(m_workspace->selected.facts()->split == Split::Train);
    QCOMPARE(m_workspace->selected.facts()->index, 5);
    QCOMPARE(m_workspace->selected.facts()->label, 5 % 4);
    test::click(*m_page->filters()->testButton());
    m_page->gallery()->setCurrentIndex(shown().index(11, 0));
    QVERIFY(m_workspace->selected.facts()->split == Split::Test);
    QCOMPARE(m_workspace->selected.facts()->predicted, details().evaluation.predicted.at(11));
    QCOMPARE(m_workspace->selected.facts()->probabilities.size(), 4);

    m_page->filters()->classChoice()->setCurrentIndex(details().evaluation.labels.at(11) + 1);
    QCOMPARE(m_page->gallery()->currentIndex().data(DataExampleModel::IndexRole).toInt(), 11);
}

void DataPageTest::clickFillsTheInspector_data()
{
    QTest::addColumn<bool>("trained");
    QTest::addColumn<bool>("elsewhere");
    QTest::newRow("no session") << false << false;
    QTest::newRow("the session's data") << true << false;
    QTest::newRow("another session is open") << true << true;
}

/// Whoever the data belongs to, and also when the example has been selected all the while.
void DataPageTest::clickFillsTheInspector()
{
    QFETCH(bool, trained);
    QFETCH(bool, elsewhere);
    if (trained)
        train(0);
    QString folder = m_data;
    if (elsewhere) {
        folder = m_folder->filePath(QStringLiteral("other"));
        test::writeSmallDataset(folder, 40, 20);
    }
    InspectorPanel inspector(*m_workspace);
    inspector.resize(260, 600);
    inspector.move(m_page->frameGeometry().topRight() + QPoint(20, 0)); // beside it, not over it
    inspector.show();
    m_page->browse(folder);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->data.state() == State::Ready, patience);
    QCOMPARE(m_workspace->data.session() != nullptr, trained && !elsewhere);
    DataGallery *gallery = m_page->gallery();
    const auto clickOn = [&](int row) { test::click(*gallery, shown().index(row, 0)); };
    clickOn(6);
    QVERIFY(inspector.title()->isVisible());
    QCOMPARE(inspector.title()->text(), QStringLiteral("Training example #6"));
    QTRY_COMPARE_WITH_TIMEOUT(inspector.image()->image().size(), QSize(12, 12), patience);
    const QImage shownThere = shown().index(6, 0).data(DataExampleModel::ImageRole).value<QImage>();
    QVERIFY(inspector.image()->image() == shownThere); // not the other data's
    QCOMPARE(m_workspace->selected.facts()->label,
             shown().index(6, 0).data(DataExampleModel::LabelRole).toInt());

    m_workspace->selected.clear(); // as when another session is opened
    QVERIFY(!inspector.title()->isVisible());
    clickOn(6);
    QVERIFY(inspector.title()->isVisible());
    test::click(*m_page->filters()->testButton());
    clickOn(3);
    QCOMPARE(inspector.title()->text(), QStringLiteral("Test example #3"));

    const QString next = m_folder->filePath(QStringLiteral("next"));
    test::writeSmallDataset(next, 30, 20);
    m_page->browse(next);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->data.state() == State::Ready, patience);
    QCOMPARE(inspector.title()->isVisible(), trained && !elsewhere); // what is gone isn't shown any more
}

void DataPageTest::enterChoosesATestExample()
{
    train(0);
    QSignalSpy chosen(m_page.get(), &DataPage::testChosen);
    m_page->gallery()->setCurrentIndex(shown().index(4, 0));
    QTest::keyClick(m_page->gallery(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 0); // a training example
    test::click(*m_page->filters()->testButton());
    m_page->gallery()->setCurrentIndex(shown().index(4, 0));
    QTest::keyClick(m_page->gallery(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).toLongLong(), 4);
}

void DataPageTest::otherDataHasNothingOfTheSession()
{
    train(0.2);
    m_page->gallery()->setCurrentIndex(shown().index(5, 0));
    const QString other = m_folder->filePath(QStringLiteral("other"));
    test::writeSmallDataset(other, 40, 20);
    m_page->browse(other);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->data.state() == State::Ready, patience);
    QVERIFY(!m_workspace->data.session());
    QCOMPARE(shown().rowCount(), 40);
    QVERIFY(!m_page->filters()->flippedBox()->isVisible());
    m_page->gallery()->setCurrentIndex(shown().index(5, 0));
    QVERIFY(m_workspace->selected.facts() && !m_workspace->selected.facts()->ofSession); // not its fifth

    m_page->browse(m_data);
    QVERIFY(m_workspace->data.state() == State::Ready); // nothing is read again
    QVERIFY(m_workspace->data.session());
    QVERIFY(m_page->filters()->flippedBox()->isVisible());
}

void DataPageTest::brokenFolderIsSaidInWords()
{
    const QString empty = m_folder->filePath(QStringLiteral("empty"));
    QVERIFY(QDir().mkpath(empty));
    QSignalSpy failed(&m_workspace->data, &DataBrowser::failed);
    m_page->browse(empty);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
    QVERIFY(failed.at(0).at(0).toString().contains(empty));
    QVERIFY(m_page->invitation()->isVisible());
    QCOMPARE(plain(m_page->invitation()->accessibleDescription()), failed.at(0).at(0).toString());
    QVERIFY(!m_page->canTrain());
    QSignalSpy open(m_page.get(), &DataPage::openDataRequested);
    test::click(*m_page->invitation()->button());
    QCOMPARE(open.size(), 1);
    QVERIFY(m_settings->recentData().isEmpty());

    test::writeSmallDataset(empty, 40, 20); // mended: the same choice works now
    m_page->browse(empty);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->data.state() == State::Ready, patience);
}

void DataPageTest::whatWasLeftOutIsNamed()
{
    const DataFolder folder;
    writeClass(folder, QStringLiteral("train/a"), 12, 1);
    writeClass(folder, QStringLiteral("train/b"), 12, 50);
    writeClass(folder, QStringLiteral("test/a"), 1, 100);
    writeClass(folder, QStringLiteral("test/b"), 1, 150);
    for (const char *name : {"train/a/x.jpg", "train/b/y.jpg", "train/b/z.jpg"})
        folder.write(QString::fromLatin1(name), encoded(grey(9, {60, 50}), "JPG").chopped(100));
    folder.write(QStringLiteral("test/b/copy.png"), encoded(grey(3)));
    m_page->browse(folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->data.state() == State::Ready, patience);
    const QString problems = m_page->facts()->problems();
    QVERIFY2(problems.contains(QStringLiteral("3 left out, cut short: train/a/x.jpg, train/b/y.jpg, ")),
             qPrintable(problems));
    QVERIFY2(problems.contains(QStringLiteral("test/b/copy.png is train/a/2.png")), qPrintable(problems));
}

void DataPageTest::changedPictureIsShown()
{
    const DataFolder folder;
    writeClass(folder, QStringLiteral("train/a"), 3, 1);
    writeClass(folder, QStringLiteral("train/b"), 3, 50);
    writeClass(folder, QStringLiteral("test/a"), 1, 100);
    m_page->browse(folder.path());
    const auto first = [&] { return shown().index(0, 0).data(DataExampleModel::ImageRole).value<QImage>(); };
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->data.state() == State::Ready && !first().isNull(), patience);
    QCOMPARE(first().pixelColor(0, 0).red(), 1);
    folder.write(QStringLiteral("train/a/0.png"), encoded(grey(200))); // in place, as an image editor does
    m_workspace->data.lookForChanges();
    QTRY_COMPARE_WITH_TIMEOUT(first().pixelColor(0, 0).red(), 200, patience);
}

void DataPageTest::missingDatasetShowsWhatWasStored()
{
    train(0.2);
    const SessionId session = m_workspace->open.id();
    closeAll();
    QVERIFY(QDir(m_data).removeRecursively());
    openAll();
    m_workspace->open.open(session);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->data.state() == State::Missing, patience);
    QVERIFY(m_page->message()->isVisible());
    QVERIFY2(plain(m_page->message()->text()).contains(m_data), qPrintable(m_page->message()->text()));
    QVERIFY(m_page->filters()->testButton()->isChecked());
    QCOMPARE(labelsIn(shown()), details().evaluation.labels);
    QCOMPARE(m_page->facts()->counts()->plot()->pointCount(0), 4);
    QVERIFY(!m_page->canTrain());

    test::click(*m_page->filters()->trainButton());
    test::click(*m_page->filters()->flippedBox());
    QCOMPARE(shownIn(shown()), details().flipped);
    QVERIFY(shown().index(0, 0).data().toString().contains(QStringLiteral("label not known")));
}

void DataPageTest::changedDatasetIsNotTakenForTheSessions()
{
    train(0);
    const SessionId session = m_workspace->open.id();
    closeAll();
    test::writeSmallDataset(m_data, trainCount / 2, testCount / 2);
    openAll();
    m_workspace->open.open(session);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->data.state() == State::Missing, patience);
    QVERIFY(m_page->message()->text().contains(QStringLiteral("no longer holds the data")));
    QCOMPARE(labelsIn(shown()), details().evaluation.labels);
}

void DataPageTest::everyControlHasAName()
{
    train(0.2);
    const auto widgets = m_page->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool partOfEditor = widget->objectName().startsWith(QStringLiteral("qt_"));
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || partOfEditor)
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(named, widget->metaObject()->className());
    }
}

PROPONENT_TEST(DataPageTest)
#include "data_page_test.moc"
