// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gradients/brute_force.h"
#include "engine/methods/ekfac.h"
#include "engine/methods/query_gradients.h"
#include "tests/engine/gradients/layer_zoo.h"
#include "tests/test_registry.h"

#include <ATen/Parallel.h>
#include <torch/autograd.h>

#include <QTest>

using namespace proponent;

/// EK-FAC against explicit matrices in float64: factors from recorded inputs and output gradients, Kronecker products
/// written out, the damped curvature inverted whole.
class EkfacTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agreesWithExplicitMatrices_data();
    void agreesWithExplicitMatrices();
    void leadingEigenvectorsAreTheWholeOnes();
    void choosesADampingByItself();
    void restoresWhatItWas();
    void saysWhenItWasStopped();
    void refusesWrongParameters_data();
    void refusesWrongParameters();
};

namespace {

constexpr int64_t trainCount = 60;
constexpr int64_t testCount = 4;
constexpr double damping = 0.02;
const NetworkShape shape{1, 4, 4, 3};

/// What a layer with factors saw: inputs [positions, in] as rows, and the output whose gradient is theirs.
struct RecordedUse
{
    int weight; ///< among the parameters
    torch::Tensor inputs;
    torch::Tensor output; ///< [1, out] or [1, positions, out] or [1, out, height, width]
};

/// A network that records, in double, one example at a time.
struct Recorded
{
    std::shared_ptr<ZooNetwork> network;
    std::shared_ptr<std::vector<RecordedUse>> uses = std::make_shared<std::vector<RecordedUse>>();
};

void record(const Recorded &recorded, int weight, const torch::Tensor &inputs, const torch::Tensor &output)
{
    if (output.scalar_type() == torch::kDouble)
        recorded.uses->push_back({weight, inputs.detach(), output});
}

Recorded linearLayers()
{
    Recorded recorded{std::make_shared<ZooNetwork>()};
    auto first = recorded.network->add("first", torch::nn::Linear(16, 5));
    auto second = recorded.network->add("second", torch::nn::Linear(5, 3));
    recorded.network->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
        const torch::Tensor flat = x.flatten(1);
        const torch::Tensor hidden = first(flat);
        record(recorded, 0, flat, hidden);
        const torch::Tensor active = torch::tanh(hidden);
        const torch::Tensor logits = second(active);
        record(recorded, 2, active, logits);
        return logits;
    });
    return recorded;
}

/// With a normalisation, whose block is exact.
Recorded convolution()
{
    Recorded recorded{std::make_shared<ZooNetwork>()};
    namespace nn = torch::nn;
    auto conv = recorded.network->add("conv", nn::Conv2d(nn::Conv2dOptions(1, 4, 3).padding(1)));
    auto norm = recorded.network->add("norm", nn::GroupNorm(nn::GroupNormOptions(2, 4)));
    auto head = recorded.network->add("head", nn::Linear(nn::LinearOptions(4, 3).bias(false)));
    recorded.network->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
        const torch::Tensor maps = conv(x);
        record(recorded, 0, torch::im2col(x, {3, 3}, {1, 1}, {1, 1}, {1, 1}).transpose(1, 2).flatten(0, 1),
               maps);
        const torch::Tensor pooled = torch::relu(norm(maps)).flatten(2).mean(2);
        const torch::Tensor logits = head(pooled);
        record(recorded, 4, pooled, logits);
        return logits;
    });
    return recorded;
}

/// One layer used twice, and one over a sequence.
Recorded sharedWeights()
{
    Recorded recorded{std::make_shared<ZooNetwork>()};
    namespace nn = torch::nn;
    auto rows = recorded.network->add("rows", nn::Linear(4, 4));
    auto head = recorded.network->add("head", nn::Linear(4, 3));
    recorded.network->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
        const torch::Tensor sequence = x.flatten(1, 2);
        const torch::Tensor first = rows(sequence);
        record(recorded, 0, sequence.flatten(0, 1), first);
        const torch::Tensor active = torch::tanh(first);
        const torch::Tensor second = rows(active);
        record(recorded, 0, active.flatten(0, 1), second);
        const torch::Tensor mean = torch::tanh(second).mean(1);
        const torch::Tensor logits = head(mean);
        record(recorded, 2, mean, logits);
        return logits;
    });
    return recorded;
}

/// Its gradients have no factors to be seen: A and S are of the gradients themselves.
Recorded embedding()
{
    Recorded recorded{std::make_shared<ZooNetwork>()};
    auto words = recorded.network->add("words", torch::nn::Embedding(5, 4));
    auto head = recorded.network->add("head", torch::nn::Linear(4, 3));
    recorded.network->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
        const torch::Tensor indices =
            (x.flatten(1).to(torch::kDouble).sigmoid() * 5).to(torch::kLong).clamp(0, 4);
        const torch::Tensor mean = words(indices).mean(1);
        const torch::Tensor logits = head(mean);
        record(recorded, 1, mean, logits);
        return logits;
    });
    return recorded;
}

struct Data
{
    torch::Tensor images;
    torch::Tensor labels;
    ImageTensors::Batch batch(int64_t begin, int64_t end) const
    {
        return {images.slice(0, begin, end), labels.slice(0, begin, end)};
    }
};

Data randomData(int64_t count)
{
    return {torch::randn({count, 1, 4, 4}), torch::randint(3, {count}, torch::kLong)};
}

/// The factors of a layer, summed over examples; undefined until something is added.
struct Factor
{
    torch::Tensor inputs;
    torch::Tensor outputs;

    void add(const torch::Tensor &a, const torch::Tensor &g)
    {
        const torch::Tensor A = a.t().mm(a);
        const torch::Tensor S = g.t().mm(g);
        inputs = inputs.defined() ? inputs + A : A;
        outputs = outputs.defined() ? outputs + S : S;
    }
};

/// A layer's place in a whole gradient, and its shape with the bias as a column (or, for vectors, all in one row).
struct Block
{
    std::vector<int64_t> places; ///< in the whole gradient, in the order [out, in + 1]
    int64_t out = 1;
    int weight = 0; ///< among the parameters
};

std::vector<Block> blocksOf(const Network &network)
{
    std::vector<Block> blocks;
    std::vector<std::string> names;
    std::vector<torch::Tensor> tensors;
    std::vector<int64_t> begins;
    int64_t begin = 0;
    for (const auto &item : network.named_parameters()) {
        names.push_back(item.key());
        tensors.push_back(item.value());
        begins.push_back(begin);
        begin += item.value().numel();
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!QString::fromStdString(names[i]).endsWith(".weight"))
            continue;
        const std::string module = names[i].substr(0, names[i].rfind('.'));
        const bool bias = i + 1 < names.size() && names[i + 1] == module + ".bias";
        Block block;
        block.weight = int(i);
        block.out = tensors[i].dim() >= 2 ? tensors[i].size(0) : 1;
        const int64_t columns = tensors[i].numel() / block.out;
        const int64_t biases = bias ? tensors[i + 1].numel() / block.out : 0;
        for (int64_t row = 0; row < block.out; ++row) {
            for (int64_t column = 0; column < columns; ++column)
                block.places.push_back(begins[i] + row * columns + column);
            for (int64_t column = 0; column < biases; ++column)
                block.places.push_back(begins[i + 1] + row * biases + column);
        }
        blocks.push_back(block);
    }
    return blocks;
}

/// Scores [tests, train] by matrices written out.
torch::Tensor truth(const Recorded &recorded, const Data &train, const Data &tests, double lambda)
{
    Network &network = *recorded.network;
    network.to(torch::kDouble);
    network.eval();
    auto generator = at::detail::createCPUGenerator(1);
    const torch::Tensor draws = torch::rand({trainCount}, generator, torch::kFloat);
    std::map<int, Factor> factors;
    std::vector<torch::Tensor> sampled;
    for (int64_t i = 0; i < trainCount; ++i) {
        const torch::Tensor image = train.images.slice(0, i, i + 1).to(torch::kDouble);
        recorded.uses->clear();
        const torch::Tensor logits = network.forward(image);
        const torch::Tensor label =
            logits.detach().softmax(1).cumsum(1).le(draws[i].item<double>()).sum(1).clamp_max(2);
        const auto uses = *recorded.uses;
        std::vector<torch::Tensor> outputs;
        for (const RecordedUse &use : uses)
            outputs.push_back(use.output);
        const auto gradients =
            torch::autograd::grad({torch::nll_loss(logits.log_softmax(1), label)}, outputs);
        for (std::size_t use = 0; use < uses.size(); ++use) {
            const torch::Tensor weight = network.parameters()[std::size_t(uses[use].weight)];
            torch::Tensor g = gradients[use];
            g = g.dim() == 4 ? g.flatten(2).transpose(1, 2).flatten(0, 1) : g.reshape({-1, weight.size(0)});
            torch::Tensor a = uses[use].inputs;
            const auto names = network.named_parameters();
            const bool bias = names.contains(names[std::size_t(uses[use].weight)].key().substr(
                                                 0, names[std::size_t(uses[use].weight)].key().rfind('.')) +
                                             ".bias");
            if (bias)
                a = torch::cat({a, torch::ones({a.size(0), 1}, torch::kDouble)}, 1);
            factors[uses[use].weight].add(a, g);
        }
        sampled.push_back(bruteForceGradients(network, {}, train.images.slice(0, i, i + 1), label));
    }
    const torch::Tensor all = torch::cat(sampled);
    const torch::Tensor trainGradients = bruteForceGradients(network, {}, train.images, train.labels);
    const torch::Tensor testGradients = bruteForceGradients(network, {}, tests.images, tests.labels);
    torch::Tensor scores = torch::zeros({testCount, trainCount}, torch::kDouble);
    for (const Block &block : blocksOf(network)) {
        const torch::Tensor places = torch::tensor(block.places, torch::kLong);
        const torch::Tensor samples = all.index_select(1, places);
        Factor factor = factors[block.weight];
        if (!factor.inputs.defined()) {
            const torch::Tensor matrices = samples.view({trainCount, block.out, -1});
            for (int64_t i = 0; i < trainCount; ++i)
                factor.add(matrices[i], matrices[i].t());
        }
        const torch::Tensor inputs = std::get<1>(at::linalg_eigh(factor.inputs));
        const torch::Tensor outputs = block.out == 1 ? torch::ones({1, 1}, torch::kDouble)
                                                     : std::get<1>(at::linalg_eigh(factor.outputs));
        const torch::Tensor basis = torch::kron(outputs, inputs); // [values, values]
        const torch::Tensor eigenvalues = samples.mm(basis).square().mean(0);
        const torch::Tensor curvature = basis.mm(torch::diag(eigenvalues)).mm(basis.t()) +
                                        lambda * torch::eye(basis.size(0), torch::kDouble);
        scores += testGradients.index_select(1, places)
                      .mm(torch::inverse(curvature))
                      .mm(trainGradients.index_select(1, places).t());
    }
    network.to(torch::kFloat);
    return scores;
}

/// Passes over the data in batches of an odd size.
FitTask taskOf(PerExampleGradients &gradients, const ImageTensors &train, const Data &data,
               bool stopped = false)
{
    return {gradients, train, 1, 1, 0, [&data, stopped](const FitTask::BatchWork &work, qint64) {
                constexpr int64_t size = 17;
                for (int64_t begin = 0; begin < trainCount && !stopped; begin += size) {
                    const int64_t end = std::min(trainCount, begin + size);
                    work(data.batch(begin, end), begin);
                }
                return !stopped;
            }};
}

/// Only its count is asked for.
ImageTensors countedImages()
{
    auto dataset = std::make_shared<Dataset>();
    ImageSet &set = dataset->train;
    set.count = trainCount;
    set.channels = 1;
    set.height = shape.height;
    set.width = shape.width;
    set.pixels.resize(std::size_t(set.count * set.exampleSize()));
    set.labels.resize(trainCount);
    return {dataset, set, set.labels, trainCount, {{0.5}, {0.25}}, torch::kCPU};
}

double relativeError(const torch::Tensor &value, const torch::Tensor &truth)
{
    return ((value.to(torch::kDouble) - truth).norm() / truth.norm()).item<double>();
}

} // namespace

void EkfacTest::initTestCase()
{
    at::set_num_threads(2);
}

void EkfacTest::agreesWithExplicitMatrices_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("linear layers") << 0;
    QTest::newRow("convolution and normalisation") << 1;
    QTest::newRow("shared weights over a sequence") << 2;
    QTest::newRow("embedding") << 3;
}

void EkfacTest::agreesWithExplicitMatrices()
{
    QFETCH(int, which);
    constexpr std::array make{linearLayers, convolution, sharedWeights, embedding};
    torch::manual_seed(which + 1);
    const Recorded recorded = make[std::size_t(which)]();
    const Data train = randomData(trainCount);
    const Data tests = randomData(testCount);
    const torch::Tensor expected = truth(recorded, train, tests, damping);

    const ImageTensors images = countedImages();
    PerExampleGradients gradients(*recorded.network, {}, torch::kFloat);
    const auto transform = EkfacTransform::fit(taskOf(gradients, images, train), damping, 1);
    QVERIFY(transform);
    QVERIFY2(gradients.slowParameters().isEmpty(), qPrintable(gradients.slowParameters().join(u' ')));
    const QueryGradients queries(gradients, tests.batch(0, testCount), 3, exampleLosses, transform.get());
    const auto result =
        queries.scores(gradients, train.batch(0, trainCount), AttributionMethod::Rule::OverRootSelf);
    const double error = relativeError(result.scores, expected);
    qInfo("relative error against explicit matrices: %.2g", error);
    QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));

    // As RelatIF has it: each training example with itself.
    const torch::Tensor selfTruth =
        truth(recorded, train, {train.images.slice(0, 0, testCount), train.labels.slice(0, 0, testCount)},
              damping)
            .diagonal();
    QVERIFY(relativeError(result.squaredNorms.slice(0, 0, testCount), selfTruth) < 1e-4);

    // And as verification applies it to whole gradients.
    recorded.network->to(torch::kDouble);
    const torch::Tensor question =
        bruteForceGradients(*recorded.network, {}, tests.images.slice(0, 0, 1), tests.labels.slice(0, 0, 1))
            .squeeze(0);
    const torch::Tensor all = bruteForceGradients(*recorded.network, {}, train.images, train.labels);
    recorded.network->to(torch::kFloat);
    QVERIFY(relativeError(all.mv(transform->exact(question, gradients.parameters())), expected[0]) < 1e-4);
}

/// By subspace iteration, as a layer with thousands of inputs needs it.
void EkfacTest::leadingEigenvectorsAreTheWholeOnes()
{
    constexpr int64_t in = 1200;
    constexpr int64_t count = 20;
    torch::manual_seed(4);
    LayerShape layerShape;
    layerShape.out = 1;
    layerShape.in = in;
    layerShape.weights = in;
    LayerGradient layer;
    layer.weight = 0;
    layer.form = LayerGradient::Form::Factors;
    const torch::Tensor spread = torch::pow(0.93, torch::arange(in, torch::kFloat));
    layer.inputs = (torch::randn({2000, in}) * spread).unsqueeze(1);
    layer.outputs = torch::ones({2000, 1, 1});
    KroneckerBasis whole(layerShape, torch::kCPU);
    KroneckerBasis leading(layerShape, torch::kCPU);
    for (KroneckerBasis *basis : {&whole, &leading})
        basis->addFactors(layer);
    whole.decompose();
    leading.decomposeLeading(1, count);
    const torch::Tensor found = leading.leadingInputs(count);
    // The same subspace: all of each vector lies in it.
    const torch::Tensor kept = whole.leadingInputs(count).t().mm(found).square().sum(0);
    QVERIFY2(kept.min().item<double>() > 0.9999, qPrintable(QString::number(kept.min().item<double>())));
    QVERIFY(relativeError(found.t().mm(found), torch::eye(count, torch::kDouble)) < 1e-4);
}

void EkfacTest::choosesADampingByItself()
{
    torch::manual_seed(3);
    const Recorded recorded = linearLayers();
    const Data train = randomData(trainCount);
    const ImageTensors images = countedImages();
    PerExampleGradients gradients(*recorded.network, {}, torch::kFloat);
    const auto transform = EkfacTransform::fit(taskOf(gradients, images, train), {}, 0);
    const auto dampingOf = [](const EkfacTransform &fitted) { return fitted.chosen()["damping"].toDouble(); };
    QVERIFY(transform && dampingOf(*transform) > 0);
    // Sums of several threads come in any order.
    const double again = dampingOf(*EkfacTransform::fit(taskOf(gradients, images, train), {}, 0));
    QVERIFY(std::abs(again - dampingOf(*transform)) < 1e-6 * again);
}

void EkfacTest::restoresWhatItWas()
{
    torch::manual_seed(4);
    const Recorded recorded = linearLayers();
    const Data train = randomData(trainCount);
    const ImageTensors images = countedImages();
    PerExampleGradients gradients(*recorded.network, {}, torch::kFloat);
    const auto transform = EkfacTransform::fit(taskOf(gradients, images, train), {}, 0);
    const auto restored = EkfacTransform::restore(transform->state());
    QCOMPARE(restored->chosen(), transform->chosen());
    const torch::Tensor gradient = torch::randn({parameterCount(*recorded.network)}, torch::kDouble);
    QVERIFY(torch::equal(restored->exact(gradient, gradients.parameters()),
                         transform->exact(gradient, gradients.parameters())));
    QCOMPARE(restored->bytesOfQuestion(0), transform->bytesOfQuestion(0));
}

void EkfacTest::saysWhenItWasStopped()
{
    const Recorded recorded = linearLayers();
    const Data train = randomData(trainCount);
    const ImageTensors images = countedImages();
    PerExampleGradients gradients(*recorded.network, {}, torch::kFloat);
    QVERIFY(!EkfacTransform::fit(taskOf(gradients, images, train, /*stopped=*/true), {}, 0));
}

void EkfacTest::refusesWrongParameters_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QJsonObject>("parameters");
    QTest::addColumn<QString>("words");
    QTest::newRow("no such method") << "ekfak" << QJsonObject{} << "Use one of tracin, tracin-cosine";
    QTest::newRow("no such parameter") << "ekfac" << QJsonObject{{"dampng", 1}} << "It has: damping, draws";
    QTest::newRow("no parameters at all") << "tracin" << QJsonObject{{"damping", 1}} << "has no parameters";
    QTest::newRow("zero") << "ekfac" << QJsonObject{{"damping", 0}} << "must be from";
    QTest::newRow("not a number") << "ekfac" << QJsonObject{{"damping", "small"}} << "not small";
}

void EkfacTest::refusesWrongParameters()
{
    QFETCH(QString, method);
    QFETCH(QJsonObject, parameters);
    QFETCH(QString, words);
    QString message;
    try {
        (void)checkedChoice({method, parameters});
    } catch (const EngineError &error) {
        message = error.message();
    }
    QVERIFY2(message.contains(words), qPrintable(message));
    QCOMPARE(checkedChoice({"ekfac", {}}).parameters, (QJsonObject{{"damping", QJsonValue()}, {"draws", 0}}));
}

PROPONENT_TEST(EkfacTest)
#include "test_ekfac.moc"
