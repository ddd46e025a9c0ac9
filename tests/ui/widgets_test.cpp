// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/test_registry.h"
#include "tests/ui/pointer.h"
#include "ui/dialogs/manual_window.h"
#include "ui/pages/train/training_form.h"
#include "ui/plots/learning_curves.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/score_distribution.h"
#include "ui/settings/window_settings.h"
#include "ui/text/format.h"
#include "ui/text/source_language.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/session_list_view.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/probability_bars.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QTextLayout>
#include <QToolTip>
#include <QVBoxLayout>

using namespace proponent;
using namespace proponent::ui;

class WidgetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void numbersAreReadable_data();
    void numbersAreReadable();
    void progressIsOneLine();
    void everyIconIsThere();
    void themesDiffer();
    void plotsCopyAndSave();
    void plotsGrowAndForget();
    void lossesLineUp_data();
    void lossesLineUp();
    void plotsAreZoomedTogether();
    void hiddenPlotIsDrawnWhenItIsSeen();
    void curvesGrow();
    void histogramIsSplitAtZero();
    void formKeepsEveryField();
    void formSaysWhatIsWrongBesideTheField();
    void unusableDevicesAreGreyedOutWithAReason();
    void messagesOfferWhatToDo();
    void settingsAreTyped();
    void toolTipsArePlain_data();
    void toolTipsArePlain();
    void curvesTellTheirValueAnywhere();
    void namesWithHyphensStayWhole();
    void cardsTellFocusAndPointerApart();
    void escapeClosesTheManual();
};

void WidgetsTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
}

void WidgetsTest::numbersAreReadable_data()
{
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("expected");
    const QString minus(QChar(0x2212));
    QTest::newRow("score above 0") << text::signedScore(0.834) << QStringLiteral("+0.83");
    QTest::newRow("score below 0") << text::signedScore(-0.0213) << minus + QStringLiteral("0.021");
    QTest::newRow("small score") << text::signedScore(0.0697) << QStringLiteral("+0.070");
    QTest::newRow("tiny score") << text::signedScore(3.14e-9) << QStringLiteral("+3.1e-09");
    QTest::newRow("score 0") << text::signedScore(0) << QStringLiteral("0.00");
    QTest::newRow("large score") << text::signedScore(123.4) << QStringLiteral("+123");
    QTest::newRow("seconds") << text::duration(16.4) << QStringLiteral("0:16");
    QTest::newRow("hours") << text::duration(3723) << QStringLiteral("1:02:03");
    QTest::newRow("share") << text::percent(0.8621) << QStringLiteral("86.2 %");
    QTest::newRow("no name") << text::className(DatasetInfo(), 7) << QStringLiteral("class 7");
}

void WidgetsTest::numbersAreReadable()
{
    QFETCH(QString, shown);
    QTEST(shown, "expected");
}

void WidgetsTest::progressIsOneLine()
{
    Progress progress;
    progress.stage = Progress::Stage::Training;
    progress.done = 12;
    progress.total = 60;
    progress.rate = 3.1;
    progress.secondsLeft = 16;
    progress.epoch = 3;
    progress.epochs = 5;
    QCOMPARE(text::progress(progress),
             QStringLiteral("Training 12 of 60 · epoch 3 of 5 · 3.1/s · 0:16 left"));
    QCOMPARE(text::progress(Progress{}), QStringLiteral("Reading data"));
    QCOMPARE(QCoreApplication::translate("x", "%n session(s)", nullptr, 1), QStringLiteral("1 session"));
    QCOMPARE(QCoreApplication::translate("x", "%n session(s)", nullptr, 2), QStringLiteral("2 sessions"));
}

void WidgetsTest::everyIconIsThere()
{
    initResources();
    QDirIterator icons(QStringLiteral(":/icons"));
    int count = 0;
    while (icons.hasNext()) {
        const QString name = QFileInfo(icons.next()).baseName();
        QVERIFY2(!themedIcon(name).pixmap(16, 16).isNull(), qPrintable(name));
        ++count;
    }
    QVERIFY(count > 20);
    QVERIFY(!applicationIcon().pixmap(64, 64).isNull());
}

void WidgetsTest::themesDiffer()
{
    applyTheme(ThemeChoice::Dark);
    QVERIFY(isDark(QApplication::palette()));
    applyTheme(ThemeChoice::Light);
    QVERIFY(!isDark(QApplication::palette()));
    for (int series = 0; series < 6; ++series)
        QVERIFY(seriesColour(series, QApplication::palette()).isValid());
}

void WidgetsTest::plotsCopyAndSave()
{
    PlotWidget plot;
    plot.setAxes(QStringLiteral("Epoch"), QStringLiteral("Loss, \"nats\""));
    const int line = plot.addLine(QStringLiteral("Test"), {});
    QVERIFY(plot.isEmpty());
    plot.setLine(line, {{1, 0.5}, {2, 0.25}});
    plot.resize(300, 200);
    plot.copyCsv();
    QCOMPARE(
        QApplication::clipboard()->text(),
        QStringLiteral("\"series\",\"Epoch\",\"Loss, \"\"nats\"\"\"\n\"Test\",1,0.5\n\"Test\",2,0.25\n"));

    QTemporaryDir folder;
    for (const QString &name : {QStringLiteral("a.png"), QStringLiteral("a.svg"), QStringLiteral("a.pdf")}) {
        const QString file = folder.filePath(name);
        QVERIFY2(plot.save(file), qPrintable(name));
        QVERIFY2(QFileInfo(file).size() > 500, qPrintable(name));
    }
    QVERIFY(!plot.save(folder.filePath(QStringLiteral("no/such/folder.png"))));
}

void WidgetsTest::plotsGrowAndForget()
{
    PlotWidget plot;
    const int line = plot.addLine(QStringLiteral("Test"), {});
    plot.appendToLine(line, {1, 1});
    plot.appendToLine(line, {2, 2});
    QCOMPARE(plot.pointCount(line), 2);
    plot.clear();
    QVERIFY(plot.isEmpty());
}

void WidgetsTest::lossesLineUp_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("words");
    QTest::newRow("1") << 1.0 << QStringLiteral("1.00");
    QTest::newRow("1.414") << 1.414 << QStringLiteral("1.41");
    QTest::newRow("0.81") << 0.81 << QStringLiteral("0.810");
    QTest::newRow("12.34") << 12.34 << QStringLiteral("12.3");
    QTest::newRow("0.000123") << 0.0001234 << QStringLiteral("0.000123");
    QTest::newRow("diverged") << std::numeric_limits<double>::quiet_NaN() << QStringLiteral("not finite");
}

void WidgetsTest::lossesLineUp()
{
    QFETCH(double, value);
    QTEST(text::loss(value), "words");
}

void WidgetsTest::plotsAreZoomedTogether()
{
    PlotWidget loss, accuracy;
    for (PlotWidget *plot : {&loss, &accuracy}) {
        plot->setLine(plot->addLine(QStringLiteral("Test"), {}), {{0, 1}, {10, 2}});
        plot->setXRange(0, 10);
        plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(plot));
    }
    PlotWidget::shareX(loss, accuracy);
    const auto everything = loss.xView();
    QCOMPARE(accuracy.xView(), everything);
    QTest::keyClick(&loss, Qt::Key_Plus);
    QVERIFY(loss.xView().first > everything.first && loss.xView().second < everything.second);
    QCOMPARE(accuracy.xView(), loss.xView());
    QTest::keyClick(&accuracy, Qt::Key_Plus);
    QCOMPARE(loss.xView(), accuracy.xView());
    loss.setLine(0, {{0, 1}, {10, 3}}); // new data doesn't move what is looked at
    QCOMPARE(loss.xView(), accuracy.xView());
    QTest::keyClick(&accuracy, Qt::Key_0);
    QCOMPARE(loss.xView(), everything);
    QCOMPARE(accuracy.xView(), everything);
}

void WidgetsTest::hiddenPlotIsDrawnWhenItIsSeen()
{
    PlotWidget plot;
    plot.addLine(QStringLiteral("Loss"), {});
    plot.resize(320, 200);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    const auto look = [&plot] { // without the rim, which shows the focus
        return plot.grab(plot.rect().adjusted(60, 40, -40, -60)).toImage();
    };
    const auto fill = [&plot](double first, double last) {
        plot.setLine(0, {{0, first}, {1, last}});
        QCoreApplication::processEvents(); // plots are drawn when the loop is idle
    };
    fill(0, 1);
    fill(0, 1); // as many ticks as there is room for, which the first drawing has found out
    const QImage rising = look();
    fill(1, 0);
    const QImage falling = look();
    QVERIFY(falling != rising);
    plot.hide();
    fill(0, 1);
    plot.show();
    QCOMPARE(look(), rising);
    plot.hide();
    fill(1, 0);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QCOMPARE(look(), falling);
}

void WidgetsTest::curvesGrow()
{
    LearningCurves curves;
    EpochMetrics metrics;
    metrics.epoch = 1;
    metrics.trainLoss = 0.7;
    metrics.testLoss = 0.8;
    curves.setEpochs({metrics}, 3);
    metrics.epoch = 2;
    curves.appendEpoch(metrics);
    TrainingSample sample;
    sample.epoch = 0.5;
    curves.appendSample(sample);
    QCOMPARE(curves.lossPlot()->pointCount(0), 1);
    QCOMPARE(curves.lossPlot()->pointCount(1), 2);
    QCOMPARE(curves.accuracyPlot()->pointCount(2), 2);

    // The loss scale is plotted while there is one, that is in fp16.
    QVERIFY(curves.lossScalePlot()->isHidden());
    TrainingSample scaled;
    scaled.epoch = 0.5;
    scaled.lossScale = 65536;
    curves.appendSample(scaled);
    QVERIFY(!curves.lossScalePlot()->isHidden());
    QCOMPARE(curves.lossScalePlot()->pointCount(0), 1);
    curves.clear();
    QVERIFY(curves.lossScalePlot()->isHidden());
    curves.setSamples({scaled, scaled});
    QCOMPARE(curves.lossScalePlot()->pointCount(0), 2);
}

void WidgetsTest::histogramIsSplitAtZero()
{
    ScoreDistribution distribution;
    ScoreHistogram histogram;
    histogram.minimum = -2;
    histogram.maximum = 2;
    histogram.counts = {1, 20, 300, 0};
    distribution.setHistogram(histogram);
    QCOMPARE(distribution.plot()->pointCount(0), 2); // below 0
    QCOMPARE(distribution.plot()->pointCount(1), 1); // above; empty bins aren't drawn
}

void WidgetsTest::formKeepsEveryField()
{
    TrainingForm form;
    TrainingConfig config;
    config.data = QStringLiteral("/some/folder");
    config.trainLimit = 1234;
    config.testLimit = 99;
    config.labelNoise = 0.1;
    config.model = QStringLiteral("mlp");
    config.epochs = 7;
    config.batchSize = 32;
    config.optimizer = OptimizerKind::AdamW;
    config.learningRate = 0.00125;
    config.momentum = 0.5;
    config.weightDecay = 0.0005;
    config.schedule = ScheduleKind::Cosine;
    config.seed = 42;
    config.checkpointEvery = 2;
    config.precision = Precision::Bf16;
    config.threads = 2;
    config.name = QStringLiteral("a name");
    form.setConfig(config);
    QVERIFY(form.config() == config);
    form.setConfig({});
    QVERIFY(form.config() == TrainingConfig{});
}

void WidgetsTest::formSaysWhatIsWrongBesideTheField()
{
    TrainingForm form;
    auto *rate = qobject_cast<QLineEdit *>(form.field(QStringLiteral("lr"))->editor());
    QVERIFY(form.isAcceptable());
    rate->clear();
    QTest::keyClicks(rate, QStringLiteral("-1"));
    QVERIFY(!form.isAcceptable());
    QVERIFY(!form.field(QStringLiteral("lr"))->problem().isEmpty());
    rate->clear();
    QTest::keyClicks(rate, QStringLiteral("many"));
    QVERIFY(!form.isAcceptable());
    rate->clear();
    QTest::keyClicks(rate, QStringLiteral("0.1"));
    QVERIFY(form.isAcceptable());

    // Whatever the engine finds wrong has a field to stand beside.
    TrainingConfig wrong;
    wrong.data.clear();
    wrong.trainLimit = wrong.testLimit = wrong.seed = -1;
    wrong.labelNoise = wrong.momentum = 2;
    wrong.model = QStringLiteral("none");
    wrong.epochs = wrong.batchSize = wrong.checkpointEvery = 0;
    wrong.learningRate = wrong.weightDecay = -1;
    wrong.threads = -1;
    const QList<FieldProblem> problems = problemsOf(wrong);
    for (const FieldProblem &problem : problems)
        QVERIFY2(form.field(problem.field), qPrintable(problem.field));

    form.setDataProblem(QStringLiteral("fashion-mnist"), QStringLiteral("not there"));
    QCOMPARE(form.field(QStringLiteral("data"))->problem(), QStringLiteral("not there"));
    QVERIFY(!form.isAcceptable());
    form.setData(QStringLiteral("/elsewhere")); // the problem was about the other data
    QVERIFY(form.isAcceptable());
}

void WidgetsTest::unusableDevicesAreGreyedOutWithAReason()
{
    TrainingForm form;
    DeviceInfo cpu;
    cpu.id = QStringLiteral("cpu");
    cpu.name = QStringLiteral("A processor");
    cpu.precisions = {{Precision::Fp32, true, {}},
                      {Precision::Bf16, true, {}},
                      {Precision::Fp16, false, QStringLiteral("no fp16 arithmetic")}};
    DeviceInfo cuda;
    cuda.id = QStringLiteral("cuda:0");
    cuda.usable = false;
    cuda.reason = QStringLiteral("no driver");
    form.setDevices({cpu, cuda});

    const auto item = [&](const QString &field, const QString &value) {
        auto *choice = qobject_cast<QComboBox *>(form.field(field)->editor());
        return qobject_cast<QStandardItemModel *>(choice->model())->item(choice->findData(value));
    };
    QVERIFY(!item(QStringLiteral("device"), QStringLiteral("cuda:0"))->isEnabled());
    QCOMPARE(item(QStringLiteral("device"), QStringLiteral("cuda:0"))->toolTip(),
             QStringLiteral("no driver"));
    QVERIFY(item(QStringLiteral("precision"), QStringLiteral("bf16"))->isEnabled());
    QVERIFY(!item(QStringLiteral("precision"), QStringLiteral("fp16"))->isEnabled());
    QCOMPARE(item(QStringLiteral("precision"), QStringLiteral("auto"))->text(),
             QStringLiteral("Automatic (fp32)"));
}

void WidgetsTest::messagesOfferWhatToDo()
{
    InlineMessage message;
    QSignalSpy triggered(&message, &InlineMessage::actionTriggered);
    message.offer(InlineMessage::Kind::Success, QStringLiteral("Done."), QStringLiteral("Look"));
    QVERIFY(message.isVisibleTo(nullptr));
    message.show();
    QVERIFY(QTest::qWaitForWindowExposed(&message));
    test::click(*message.findChild<QPushButton *>());
    QCOMPARE(triggered.size(), 1);
    QVERIFY(message.isHidden());
}

void WidgetsTest::settingsAreTyped()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("settings.ini"));
    {
        WindowSettings settings(file);
        QVERIFY(settings.theme() == ThemeChoice::System);
        settings.setTheme(ThemeChoice::Dark);
        QVERIFY(settings.traceAhead() == TraceAhead::WhenQuick);
        settings.setTraceAhead(TraceAhead::Never);
        settings.setMethodParameters(QStringLiteral("ekfac"), {{QStringLiteral("damping"), 0.5}});
        settings.setChosenMethod(folder.path(), SessionId{3}, QStringLiteral("cnn"), QStringLiteral("ekfac"));
        settings.setTraceSettings({.method = {},
                                   .question = {},
                                   .layers = LayerChoice::Last,
                                   .checkpoints = CheckpointChoice::Kind::Last,
                                   .topK = 7});
        for (int i = 0; i < 12; ++i)
            settings.addRecentData(QStringLiteral("/data/%1").arg(i % 10));
    }
    WindowSettings settings(file);
    QVERIFY(settings.theme() == ThemeChoice::Dark);
    QCOMPARE(settings.traceSettings().topK, 7);
    QVERIFY(settings.traceSettings().layers == LayerChoice::Last);
    QVERIFY(settings.traceAhead() == TraceAhead::Never);
    const auto chosen = [&](qint64 session, const char *model) {
        return settings.chosenMethod(folder.path(), SessionId{session}, QString::fromLatin1(model));
    };
    QCOMPARE(chosen(3, "mlp"), QStringLiteral("ekfac"));
    QCOMPARE(chosen(4, "cnn"), QStringLiteral("ekfac")); // the same model
    QCOMPARE(chosen(4, "mlp"), QString());
    SessionDetails session;
    session.summary.id = SessionId{3};
    const AttributionChoice method = settings.traceSettings(folder.path(), session).method;
    QCOMPARE(method.name, QStringLiteral("ekfac"));
    QCOMPARE(method.parameters.value(QStringLiteral("damping")).toDouble(), 0.5);
    QVERIFY(settings.methodParameters(QStringLiteral("logra")).isEmpty());
    QCOMPARE(settings.recentData().size(), 8);
    QCOMPARE(settings.recentData().constFirst(), QStringLiteral("/data/1"));
}

void WidgetsTest::toolTipsArePlain_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where : {"session", "class", "cut name"})
        QTest::newRow(where) << QString::fromLatin1(where);
}

/// What a person or a file calls something is shown as it is written.
void WidgetsTest::toolTipsArePlain()
{
    QFETCH(QString, where);
    const QString name = QStringLiteral("<h1>Big</h1><img src='/etc/x.png'> & <b>bold</b>");
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *list = new SessionListView(&window);
    auto *bars = new ProbabilityBars(&window);
    auto *label = new ElidedLabel(name, TextSize::Body, TextLabel::Tone::Plain, &window);
    SessionSummary session;
    session.id = SessionId{1};
    session.name = name;
    list->sessions().setSessions({session});
    bars->setBeliefs({name, QStringLiteral("b")}, {0.7F, 0.3F}, 0, 1);
    for (QWidget *one : std::initializer_list<QWidget *>{list, bars, label})
        layout->addWidget(one);
    window.resize(120, 400);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const QWidget *target = where == QStringLiteral("session") ? list->viewport()
                            : where == QStringLiteral("class") ? static_cast<QWidget *>(bars)
                                                               : label;
    const QPoint place = target->mapTo(&window, QPoint(20, 6));
    QTest::mouseMove(window.windowHandle(), place + QPoint(1, 0)); // whatever is there
    QTest::mouseMove(window.windowHandle(), place);
    const auto tip = []() -> QLabel * {
        const QWidgetList all = QApplication::topLevelWidgets();
        for (QWidget *one : all) {
            if (one->inherits("QTipLabel") && one->isVisible())
                return qobject_cast<QLabel *>(one);
        }
        return nullptr;
    };
    QTRY_VERIFY(tip());
    QVERIFY2(tip()->text().contains(name), qPrintable(tip()->text()));
    QCOMPARE(tip()->textFormat(), Qt::PlainText);
    QToolTip::hideText();
    QTRY_VERIFY(!tip());
}

void WidgetsTest::curvesTellTheirValueAnywhere()
{
    PlotWidget plot;
    plot.setAxes(QStringLiteral("Epoch"), QStringLiteral("Loss"));
    plot.setNumbers(PlotWidget::Numbers::Whole, PlotWidget::Numbers::Plain);
    plot.addLine(QStringLiteral("Train"), {});
    plot.addLine(QStringLiteral("Test"), {});
    plot.setLine(0, {{1, 1}, {2, 1}, {3, 1}});
    plot.setLine(1, {{1, 9}, {2, 9}, {3, 9}});
    plot.resize(600, 400);
    plot.show();
    plot.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&plot));
    const auto pointAt = [&plot](double x, double y) {
        const QPoint place(int(plot.width() * x), int(plot.height() * y));
        QTest::mouseMove(plot.windowHandle(), place); // whatever is there
        const QWidget *under = plot.childAt(place);
        return under ? under->toolTip() : QString();
    };
    QTRY_VERIFY(pointAt(0.55, 0.6).contains(QStringLiteral("Train\nEpoch: 2"))); // once it is drawn
    QVERIFY2(pointAt(0.55, 0.3).contains(QStringLiteral("Test\nEpoch: 2")), qPrintable(pointAt(0.55, 0.3)));
    QVERIFY2(pointAt(0.9, 0.3).contains(QStringLiteral("Epoch: 3")), qPrintable(pointAt(0.9, 0.3)));
    QTRY_VERIFY(QToolTip::isVisible());
    pointAt(0.55, 0.3); // it follows the pointer,
    QVERIFY2(QToolTip::text().contains(QStringLiteral("Epoch: 2")), qPrintable(QToolTip::text()));
    QCOMPARE(pointAt(0.5, 0.97), QString()); // and goes where there is nothing to tell
    QTRY_VERIFY(!QToolTip::isVisible());
}

void WidgetsTest::namesWithHyphensStayWhole()
{
    const QFont font;
    const QString name = QStringLiteral("T-shirt/top");
    const auto firstLine = [&font](const QString &words, qreal width) {
        QTextLayout layout(words, font);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(width);
        layout.endLayout();
        return words.left(line.textLength());
    };
    const qreal room = QFontMetricsF(font).horizontalAdvance(QStringLiteral("Label: T-shi"));
    QCOMPARE(firstLine(QStringLiteral("Label: ") + name, room), QStringLiteral("Label: T-")); // Qt's way
    QCOMPARE(firstLine(QStringLiteral("Label: ") + text::unbroken(name), room), QStringLiteral("Label: "));
}

void WidgetsTest::cardsTellFocusAndPointerApart()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *card =
        new ChoiceCard(QStringLiteral("play"), QStringLiteral("Try"), QStringLiteral("It."), &window);
    auto *other = new QPushButton(QStringLiteral("Other"), &window);
    layout->addWidget(card);
    layout->addWidget(other);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto look = [&](bool focus, bool pointer) {
        (focus ? static_cast<QWidget *>(card) : other)->setFocus();
        const QWidget *under = pointer ? static_cast<QWidget *>(card) : other;
        QTest::mouseMove(window.windowHandle(), under->mapTo(&window, under->rect().center()));
        return card->grab().toImage();
    };
    const QImage plain = look(false, false);
    const QImage focused = look(true, false);
    const QImage pointed = look(false, true);
    const QImage both = look(true, true);
    QVERIFY(plain != focused && plain != pointed && focused != pointed);
    QVERIFY(both != focused && both != pointed);
}

void WidgetsTest::escapeClosesTheManual()
{
    initResources();
    QPointer<ManualWindow> manual = new ManualWindow(nullptr); // goes when it is closed
    manual->show();
    manual->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(manual));
    auto *text = manual->findChild<QTextBrowser *>();
    text->setFocus();
    QTest::keyClick(text, Qt::Key_Escape);
    QTRY_VERIFY(!manual);
}

PROPONENT_TEST(WidgetsTest)
#include "widgets_test.moc"
