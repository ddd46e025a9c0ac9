// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_fixture.h"

#include "ui/docks/sessions_panel.h"
#include "ui/models/session_list_model.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/train/training_form.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QListView>
#include <QTest>

namespace proponent::test {

using namespace proponent::ui;

using Id = ActionCollection::Id;

void WindowFixture::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    writeSmallDataset(m_data.path(), trainCount, testCount);
}

void WindowFixture::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<WindowSettings>(m_folder->filePath(QStringLiteral("settings.ini")));
    m_settings->setTraceOnSelection(false);
    m_settings->setTraceAhead(TraceAhead::Never);
    openEngine();
    // The fastest: what a method answers is another test's subject.
    m_settings->setChosenMethod(m_engine->libraryFolder(), SessionId{}, QStringLiteral("mlp"),
                                QStringLiteral("tracin"));
    openWindow();
}

void WindowFixture::cleanup()
{
    closeWindow();
    closeEngine();
}

void WindowFixture::openEngine()
{
    auto engine = Engine::open(m_folder->filePath(QStringLiteral("library")));
    QVERIFY2(engine.hasValue(), engine ? "" : qPrintable(engine.error()));
    m_engine = std::move(*engine);
}

void WindowFixture::openWindow()
{
    m_window = std::make_unique<MainWindow>(*m_engine, *m_settings);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().library.isListed(), patience);
}

void WindowFixture::closeWindow()
{
    if (m_window)
        m_window->close();
    m_window.reset();
}

void WindowFixture::closeEngine()
{
    m_engine.reset();
}

TrainingConfig WindowFixture::config(int epochs) const
{
    TrainingConfig config;
    config.data = m_data.path();
    config.model = QStringLiteral("mlp");
    config.epochs = epochs;
    config.batchSize = 16;
    config.learningRate = 0.02;
    config.device = QStringLiteral("cpu");
    config.precision = Precision::Fp32;
    config.threads = 1;
    return config;
}

/// Through the form and its button.
void WindowFixture::train(int epochs, double learningRate)
{
    m_window->actions()[Id::NewSession]->trigger();
    TrainingConfig wanted = config(epochs);
    wanted.learningRate = learningRate;
    m_window->trainPage()->form()->setConfig(wanted);
    QAbstractButton *start = buttonNamed(m_window->trainPage(), QStringLiteral("Start training"));
    QVERIFY(start);
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), patience);
    click(*start);
    QVERIFY(m_window->workspace().run.isActive());
}

void WindowFixture::openFirstSession()
{
    openSessionInRow(0);
}

void WindowFixture::openSessionInRow(int row)
{
    QListView *list = m_window->sessionsPanel()->list();
    QVERIFY(list->model()->rowCount() > row);
    const QModelIndex index = list->model()->index(row, 0);
    click(*list, index);
    const auto id = index.data(SessionListModel::IdRole).value<SessionId>();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().open.id() == id, patience);
}

SessionState WindowFixture::stateOfFirst() const
{
    return m_window->workspace().library.sessions().constFirst().state;
}

} // namespace proponent::test
