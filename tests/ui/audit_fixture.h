// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "tests/ui/patience.h"
#include "tests/ui/pointer.h"
#include "tests/ui/small_dataset.h"
#include "ui/models/suspect_model.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/audit/suspect_grid.h"
#include "ui/pages/audit/suspect_list.h"
#include "ui/settings/action_collection.h"
#include "ui/work/workspace.h"

#include <QComboBox>
#include <QMainWindow>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

namespace proponent::test {

/// What MainWindow is to the page: it owns the workspace, the actions and the window around.
struct AuditPageHost
{
    explicit AuditPageHost(Engine &engine);
    ~AuditPageHost();
    Q_DISABLE_COPY_MOVE(AuditPageHost)

    ui::Workspace workspace;
    ui::ActionCollection actions;
    QMainWindow window;
    ui::AuditPage *page;
};

/// The audit page over a library of its own, before each test.
class AuditFixture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

protected:
    static constexpr int trainCount = 400;
    static constexpr int testCount = 40;

    void openEngine();
    void openHost();
    void closeAll();
    void train(double noise, double learningRate = 0.02);
    void audit();
    [[nodiscard]] ui::AuditPage *page() const { return m_host->page; }
    [[nodiscard]] ui::Workspace &workspace() const { return m_host->workspace; }
    [[nodiscard]] QAbstractItemModel *rows() const { return page()->list()->grid()->model(); }
    [[nodiscard]] QVariant at(int row, int role) const { return rows()->index(row, 0).data(role); }
    [[nodiscard]] qint64 indexAt(int row) const { return at(row, ui::SuspectModel::IndexRole).toLongLong(); }
    [[nodiscard]] qint64 selectedIndex() const;
    [[nodiscard]] std::optional<LabelDecision::Verdict> verdictOf(qint64 index) const;
    [[nodiscard]] QComboBox *combo(const QString &name) const;
    void press(Qt::Key key) { QTest::keyClick(&m_host->window, key); }
    void selectRows(int first, int last);

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<AuditPageHost> m_host;
};

} // namespace proponent::test
