// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/jobs_fixture.h"

#include "tests/ui/rows.h"
#include "ui/docks/inspector_panel.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/train/train_page.h"
#include "ui/text/format.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/views/thumbnail_view.h"

#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

namespace proponent::test {

using namespace proponent::ui;

QModelIndex JobsFixture::currentTest() const
{
    return influence().tests()->grid()->currentIndex();
}

QString JobsFixture::inspected() const
{
    return window().inspectorPanel()->title()->text();
}

void JobsFixture::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
}

void JobsFixture::init()
{
    writeSmallDataset(m_data.path(), trainCount, testCount);
    m_folder = std::make_unique<QTemporaryDir>();
    m_desk = std::make_unique<Desk>(m_folder->path());
}

void JobsFixture::cleanup()
{
    m_desk.reset();
}

/// In the form, as it stands after the data was chosen.
void JobsFixture::setUpTraining(const QString &model, const QString &epochs)
{
    const TrainPage &page = *window().trainPage();
    choose(page, QStringLiteral("Model"), model);
    fillIn(page, QStringLiteral("Epochs"), epochs);
    fillIn(page, QStringLiteral("Batch size"), QStringLiteral("16"));
    fillIn(page, QStringLiteral("Learning rate"), QStringLiteral("0.02"));
    QTRY_VERIFY_WITH_TIMEOUT(!work().machine.devices().isEmpty(), patience);
    choose(page, QStringLiteral("Device"), QStringLiteral("CPU"));
}

/// By Enter, and waits for the answer.
void JobsFixture::traceCurrent()
{
    const qint64 test = influence().tests()->current();
    QVERIFY(!influence().showsAnswer());
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(influence().showsAnswer(), patience);
    QCOMPARE(influence().tests()->current(), test);
    const QAbstractItemModel *proponents = influence().result()->proponents()->model();
    const QAbstractItemModel *opponents = influence().result()->opponents()->model();
    QVERIFY(proponents->rowCount() > 0 && opponents->rowCount() > 0);
    const QModelIndex first = proponents->index(0, 0);
    QVERIFY(first.data(RankedExampleModel::ScoreRole).toDouble() > 0);
    QVERIFY(opponents->index(0, 0).data(RankedExampleModel::ScoreRole).toDouble() < 0);
    const QString sentence = influence().result()->sentence();
    QVERIFY2(sentence.startsWith(
                 QStringLiteral("Training on %1 (%2) pushed this example toward %3: %4 over ")
                     .arg(text::example(first.data(RankedExampleModel::IndexRole).toLongLong()),
                          first.data(RankedExampleModel::LabelNameRole).toString(),
                          currentTest().data(TestExampleModel::LabelNameRole).toString(),
                          text::signedScore(first.data(RankedExampleModel::ScoreRole).toDouble()))),
             qPrintable(sentence));
    QTRY_VERIFY_WITH_TIMEOUT(hasImage(first, RankedExampleModel::ImageRole), patience);
}

} // namespace proponent::test
