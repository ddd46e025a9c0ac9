// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/array_file.h"
#include "tests/app/library_fixture.h"
#include "tests/app/logistic_reference.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace proponent::test;

/// `export`, read back with readers of the test's own.
class CliExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void files();
    void checkpointsAreThoseTrained();
    void everyModelHasItsParameters_data();
    void everyModelHasItsParameters();
    void weightsGiveTheRecordedLosses();
    void labelsAndPlantedErrors();
    void folderThatCannotBeMade();

private:
    [[nodiscard]] QString exported(const QString &file) const
    {
        return m_fixture.path(u"exported/"_s + file);
    }

    LibraryFixture m_fixture;
    QJsonObject m_trained;
};

namespace {

QJsonObject jsonIn(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

void CliExportTest::initTestCase()
{
    QVERIFY(m_fixture.isReady());
    const CliResult trained =
        m_fixture.train({u"--model"_s, u"logistic"_s, u"--epochs"_s, u"2"_s, u"--name"_s, u"kept"_s,
                         u"--label-noise"_s, u"0.1"_s, u"--json"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
    m_trained = trained.json();
    const CliResult result =
        m_fixture.run({u"export"_s, u"kept"_s, m_fixture.path(u"exported"_s), u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    QCOMPARE(result.json()[u"folder"_s].toString(), m_fixture.path(u"exported"_s));
}

void CliExportTest::files()
{
    const QStringList expected{u"checkpoint-001.safetensors"_s,
                               u"checkpoint-002.safetensors"_s,
                               u"excluded.npy"_s,
                               u"flipped.npy"_s,
                               u"model.py"_s,
                               u"session.json"_s,
                               u"train_labels.npy"_s};
    QCOMPARE(QDir(m_fixture.path(u"exported"_s)).entryList(QDir::Files, QDir::Name), expected);

    const QJsonObject session = jsonIn(exported(u"session.json"_s));
    QCOMPARE(session[u"config"_s][u"model"_s].toString(), u"logistic"_s);
    QCOMPARE(session[u"config"_s][u"label_noise"_s].toDouble(), 0.1);
    QCOMPARE(session[u"checkpoints"_s].toArray().size(), 2);
    QVERIFY(session[u"checkpoints"_s][0][u"learning_rate"_s].toDouble() > 0);
    QCOMPARE(session[u"epochs"_s], m_trained[u"epochs"_s]);
    QFile module(exported(u"model.py"_s));
    QVERIFY(module.open(QIODevice::ReadOnly));
    QVERIFY(module.readAll().contains("class Net("));
}

void CliExportTest::checkpointsAreThoseTrained()
{
    const auto tensors = readSafetensors(exported(u"checkpoint-002.safetensors"_s));
    const auto inLibrary = readSafetensors(m_trained[u"checkpoints"_s][1][u"file"_s].toString());
    QCOMPARE(tensors.size(), 2);
    for (auto tensor = tensors.begin(); tensor != tensors.end(); ++tensor) {
        QCOMPARE(tensor->type, QByteArray("F32"));
        QVERIFY(tensor->values == inLibrary[tensor.key()].values);
    }
    QCOMPARE(tensors[u"fc.weight"_s].shape, QList<qint64>({3, 64}));
    QCOMPARE(tensors[u"fc.bias"_s].shape, QList<qint64>({3}));
    QVERIFY(tensors[u"fc.weight"_s].values !=
            readSafetensors(exported(u"checkpoint-001.safetensors"_s))[u"fc.weight"_s].values);
}

void CliExportTest::everyModelHasItsParameters_data()
{
    QTest::addColumn<QString>("model");
    for (const char *model : {"mlp", "cnn", "resnet9"})
        QTest::newRow(model) << QString::fromLatin1(model);
}

void CliExportTest::everyModelHasItsParameters()
{
    QFETCH(QString, model);
    const CliResult trained = m_fixture.train({u"--model"_s, model, u"--epochs"_s, u"1"_s, u"--train-limit"_s,
                                               u"32"_s, u"--test-limit"_s, u"16"_s, u"--json"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
    const QString session = QString::number(trained.json()[u"session"_s].toInt());
    const CliResult result = m_fixture.run({u"export"_s, session, m_fixture.path(model)});
    QVERIFY2(result.exitCode == 0, result.text());

    const auto tensors = readSafetensors(m_fixture.path(model + u"/checkpoint-001.safetensors"_s));
    QVERIFY(!tensors.isEmpty());
    qint64 parameters = 0;
    for (auto tensor = tensors.begin(); tensor != tensors.end(); ++tensor) {
        const bool isStatistic =
            tensor.key().contains(u"running_"_s) || tensor.key().endsWith(u"num_batches_tracked"_s);
        QVERIFY2(tensor->size() == qint64(tensor->values.size()), qPrintable(tensor.key()));
        if (!isStatistic)
            parameters += tensor->size();
    }
    QCOMPARE(parameters, trained.json()[u"parameters"_s].toInteger());
}

void CliExportTest::weightsGiveTheRecordedLosses()
{
    const LogisticReference reference(m_fixture.path(u"exported"_s), SmallDataset::make());
    QVERIFY(reference.isValid());
    const QJsonObject shown = m_fixture.run({u"show"_s, u"kept"_s, u"--json"_s}).json();
    const QJsonArray losses = shown[u"evaluation"_s][u"losses"_s].toArray();
    QCOMPARE(losses.size(), SmallDataset::testCount);
    double largest = 0;
    for (int test = 0; test < SmallDataset::testCount; ++test)
        largest = std::max(largest, std::abs(losses[test].toDouble() - reference.testLoss(test)));
    qInfo("losses of the exported weights: at most %.2g from those recorded", largest);
    QVERIFY(largest < 1e-5);
}

void CliExportTest::labelsAndPlantedErrors()
{
    const NumberArray labels = readNpy(exported(u"train_labels.npy"_s));
    const NumberArray flipped = readNpy(exported(u"flipped.npy"_s));
    QCOMPARE(labels.type, QByteArray("<i8"));
    QCOMPARE(flipped.type, QByteArray("<i8"));
    QCOMPARE(labels.shape, QList<qint64>({SmallDataset::trainCount}));
    QCOMPARE(flipped.shape, QList<qint64>({SmallDataset::trainCount / 10}));
    const SmallDataset data = SmallDataset::make();
    std::vector<double> different;
    for (int i = 0; i < SmallDataset::trainCount; ++i) {
        if (int(labels.values[i]) != data.train.labels[i])
            different.push_back(i);
    }
    QVERIFY(different == flipped.values);
}

void CliExportTest::folderThatCannotBeMade()
{
    const QString file = exported(u"model.py"_s);
    const CliResult result = m_fixture.run({u"export"_s, u"kept"_s, file + u"/below"_s});
    QVERIFY2(result.exitCode == 1, result.text());
    QVERIFY2(result.lastError().contains(file), result.text());
}

PROPONENT_TEST(CliExportTest)
#include "cli_export_test.moc"
