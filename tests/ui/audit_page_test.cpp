// SPDX-License-Identifier: GPL-3.0-or-later
// Label audit as a person does it: plant wrong labels, look for them, look through what comes.
#include "tests/test_registry.h"
#include "tests/ui/audit_fixture.h"
#include "ui/pages/audit/audit_bar.h"
#include "ui/pages/audit/judging_panel.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/recovery_plot.h"
#include "ui/plots/suspicion_histogram.h"
#include "ui/widgets/inline_message.h"

#include <QPushButton>
#include <QSignalSpy>

#include <cmath>

using namespace proponent;
using namespace proponent::ui;
using test::buttonNamed;
using test::patience;

class AuditPageTest : public test::AuditFixture
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatThereIsToDo();
    void findsPlantedErrors();
    void withoutNoiseTheSuspicionIsPlotted();
    void withFolds();
    void saysWhenTheModelIsTooWeak();
    void filtersAndSorts();
    void judgesBlindUnlessAsked();
    void storedAuditIsShownWithoutComputing();
};

void AuditPageTest::saysWhatThereIsToDo()
{
    QVERIFY(buttonNamed(page(), QStringLiteral("Train a model")));
    QVERIFY(!page()->canFind() && !page()->canJudge() && !page()->canRetrain());
    train(0.1);
    QAbstractButton *find = nullptr;
    const auto buttons = page()->findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if (button != page()->bar()->button() && button->isVisible() &&
            button->text() == QStringLiteral("Find suspicious labels"))
            find = button; // the one under the words
    }
    QVERIFY(find);
    test::click(*find);
    QVERIFY(workspace().auditing.isRunning());
    QVERIFY(!find->isVisible());
    QVERIFY(!page()->canFind());
    QCOMPARE(workspace().jobs.jobs().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(page()->canJudge(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(page()->canFind(), patience);
    QVERIFY(page()->list()->grid()->isVisible());
    QVERIFY(page()->list()->grid()->hasFocus());
}

void AuditPageTest::findsPlantedErrors()
{
    train(0.1);
    audit();
    QCOMPARE(rows()->rowCount(), trainCount);
    const LabelAudit *found = workspace().auditing.audit();
    QVERIFY(found);
    QVERIFY2(found->recovery.constFirst().foundInTop(20) > 0.7,
             qPrintable(QString::number(found->recovery.constFirst().foundInTop(20))));
    // Four methods without self-influence, each from 0 to 100 %, and chance.
    PlotWidget *plot = page()->panel()->recovery()->plot();
    QVERIFY(plot->isVisible());
    QCOMPARE(plot->pointCount(int(AuditMethod::Combined)), 101);
    QCOMPARE(plot->pointCount(int(AuditMethod::Neighbours)), 101);
    QCOMPARE(plot->pointCount(int(AuditMethod::SelfInfluence)), 0);
    QCOMPARE(plot->pointCount(auditMethodCount), 2);

    QVERIFY2(page()->panel()->sentence().contains(QStringLiteral("the model believes")),
             qPrintable(page()->panel()->sentence()));
    QVERIFY(page()->panel()->sentence().contains(QStringLiteral("averaged over 3 checkpoints")));
    QCOMPARE(at(0, SuspectModel::ShareRole).toDouble(), 1.0);
    QTRY_VERIFY_WITH_TIMEOUT(!at(0, SuspectModel::ImageRole).value<QImage>().isNull(), patience);

    // The Inspector is told of what is selected.
    const auto &facts = workspace().selected.facts();
    QVERIFY(facts);
    QVERIFY(facts->split == Split::Train);
    QCOMPARE(facts->index, indexAt(0));
    QCOMPARE(facts->predicted, at(0, SuspectModel::SuggestedRole).toInt());
    QCOMPARE(facts->lossByEpoch.size(), 3);
}

void AuditPageTest::withoutNoiseTheSuspicionIsPlotted()
{
    train(0);
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Self-influence"));
    audit();
    QVERIFY(!page()->panel()->recovery()->isVisible());
    QVERIFY(page()->panel()->histogram()->plot()->isVisible());
    QVERIFY(page()->panel()->histogram()->plot()->pointCount(0) > 1);
    // Asked for by its name, it is computed, and can be sorted by.
    const SuspectExample first = page()->list()->selected().constFirst();
    QVERIFY(std::isfinite(first.value(AuditMethod::SelfInfluence)));
    QCOMPARE(combo(QStringLiteral("Sort by"))->currentText(), QStringLiteral("Self-influence"));
}

void AuditPageTest::withFolds()
{
    train(0.1);
    QAbstractButton *folds = buttonNamed(page(), QStringLiteral("With 5 folds"));
    QVERIFY(folds);
    QCOMPARE(page()->bar()->folds(), 0);
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Normalised margin"));
    QCOMPARE(page()->bar()->folds(), 5);
    QVERIFY(!folds->isEnabled()); // needed
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Combined"));
    QCOMPARE(page()->bar()->folds(), 0);
    test::click(*folds);
    audit();
    const LabelAudit *found = workspace().auditing.audit();
    QVERIFY(found && found->folds);
    QCOMPARE(found->folds->folds, 5);
    QVERIFY2(page()->panel()->sentence().contains(QStringLiteral("A model trained without it says ")),
             qPrintable(page()->panel()->sentence()));
    QVERIFY(page()->weakness()->isHidden());
    combo(QStringLiteral("Sort by"))->setCurrentText(QStringLiteral("Self-confidence"));
    QVERIFY(at(0, SuspectModel::SuspicionRole).toDouble() >= at(1, SuspectModel::SuspicionRole).toDouble());
}

void AuditPageTest::saysWhenTheModelIsTooWeak()
{
    train(0.75, 1e-9); // of four classes: the labels say nothing, and the model hasn't learned them by heart
    audit();
    const ModelStrength strength = workspace().auditing.audit()->strength;
    QVERIFY2(page()->weakness()->isVisible(), qPrintable(QStringLiteral("%1 by %2, chance %3")
                                                             .arg(strength.accuracy)
                                                             .arg(toString(strength.source))
                                                             .arg(strength.chance)));
    QVERIFY2(page()->weakness()->text().contains(QStringLiteral("too weak to judge labels")),
             qPrintable(page()->weakness()->text()));
}

void AuditPageTest::filtersAndSorts()
{
    train(0.1);
    audit();
    QComboBox *labelled = combo(QStringLiteral("Labelled"));
    labelled->setCurrentIndex(labelled->findData(2));
    QVERIFY(rows()->rowCount() > 0 && rows()->rowCount() < trainCount);
    for (int row = 0; row < rows()->rowCount(); ++row)
        QCOMPARE(at(row, SuspectModel::LabelRole).toInt(), 2);
    QComboBox *believed = combo(QStringLiteral("Model believes"));
    believed->setCurrentIndex(believed->findData(2));
    QAbstractButton *disagreeing = buttonNamed(page(), QStringLiteral("Only disagreements"));
    QVERIFY(disagreeing);
    disagreeing->setChecked(true);
    QCOMPARE(rows()->rowCount(), 0);
    QVERIFY(!page()->canJudge());
    QAbstractButton *all = buttonNamed(page(), QStringLiteral("Show all suspects"));
    QVERIFY(all);
    test::click(*all);
    QCOMPARE(rows()->rowCount(), trainCount);
    QVERIFY(page()->canJudge());
    disagreeing->setChecked(true);
    QVERIFY(rows()->rowCount() > 0 && rows()->rowCount() < trainCount);
    for (int row = 0; row < rows()->rowCount(); ++row)
        QVERIFY(!at(row, SuspectModel::AgreesRole).toBool());
    disagreeing->setChecked(false);

    const qint64 selected = selectedIndex();
    QComboBox *sort = combo(QStringLiteral("Sort by"));
    QCOMPARE(sort->findText(QStringLiteral("Self-influence")), -1); // it wasn't computed
    sort->setCurrentText(QStringLiteral("Loss"));
    for (int row = 1; row < rows()->rowCount(); ++row)
        QVERIFY(at(row - 1, SuspectModel::SuspicionRole).toDouble() >=
                at(row, SuspectModel::SuspicionRole).toDouble());
    QCOMPARE(at(0, SuspectModel::ShareRole).toDouble(), 1.0);
    QCOMPARE(selectedIndex(), selected); // wherever it stands now
}

void AuditPageTest::judgesBlindUnlessAsked()
{
    train(0.1);
    audit();
    const QList<qint64> flipped = workspace().open.details().flipped;
    QVERIFY(!flipped.isEmpty());
    QVERIFY(flipped.contains(indexAt(0))); // the most suspicious of all
    QVERIFY(!at(0, SuspectModel::PlantedRole).toBool());
    QVERIFY(!at(0, Qt::AccessibleTextRole).toString().contains(QStringLiteral("planted")));
    QCOMPARE(workspace().selected.facts()->originalLabel, workspace().selected.facts()->label);

    QAbstractButton *planted = buttonNamed(page(), QStringLiteral("Show planted errors"));
    QVERIFY(planted);
    QVERIFY(!planted->isChecked());
    test::click(*planted);
    int shown = 0;
    for (int row = 0; row < rows()->rowCount(); ++row)
        shown += at(row, SuspectModel::PlantedRole).toBool();
    QCOMPARE(shown, int(flipped.size()));
    QVERIFY(page()->panel()->sentence().contains(QStringLiteral("Planted wrong")));
    QVERIFY(workspace().selected.facts()->originalLabel != workspace().selected.facts()->label);
}

void AuditPageTest::storedAuditIsShownWithoutComputing()
{
    train(0.1);
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Loss"));
    audit();
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Margin"));
    audit();
    const qint64 first = indexAt(0);
    const QString sentence = page()->panel()->sentence();
    const SessionId session = workspace().open.id();
    closeAll();

    openEngine();
    QSignalSpy progress(m_engine.get(), &Engine::progress);
    openHost();
    workspace().open.open(session);
    QTRY_VERIFY_WITH_TIMEOUT(page()->canJudge(), patience);
    QVERIFY(page()->bar()->method() == AuditMethod::Margin); // the newest
    QCOMPARE(indexAt(0), first);
    QCOMPARE(page()->panel()->sentence(), sentence);
    // The other one is as near as its name.
    combo(QStringLiteral("Look for wrong labels by"))->setCurrentText(QStringLiteral("Loss"));
    QTRY_COMPARE_WITH_TIMEOUT(workspace().auditing.audit()->header.method, QStringLiteral("loss"), patience);
    QCOMPARE(combo(QStringLiteral("Sort by"))->currentText(), QStringLiteral("Loss"));
    QVERIFY(workspace().jobs.jobs().isEmpty());
    QCOMPARE(progress.size(), 0);
}

PROPONENT_TEST(AuditPageTest)
#include "audit_page_test.moc"
