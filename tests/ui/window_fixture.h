// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "tests/ui/patience.h"
#include "tests/ui/pointer.h"
#include "tests/ui/small_dataset.h"
#include "ui/main_window.h"
#include "ui/settings/window_settings.h"

#include <QTemporaryDir>

#include <memory>

namespace proponent::test {

/// A window over a library of its own, before each test; small networks are trained in it, through its form.
class WindowFixture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

protected:
    static constexpr int trainCount = 600;
    static constexpr int testCount = 160;

    void openEngine();
    void openWindow();
    void closeWindow();
    void closeEngine();
    [[nodiscard]] TrainingConfig config(int epochs) const;
    void train(int epochs, double learningRate = 0.02);
    void openFirstSession();
    void openSessionInRow(int row);
    [[nodiscard]] SessionState stateOfFirst() const;

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::WindowSettings> m_settings;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace proponent::test
