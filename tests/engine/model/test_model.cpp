// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/image_tensors.h"
#include "engine/model/network.h"
#include "engine/model/safetensors.h"
#include "engine/training_config.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace proponent;

Q_DECLARE_METATYPE(proponent::TensorFile)

class ModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void networksTakeAnySize_data();
    void networksTakeAnySize();
    void namesAreThoseOfTheConfiguration();
    void cnnHasTheReferenceSize();
    void unknownModel();
    void loadsStateDicts();
    void safetensorsRoundTrip();
    void safetensorsAreReadByAnotherReader();
    void tensorsBeginAtMultiplesOfTheirNumbersSize_data();
    void tensorsBeginAtMultiplesOfTheirNumbersSize();
    void brokenSafetensors_data();
    void brokenSafetensors();
    void batchesAreNormalisedImages_data();
    void batchesAreNormalisedImages();
};

void ModelTest::networksTakeAnySize_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    for (const QString &name : builtInModelNames()) {
        for (const int channels : {1, 3}) {
            QTest::addRow("%s %dx8x8", qPrintable(name), channels) << name << channels << 8 << 8;
            QTest::addRow("%s %dx11x33", qPrintable(name), channels) << name << channels << 11 << 33;
        }
    }
}

void ModelTest::networksTakeAnySize()
{
    QFETCH(QString, name);
    QFETCH(int, channels);
    QFETCH(int, height);
    QFETCH(int, width);
    const NetworkShape shape{channels, height, width, 7};
    const auto network = makeNetwork(name, shape).valueOrThrow();
    const torch::Tensor logits = network->forward(torch::randn({2, channels, height, width}));
    QCOMPARE(logits.sizes().vec(), (std::vector<int64_t>{2, 7}));
    const QByteArray python = pythonModule(name, shape);
    QVERIFY(python.contains("class Net(nn.Module):"));
    QVERIFY(python.contains(QStringLiteral("= %1, %2, %3, 7").arg(channels).arg(height).arg(width).toUtf8()));
    for (const auto &child : network->named_children())
        QVERIFY2(python.contains("self." + QByteArray::fromStdString(child.key()) + " ="),
                 child.key().c_str());
}

void ModelTest::namesAreThoseOfTheConfiguration()
{
    QStringList names;
    for (const Architecture &architecture : builtInArchitectures())
        names += architecture.name;
    QCOMPARE(names, builtInModelNames());
}

void ModelTest::cnnHasTheReferenceSize()
{
    QCOMPARE(parameterCount(**makeNetwork("cnn", {1, 28, 28, 10})), 421'642);
    QCOMPARE(parameterCount(**makeNetwork("mlp", {1, 28, 28, 10})), 669'706);
}

void ModelTest::unknownModel()
{
    const auto network = makeNetwork("transformer", {1, 28, 28, 10});
    QVERIFY(!network);
    QVERIFY2(network.error().contains("logistic, mlp, cnn, resnet9"), qPrintable(network.error()));
}

void ModelTest::loadsStateDicts()
{
    const NetworkShape shape{1, 8, 8, 3};
    const auto source = makeNetwork("resnet9", shape).valueOrThrow();
    const auto target = makeNetwork("resnet9", shape).valueOrThrow();
    source->forward(torch::randn({4, 1, 8, 8})); // moves the running statistics
    QVERIFY(loadStateDict(*target, stateDict(*source)).hasValue());
    for (const auto &[name, tensor] : stateDict(*target))
        QVERIFY2(torch::equal(tensor, stateDict(*source).at(name)), name.c_str());

    StateDict wrong = stateDict(*source);
    wrong.erase("fc.bias");
    wrong["extra"] = torch::zeros({1});
    wrong["fc.weight"] = torch::zeros({2, 2});
    const auto loaded = loadStateDict(*target, wrong);
    QVERIFY(!loaded);
    for (const char *part : {"fc.bias is missing", "extra is not in the model", "fc.weight has shape [2, 2]"})
        QVERIFY2(loaded.error().contains(part), qPrintable(loaded.error()));
}

void ModelTest::safetensorsRoundTrip()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("state.safetensors");
    TensorFile file;
    file.tensors = {{"half", torch::randn({3}).to(torch::kHalf)},
                    {"bf16", torch::randn({2, 2}).to(torch::kBFloat16)},
                    {"double", torch::randn({2, 1, 3}, torch::kDouble)},
                    {"long", torch::arange(5)},
                    {"scalar", torch::full({}, 7.5)},
                    {"empty", torch::zeros({0, 4})},
                    {"strided", torch::randn({4, 6}).t()}};
    file.metadata = {{"epoch", "3"}, {"name", "“ä”"}};
    const QString checksum = writeSafetensors(path, file);
    const TensorFile read = readSafetensors(path, checksum).valueOrThrow();
    QCOMPARE(read.metadata, file.metadata);
    QCOMPARE(read.tensors.size(), file.tensors.size());
    for (const auto &[name, tensor] : file.tensors) {
        QCOMPARE(read.tensors.at(name).scalar_type(), tensor.scalar_type());
        QVERIFY2(torch::equal(read.tensors.at(name), tensor), name.c_str());
    }
}

/// From the format's own words: 8 bytes of length, JSON, then bytes at the offsets it names.
void ModelTest::safetensorsAreReadByAnotherReader()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("cnn.safetensors");
    const auto network = makeNetwork("cnn", {1, 28, 28, 10}).valueOrThrow();
    writeSafetensors(path, {stateDict(*network), {}});
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    const auto headerSize = qsizetype(qFromLittleEndian<quint64>(bytes.constData()));
    QCOMPARE(headerSize % 8, 0);
    const QJsonObject header = QJsonDocument::fromJson(bytes.mid(8, headerSize)).object();
    QCOMPARE(header.size(), 8);
    for (const auto &[name, tensor] : stateDict(*network)) {
        const QJsonObject entry = header.value(QString::fromStdString(name)).toObject();
        QCOMPARE(entry.value("dtype").toString(), "F32");
        const qsizetype begin = entry.value("data_offsets").toArray().at(0).toInt();
        const torch::Tensor values = tensor.detach().contiguous();
        QCOMPARE(entry.value("data_offsets").toArray().at(1).toInt() - begin, qsizetype(values.nbytes()));
        QCOMPARE(std::memcmp(bytes.constData() + 8 + headerSize + begin, values.data_ptr(), values.nbytes()),
                 0);
    }
}

void ModelTest::tensorsBeginAtMultiplesOfTheirNumbersSize_data()
{
    QTest::addColumn<TensorFile>("contents");
    for (const int classes : {3, 10, 101}) { // a counter of int64 follows each layer of batch normalisation
        QTest::addRow("resnet9, %d classes", classes)
            << TensorFile{stateDict(**makeNetwork("resnet9", {1, 8, 8, classes})), {}};
    }
    QTest::newRow("every width") << TensorFile{{{"a", torch::ones({3}, torch::kByte)},
                                                {"b", torch::ones({1}, torch::kDouble)},
                                                {"c", torch::ones({3}, torch::kHalf)},
                                                {"d", torch::ones({}, torch::kLong)},
                                                {"e", torch::ones({0}, torch::kLong)},
                                                {"f", torch::ones({5}, torch::kFloat)}},
                                               {{"name", "odd"}}};
}

/// So that what maps the file can use it without a copy; and without holes, which the format forbids.
void ModelTest::tensorsBeginAtMultiplesOfTheirNumbersSize()
{
    QFETCH(TensorFile, contents);
    const QTemporaryDir folder;
    QFile file(folder.filePath("aligned.safetensors"));
    writeSafetensors(file.fileName(), contents);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    const auto headerSize = qsizetype(qFromLittleEndian<quint64>(bytes.constData()));
    QCOMPARE((8 + headerSize) % 8, 0);
    const QJsonObject header = QJsonDocument::fromJson(bytes.mid(8, headerSize)).object();
    qint64 covered = 0;
    for (const auto &[name, tensor] : contents.tensors) {
        const QJsonArray offsets =
            header.value(QString::fromStdString(name)).toObject().value("data_offsets").toArray();
        QVERIFY2(offsets.at(0).toInteger() % qint64(tensor.element_size()) == 0, name.c_str());
        covered += offsets.at(1).toInteger() - offsets.at(0).toInteger();
        QVERIFY2(
            torch::equal(readSafetensors(file.fileName()).valueOrThrow().tensors.at(name), tensor.detach()),
            name.c_str());
    }
    QCOMPARE(covered, bytes.size() - 8 - headerSize);
}

void ModelTest::brokenSafetensors_data()
{
    QTest::addColumn<QByteArray>("contents");
    const auto file = [](const QByteArray &header, const QByteArray &data) {
        QByteArray prefix(8, '\0');
        qToLittleEndian<quint64>(quint64(header.size()), prefix.data());
        return prefix + header + data;
    };
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut in the prefix") << QByteArray("\x10\0\0", 3);
    QTest::newRow("header longer than the file") << QByteArray("\xff\xff\xff\xff\0\0\0\0{}", 10);
    QTest::newRow("not JSON") << file("{no json", {});
    QTest::newRow("not an object") << file("[1]", {});
    QTest::newRow("unknown type") << file(R"({"a":{"dtype":"F8","shape":[1],"data_offsets":[0,1]}})", "x");
    QTest::newRow("cut data") << file(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", "1234");
    QTest::newRow("size and shape differ")
        << file(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", "12345678");
    QTest::newRow("negative") << file(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", "1234");
    QTest::newRow("overflowing shape")
        << file(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296,16],"data_offsets":[0,0]}})", "1234");
}

void ModelTest::brokenSafetensors()
{
    QFETCH(QByteArray, contents);
    const QTemporaryDir folder;
    QFile file(folder.filePath("broken.safetensors"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size());
    file.close();
    const auto read = readSafetensors(file.fileName());
    QVERIFY(!read);
    QVERIFY2(read.error().contains("broken.safetensors") && read.error().contains("damaged"),
             qPrintable(read.error()));
}

void ModelTest::batchesAreNormalisedImages_data()
{
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<qint64>("deviceBytes");
    for (const QByteArray &device : testDevices()) {
        QTest::addRow("%s", device.constData()) << device << qint64(-1);
        QTest::addRow("%s without room", device.constData()) << device << qint64(0);
    }
}

void ModelTest::batchesAreNormalisedImages()
{
    QFETCH(QByteArray, device);
    QFETCH(qint64, deviceBytes);
    auto dataset = std::make_shared<Dataset>();
    ImageSet &set = dataset->train;
    set = {4, 1, 1, 2, {0, 51, 102, 153, 204, 255, 0, 255}, {3, 2, 1, 0}};
    const std::vector<std::int64_t> labels{5, 6, 7, 8};
    const ImageTensors data(dataset, set, labels, 4, {{0.2}, {0.5}}, torchDevice(device), deviceBytes);
    QCOMPARE(data.count(), 4);
    QCOMPARE(data.device().type(), torchDevice(device).type());
    QCOMPARE(data.storage().is_cpu(), device == "cpu" || deviceBytes == 0);
    const torch::Tensor expected = // (pixel / 255 - 0.2) / 0.5
        torch::tensor({-0.4, 0.0, 0.4, 0.8, 1.2, 1.6, -0.4, 1.6}, torch::kFloat).view({4, 1, 1, 2});
    const auto same = [&](const ImageTensors::Batch &batch, const torch::Tensor &indices) {
        return batch.images.device().type() == torchDevice(device).type() &&
               torch::allclose(batch.images.cpu(), expected.index_select(0, indices), 0, 1e-6) &&
               torch::equal(batch.labels.cpu(), indices + 5);
    };
    QVERIFY(same(data.batch(1, 3), torch::tensor({1, 2}, torch::kLong)));
    const torch::Tensor chosen = torch::tensor({3, 0, 1}, torch::kLong);
    QVERIFY(same(data.batch(chosen), chosen));
    QVERIFY(same(data.batch(chosen.to(torchDevice(device))), chosen));
    QVERIFY(same(data.subset(chosen).batch(1, 3), torch::tensor({0, 1}, torch::kLong)));
}

PROPONENT_TEST(ModelTest)
#include "test_model.moc"
