// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/benchmarks/window_library.h"
#include "tests/benchmarks/window_report.h"
#include "ui/main_window.h"

#include <QTemporaryDir>

class QListView;

namespace proponent::benchmark {

struct OpeningTimes
{
    Times opened; ///< the session's figures are here
    Times answer; ///< the Influence page is painted with the stored answer
    Times pictures; ///< and with the pictures of all examples in sight
};

/// How the window is used while its event loop is measured: `seconds` each.
class WindowScenes
{
public:
    WindowScenes(WatchedApplication &application, Engine &engine, const LibrarySessions &sessions,
                 double seconds);

    /// What is trained meanwhile, until the end.
    void setTraining(const TrainingConfig &config) { m_training = config; }

    [[nodiscard]] OpeningTimes open(int times);
    [[nodiscard]] Stalls idle();
    [[nodiscard]] Stalls scroll();
    [[nodiscard]] Stalls trace();
    [[nodiscard]] Stalls openAudit();
    /// From the start of the training to the end of an epoch at least.
    [[nodiscard]] Stalls train();
    [[nodiscard]] Stalls scrollWhileTraining();
    [[nodiscard]] Stalls walkWhileTraining();
    /// At the end; what was trained is deleted.
    void stopTraining();

private:
    void showSession(SessionId session);
    void settle();
    void keepTraining();
    void showGallery();
    void scrollFor(QListView *view);
    void traceNext();
    void walk(int step);

    WatchedApplication &m_application;
    LibrarySessions m_sessions;
    double m_seconds;
    TrainingConfig m_training;
    QTemporaryDir m_folder; ///< of the window's settings
    ui::WindowSettings m_settings;
    ui::MainWindow m_window;
};

} // namespace proponent::benchmark
