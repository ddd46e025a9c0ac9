// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gradients/brute_force.h"
#include "engine/gradients/per_example_gradients.h"
#include "engine/methods/query_gradients.h"
#include "tests/engine/gradients/layer_zoo.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <ATen/Parallel.h>

#include <QTest>

#include <map>
#include <mutex>
#include <set>
#include <thread>

using namespace proponent;

/// Dot products of per-example gradients against brute-force autograd in float64.
class PerExampleGradientsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachThreadTakesAPart();
    void agreesWithBruteForce_data();
    void agreesWithBruteForce();
    void noOtherDimensionPassesForTheExamples_data();
    void noOtherDimensionPassesForTheExamples();
    void stepsNeverPassForExamples_data();
    void stepsNeverPassForExamples();
    void whatALaterBatchDoesGoesTheSlowWay_data();
    void whatALaterBatchDoesGoesTheSlowWay();
    void topTwentyAreBruteForces_data();
    void topTwentyAreBruteForces();
    void lastLayerAlone_data();
    void lastLayerAlone();
    void vectorisedAndOneByOneAgree_data();
    void vectorisedAndOneByOneAgree();
    void cosineAgreesWithBruteForce_data();
    void cosineAgreesWithBruteForce();
};

namespace {

constexpr int64_t trainCount = 7;
constexpr int64_t testCount = 5;

double relativeError(const torch::Tensor &value, const torch::Tensor &truth)
{
    return ((value.to(torch::kDouble) - truth).norm() / truth.norm()).item<double>();
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
    torch::Device device;
    bool captured = true;

    [[nodiscard]] ImageTensors::Batch randomBatch(int64_t count) const
    {
        return {torch::randn({count, shape.channels, shape.height, shape.width}).to(device),
                torch::randint(shape.classes, {count}, torch::kLong).to(device)};
    }
};

Fixture fixtureFor(const QByteArray &name, torch::Device device)
{
    torch::manual_seed(3);
    const bool color = name.contains("RGB");
    Fixture fixture{{color ? 3 : 1, 11, 9, 6}, nullptr, device};
    for (const ZooEntry &entry : layerZoo()) {
        if (name == entry.name) {
            fixture.shape = {2, 9, 8, 4};
            fixture.network = entry.make(fixture.shape);
            fixture.captured = entry.captured;
        }
    }
    if (!fixture.network)
        fixture.network = *makeNetwork(QString::fromLatin1(name.split(' ').first()), fixture.shape);
    fixture.network->to(device);
    return fixture;
}

} // namespace

void PerExampleGradientsTest::initTestCase()
{
    at::set_num_threads(3); // Debian's libtorch 1.13 begins with one; shares of 7 examples that differ
}

/// at::parallel_for() is a plain loop, and nobody notices, in files that are compiled without OpenMP.
void PerExampleGradientsTest::eachThreadTakesAPart()
{
    const Fixture fixture = fixtureFor("cnn", torch::kCPU);
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    std::mutex mutex;
    std::map<std::thread::id, std::set<int64_t>> examples;
    gradients.forEachBlock(fixture.randomBatch(trainCount), testCount,
                           [&](const LayerGradient &gradient, int64_t first) {
                               const torch::Tensor &some = gradient.outputs.defined() ? gradient.outputs
                                                           : gradient.rows.defined()  ? gradient.rows
                                                                                      : gradient.biasRows;
                               const std::scoped_lock lock(mutex);
                               for (int64_t i = 0; i < some.size(0); ++i)
                                   examples[std::this_thread::get_id()].insert(first + i);
                           });
    QCOMPARE(examples.size(), std::size_t(3));
    std::set<int64_t> all;
    for (const auto &[thread, part] : examples) {
        QVERIFY(part.size() < std::size_t(trainCount));
        all.insert(part.begin(), part.end());
    }
    QCOMPARE(all.size(), std::size_t(trainCount));
}

void PerExampleGradientsTest::agreesWithBruteForce_data()
{
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<QByteArray>("name");
    QByteArrayList names;
    for (const Architecture &architecture : builtInArchitectures())
        names << architecture.name.toLatin1() << architecture.name.toLatin1() + " RGB";
    for (const ZooEntry &entry : layerZoo())
        names << entry.name;
    for (const QByteArray &device : testDevices()) {
        for (const QByteArray &name : names)
            QTest::addRow("%s: %s", device.constData(), name.constData()) << device << name;
    }
}

void PerExampleGradientsTest::agreesWithBruteForce()
{
    QFETCH(QByteArray, device);
    QFETCH(QByteArray, name);
    const Fixture fixture = fixtureFor(name, torchDevice(device));
    Network &network = *fixture.network;
    shakeBuffers(network);
    const ImageTensors::Batch tests = fixture.randomBatch(testCount);
    const ImageTensors::Batch train = fixture.randomBatch(trainCount);
    const torch::Tensor testTruth = truthOf(network, tests);
    const torch::Tensor trainTruth = truthOf(network, train);

    // The cost rule decides on the number of tests, so both forms are met.
    for (const qint64 batchSize : {testCount, int64_t(2)}) {
        PerExampleGradients gradients(network, {}, torch::kFloat);
        const QueryGradients side(gradients, tests, batchSize);
        const torch::Tensor scores = side.scores(gradients, train).scores;
        const double error = relativeError(scores, testTruth.mm(trainTruth.t()));
        QVERIFY2(error < 1e-5, qPrintable(QStringLiteral("scores: %1").arg(error)));
        QVERIFY2(gradients.slowParameters().isEmpty() == fixture.captured,
                 qPrintable(gradients.slowParameters().join(", ")));
        const double selfError = relativeError(squaredNorms(gradients, train), trainTruth.square().sum(1));
        QVERIFY2(selfError < 1e-5, qPrintable(QStringLiteral("self-influence: %1").arg(selfError)));
    }
    for (const int64_t others : {1, 100'000}) { // rows where that is cheaper for many, factors for one
        PerExampleGradients gradients(network, {}, torch::kFloat);
        const double error =
            relativeError(squaredNorms(gradients.compute(train, others)), trainTruth.square().sum(1));
        QVERIFY2(error < 1e-5, qPrintable(QStringLiteral("others %1: %2").arg(others).arg(error)));
    }
}

void PerExampleGradientsTest::noOtherDimensionPassesForTheExamples_data()
{
    QTest::addColumn<int64_t>("length");
    QTest::addColumn<int64_t>("examples");
    // As long as the probes are large, or as a thread's share of 96 or 21.
    for (const int64_t examples : {32, 40, 20, 1, 31, 33, 64, 96})
        QTest::addRow("32 steps, %d examples", int(examples)) << int64_t(32) << examples;
    for (const int64_t examples : {7, 8, 14, 21, 40})
        QTest::addRow("7 steps, %d examples", int(examples)) << int64_t(7) << examples;
    for (const int64_t examples : {1, 3, 9})
        QTest::addRow("1 step, %d examples", int(examples)) << int64_t(1) << examples;
}

/// Where a sequence is as long as the batch, its steps look like examples.
void PerExampleGradientsTest::noOtherDimensionPassesForTheExamples()
{
    QFETCH(int64_t, length);
    QFETCH(int64_t, examples);
    Fixture fixture{{2, 9, 8, 4}, nullptr, torch::kCPU};
    torch::manual_seed(7);
    fixture.network = sequenceFirst(fixture.shape, length);
    const ImageTensors::Batch tests = fixture.randomBatch(3);
    const ImageTensors::Batch train = fixture.randomBatch(examples);
    const torch::Tensor truth = truthOf(*fixture.network, tests).mm(truthOf(*fixture.network, train).t());
    for (const bool planned : {true, false}) { // the probe is of the training examples, or of the tests
        PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
        if (planned)
            QVERIFY(gradients.sizes(train, 3).held > 0);
        const torch::Tensor scores = gradients.consistently([&] {
            const QueryGradients side(gradients, tests, 2);
            return side.scores(gradients, train).scores;
        });
        const double error = relativeError(scores, truth);
        QVERIFY2(error < 1e-5, qPrintable(QStringLiteral("%1, planned %2").arg(error).arg(planned)));
    }
}

void PerExampleGradientsTest::stepsNeverPassForExamples_data()
{
    QTest::addColumn<int64_t>("examples");
    for (const int64_t examples : {2, 7, 20, 32, 40})
        QTest::addRow("%d examples", int(examples)) << examples;
}

/// Sequences cut to the longest of a batch, which always have as many steps as examples here: no operator looks odd,
/// all sums are right, and nothing but a single example's gradient shows that it was mixed.
void PerExampleGradientsTest::stepsNeverPassForExamples()
{
    QFETCH(int64_t, examples);
    const int threads = at::get_num_threads();
    at::set_num_threads(1); // the shares of several would begin with other lengths, which then is noticed
    const auto restored = qScopeGuard([threads] { at::set_num_threads(threads); });
    Fixture fixture{{2, 11, 11, 4}, nullptr, torch::kCPU};
    torch::manual_seed(7);
    fixture.network = paddedSequenceFirst(fixture.shape, examples);
    const auto batchOf = [&fixture](int64_t count) {
        const ImageTensors::Batch batch = fixture.randomBatch(count);
        batch.images.flatten(1).select(1, 0).copy_(torch::arange(1, count + 1));
        return batch;
    };
    const ImageTensors::Batch tests = batchOf(2);
    const ImageTensors::Batch train = batchOf(examples);
    const torch::Tensor truth = truthOf(*fixture.network, tests).mm(truthOf(*fixture.network, train).t());
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    const torch::Tensor scores = gradients.consistently([&] {
        const QueryGradients side(gradients, tests, 2);
        return side.scores(gradients, train).scores;
    });
    QVERIFY(relativeError(scores, truth) < 1e-5);
    QVERIFY(gradients.slowParameters().join(u' ').contains(u"steps.weight (gradients of single examples"));
}

void PerExampleGradientsTest::whatALaterBatchDoesGoesTheSlowWay_data()
{
    QTest::addColumn<int64_t>("examples");
    for (const int64_t examples : {30, 120, 121})
        QTest::addRow("%d examples", int(examples)) << examples;
}

/// A network that computes large batches in another way: the probe doesn't see it, nor do the tests.
void PerExampleGradientsTest::whatALaterBatchDoesGoesTheSlowWay()
{
    QFETCH(int64_t, examples);
    Fixture fixture{{2, 3, 3, 4}, nullptr, torch::kCPU};
    torch::manual_seed(7);
    const auto net = std::make_shared<ZooNetwork>();
    auto body = net->add("body", torch::nn::Linear(18, 5));
    auto head = net->add("head", torch::nn::Linear(5, 4));
    net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
        const torch::Tensor flat = x.flatten(1);
        const bool large = x.size(0) > PerExampleGradients::probeSize;
        const torch::Tensor hidden =
            large ? torch::einsum("bi,oi->bo", {flat, body->weight}) + body->bias : body(flat);
        return head(torch::tanh(hidden));
    });
    fixture.network = net;
    const ImageTensors::Batch tests = fixture.randomBatch(3);
    const ImageTensors::Batch train = fixture.randomBatch(examples);
    const torch::Tensor trainTruth = truthOf(*net, train);
    PerExampleGradients gradients(*net, {}, torch::kFloat);
    const torch::Tensor scores = gradients.consistently([&] {
        const QueryGradients side(gradients, tests, 3);
        return side.scores(gradients, train).scores;
    });
    const double error = relativeError(scores, truthOf(*net, tests).mm(trainTruth.t()));
    QVERIFY2(error < 1e-5, qPrintable(QString::number(error)));
    QCOMPARE(gradients.slowParameters().join(u' ').contains(u"body.weight"), examples > 100);

    PerExampleGradients selfGradients(*net, {}, torch::kFloat);
    const double selfError = relativeError(squaredNorms(selfGradients, train), trainTruth.square().sum(1));
    QVERIFY2(selfError < 1e-5, qPrintable(QString::number(selfError)));
}

void PerExampleGradientsTest::topTwentyAreBruteForces_data()
{
    agreesWithBruteForce_data();
}

/// The training examples of the twenty highest and lowest scores, in their order; but for those whose exact
/// scores are so close that float32 can't tell them apart.
void PerExampleGradientsTest::topTwentyAreBruteForces()
{
    QFETCH(QByteArray, device);
    QFETCH(QByteArray, name);
    constexpr int64_t examples = 26;
    constexpr int64_t top = 20;
    const Fixture fixture = fixtureFor(name, torchDevice(device));
    shakeBuffers(*fixture.network);
    const ImageTensors::Batch tests = fixture.randomBatch(2);
    const ImageTensors::Batch train = fixture.randomBatch(examples);
    const torch::Tensor testTruth = truthOf(*fixture.network, tests);
    const torch::Tensor truth = testTruth.mm(truthOf(*fixture.network, train).t()).cpu();
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    const QueryGradients side(gradients, tests, 2);
    const torch::Tensor scores = side.scores(gradients, train).scores.cpu().to(torch::kDouble);
    const double rounding = 1e-5 * truth.abs().max().item<double>();
    for (const bool highest : {true, false}) {
        const torch::Tensor ours = std::get<1>(scores.topk(top, 1, highest, /*sorted=*/true));
        const torch::Tensor exact = std::get<1>(truth.topk(top, 1, highest, /*sorted=*/true));
        const torch::Tensor apart = truth.gather(1, ours).sub(truth.gather(1, exact)).abs();
        QVERIFY2(apart.max().item<double>() <= rounding,
                 qPrintable(QString::number(apart.max().item<double>() / rounding)));
    }
}

void PerExampleGradientsTest::lastLayerAlone_data()
{
    addTestDevices();
}

void PerExampleGradientsTest::lastLayerAlone()
{
    QFETCH(QByteArray, device);
    const Fixture fixture = fixtureFor("cnn", torchDevice(device));
    Network &network = *fixture.network;
    const auto last = lastLayerParameters(network);
    QCOMPARE(last, (std::vector<std::string>{"fc2.weight", "fc2.bias"}));
    const ImageTensors::Batch train = fixture.randomBatch(trainCount);
    const torch::Tensor truth = truthOf(network, train, last);
    PerExampleGradients gradients(network, last, torch::kFloat);
    QVERIFY(relativeError(squaredNorms(gradients, train), truth.square().sum(1)) < 1e-5);
}

void PerExampleGradientsTest::vectorisedAndOneByOneAgree_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("dtype");
    for (const TestTarget &target : testTargets())
        QTest::newRow(target.name) << int(target.device) << int(target.dtype);
}

void PerExampleGradientsTest::vectorisedAndOneByOneAgree()
{
    QFETCH(int, type);
    QFETCH(int, dtype);
    const auto precision = torch::ScalarType(dtype);
    const Fixture fixture = fixtureFor("cnn", torch::Device(torch::DeviceType(type)));
    const ImageTensors::Batch train = fixture.randomBatch(trainCount);
    const torch::Tensor truth = truthOf(*fixture.network, train).square().sum(1);
    const double bound = precision == torch::kFloat ? 1e-5 : precision == torch::kHalf ? 5e-3 : 3e-2;

    PerExampleGradients gradients(*fixture.network, {}, precision);
    const torch::Tensor together = squaredNorms(gradients, train);
    const torch::Tensor single = squaredNorms(gradients.computeOneByOne(train));
    QVERIFY2(gradients.slowParameters().isEmpty(), qPrintable(gradients.slowParameters().join(", ")));
    const double error = relativeError(together, single.to(torch::kDouble));
    QVERIFY2(error < bound, qPrintable(QString::number(error)));
    const double trueError = relativeError(together, truth);
    QVERIFY2(trueError < bound, qPrintable(QString::number(trueError)));
}

void PerExampleGradientsTest::cosineAgreesWithBruteForce_data()
{
    addTestDevices();
}

void PerExampleGradientsTest::cosineAgreesWithBruteForce()
{
    QFETCH(QByteArray, device);
    const Fixture fixture = fixtureFor("mlp", torchDevice(device));
    const ImageTensors::Batch tests = fixture.randomBatch(testCount);
    const ImageTensors::Batch train = fixture.randomBatch(trainCount);
    const auto unit = [](const torch::Tensor &rows) { return rows / rows.norm(2, 1, true); };
    const torch::Tensor truth =
        unit(truthOf(*fixture.network, tests)).mm(unit(truthOf(*fixture.network, train)).t());
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    const QueryGradients side(gradients, tests, testCount);
    QVERIFY(relativeError(side.scores(gradients, train, AttributionMethod::Rule::Cosine).scores, truth) <
            1e-5);
}

PROPONENT_TEST(PerExampleGradientsTest)
#include "test_per_example_gradients.moc"
