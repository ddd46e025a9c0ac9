// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/trouble.h"

#include "tests/ui/small_dataset.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/audit/suspect_grid.h"
#include "ui/pages/audit/suspect_list.h"
#include "ui/text/source_language.h"

#include <QDir>
#include <QListView>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

namespace proponent::test {

using namespace ui;

InlineMessage *messageWith(const QWidget &in, const QString &words)
{
    const auto messages = in.findChildren<InlineMessage *>();
    for (InlineMessage *message : messages) {
        if (message->isVisible() && message->text().contains(words))
            return message;
    }
    return nullptr;
}

void changeLibrary(const QString &folder, const QString &sql)
{
    const QString connection = QStringLiteral("trouble");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(QDir(folder).filePath(QStringLiteral("library.sqlite")));
        QSqlQuery query(database);
        if (!database.open() || !QSqlQuery(database).exec(sql))
            qFatal("%s", qUtf8Printable(database.lastError().text()));
    }
    QSqlDatabase::removeDatabase(connection);
}

void Trouble::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
}

void Trouble::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    writeSmallDataset(dataFolder(), 240, 80);
    m_desk = std::make_unique<Desk>(m_folder->path());
}

void Trouble::cleanup()
{
    m_desk.reset();
}

TrainingConfig Trouble::config(int epochs) const
{
    TrainingConfig config = smallTraining(dataFolder(), QStringLiteral("logistic"), epochs);
    config.name = QStringLiteral("baseline");
    return config;
}

void Trouble::leaveAndComeBack()
{
    QWidget elsewhere;
    elsewhere.show();
    elsewhere.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&elsewhere));
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

void Trouble::audit()
{
    TrainingConfig noisy = config(2);
    noisy.labelNoise = 0.1;
    m_desk->startEngine();
    (void)m_desk->train(noisy);
    m_desk->start();
    m_desk->openSession(QStringLiteral("baseline"));
    m_desk->goTo(MainWindow::Page::Audit);
    click(*window().auditPage(), QStringLiteral("Find suspicious labels"));
    QTRY_VERIFY_WITH_TIMEOUT(window().auditPage()->canJudge(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(window().auditPage()->list()->grid()->hasFocus(), patience);
}

} // namespace proponent::test
