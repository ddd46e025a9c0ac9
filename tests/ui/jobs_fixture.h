// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/desk.h"
#include "tests/ui/small_dataset.h"

#include <QModelIndex>
#include <QTemporaryDir>

#include <memory>

namespace proponent::ui {
class InfluencePage;
}

namespace proponent::test {

/// What the five jobs begin with: data, a library of its own, and somebody at the desk.
class JobsFixture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

protected:
    static constexpr int trainCount = 400;
    static constexpr int testCount = 120;

    [[nodiscard]] ui::MainWindow &window() const { return m_desk->window(); }
    [[nodiscard]] ui::Workspace &work() const { return m_desk->work(); }
    [[nodiscard]] ui::InfluencePage &influence() const { return *window().influencePage(); }
    [[nodiscard]] QModelIndex currentTest() const;
    [[nodiscard]] QString inspected() const;
    void setUpTraining(const QString &model, const QString &epochs);
    void traceCurrent();

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
};

} // namespace proponent::test
