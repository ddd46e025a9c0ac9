// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/page_gallery.h"

#include "ui/pages/audit/audit_page.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/train/train_page.h"
#include "ui/views/thumbnail_view.h"

#include <QDir>
#include <QStandardPaths>

#include <algorithm>

namespace proponent::ui {

namespace {

constexpr int settleMilliseconds = 400; // images come in batches, plots are drawn when the loop is idle

/// Settings that nobody else reads or writes: the pictures don't depend on the user's window.
QString ownSettingsFile(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral(".gallery.ini"));
}

/// Where the model gets every test example right: the one it has most doubt about. Below 0: there is none.
qint64 leastSure(const TestEvaluation &evaluation)
{
    if (evaluation.losses.isEmpty())
        return -1;
    return std::ranges::max_element(evaluation.losses) - evaluation.losses.begin();
}

} // namespace

PageGallery::PageGallery(Engine &engine, const QString &folder, QObject *parent)
    : QObject(parent),
      m_engine(engine),
      m_folder(folder),
      m_config(MainWindow::quickConfig()),
      m_settings(ownSettingsFile(folder))
{
}

PageGallery::~PageGallery()
{
    m_window.reset();
    QFile::remove(ownSettingsFile(m_folder));
}

void PageGallery::start()
{
    if (!QDir().mkpath(m_folder)) {
        QMetaObject::invokeMethod(
            this, [this] { finish(tr("can't make the folder %1; choose another").arg(m_folder)); },
            Qt::QueuedConnection);
        return;
    }
    applyTheme(ThemeChoice::Light);
    m_settings.setTraceAhead(TraceAhead::Never);
    m_window = std::make_unique<MainWindow>(m_engine, m_settings);
    m_window->resize(m_size);
    m_window->show();
    Workspace &workspace = m_window->workspace();
    connect(&workspace.library, &SessionLibrary::changed, this, &PageGallery::beginWithLibrary,
            Qt::SingleShotConnection);
    connect(&workspace.run, &TrainingRun::ended, this, [this](const Outcome &outcome) {
        if (const auto *failure = std::get_if<Failed>(&outcome))
            finish(failure->message);
    });
    connect(&workspace.tracing, &Tracing::failed, this, &PageGallery::finish);
    connect(&workspace.open, &OpenSession::failed, this, &PageGallery::finish);
}

void PageGallery::beginWithLibrary()
{
    const QList<SessionSummary> sessions = m_window->workspace().library.sessions();
    const auto completed = std::find_if(sessions.begin(), sessions.end(), [](const SessionSummary &session) {
        return session.state == SessionState::Completed;
    });
    if (completed == sessions.end()) {
        if (sessions.isEmpty())
            shoot(QStringLiteral("welcome"), [this] { train(); });
        else
            train();
        return;
    }
    connect(&m_window->workspace().open, &OpenSession::opened, this, &PageGallery::shootTrainPage,
            Qt::SingleShotConnection);
    m_window->workspace().open.open(completed->id);
}

void PageGallery::train()
{
    Workspace &workspace = m_window->workspace();
    // Half way through, so that the picture shows a curve that grows.
    connect(&workspace.run, &TrainingRun::progressed, this, [this](const Progress &progress) {
        if (!m_shotWhileTraining && progress.total > 0 && progress.done * 5 > progress.total * 3) {
            m_shotWhileTraining = true;
            shoot(QStringLiteral("training"), [] {});
        }
    });
    connect(&workspace.open, &OpenSession::updated, this, [this] {
        const OpenSession &open = m_window->workspace().open;
        if (!m_window->workspace().run.isActive() &&
            open.details().summary.state == SessionState::Completed) {
            disconnect(&m_window->workspace().open, &OpenSession::updated, this, nullptr);
            shootTrainPage();
        }
    });
    m_window->showPage(MainWindow::Page::Train);
    m_window->trainPage()->start(m_config);
}

void PageGallery::shootTrainPage()
{
    m_window->showPage(MainWindow::Page::Train);
    shoot(QStringLiteral("train"), [this] { chooseMistake(); });
}

void PageGallery::chooseMistake()
{
    m_window->showPage(MainWindow::Page::Influence);
    m_window->influencePage()->showMistakes();
    // The worst that is traced already, if there is one: nothing has to be computed again.
    const QAbstractItemModel *mistakes = m_window->influencePage()->tests()->grid()->model();
    for (int row = 0; row < mistakes->rowCount(); ++row) {
        const QModelIndex mistake = mistakes->index(row, 0);
        if (mistake.data(TestExampleModel::TracedRole).toBool()) {
            m_window->influencePage()->selectTest(mistake.data(TestExampleModel::IndexRole).toLongLong());
            break;
        }
    }
    if (mistakes->rowCount() == 0)
        m_window->influencePage()->selectTest(leastSure(m_window->workspace().open.details().evaluation));
    if (!m_window->influencePage()->canTrace()) {
        finish(tr("the session has no test example to trace"));
        return;
    }
    traceMistake();
}

void PageGallery::traceMistake()
{
    const qint64 test = m_window->influencePage()->tests()->current();
    Tracing &tracing = m_window->workspace().tracing;
    if (tracing.find(test, m_window->influencePage()->settings())) {
        shootInfluencePage();
        return;
    }
    connect(&tracing, &Tracing::ready, this, &PageGallery::shootInfluencePage, Qt::SingleShotConnection);
    m_window->influencePage()->trace();
}

void PageGallery::shootInfluencePage()
{
    shoot(QStringLiteral("influence"), [this] { shootDataPage(); });
}

void PageGallery::shootDataPage()
{
    m_window->showPage(MainWindow::Page::Data);
    shoot(QStringLiteral("data"), [this] { auditLabels(); });
}

void PageGallery::auditLabels()
{
    m_window->showPage(MainWindow::Page::Audit);
    Auditing &auditing = m_window->workspace().auditing;
    if (auditing.audit()) {
        shootAuditPage();
        return;
    }
    connect(&auditing, &Auditing::ready, this, &PageGallery::shootAuditPage, Qt::SingleShotConnection);
    connect(&auditing, &Auditing::failed, this, &PageGallery::finish, Qt::SingleShotConnection);
    if (!auditing.isReading())
        m_window->auditPage()->findWrongLabels();
}

void PageGallery::shootAuditPage()
{
    shoot(QStringLiteral("audit"), [this] { shootComparePage(); });
}

void PageGallery::shootComparePage()
{
    if (m_window->workspace().library.sessions().size() < 2) {
        finish(QString());
        return;
    }
    m_window->showPage(MainWindow::Page::Compare);
    Comparison &comparison = m_window->workspace().comparison;
    connect(&comparison, &Comparison::failed, this, &PageGallery::finish, Qt::SingleShotConnection);
    connect(&comparison.influence(), &PairedInfluence::failed, this, &PageGallery::finish,
            Qt::SingleShotConnection);
    connect(&comparison, &Comparison::changed, this, &PageGallery::compareProponents);
    connect(&comparison.influence(), &PairedInfluence::changed, this, &PageGallery::compareProponents);
    compareProponents();
}

/// As often as something arrives, until both answers for a test example that changed sides are there.
void PageGallery::compareProponents()
{
    Comparison &comparison = m_window->workspace().comparison;
    if (!comparison.isReady() || m_comparisonShot)
        return;
    PairedInfluence &influence = comparison.influence();
    using Side = PairedInfluence::Side;
    const bool answered = influence.answer(Side::A) && influence.answer(Side::B);
    if (answered || !m_window->comparePage()->hasExamples()) {
        m_comparisonShot = true;
        shoot(QStringLiteral("compare"), [this] { finish(QString()); });
        return;
    }
    const bool chosen = influence.test() >= 0;
    if (!chosen) {
        m_window->comparePage()->step(1);
        return; // changed() follows
    }
    const auto isMissing = [&influence](Side side) {
        return !influence.isStored(side) && !influence.isTracing(side);
    };
    if (isMissing(Side::A) || isMissing(Side::B))
        influence.traceMissing();
}

void PageGallery::shoot(const QString &name, std::function<void()> next)
{
    m_shots.append({name, std::move(next)});
    if (m_shots.size() == 1)
        takeNextShot();
}

void PageGallery::takeNextShot()
{
    QTimer::singleShot(settleMilliseconds, this, [this] {
        write(m_shots.constFirst().name + QStringLiteral("-light"));
        applyTheme(ThemeChoice::Dark);
        QTimer::singleShot(settleMilliseconds / 2, this, [this] {
            write(m_shots.constFirst().name + QStringLiteral("-dark"));
            applyTheme(ThemeChoice::Light);
            const Shot done = m_shots.takeFirst();
            if (!m_shots.isEmpty())
                takeNextShot();
            done.next();
        });
    });
}

void PageGallery::write(const QString &name)
{
    if (m_done)
        return;
    const QString file = QDir(m_folder).filePath(name + QStringLiteral(".png"));
    if (m_window->grab().save(file))
        m_files += file;
    else
        finish(tr("can't write %1; is the folder writable?").arg(file));
}

void PageGallery::finish(const QString &error)
{
    if (std::exchange(m_done, true))
        return;
    Q_EMIT finished(m_files, error);
}

} // namespace proponent::ui
