// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/audit_fixture.h"

#include "ui/text/source_language.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAbstractProxyModel>
#include <QAction>
#include <QUndoStack>

namespace proponent::test {

using namespace proponent::ui;

using Id = ActionCollection::Id;
using Verdict = LabelDecision::Verdict;

AuditPageHost::AuditPageHost(Engine &engine) : workspace(engine)
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

/// The page looks at the workspace until it is gone.
AuditPageHost::~AuditPageHost()
{
    delete window.takeCentralWidget();
}

void AuditFixture::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    writeSmallDataset(m_data.path(), trainCount, testCount);
}

void AuditFixture::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    openEngine();
    openHost();
}

void AuditFixture::cleanup()
{
    closeAll();
}

void AuditFixture::openEngine()
{
    auto engine = Engine::open(m_folder->filePath(QStringLiteral("library")));
    QVERIFY2(engine.hasValue(), engine ? "" : qPrintable(engine.error()));
    m_engine = std::move(*engine);
}

void AuditFixture::openHost()
{
    m_host = std::make_unique<AuditPageHost>(*m_engine);
    m_host->window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_host->window));
    QTRY_VERIFY_WITH_TIMEOUT(workspace().library.isListed(), patience);
}

void AuditFixture::closeAll()
{
    m_host.reset();
    m_engine.reset();
}

void AuditFixture::train(double noise, double learningRate)
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

void AuditFixture::audit()
{
    m_host->actions[Id::FindWrongLabels]->trigger();
    QVERIFY(workspace().auditing.isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(page()->canJudge(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!workspace().auditing.isRunning(), patience);
}

qint64 AuditFixture::selectedIndex() const
{
    const QList<SuspectExample> selected = page()->list()->selected();
    return selected.size() == 1 ? selected.constFirst().trainIndex : -1;
}

std::optional<Verdict> AuditFixture::verdictOf(qint64 index) const
{
    const auto decision = workspace().judging.decisionFor(index);
    return decision ? std::optional(decision->verdict) : std::nullopt;
}

QComboBox *AuditFixture::combo(const QString &name) const
{
    const auto combos = page()->findChildren<QComboBox *>();
    for (QComboBox *one : combos) {
        if (one->accessibleName() == name)
            return one;
    }
    qFatal("no choice named %s", qUtf8Printable(name));
}

void AuditFixture::selectRows(int first, int last)
{
    page()->list()->grid()->selectionModel()->select(
        QItemSelection(rows()->index(first, 0), rows()->index(last, 0)), QItemSelectionModel::ClearAndSelect);
}

} // namespace proponent::test
