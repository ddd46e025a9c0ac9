// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence/brute_force.h"
#include "engine/influence/per_example_gradients.h"
#include "engine/influence/test_gradients.h"
#include "tests/engine/influence/layer_zoo.h"

#include <QTest>

using namespace proponent;

/// Dot products of per-example gradients against brute-force autograd in float64.
class PerExampleGradientsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithBruteForce_data();
    void agreesWithBruteForce();
    void lastLayerAlone();
    void vectorisedAndOneByOneAgree();
    void cosineAgreesWithBruteForce();
};

namespace {

constexpr int64_t trainCount = 7;
constexpr int64_t testCount = 5;

double relativeError(const torch::Tensor &value, const torch::Tensor &truth)
{
    return ((value.to(torch::kDouble) - truth).norm() / truth.norm()).item<double>();
}

ImageTensors::Batch randomBatch(const NetworkShape &shape, int64_t count)
{
    return {torch::randn({count, shape.channels, shape.height, shape.width}),
            torch::randint(shape.classes, {count}, torch::kLong)};
}

/// Gradients of the same weights in double; the network is in float again afterwards.
torch::Tensor truthOf(Network &network, const ImageTensors::Batch &batch,
                      const std::vector<std::string> &parameters = {})
{
    network.eval();
    network.to(torch::kDouble);
    const torch::Tensor gradients = bruteForceGradients(network, parameters, batch.images, batch.labels);
    network.to(torch::kFloat);
    return gradients;
}

/// Running statistics that aren't the identity.
void shakeBuffers(Network &network)
{
    const torch::NoGradGuard noGrad;
    for (torch::Tensor &buffer : network.buffers()) {
        if (buffer.is_floating_point())
            buffer.uniform_(0.5, 1.5);
    }
}

struct Fixture
{
    NetworkShape shape;
    std::shared_ptr<Network> network;
    bool captured = true;
};

Fixture fixtureFor(const QByteArray &name)
{
    torch::manual_seed(3);
    for (const ZooEntry &entry : layerZoo()) {
        if (name == entry.name) {
            const NetworkShape shape{2, 9, 8, 4};
            return {shape, entry.make(shape), entry.captured};
        }
    }
    const bool color = name.contains("RGB");
    const NetworkShape shape{color ? 3 : 1, 11, 9, 6};
    return {shape, *makeNetwork(QString::fromLatin1(name.split(' ').first()), shape), true};
}

} // namespace

void PerExampleGradientsTest::agreesWithBruteForce_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const Architecture &architecture : builtInArchitectures()) {
        const QByteArray name = architecture.name.toLatin1();
        QTest::newRow(name.constData()) << name;
        QTest::newRow((name + " RGB").constData()) << name + " RGB";
    }
    for (const ZooEntry &entry : layerZoo())
        QTest::newRow(entry.name) << QByteArray(entry.name);
}

void PerExampleGradientsTest::agreesWithBruteForce()
{
    QFETCH(QByteArray, name);
    const Fixture fixture = fixtureFor(name);
    Network &network = *fixture.network;
    shakeBuffers(network);
    const ImageTensors::Batch tests = randomBatch(fixture.shape, testCount);
    const ImageTensors::Batch train = randomBatch(fixture.shape, trainCount);
    const torch::Tensor testTruth = truthOf(network, tests);
    const torch::Tensor trainTruth = truthOf(network, train);

    // The cost rule decides on the number of tests, so both forms are met.
    for (const qint64 memory : {qint64(1) << 30, qint64(1)}) {
        PerExampleGradients gradients(network, {}, torch::kFloat);
        const TestGradients side(gradients, tests, 0, testCount, memory);
        const torch::Tensor scores = side.scores(gradients, train, InfluenceMethod::TracIn);
        const double error = relativeError(scores, testTruth.mm(trainTruth.t()));
        QVERIFY2(error < 1e-5, qPrintable(QStringLiteral("scores: %1").arg(error)));
        QVERIFY2(gradients.slowParameters().isEmpty() == fixture.captured,
                 qPrintable(gradients.slowParameters().join(", ")));
        const double selfError = relativeError(squaredNorms(gradients.compute(train, 1).layers),
                                               trainTruth.square().sum(1));
        QVERIFY2(selfError < 1e-5, qPrintable(QStringLiteral("self-influence: %1").arg(selfError)));
    }
    for (const int64_t others : {1, 100'000}) { // rows where that is cheaper for many, factors for one
        PerExampleGradients gradients(network, {}, torch::kFloat);
        const double error = relativeError(squaredNorms(gradients.compute(train, others).layers),
                                           trainTruth.square().sum(1));
        QVERIFY2(error < 1e-5, qPrintable(QStringLiteral("others %1: %2").arg(others).arg(error)));
    }
}

void PerExampleGradientsTest::lastLayerAlone()
{
    const Fixture fixture = fixtureFor("cnn");
    Network &network = *fixture.network;
    const auto last = lastLayerParameters(network);
    QCOMPARE(last, (std::vector<std::string>{"fc2.weight", "fc2.bias"}));
    const ImageTensors::Batch train = randomBatch(fixture.shape, trainCount);
    const torch::Tensor truth = truthOf(network, train, last);
    PerExampleGradients gradients(network, last, torch::kFloat);
    QVERIFY(relativeError(squaredNorms(gradients.compute(train, 1).layers), truth.square().sum(1)) < 1e-5);
}

void PerExampleGradientsTest::vectorisedAndOneByOneAgree()
{
    const Fixture fixture = fixtureFor("cnn");
    const ImageTensors::Batch train = randomBatch(fixture.shape, trainCount);
    for (const torch::ScalarType dtype : {torch::kFloat, torch::kBFloat16}) {
        PerExampleGradients gradients(*fixture.network, {}, dtype);
        const torch::Tensor together = squaredNorms(gradients.compute(train, 1).layers);
        const torch::Tensor single = squaredNorms(gradients.computeOneByOne(train).layers);
        QVERIFY2(gradients.slowParameters().isEmpty(), qPrintable(gradients.slowParameters().join(", ")));
        const double error = relativeError(together, single.to(torch::kDouble));
        QVERIFY2(error < (dtype == torch::kFloat ? 1e-5 : 3e-2), qPrintable(QString::number(error)));
    }
}

void PerExampleGradientsTest::cosineAgreesWithBruteForce()
{
    const Fixture fixture = fixtureFor("mlp");
    const ImageTensors::Batch tests = randomBatch(fixture.shape, testCount);
    const ImageTensors::Batch train = randomBatch(fixture.shape, trainCount);
    const auto unit = [](const torch::Tensor &rows) { return rows / rows.norm(2, 1, true); };
    const torch::Tensor truth = unit(truthOf(*fixture.network, tests)).mm(unit(truthOf(*fixture.network, train)).t());
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    const TestGradients side(gradients, tests, 0, testCount, 1 << 30);
    QVERIFY(relativeError(side.scores(gradients, train, InfluenceMethod::TracInCosine), truth) < 1e-5);
}

QTEST_GUILESS_MAIN(PerExampleGradientsTest)
#include "test_per_example_gradients.moc"
