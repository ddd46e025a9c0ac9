// SPDX-License-Identifier: GPL-3.0-or-later
// Two sessions held against each other on the page, trained and traced by the real engine.
#include "engine/engine.h"
#include "tests/test_registry.h"
#include "tests/ui/examples.h"
#include "tests/ui/patience.h"
#include "tests/ui/pointer.h"
#include "tests/ui/small_dataset.h"
#include "ui/models/changed_example_model.h"
#include "ui/models/config_difference_model.h"
#include "ui/models/moved_proponent_model.h"
#include "ui/pages/compare/changed_examples_panel.h"
#include "ui/pages/compare/compare_bar.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/compare/comparison_figures.h"
#include "ui/pages/compare/config_difference_table.h"
#include "ui/pages/compare/moved_proponents.h"
#include "ui/plots/comparison_plots.h"
#include "ui/plots/plot_widget.h"
#include "ui/settings/window_settings.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/empty_state.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace proponent;
using namespace proponent::ui;
using test::patience;
using test::relabelled;

namespace {

QAbstractButton *buttonStartingWith(QWidget *parent, const QString &text)
{
    const auto buttons = parent->findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if (button->text().startsWith(text) && button->isVisible())
            return button;
    }
    return nullptr;
}

QStringList linesOf(const QAbstractItemModel &table)
{
    QStringList lines;
    for (int row = 0; row < table.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < table.columnCount(); ++column)
            cells += table.index(row, column).data().toString();
        lines += cells.join(QStringLiteral(" | "));
    }
    return lines;
}

} // namespace

class ComparePageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void saysWhatIsMissing();
    void showsTwoSessions();
    void filtersByKind();
    void copiesTheDifferences();
    void selectionReachesTheInspector();
    void tracesInBoth();
    void tracesWhatIsMissing();
    void whatCameBeforeIsA_data();
    void whatCameBeforeIsA();
    void swaps();
    void prefersTheParent();
    void otherDataIsSaid();
    void everyControlHasAName();

private:
    [[nodiscard]] TrainingConfig config(int epochs, double learningRate) const;
    [[nodiscard]] SessionId train(Engine &engine, const TrainingConfig &config);
    [[nodiscard]] SessionDetails read(SessionId session);
    void openWith(SessionId open, SessionId other);
    [[nodiscard]] Comparison &comparison() { return m_workspace->comparison; }

    QTemporaryDir m_data;
    QTemporaryDir m_otherData;
    QTemporaryDir m_library;
    std::unique_ptr<Engine> m_engine;
    SessionId m_brief; ///< trained too little
    SessionId m_long;
    SessionId m_child; ///< of m_long, with labels changed
    SessionId m_elsewhere; ///< on other data
    std::unique_ptr<WindowSettings> m_settings;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<ComparePage> m_page;
};

void ComparePageTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    test::writeSmallDataset(m_data.path(), 300, 120);
    test::writeSmallDataset(m_otherData.path(), 200, 80);
    auto engine = Engine::open(m_library.filePath(QStringLiteral("library")));
    QVERIFY2(engine.hasValue(), engine ? "" : qPrintable(engine.error()));
    m_engine = std::move(*engine);
    m_brief = train(*m_engine, config(1, 0.0005));
    m_long = train(*m_engine, config(3, 0.02));
    TrainingConfig child = config(3, 0.02);
    child.parent = m_long;
    child.labelChanges = relabelled({3, 4});
    child.labelChanges.append({7, LabelDecision::Verdict::Exclude, -1});
    m_child = train(*m_engine, child);
    TrainingConfig elsewhere = config(1, 0.02);
    elsewhere.data = m_otherData.path();
    m_elsewhere = train(*m_engine, elsewhere);
}

void ComparePageTest::init()
{
    m_settings = std::make_unique<WindowSettings>(m_library.filePath(QStringLiteral("settings.ini")));
    m_workspace = std::make_unique<Workspace>(*m_engine);
    m_page = std::make_unique<ComparePage>(*m_workspace, *m_settings);
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_workspace->library.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->library.isListed(), patience);
}

void ComparePageTest::cleanup()
{
    m_page.reset();
    m_workspace.reset();
}

TrainingConfig ComparePageTest::config(int epochs, double learningRate) const
{
    TrainingConfig config;
    config.data = m_data.path();
    config.model = QStringLiteral("mlp");
    config.epochs = epochs;
    config.batchSize = 16;
    config.learningRate = learningRate;
    config.device = QStringLiteral("cpu");
    config.precision = Precision::Fp32;
    config.threads = 1;
    return config;
}

SessionId ComparePageTest::train(Engine &engine, const TrainingConfig &config)
{
    std::optional<Outcome> outcome;
    const JobId job = engine.train(config);
    const auto connection =
        connect(&engine, &Engine::finished, this, [&outcome, job](JobId ended, const Outcome &how) {
            if (ended == job)
                outcome = how;
        });
    if (!QTest::qWaitFor([&] { return outcome.has_value(); }, patience))
        qFatal("the training doesn't end");
    disconnect(connection);
    if (const auto *failure = std::get_if<Failed>(&*outcome))
        qFatal("%s", qPrintable(failure->message));
    return std::get<TrainingCompleted>(*outcome).session;
}

SessionDetails ComparePageTest::read(SessionId session)
{
    std::optional<SessionDetails> details;
    m_workspace->replies.await(m_engine->openSession(session), this, [&details](const Outcome &outcome) {
        details = std::get<SessionOpened>(outcome).details;
    });
    if (!QTest::qWaitFor([&] { return details.has_value(); }, patience))
        qFatal("the session can't be read");
    return *details;
}

void ComparePageTest::openWith(SessionId open, SessionId other)
{
    m_workspace->open.open(open);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->open.id() == open, patience);
    m_page->compareWith(other);
    QTRY_VERIFY_WITH_TIMEOUT(comparison().isReady() && comparison().other() == other, patience);
}

void ComparePageTest::saysWhatIsMissing()
{
    QTemporaryDir folder;
    auto engine = Engine::open(folder.path());
    QVERIFY(engine.hasValue());
    Workspace workspace(**engine);
    ComparePage page(workspace, *m_settings);
    page.show();
    workspace.library.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(workspace.library.isListed(), patience);
    QVERIFY(page.emptyState()->isVisible());
    QVERIFY(!page.bar()->isVisible());
    QCOMPARE(page.emptyState()->accessibleName(), QStringLiteral("Is this setting better?"));

    workspace.open.open(train(**engine, config(1, 0.02)));
    QTRY_VERIFY_WITH_TIMEOUT(workspace.open.isOpen(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.library.sessions().size(), 1, patience);
    QCOMPARE(page.emptyState()->accessibleName(), QStringLiteral("Nothing to compare it with"));
    QVERIFY(page.emptyState()->accessibleDescription().startsWith(QStringLiteral("Train a second session")));
    QSignalSpy wanted(&page, &ComparePage::trainRequested);
    test::click(*page.emptyState()->button());
    QCOMPARE(wanted.size(), 1);
}

void ComparePageTest::showsTwoSessions()
{
    openWith(m_brief, m_long);
    QAbstractItemModelTester tester(m_page->figures()->table()->model(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (PlotWidget *plot :
         {m_page->figures()->curves()->accuracyPlot(), m_page->figures()->curves()->lossPlot()}) {
        QCOMPARE(plot->pointCount(0), 1);
        QCOMPARE(plot->pointCount(1), 3);
    }
    QCOMPARE(m_page->figures()->classes()->plot()->pointCount(0), 4);
    QCOMPARE(m_page->figures()->classes()->plot()->pointCount(1), 4);
    QCOMPARE(
        linesOf(*m_page->figures()->table()->model()),
        (QStringList{QStringLiteral("Epochs | 1 | 3"), QStringLiteral("Learning rate | 0.0005 | 0.02")}));

    // Counted once more, from what the engine stored.
    const TestEvaluation a = read(m_brief).evaluation;
    const TestEvaluation b = read(m_long).evaluation;
    int changed = 0;
    int fixed = 0;
    int broken = 0;
    for (qsizetype i = 0; i < a.labels.size(); ++i) {
        changed += a.predicted.at(i) != b.predicted.at(i);
        fixed += a.predicted.at(i) != a.labels.at(i) && b.predicted.at(i) == a.labels.at(i);
        broken += a.predicted.at(i) == a.labels.at(i) && b.predicted.at(i) != a.labels.at(i);
    }
    QVERIFY(fixed > 0);
    QCOMPARE(m_page->examples()->grid()->model()->rowCount(), changed);
    QVERIFY2(m_page->verdict().startsWith(QStringLiteral("B is right on %1 ").arg(fixed)),
             qPrintable(m_page->verdict()));
    QVERIFY(m_page->verdict().contains(QStringLiteral("wrong on %1 that").arg(broken)));
    const QModelIndex first = m_page->examples()->grid()->model()->index(0, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!first.data(ChangedExampleModel::ImageRole).value<QImage>().isNull(), patience);
}

void ComparePageTest::filtersByKind()
{
    openWith(m_brief, m_long);
    QAbstractItemModel *shown = m_page->examples()->grid()->model();
    QAbstractItemModelTester tester(shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractButton *fixed = buttonStartingWith(m_page.get(), QStringLiteral("Fixed"));
    QVERIFY(fixed);
    test::click(*fixed);
    QVERIFY(shown->rowCount() > 0);
    QCOMPARE(fixed->text(), QStringLiteral("Fixed %1").arg(shown->rowCount()));
    for (int row = 0; row < shown->rowCount(); ++row) {
        QVERIFY(shown->index(row, 0).data(ChangedExampleModel::RightByBRole).toBool());
        QVERIFY(!shown->index(row, 0).data(ChangedExampleModel::RightByARole).toBool());
    }
    m_page->step(1);
    const qint64 test = m_page->examples()->current();
    QVERIFY(test >= 0);
    test::click(*buttonStartingWith(m_page.get(), QStringLiteral("All")));
    QCOMPARE(m_page->examples()->current(), test);
    QCOMPARE(shown->rowCount(), comparison().tests().changed.size());
}

void ComparePageTest::copiesTheDifferences()
{
    openWith(m_brief, m_long);
    ConfigDifferenceTable *table = m_page->figures()->table();
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral("Epochs\t1\t3\nLearning rate\t0.0005\t0.02\n"));
    table->sortByColumn(0, Qt::DescendingOrder);
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Learning rate\t0.0005\t0.02\n"));
}

void ComparePageTest::selectionReachesTheInspector()
{
    openWith(m_brief, m_long);
    QVERIFY(!m_workspace->selected.facts());
    m_page->step(1);
    const qint64 test = m_page->examples()->current();
    const auto &facts = m_workspace->selected.facts();
    QVERIFY(facts.has_value());
    QVERIFY(facts->split == Split::Test);
    QCOMPARE(facts->index, test);
    QCOMPARE(facts->predicted, m_workspace->open.details().evaluation.predicted.at(test));
    QCOMPARE(facts->lossByEpoch.size(), 1);
    QCOMPARE(facts->probabilities.size(), 4);
}

void ComparePageTest::tracesInBoth()
{
    openWith(m_brief, m_long);
    m_page->step(1);
    const qint64 test = m_page->examples()->current();
    MovedProponents *proponents = m_page->proponents();
    QAbstractItemModel *inA = proponents->rankingA()->model();
    QAbstractItemModel *inB = proponents->rankingB()->model();
    QAbstractItemModelTester tester(inA, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(proponents->emptyState()->button()->text(), QStringLiteral("Trace in both"));
    test::click(*proponents->emptyState()->button());
    QCOMPARE(m_workspace->jobs.jobs().size(), 2);
    QTRY_VERIFY_WITH_TIMEOUT(inA->rowCount() > 0 && inB->rowCount() > 0, patience);
    QVERIFY(inA->rowCount() <= PairedInfluence::topK);
    QTRY_VERIFY_WITH_TIMEOUT(!inB->index(0, 0).data(MovedProponentModel::ImageRole).value<QImage>().isNull(),
                             patience);

    const SessionDetails a = read(m_brief);
    const SessionDetails b = read(m_long);
    QCOMPARE(a.analyses.constFirst().testIndices, QList<qint64>{test});
    QCOMPARE(b.analyses.constFirst().testIndices, QList<qint64>{test});
    QCOMPARE(b.analyses.constFirst().checkpoints.size(), 3);

    int shared = 0;
    QModelIndex common;
    for (int row = 0; row < inA->rowCount(); ++row) {
        const QVariant train = inA->index(row, 0).data(MovedProponentModel::IndexRole);
        const QModelIndexList there =
            inB->match(inB->index(0, 0), MovedProponentModel::IndexRole, train, 1, Qt::MatchExactly);
        shared += int(there.size());
        if (!there.isEmpty())
            common = inA->index(row, 0);
        QCOMPARE(inA->index(row, 0).data(MovedProponentModel::RankRole).toInt(), row + 1);
    }
    QVERIFY2(proponents->sentence().startsWith(QStringLiteral("%1 of the top ").arg(shared)),
             qPrintable(proponents->sentence()));

    // A training example that is in both lists is selected in both, and shown by the Inspector.
    if (common.isValid()) {
        proponents->rankingA()->setCurrentIndex(common);
        const QModelIndexList selected = proponents->rankingB()->selectionModel()->selectedIndexes();
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.constFirst().data(MovedProponentModel::IndexRole),
                 common.data(MovedProponentModel::IndexRole));
        QVERIFY(m_workspace->selected.facts()->split == Split::Train);
    }

    // Another time it is read, not computed.
    cleanup();
    init();
    openWith(m_brief, m_long);
    m_page->examples()->select(test);
    QTRY_VERIFY_WITH_TIMEOUT(m_page->proponents()->rankingB()->model()->rowCount() > 0, patience);
    QVERIFY(m_workspace->jobs.jobs().isEmpty());
}

void ComparePageTest::tracesWhatIsMissing()
{
    openWith(m_long, m_brief);
    const QList<ChangedExample> changed = comparison().tests().changed;
    QVERIFY(changed.size() > 1);
    const qint64 test = changed.constLast().test; // not the one that tracesInBoth() takes
    m_workspace->tracing.trace({test}, TraceSettings{});
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->jobs.jobs().isEmpty(), patience);
    m_page->examples()->select(test);
    QPushButton *button = m_page->proponents()->emptyState()->button();
    QTRY_COMPARE_WITH_TIMEOUT(button->text(), QStringLiteral("Trace in A"), patience);
    QTest::keyClick(m_page->examples()->grid(), Qt::Key_Return);
    QCOMPARE(m_workspace->jobs.jobs().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(m_page->proponents()->rankingA()->model()->rowCount() > 0, patience);
    QVERIFY(m_page->proponents()->rankingB()->model()->rowCount() > 0);
}

void ComparePageTest::whatCameBeforeIsA_data()
{
    QTest::addColumn<SessionId>("open");
    QTest::addColumn<SessionId>("other");
    QTest::addColumn<SessionId>("a");
    QTest::newRow("older, open") << m_brief << m_long << m_brief;
    QTest::newRow("newer, open") << m_long << m_brief << m_brief;
    QTest::newRow("child, open") << m_child << m_long << m_long;
    QTest::newRow("parent, open") << m_long << m_child << m_long;
}

/// "Better" and "worse" are about what came after it, whichever of the two is open.
void ComparePageTest::whatCameBeforeIsA()
{
    QFETCH(SessionId, open);
    QFETCH(SessionId, other);
    QFETCH(SessionId, a);
    openWith(open, other);
    QVERIFY(m_workspace->open.id() == open);
    QVERIFY(comparison().first().summary.id == a);
    QVERIFY(comparison().second().summary.id == (a == open ? other : open));
    const CompareBar *bar = m_page->bar();
    const bool left = bar->otherChoice()->x() < bar->swapButton()->x();
    QCOMPARE(left, a == other);
    QCOMPARE(bar->otherChoice()->accessibleName(),
             left ? QStringLiteral("Session A") : QStringLiteral("Session B"));

    const TestEvaluation before = read(a).evaluation;
    const TestEvaluation after = read(a == open ? other : open).evaluation;
    int gained = 0;
    for (qsizetype i = 0; i < before.labels.size(); ++i) {
        gained += after.predicted.at(i) == before.labels.at(i);
        gained -= before.predicted.at(i) == before.labels.at(i);
    }
    QCOMPARE(m_page->verdict().contains(QStringLiteral("better;")), gained > 0);
    QCOMPARE(m_page->verdict().contains(QStringLiteral("worse;")), gained < 0);
}

void ComparePageTest::swaps()
{
    openWith(m_brief, m_long);
    test::click(*m_page->bar()->swapButton());
    QVERIFY(m_workspace->open.id() == m_brief); // what is open is not what is swapped
    QVERIFY(comparison().other() == m_long);
    QCOMPARE(m_page->bar()->otherChoice()->currentData().toLongLong(), m_long.value);
    QCOMPARE(m_page->figures()->curves()->lossPlot()->pointCount(0), 3);
    QCOMPARE(
        linesOf(*m_page->figures()->table()->model()),
        (QStringList{QStringLiteral("Epochs | 3 | 1"), QStringLiteral("Learning rate | 0.02 | 0.0005")}));

    // Another pair begins in its own order.
    openWith(m_long, m_brief);
    QVERIFY(comparison().first().summary.id == m_brief);
}

void ComparePageTest::prefersTheParent()
{
    m_workspace->open.open(m_child);
    QTRY_VERIFY_WITH_TIMEOUT(comparison().isReady(), patience);
    QVERIFY(comparison().first().summary.id == m_long);
    QCOMPARE(linesOf(*m_page->figures()->table()->model()),
             QStringList{QStringLiteral("Label changes | none | 2 relabelled, 1 excluded")});

    // Without one, the newest other.
    m_workspace->open.open(m_brief);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->open.id() == m_brief && comparison().isReady(), patience);
    QVERIFY(comparison().other() == m_elsewhere);

    // What a person chose stays, where it can.
    m_page->compareWith(m_long);
    m_workspace->open.open(m_elsewhere);
    QTRY_VERIFY_WITH_TIMEOUT(m_workspace->open.id() == m_elsewhere && comparison().isReady(), patience);
    QVERIFY(comparison().other() == m_long);
}

void ComparePageTest::otherDataIsSaid()
{
    openWith(m_brief, m_elsewhere);
    QVERIFY2(m_page->verdict().contains(QStringLiteral("can't be compared")), qPrintable(m_page->verdict()));
    QVERIFY(!m_page->examples()->isVisible());
    QVERIFY(!m_page->hasExamples());
    QVERIFY(!m_page->figures()->classes()->isVisible());
    QCOMPARE(m_page->figures()->curves()->accuracyPlot()->pointCount(1), 1);
    const QStringList lines = linesOf(*m_page->figures()->table()->model());
    QVERIFY(lines.constFirst().startsWith(QStringLiteral("Data | ")));
    QVERIFY(lines.contains(QStringLiteral("Training examples | 300 | 200")));
}

void ComparePageTest::everyControlHasAName()
{
    openWith(m_brief, m_long);
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

PROPONENT_TEST(ComparePageTest)
#include "compare_page_test.moc"
