// SPDX-License-Identifier: GPL-3.0-or-later
// Label audit as a person does it: plant wrong labels, look for them, judge them by key, train again.
#include "engine/engine.h"
#include "tests/test_registry.h"
#include "tests/ui/patience.h"
#include "tests/ui/pointer.h"
#include "tests/ui/small_dataset.h"
#include "ui/models/suspect_model.h"
#include "ui/pages/audit/audit_bar.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/audit/judging_panel.h"
#include "ui/pages/audit/suspect_grid.h"
#include "ui/pages/audit/suspect_list.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/recovery_plot.h"
#include "ui/plots/suspicion_histogram.h"
#include "ui/settings/action_collection.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/widgets/inline_message.h"
#include "ui/work/workspace.h"

#include <QAbstractItemModelTester>
#include <QAbstractProxyModel>
#include <QAction>
#include <QComboBox>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <cmath>
#include <memory>
#include <optional>

using namespace proponent;
using namespace proponent::ui;
using test::buttonNamed;
using test::patience;

using Id = ActionCollection::Id;
using Verdict = LabelDecision::Verdict;

/// What MainWindow is to the page: it owns the workspace, the actions and the window around.
struct AuditPageHost
{
    explicit AuditPageHost(Engine &engine) : workspace(engine)
    {
        page = new AuditPage(workspace, &window);
        window.setCentralWidget(page);
        window.addActions(actions.all());
        page->useActions(actions);
        actions.follow(workspace.undo);
        const auto on = [this](Id id, auto slot) {
            QObject::connect(actions[id], &QAction::triggered, page, slot);
        };
        on(Id::FindWrongLabels, &AuditPage::findWrongLabels);
        on(Id::KeepLabel, &AuditPage::keep);
        on(Id::Relabel, &AuditPage::relabel);
        on(Id::ExcludeExample, &AuditPage::exclude);
        on(Id::Retrain, &AuditPage::retrain);
        window.resize(1000, 800);
        window.show();
        workspace.library.refresh();
        auto *shown = qobject_cast<QAbstractProxyModel *>(page->list()->grid()->model());
        using Mode = QAbstractItemModelTester::FailureReportingMode;
        new QAbstractItemModelTester(shown, Mode::QtTest, &window);
        new QAbstractItemModelTester(shown->sourceModel(), Mode::QtTest, &window);
    }
    ~AuditPageHost()
    {
        delete window.takeCentralWidget();
    } // the page looks at the workspace until it is gone

    Workspace workspace;
    ActionCollection actions;
    QMainWindow window;
    AuditPage *page;
};

class AuditPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void saysWhatThereIsToDo();
    void findsPlantedErrors();
    void withoutNoiseTheSuspicionIsPlotted();
    void withFolds();
    void saysWhenTheModelIsTooWeak();
    void judgesByKey();
    void judgementsOutliveTheProgram();
    void severalAtOnceAreOneStep();
    void anotherLabelCanBeChosen();
    void filtersAndSorts();
    void judgedExamplesStayInSight();
    void judgesBlindUnlessAsked();
    void storedAuditIsShownWithoutComputing();
    void retrainsWithTheChanges();
    void aFailedSaveIsSaid();

private:
    static constexpr int trainCount = 400;
    static constexpr int testCount = 40;

    void openEngine();
    void openHost();
    void closeAll();
    void train(double noise, double learningRate = 0.02);
    void audit();
    [[nodiscard]] AuditPage *page() const { return m_host->page; }
    [[nodiscard]] Workspace &workspace() const { return m_host->workspace; }
    [[nodiscard]] QAbstractItemModel *rows() const { return page()->list()->grid()->model(); }
    [[nodiscard]] QVariant at(int row, int role) const { return rows()->index(row, 0).data(role); }
    [[nodiscard]] qint64 indexAt(int row) const { return at(row, SuspectModel::IndexRole).toLongLong(); }
    [[nodiscard]] qint64 selectedIndex() const;
    [[nodiscard]] std::optional<Verdict> verdictOf(qint64 index) const;
    [[nodiscard]] QComboBox *combo(const QString &name) const;
    void press(Qt::Key key) { QTest::keyClick(&m_host->window, key); }
    void selectRows(int first, int last);

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<AuditPageHost> m_host;
};

void AuditPageTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    test::writeSmallDataset(m_data.path(), trainCount, testCount);
}

void AuditPageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    openEngine();
    openHost();
}

void AuditPageTest::cleanup()
{
    closeAll();
}

void AuditPageTest::openEngine()
{
    auto engine = Engine::open(m_folder->filePath(QStringLiteral("library")));
    QVERIFY2(engine.hasValue(), engine ? "" : qPrintable(engine.error()));
    m_engine = std::move(*engine);
}

void AuditPageTest::openHost()
{
    m_host = std::make_unique<AuditPageHost>(*m_engine);
    m_host->window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_host->window));
    QTRY_VERIFY_WITH_TIMEOUT(workspace().library.isListed(), patience);
}

void AuditPageTest::closeAll()
{
    m_host.reset();
    m_engine.reset();
}

void AuditPageTest::train(double noise, double learningRate)
{
    TrainingConfig config;
    config.data = m_data.path();
    config.model = QStringLiteral("logistic");
    config.epochs = 3;
    config.batchSize = 16;
    config.learningRate = learningRate;
    config.labelNoise = noise;
    config.device = QStringLiteral("cpu");
    config.precision = Precision::Fp32;
    config.threads = 1;
    config.name = QStringLiteral("baseline");
    workspace().run.start(config);
    QTRY_VERIFY_WITH_TIMEOUT(!workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(page()->canFind(), patience); // its checkpoints are read
}

void AuditPageTest::audit()
{
    m_host->actions[Id::FindWrongLabels]->trigger();
    QVERIFY(workspace().auditing.isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(page()->canJudge(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!workspace().auditing.isRunning(), patience);
}

qint64 AuditPageTest::selectedIndex() const
{
    const QList<SuspectExample> selected = page()->list()->selected();
    return selected.size() == 1 ? selected.constFirst().trainIndex : -1;
}

std::optional<Verdict> AuditPageTest::verdictOf(qint64 index) const
{
    const auto decision = workspace().judging.decisionFor(index);
    return decision ? std::optional(decision->verdict) : std::nullopt;
}

QComboBox *AuditPageTest::combo(const QString &name) const
{
    const auto combos = page()->findChildren<QComboBox *>();
    for (QComboBox *one : combos) {
        if (one->accessibleName() == name)
            return one;
    }
    qFatal("no choice named %s", qUtf8Printable(name));
}

void AuditPageTest::selectRows(int first, int last)
{
    page()->list()->grid()->selectionModel()->select(
        QItemSelection(rows()->index(first, 0), rows()->index(last, 0)), QItemSelectionModel::ClearAndSelect);
}

void AuditPageTest::saysWhatThereIsToDo()
{
    QVERIFY(buttonNamed(page(), QStringLiteral("Train a model")));
    QVERIFY(!page()->canFind() && !page()->canJudge() && !page()->canRetrain());
    train(0.1);
    QAbstractButton *find = nullptr;
    const auto buttons = page()->findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if (button != page()->bar()->button() && button->isVisible() &&
            button->text() == QStringLiteral("Find suspicious labels"))
            find = button; // the one under the words
    }
    QVERIFY(find);
    test::click(*find);
    QVERIFY(workspace().auditing.isRunning());
    QVERIFY(!find->isVisible());
    QVERIFY(!page()->canFind());
    QCOMPARE(workspace().jobs.jobs().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(page()->canJudge(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(page()->canFind(), patience);
    QVERIFY(page()->list()->grid()->isVisible());
    QVERIFY(page()->list()->grid()->hasFocus());
}

void AuditPageTest::findsPlantedErrors()
{
    train(0.1);
    audit();
    QCOMPARE(rows()->rowCount(), trainCount);
    const LabelAudit *found = workspace().auditing.audit();
    QVERIFY(found);
    QVERIFY2(found->recovery.constFirst().foundInTop(20) > 0.7,
             qPrintable(QString::number(found->recovery.constFirst().foundInTop(20))));
    // Four methods without self-influence, each from 0 to 100 %, and chance.
    PlotWidget *plot = page()->panel()->recovery()->plot();
    QVERIFY(plot->isVisible());
    QCOMPARE(plot->pointCount(int(AuditMethod::Combined)), 101);
    QCOMPARE(plot->pointCount(int(AuditMethod::Neighbours)), 101);
    QCOMPARE(plot->pointCount(int(AuditMethod::SelfInfluence)), 0);
    QCOMPARE(plot->pointCount(auditMethodCount), 2);

    QVERIFY2(page()->panel()->sentence().contains(QStringLiteral("the model believes")),
             qPrintable(page()->panel()->sentence()));
    QVERIFY(page()->panel()->sentence().contains(QStringLiteral("averaged over 3 checkpoints")));
    QCOMPARE(at(0, SuspectModel::ShareRole).toDouble(), 1.0);
    QTRY_VERIFY_WITH_TIMEOUT(!at(0, SuspectModel::ImageRole).value<QImage>().isNull(), patience);

    // The Inspector is told of what is selected.
    const auto &facts = workspace().selected.facts();
    QVERIFY(facts);
    QVERIFY(facts->split == Split::Train);
    QCOMPARE(facts->index, indexAt(0));
    QCOMPARE(facts->predicted, at(0, SuspectModel::SuggestedRole).toInt());
    QCOMPARE(facts->lossByEpoch.size(), 3);
}

void AuditPageTest::withoutNoiseTheSuspicionIsPlotted()
{
    train(0);
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Self-influence"));
    audit();
    QVERIFY(!page()->panel()->recovery()->isVisible());
    QVERIFY(page()->panel()->histogram()->plot()->isVisible());
    QVERIFY(page()->panel()->histogram()->plot()->pointCount(0) > 1);
    // Asked for by its name, it is computed, and can be sorted by.
    const SuspectExample first = page()->list()->selected().constFirst();
    QVERIFY(std::isfinite(first.value(AuditMethod::SelfInfluence)));
    QCOMPARE(combo(QStringLiteral("Sort by"))->currentText(), QStringLiteral("Self-influence"));
}

void AuditPageTest::withFolds()
{
    train(0.1);
    QAbstractButton *folds = buttonNamed(page(), QStringLiteral("With 5 folds"));
    QVERIFY(folds);
    QCOMPARE(page()->bar()->folds(), 0);
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Normalised margin"));
    QCOMPARE(page()->bar()->folds(), 5);
    QVERIFY(!folds->isEnabled()); // needed
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Combined"));
    QCOMPARE(page()->bar()->folds(), 0);
    test::click(*folds);
    audit();
    const LabelAudit *found = workspace().auditing.audit();
    QVERIFY(found && found->folds);
    QCOMPARE(found->folds->folds, 5);
    QVERIFY2(page()->panel()->sentence().contains(QStringLiteral("A model trained without it says ")),
             qPrintable(page()->panel()->sentence()));
    QVERIFY(page()->weakness()->isHidden());
    combo(QStringLiteral("Sort by"))->setCurrentText(QStringLiteral("Self-confidence"));
    QVERIFY(at(0, SuspectModel::SuspicionRole).toDouble() >= at(1, SuspectModel::SuspicionRole).toDouble());
}

void AuditPageTest::saysWhenTheModelIsTooWeak()
{
    train(0.75, 1e-9); // of four classes: the labels say nothing, and the model hasn't learned them by heart
    audit();
    const ModelStrength strength = workspace().auditing.audit()->strength;
    QVERIFY2(page()->weakness()->isVisible(), qPrintable(QStringLiteral("%1 by %2, chance %3")
                                                             .arg(strength.accuracy)
                                                             .arg(toString(strength.source))
                                                             .arg(strength.chance)));
    QVERIFY2(page()->weakness()->text().contains(QStringLiteral("too weak to judge labels")),
             qPrintable(page()->weakness()->text()));
}

void AuditPageTest::judgesByKey()
{
    train(0.1);
    audit();
    QSignalSpy reset(rows(), &QAbstractItemModel::modelReset);
    QSignalSpy layout(rows(), &QAbstractItemModel::layoutChanged);
    const qint64 first = indexAt(0), second = indexAt(1), third = indexAt(2);
    const int suggested = at(0, SuspectModel::SuggestedRole).toInt();
    QVERIFY(suggested != at(0, SuspectModel::LabelRole).toInt());
    QCOMPARE(selectedIndex(), first);

    press(Qt::Key_R);
    QCOMPARE(workspace().judging.decisionFor(first),
             std::optional(LabelDecision{first, Verdict::Relabel, suggested}));
    QCOMPARE(at(0, SuspectModel::VerdictTextRole).toString(),
             QStringLiteral("→ ") + at(0, SuspectModel::SuggestedNameRole).toString());
    QCOMPARE(selectedIndex(), second);
    press(Qt::Key_K);
    QCOMPARE(verdictOf(second), std::optional(Verdict::Keep));
    QCOMPARE(selectedIndex(), third);
    press(Qt::Key_X);
    QCOMPARE(verdictOf(third), std::optional(Verdict::Exclude));
    QCOMPARE(selectedIndex(), indexAt(3));
    QCOMPARE(page()->panel()->progress(), QStringLiteral("3 judged of 400: 1 relabelled, 1 excluded"));

    // Undone: back at the example that it was about.
    press(Qt::Key_U);
    QCOMPARE(verdictOf(third), std::nullopt);
    QVERIFY(!at(2, SuspectModel::JudgedRole).toBool());
    QCOMPARE(selectedIndex(), third);
    page()->undoJudgement();
    page()->undoJudgement();
    QVERIFY(workspace().judging.decisions().isEmpty());
    QVERIFY(!workspace().undo.canUndo());
    m_host->actions[Id::Redo]->trigger();
    QCOMPARE(verdictOf(first), std::optional(Verdict::Relabel));
    QCOMPARE(workspace().undo.undoText(),
             QStringLiteral("Relabel #%1 as %2")
                 .arg(QLocale().toString(first), at(0, SuspectModel::SuggestedNameRole).toString()));
    // Fifty in a minute: nothing is built anew for a judgement.
    QCOMPARE(reset.size() + layout.size(), 0);
}

void AuditPageTest::judgementsOutliveTheProgram()
{
    train(0.1);
    audit();
    const qint64 first = indexAt(0), second = indexAt(1);
    press(Qt::Key_R);
    press(Qt::Key_K);
    page()->list()->select({first});
    page()->clearJudgement();
    QTRY_VERIFY_WITH_TIMEOUT(!workspace().judging.isSaving(), patience);
    const SessionId session = workspace().open.id();
    closeAll();
    openEngine();
    openHost();
    workspace().open.open(session);
    QTRY_VERIFY_WITH_TIMEOUT(page()->canJudge(), patience);
    QCOMPARE(verdictOf(second), std::optional(Verdict::Keep));
    QCOMPARE(verdictOf(first), std::nullopt);
    QCOMPARE(at(1, SuspectModel::VerdictTextRole).toString(), QStringLiteral("Kept"));
    QCOMPARE(selectedIndex(), first); // the first that isn't judged
    QVERIFY(!workspace().undo.canUndo());
}

void AuditPageTest::severalAtOnceAreOneStep()
{
    train(0.1);
    audit();
    selectRows(1, 3);
    press(Qt::Key_X);
    QCOMPARE(workspace().judging.decisions().size(), 3);
    QCOMPARE(workspace().undo.count(), 1);
    QCOMPARE(workspace().undo.undoText(), QStringLiteral("Exclude 3 examples"));
    QCOMPARE(selectedIndex(), indexAt(4));
    press(Qt::Key_U);
    QVERIFY(workspace().judging.decisions().isEmpty());
    QCOMPARE(page()->list()->selected().size(), 3);
    m_host->actions[Id::Redo]->trigger();
    QCOMPARE(workspace().judging.decisions().size(), 3);
}

void AuditPageTest::anotherLabelCanBeChosen()
{
    train(0.1);
    audit();
    const qint64 first = indexAt(0);
    const int given = at(0, SuspectModel::LabelRole).toInt();
    QComboBox *newLabel = page()->panel()->newLabel();
    QCOMPARE(newLabel->currentData().toInt(), at(0, SuspectModel::SuggestedRole).toInt());
    newLabel->setCurrentIndex(newLabel->findData(given));
    press(Qt::Key_R); // the label that it has already
    QCOMPARE(verdictOf(first), std::nullopt);
    QVERIFY(page()->message()->isVisible());
    QCOMPARE(selectedIndex(), first);

    const int other = (given + 1) % 4;
    newLabel->setCurrentIndex(newLabel->findData(other));
    press(Qt::Key_R);
    QCOMPARE(workspace().judging.decisionFor(first),
             std::optional(LabelDecision{first, Verdict::Relabel, other}));
    QVERIFY(!page()->message()->isVisible());
}

void AuditPageTest::filtersAndSorts()
{
    train(0.1);
    audit();
    QComboBox *labelled = combo(QStringLiteral("Labelled"));
    labelled->setCurrentIndex(labelled->findData(2));
    QVERIFY(rows()->rowCount() > 0 && rows()->rowCount() < trainCount);
    for (int row = 0; row < rows()->rowCount(); ++row)
        QCOMPARE(at(row, SuspectModel::LabelRole).toInt(), 2);
    QComboBox *believed = combo(QStringLiteral("Model believes"));
    believed->setCurrentIndex(believed->findData(2));
    QAbstractButton *disagreeing = buttonNamed(page(), QStringLiteral("Only disagreements"));
    QVERIFY(disagreeing);
    disagreeing->setChecked(true);
    QCOMPARE(rows()->rowCount(), 0);
    QVERIFY(!page()->canJudge());
    QAbstractButton *all = buttonNamed(page(), QStringLiteral("Show all suspects"));
    QVERIFY(all);
    test::click(*all);
    QCOMPARE(rows()->rowCount(), trainCount);
    QVERIFY(page()->canJudge());
    disagreeing->setChecked(true);
    QVERIFY(rows()->rowCount() > 0 && rows()->rowCount() < trainCount);
    for (int row = 0; row < rows()->rowCount(); ++row)
        QVERIFY(!at(row, SuspectModel::AgreesRole).toBool());
    disagreeing->setChecked(false);

    const qint64 selected = selectedIndex();
    QComboBox *sort = combo(QStringLiteral("Sort by"));
    QCOMPARE(sort->findText(QStringLiteral("Self-influence")), -1); // it wasn't computed
    sort->setCurrentText(QStringLiteral("Loss"));
    for (int row = 1; row < rows()->rowCount(); ++row)
        QVERIFY(at(row - 1, SuspectModel::SuspicionRole).toDouble() >=
                at(row, SuspectModel::SuspicionRole).toDouble());
    QCOMPARE(at(0, SuspectModel::ShareRole).toDouble(), 1.0);
    QCOMPARE(selectedIndex(), selected); // wherever it stands now
}

void AuditPageTest::judgedExamplesStayInSight()
{
    train(0.1);
    audit();
    QComboBox *show = combo(QStringLiteral("Show"));
    show->setCurrentText(QStringLiteral("Not judged"));
    const qint64 first = indexAt(0), second = indexAt(1);
    press(Qt::Key_K);
    QCOMPARE(indexAt(0), first);
    QCOMPARE(selectedIndex(), second);
    show->setCurrentText(QStringLiteral("Judged"));
    QCOMPARE(rows()->rowCount(), 1);
    QCOMPARE(selectedIndex(), first);
    show->setCurrentText(QStringLiteral("Not judged"));
    QCOMPARE(rows()->rowCount(), trainCount - 1);
    QCOMPARE(indexAt(0), second);
}

void AuditPageTest::judgesBlindUnlessAsked()
{
    train(0.1);
    audit();
    const QList<qint64> flipped = workspace().open.details().flipped;
    QVERIFY(!flipped.isEmpty());
    QVERIFY(flipped.contains(indexAt(0))); // the most suspicious of all
    QVERIFY(!at(0, SuspectModel::PlantedRole).toBool());
    QVERIFY(!at(0, Qt::AccessibleTextRole).toString().contains(QStringLiteral("planted")));
    QCOMPARE(workspace().selected.facts()->originalLabel, workspace().selected.facts()->label);

    QAbstractButton *planted = buttonNamed(page(), QStringLiteral("Show planted errors"));
    QVERIFY(planted);
    QVERIFY(!planted->isChecked());
    test::click(*planted);
    int shown = 0;
    for (int row = 0; row < rows()->rowCount(); ++row)
        shown += at(row, SuspectModel::PlantedRole).toBool();
    QCOMPARE(shown, int(flipped.size()));
    QVERIFY(page()->panel()->sentence().contains(QStringLiteral("Planted wrong")));
    QVERIFY(workspace().selected.facts()->originalLabel != workspace().selected.facts()->label);
}

void AuditPageTest::storedAuditIsShownWithoutComputing()
{
    train(0.1);
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Loss"));
    audit();
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Margin"));
    audit();
    const qint64 first = indexAt(0);
    const QString sentence = page()->panel()->sentence();
    const SessionId session = workspace().open.id();
    closeAll();

    openEngine();
    QSignalSpy progress(m_engine.get(), &Engine::progress);
    openHost();
    workspace().open.open(session);
    QTRY_VERIFY_WITH_TIMEOUT(page()->canJudge(), patience);
    QVERIFY(page()->bar()->method() == AuditMethod::Margin); // the newest
    QCOMPARE(indexAt(0), first);
    QCOMPARE(page()->panel()->sentence(), sentence);
    // The other one is as near as its name.
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Loss"));
    QTRY_COMPARE_WITH_TIMEOUT(workspace().auditing.audit()->header.method, QStringLiteral("loss"), patience);
    QCOMPARE(combo(QStringLiteral("Sort by"))->currentText(), QStringLiteral("Loss"));
    QVERIFY(workspace().jobs.jobs().isEmpty());
    QCOMPARE(progress.size(), 0);
}

void AuditPageTest::retrainsWithTheChanges()
{
    train(0.1);
    audit();
    const SessionDetails parent = workspace().open.details();
    std::optional<TrainingConfig> request;
    connect(page(), &AuditPage::retrainRequested, this,
            [&request](const TrainingConfig &config) { request = config; });
    press(Qt::Key_K);
    QVERIFY(!page()->canRetrain()); // nothing to change yet
    QVERIFY(!page()->panel()->retrainButton()->isEnabled());
    const qint64 excluded = indexAt(1), relabelled = indexAt(2);
    const int label = at(2, SuspectModel::SuggestedRole).toInt();
    press(Qt::Key_X);
    press(Qt::Key_R);
    QVERIFY(page()->canRetrain());
    test::click(*page()->panel()->retrainButton());
    QVERIFY(request);
    QList<LabelDecision> expected{{excluded, Verdict::Exclude, -1}, {relabelled, Verdict::Relabel, label}};
    if (excluded > relabelled)
        std::swap(expected[0], expected[1]);
    QCOMPARE(request->labelChanges, expected);
    QVERIFY(request->parent == parent.summary.id);
    QCOMPARE(request->name, QStringLiteral("baseline, relabelled"));
    QCOMPARE(request->epochs, parent.config.epochs);
    QCOMPARE(request->labelNoise, parent.config.labelNoise);

    workspace().run.start(*request);
    QVERIFY(!page()->canRetrain()); // one training at a time
    QTRY_VERIFY_WITH_TIMEOUT(!workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(page()->canFind(), patience);
    QVERIFY(workspace().open.id() != parent.summary.id);
    QVERIFY(workspace().open.details().summary.parent == parent.summary.id);
    // The child has its own judgements, and what was done in the parent can't be undone from here.
    QVERIFY(workspace().judging.decisions().isEmpty());
    QVERIFY(!workspace().undo.canUndo());
    QVERIFY(!page()->canRetrain());
    audit();
    for (int row = 0; row < rows()->rowCount(); ++row)
        QVERIFY(indexAt(row) != excluded);
    press(Qt::Key_X);
    QTRY_COMPARE_WITH_TIMEOUT(workspace().library.sessions().size(), 2, patience);
    page()->retrain();
    QCOMPARE(request->name, QStringLiteral("baseline, relabelled 2"));
    QCOMPARE(request->labelChanges.size(), 3); // the parent's are among them
}

void AuditPageTest::aFailedSaveIsSaid()
{
    train(0.1);
    audit();
    QTRY_COMPARE_WITH_TIMEOUT(workspace().library.sessions().size(), 1, patience);
    m_engine->deleteSession(workspace().open.id()); // by another program, say
    QTRY_VERIFY_WITH_TIMEOUT(workspace().library.sessions().isEmpty(), patience);
    const qint64 first = indexAt(0);
    press(Qt::Key_K);
    QTRY_VERIFY_WITH_TIMEOUT(page()->message()->isVisible(), patience);
    QVERIFY2(page()->message()->text().contains(QStringLiteral("not saved")),
             qPrintable(page()->message()->text()));
    QCOMPARE(verdictOf(first), std::optional(Verdict::Keep)); // it isn't lost
    QVERIFY(buttonNamed(page(), QStringLiteral("Save again")));
}

PROPONENT_TEST(AuditPageTest)
#include "audit_page_test.moc"
