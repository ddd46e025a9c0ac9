// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/window_scenes.h"

#include "ui/docks/sessions_panel.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/audit/suspect_grid.h"
#include "ui/pages/audit/suspect_list.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/data/data_gallery.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/train/train_page.h"

#include <QScrollBar>

#include <algorithm>

namespace proponent::benchmark {

using namespace ui;
using Page = MainWindow::Page;

namespace {

constexpr int frameMilliseconds = 16;
constexpr int walkMilliseconds = 60; // a key that is held down repeats 30 times a second; a person is slower

bool showsPictures(const QListView *view, int imageRole)
{
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        const QModelIndex index = view->model()->index(row, 0);
        const bool inSight = view->viewport()->rect().intersects(view->visualRect(index));
        if (inSight && index.data(imageRole).value<QImage>().isNull())
            return false;
    }
    return true;
}

void selectNext(QListView *view)
{
    const int rows = view->model()->rowCount();
    if (rows > 0)
        view->setCurrentIndex(view->model()->index((view->currentIndex().row() + 1) % rows, 0));
}

/// Does `work` again and again while it lives.
class Repeating
{
public:
    Repeating(int milliseconds, std::function<void()> work)
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, std::move(work));
        m_timer.start(milliseconds);
    }

private:
    QTimer m_timer;
};

} // namespace

WindowScenes::WindowScenes(WatchedApplication &application, Engine &engine, const LibrarySessions &sessions,
                           double seconds)
    : m_application(application),
      m_sessions(sessions),
      m_seconds(seconds),
      m_settings(m_folder.filePath(QStringLiteral("settings.ini"))),
      m_window(engine, m_settings)
{
    m_settings.setTraceOnSelection(false);
    m_settings.setTraceAhead(TraceAhead::Never); // not what is measured
    m_settings.setChosenMethod(engine.libraryFolder(), sessions.analysed, QStringLiteral("cnn"),
                               AttributionChoice().name); // which the library was filled with
    m_window.resize(1440, 900);
    m_window.show();
    m_application.waitUntil(QStringLiteral("the list of sessions"),
                            [this] { return m_window.workspace().library.isListed(); });
    showSession(sessions.analysed);
    m_window.showPage(Page::Influence);
    m_window.influencePage()->selectTest(sessions.tracedTest);
}

void WindowScenes::stopTraining()
{
    TrainingRun &run = m_window.workspace().run;
    if (!run.isActive())
        return;
    const SessionId session = run.session();
    run.stop();
    SessionLibrary &library = m_window.workspace().library;
    m_application.waitUntil(QStringLiteral("the training to stop"), [&] {
        const QList<SessionSummary> &listed = library.sessions();
        return !run.isActive() && std::any_of(listed.begin(), listed.end(), [&](const SessionSummary &one) {
            return one.id == session && one.state != SessionState::Running;
        });
    });
    library.remove({session}); // so that a library that is kept stays as it was
    bool removed = false;
    library.commitRemovals([&removed] { removed = true; });
    m_application.waitUntil(QStringLiteral("the session to be deleted"), [&removed] { return removed; });
}

/// As a click on its line does.
void WindowScenes::showSession(SessionId session)
{
    Q_EMIT m_window.sessionsPanel()->sessionActivated(session);
    m_application.waitUntil(QStringLiteral("a session"),
                            [this, session] { return m_window.workspace().open.id() == session; });
}

/// Lets what was begun come to its end, so that it isn't counted with what follows.
void WindowScenes::settle()
{
    Workspace &workspace = m_window.workspace();
    m_application.waitUntil(QStringLiteral("the engine's work"), [&workspace] {
        return workspace.run.isActive() || workspace.jobs.jobs().isEmpty();
    });
    m_application.runFor(0.5);
}

OpeningTimes WindowScenes::open(int times)
{
    OpeningTimes taken;
    OpenSession &open = m_window.workspace().open;
    InfluencePage *page = m_window.influencePage();
    const QList<QListView *> rows{page->result()->proponents(), page->result()->opponents()};
    const auto showsAnswer = [&] {
        return open.id() == m_sessions.analysed && m_window.page() == Page::Influence && page->showsAnswer();
    };
    const auto showsAll = [&] {
        return std::all_of(
                   rows.begin(), rows.end(),
                   [](const QListView *row) { return showsPictures(row, RankedExampleModel::ImageRole); }) &&
               showsPictures(page->tests()->grid(), TestExampleModel::ImageRole);
    };
    for (int i = 0; i < times; ++i) {
        showSession(m_sessions.other);
        settle();
        const Clock::time_point begin = Clock::now();
        showSession(m_sessions.analysed);
        taken.opened.all += milliseconds(Clock::now() - begin);
        QWidget *seen = rows.constFirst()->viewport();
        seen->update(); // in case that it is all there by now
        const Clock::time_point answered =
            m_application.waitForPaint(QStringLiteral("the stored answer"), seen, showsAnswer);
        taken.answer.all += milliseconds(answered - begin);
        m_application.waitUntil(QStringLiteral("the pictures"), showsAll);
        seen->update();
        const Clock::time_point complete =
            m_application.waitForPaint(QStringLiteral("the pictures"), seen, showsAll);
        taken.pictures.all += milliseconds(complete - begin);
    }
    return taken;
}

Stalls WindowScenes::idle()
{
    settle();
    StallMeter meter(m_application);
    m_application.runFor(m_seconds);
    return meter.finish();
}

void WindowScenes::showGallery()
{
    m_window.showPage(Page::Data);
    DataBrowser &data = m_window.workspace().data;
    m_application.waitUntil(QStringLiteral("the data set"), [&data] { return data.hasExamples(); });
    settle();
}

/// A page each frame, to and fro: every cell is another one each time.
void WindowScenes::scrollFor(QListView *view)
{
    int direction = 1;
    const Repeating scrolling(frameMilliseconds, [view, &direction] {
        QScrollBar *bar = view->verticalScrollBar();
        if (bar->value() + direction * bar->pageStep() > bar->maximum())
            direction = -1;
        else if (bar->value() + direction * bar->pageStep() < bar->minimum())
            direction = 1;
        bar->setValue(bar->value() + direction * bar->pageStep());
    });
    m_application.runFor(m_seconds);
}

Stalls WindowScenes::scroll()
{
    showGallery();
    StallMeter meter(m_application);
    scrollFor(m_window.dataPage()->gallery());
    return meter.finish();
}

/// The next example that isn't traced yet.
void WindowScenes::traceNext()
{
    InfluencePage *page = m_window.influencePage();
    if (!m_window.workspace().jobs.jobs().isEmpty())
        return;
    const qint64 first = page->tests()->current();
    do {
        page->step(1);
    } while (m_window.workspace().tracing.tracedTests().contains(page->tests()->current()) &&
             page->tests()->current() != first);
    page->trace();
}

Stalls WindowScenes::trace()
{
    showSession(m_sessions.analysed);
    m_window.showPage(Page::Influence);
    m_window.influencePage()->selectTest(0); // all examples are shown, in case that there are few mistakes
    settle();
    StallMeter meter(m_application);
    const Repeating tracing(frameMilliseconds, [this] { traceNext(); });
    m_application.runFor(m_seconds);
    return meter.finish();
}

Stalls WindowScenes::openAudit()
{
    const Auditing &auditing = m_window.workspace().auditing;
    showSession(m_sessions.analysed);
    m_window.showPage(Page::Audit);
    settle();
    const Clock::time_point end =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(m_seconds));
    StallMeter meter(m_application);
    do {
        showSession(m_sessions.other);
        m_application.runFor(0.1);
        showSession(m_sessions.analysed);
        m_window.showPage(Page::Audit);
        m_application.waitUntil(QStringLiteral("the audit"), [&auditing] { return auditing.audit(); });
        m_application.runFor(0.3);
    } while (Clock::now() < end);
    return meter.finish();
}

Stalls WindowScenes::train()
{
    settle();
    m_window.showPage(Page::Train);
    int epochs = 0;
    const auto counting = QObject::connect(&m_window.workspace().run, &TrainingRun::epochFinished, &m_window,
                                           [&epochs] { ++epochs; });
    StallMeter meter(m_application);
    m_window.trainPage()->start(m_training);
    m_application.runFor(m_seconds);
    m_application.waitUntil(QStringLiteral("the end of an epoch"), [&epochs] { return epochs > 0; });
    m_application.runFor(0.5); // what follows from it
    const Stalls stalls = meter.finish();
    QObject::disconnect(counting);
    return stalls;
}

void WindowScenes::keepTraining()
{
    TrainingRun &run = m_window.workspace().run;
    if (run.isActive())
        return;
    m_window.trainPage()->start(m_training);
    m_application.waitUntil(QStringLiteral("the training"), [&run] { return run.session().isValid(); });
}

Stalls WindowScenes::scrollWhileTraining()
{
    keepTraining();
    return scroll();
}

/// Another page at each fourth step; else another example.
void WindowScenes::walk(int step)
{
    const auto page = Page(step / 4 % (int(Page::Compare) + 1));
    if (step % 4 == 0)
        m_window.showPage(page);
    else if (page == Page::Data)
        selectNext(m_window.dataPage()->gallery());
    else if (page == Page::Influence)
        m_window.influencePage()->step(1);
    else if (page == Page::Audit)
        selectNext(m_window.auditPage()->list()->grid());
    else if (page == Page::Compare)
        m_window.comparePage()->step(1);
}

Stalls WindowScenes::walkWhileTraining()
{
    keepTraining();
    showSession(m_sessions.analysed);
    m_window.comparePage()->compareWith(m_sessions.other);
    showGallery();
    StallMeter meter(m_application);
    int step = 0;
    const Repeating walking(walkMilliseconds, [this, &step] { walk(step++); });
    m_application.runFor(m_seconds);
    return meter.finish();
}

} // namespace proponent::benchmark
