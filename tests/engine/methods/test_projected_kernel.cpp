// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gradients/brute_force.h"
#include "engine/methods/projected_kernel.h"
#include "engine/methods/query_gradients.h"
#include "tests/engine/gradients/layer_zoo.h"
#include "tests/test_registry.h"

#include <ATen/Parallel.h>

#include <QTest>

using namespace proponent;

/// Where there are as many directions as values nothing is lost: then the scores are those of the whole Gauss-Newton
/// matrix, written out and inverted in float64. With fewer they are those of exact().
class ProjectedKernelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agreesWithTheWholeMatrix_data();
    void agreesWithTheWholeMatrix();
    void fewerDirectionsAgreeWithWhatIsVerified_data();
    void fewerDirectionsAgreeWithWhatIsVerified();
    void rowsAreTheScores();
    void restoresWhatItWas_data();
    void restoresWhatItWas();
    void principalDirectionsKeepMore();
    void dampsByTrainingTime();
    void saysWhenItWasStopped();
};

namespace {

constexpr int64_t trainCount = 50;
constexpr int64_t testCount = 4;
constexpr double damping = 0.02;
const NetworkShape shape{1, 4, 4, 3};

std::shared_ptr<ZooNetwork> smallNetwork(bool convolution)
{
    namespace nn = torch::nn;
    auto net = std::make_shared<ZooNetwork>();
    if (!convolution) {
        auto first = net->add("first", nn::Linear(16, 5));
        auto second = net->add("second", nn::Linear(5, 3));
        net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
            return second(torch::tanh(first(x.flatten(1))));
        });
        return net;
    }
    auto conv = net->add("conv", nn::Conv2d(nn::Conv2dOptions(1, 4, 3).padding(1)));
    auto norm = net->add("norm", nn::GroupNorm(nn::GroupNormOptions(2, 4)));
    auto head = net->add("head", nn::Linear(nn::LinearOptions(4, 3).bias(false)));
    net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
        return head(torch::relu(norm(conv(x))).flatten(2).mean(2));
    });
    return net;
}

/// Two states of the same network, as two checkpoints.
struct Fixture
{
    explicit Fixture(bool convolution)
    {
        torch::manual_seed(5);
        network = smallNetwork(convolution);
        for (int state = 0; state < 2; ++state) {
            StateDict values;
            for (const auto &[name, value] : stateDict(*network))
                values[name] = value + 0.3 * torch::randn_like(value);
            states.push_back(values);
        }
        images = torch::randn({trainCount, 1, 4, 4});
        labels = torch::randint(3, {trainCount}, torch::kLong);
        testImages = torch::randn({testCount, 1, 4, 4});
        testLabels = torch::randint(3, {testCount}, torch::kLong);
        auto dataset = std::make_shared<Dataset>();
        ImageSet &set = dataset->train;
        set.count = trainCount;
        set.channels = 1;
        set.height = shape.height;
        set.width = shape.width;
        set.pixels.resize(std::size_t(set.count * set.exampleSize()));
        set.labels.resize(trainCount);
        counted.emplace(dataset, set, set.labels, trainCount, Normalisation{{0.5}, {0.25}}, torch::kCPU);
    }

    void load(std::size_t state) const
    {
        network->to(torch::kFloat);
        (void)loadStateDict(*network, states[state]).valueOrThrow();
    }

    [[nodiscard]] FitTask task(PerExampleGradients &gradients, double trainingTime = 0,
                               bool stopped = false) const
    {
        return {gradients,
                *counted,
                qsizetype(states.size()),
                1,
                trainingTime,
                [this, stopped](const FitTask::BatchWork &work, qint64) {
                    constexpr int64_t size = 17;
                    for (std::size_t state = 0; state < states.size() && !stopped; ++state) {
                        load(state);
                        for (int64_t begin = 0; begin < trainCount; begin += size) {
                            const int64_t end = std::min(trainCount, begin + size);
                            work({images.slice(0, begin, end), labels.slice(0, begin, end)}, begin);
                        }
                    }
                    return !stopped;
                }};
    }

    /// Summed over the checkpoints: [tests, train].
    [[nodiscard]] torch::Tensor scores(PerExampleGradients &gradients, const ProjectedKernel &kernel) const
    {
        std::optional<QueryGradients> queries;
        const Measurement margin = measurementOf({Question::Kind::Margin});
        for (std::size_t state = 0; state < states.size(); ++state) {
            load(state);
            QueryGradients here(gradients, {testImages, testLabels}, 3, margin, &kernel);
            if (queries)
                queries->add(here);
            else
                queries.emplace(std::move(here));
        }
        queries->settle();
        torch::Tensor sum = torch::zeros({testCount, trainCount});
        for (std::size_t state = 0; state < states.size(); ++state) {
            load(state);
            sum += queries->scores(gradients, {images, labels}).scores;
        }
        return sum;
    }

    /// Gradients in float64, summed over the checkpoints or one after another: [examples (x checkpoints), values].
    [[nodiscard]] torch::Tensor exact(bool ofTests, const Measurement &measurement, bool summed) const
    {
        std::vector<torch::Tensor> parts;
        for (std::size_t state = 0; state < states.size(); ++state) {
            load(state);
            network->to(torch::kDouble);
            network->eval();
            parts.push_back(bruteForceGradients(*network, {}, ofTests ? testImages : images,
                                                ofTests ? testLabels : labels, measurement));
        }
        network->to(torch::kFloat);
        return summed ? torch::stack(parts).sum(0) : torch::cat(parts);
    }

    std::shared_ptr<ZooNetwork> network;
    std::vector<StateDict> states;
    torch::Tensor images, labels, testImages, testLabels;
    std::optional<ImageTensors> counted;
};

double relativeError(const torch::Tensor &value, const torch::Tensor &truth)
{
    return ((value.to(torch::kDouble) - truth).norm() / truth.norm()).item<double>();
}

/// The margin times the root of p (1 - p), written out for double.
torch::Tensor weightedMargin(const torch::Tensor &logits, const torch::Tensor &labels)
{
    const torch::Tensor p = logits.softmax(1).gather(1, labels.unsqueeze(1)).squeeze(1);
    return torch::log(p / (1 - p)) * (p * (1 - p)).sqrt().detach();
}

torch::Tensor negativeMargin(const torch::Tensor &logits, const torch::Tensor &labels)
{
    const torch::Tensor p = logits.softmax(1).gather(1, labels.unsqueeze(1)).squeeze(1);
    return -torch::log(p / (1 - p));
}

} // namespace

void ProjectedKernelTest::initTestCase()
{
    at::set_num_threads(2);
}

void ProjectedKernelTest::agreesWithTheWholeMatrix_data()
{
    QTest::addColumn<bool>("convolution");
    QTest::newRow("linear layers") << false;
    QTest::newRow("convolution and normalisation") << true;
}

void ProjectedKernelTest::agreesWithTheWholeMatrix()
{
    QFETCH(bool, convolution);
    const Fixture fixture(convolution);
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    ProjectedKernel::Options options;
    options.damping = damping;
    const auto kernel = ProjectedKernel::fit(fixture.task(gradients), options);
    QVERIFY(kernel);
    QCOMPARE(kernel->width(), parameterCount(*fixture.network));

    const torch::Tensor weighted = fixture.exact(false, weightedMargin, /*summed=*/false);
    const torch::Tensor curvature = weighted.t().mm(weighted) / double(weighted.size(0)) +
                                    damping * torch::eye(weighted.size(1), torch::kDouble);
    const torch::Tensor truth = fixture.exact(true, negativeMargin, true)
                                    .mm(torch::inverse(curvature))
                                    .mm(fixture.exact(false, exampleLosses, true).t());
    const double error = relativeError(fixture.scores(gradients, *kernel), truth);
    qInfo("relative error against the whole matrix: %.2g", error);
    QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));
}

void ProjectedKernelTest::fewerDirectionsAgreeWithWhatIsVerified_data()
{
    QTest::addColumn<bool>("convolution");
    QTest::addColumn<int>("directions");
    QTest::addColumn<int>("rank");
    for (const bool convolution : {false, true}) {
        for (const auto directions :
             {ProjectedKernel::Directions::Principal, ProjectedKernel::Directions::Random}) {
            for (const int rank : {0, 4}) {
                QTest::addRow("convolution %d, directions %d, rank %d", convolution, int(directions), rank)
                    << convolution << int(directions) << rank;
            }
        }
    }
}

/// exact() goes over whole matrices in double, scores over factors in float.
void ProjectedKernelTest::fewerDirectionsAgreeWithWhatIsVerified()
{
    QFETCH(bool, convolution);
    QFETCH(int, directions);
    QFETCH(int, rank);
    const Fixture fixture(convolution);
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    ProjectedKernel::Options options;
    options.damping = damping;
    options.directions = ProjectedKernel::Directions(directions);
    options.out = 2;
    options.in = 3;
    options.rank = rank;
    fixture.load(0);
    const auto kernel = ProjectedKernel::fit(fixture.task(gradients), options);
    QVERIFY(kernel && kernel->rank() == rank && kernel->width() < parameterCount(*fixture.network) / 2);
    const torch::Tensor scores = fixture.scores(gradients, *kernel);
    const torch::Tensor questions = fixture.exact(true, negativeMargin, true);
    const torch::Tensor train = fixture.exact(false, exampleLosses, true);
    for (int64_t test = 0; test < testCount; ++test) {
        const torch::Tensor truth = train.mv(kernel->exact(questions[test], gradients.parameters()));
        const double error = relativeError(scores[test], truth);
        QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));
    }
}

/// A row of each training example times one of the question gives what the reduced kernel says; and features, times
/// what is solved, layer by layer, what the whole one says.
void ProjectedKernelTest::rowsAreTheScores()
{
    const Fixture fixture(true);
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    ProjectedKernel::Options options;
    options.damping = damping;
    options.in = 5;
    const auto kernel = ProjectedKernel::fit(fixture.task(gradients), options);
    kernel->findLeading(6);
    torch::Tensor train = torch::zeros({trainCount, kernel->width()});
    torch::Tensor questions = torch::zeros({testCount, kernel->width()});
    for (std::size_t state = 0; state < fixture.states.size(); ++state) {
        fixture.load(state);
        train += kernel->features(gradients, {fixture.images, fixture.labels}, exampleLosses);
        questions += kernel->features(gradients, {fixture.testImages, fixture.testLabels},
                                      measurementOf({Question::Kind::Margin}));
    }
    const torch::Tensor whole = fixture.scores(gradients, *kernel).to(torch::kDouble);
    ParameterGroups layers;
    layers.count = 3;
    layers.ofParameter = {0, 0, 1, 1, 2};
    for (int64_t test = 0; test < testCount; ++test) {
        const torch::Tensor byLayer = kernel->productsByLayer(train, kernel->solved(questions)[test], layers);
        QCOMPARE(byLayer.sizes().vec(), std::vector<int64_t>({3, trainCount}));
        QVERIFY(relativeError(byLayer.sum(0), whole[test]) < 1e-5);
        QVERIFY((byLayer.abs().sum(1) > 0).all().item<bool>());
    }
    const torch::Tensor rows = kernel->questionRowsOf(questions).mm(kernel->rowsOf(train).t());
    kernel->dropCurvature();
    const torch::Tensor reduced = fixture.scores(gradients, *kernel).to(torch::kDouble);
    QVERIFY(relativeError(rows, reduced) < 1e-5);
    QVERIFY(relativeError(reduced, whole) > 1e-3);
}

void ProjectedKernelTest::restoresWhatItWas_data()
{
    QTest::addColumn<int>("rank");
    QTest::newRow("all of the curvature") << 0;
    QTest::newRow("its leading directions") << 4;
}

void ProjectedKernelTest::restoresWhatItWas()
{
    QFETCH(int, rank);
    const Fixture fixture(true);
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    ProjectedKernel::Options options;
    options.out = 3;
    options.rank = rank;
    const auto kernel = ProjectedKernel::fit(fixture.task(gradients), options);
    const auto restored = ProjectedKernel::restore(kernel->state());
    QCOMPARE(restored->width(), kernel->width());
    QCOMPARE(restored->chosen(), kernel->chosen());
    QVERIFY(torch::equal(fixture.scores(gradients, *restored), fixture.scores(gradients, *kernel)));
    // What is left for training examples alone is as wide.
    const auto slim = kernel->withoutQuestions();
    QVERIFY(slim && slim->state().size() < kernel->state().size());
    QCOMPARE(slim->bytesOfQuestion(0), kernel->bytesOfQuestion(0));
}

/// Of the same number of directions the principal ones hold more of the gradients than random ones.
void ProjectedKernelTest::principalDirectionsKeepMore()
{
    const Fixture fixture(false);
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    ProjectedKernel::Options options;
    options.damping = 1;
    options.out = 2;
    options.in = 6;
    const torch::Tensor whole =
        fixture.exact(true, negativeMargin, true).mm(fixture.exact(false, exampleLosses, true).t());
    const auto alike = [&](ProjectedKernel::Directions directions) {
        options.directions = directions;
        fixture.load(0);
        const auto kernel = ProjectedKernel::fit(fixture.task(gradients), options);
        const torch::Tensor scores = fixture.scores(gradients, *kernel).to(torch::kDouble);
        return (scores.mul(whole).sum() / (scores.norm() * whole.norm())).item<double>();
    };
    const double principal = alike(ProjectedKernel::Directions::Principal);
    const double random = alike(ProjectedKernel::Directions::Random);
    QVERIFY2(principal > random && principal > 0.7,
             qPrintable(QStringLiteral("%1 %2").arg(principal).arg(random)));
}

void ProjectedKernelTest::dampsByTrainingTime()
{
    const Fixture fixture(false);
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    const auto dampingOf = [](const ProjectedKernel &kernel) {
        return kernel.chosen()["damping"].toDouble();
    };
    QCOMPARE(dampingOf(*ProjectedKernel::fit(fixture.task(gradients, 100), {})), 0.02);
    QVERIFY(dampingOf(*ProjectedKernel::fit(fixture.task(gradients), {})) > 0);
}

void ProjectedKernelTest::saysWhenItWasStopped()
{
    const Fixture fixture(false);
    PerExampleGradients gradients(*fixture.network, {}, torch::kFloat);
    QVERIFY(!ProjectedKernel::fit(fixture.task(gradients, 0, /*stopped=*/true), {}));
}

PROPONENT_TEST(ProjectedKernelTest)
#include "test_projected_kernel.moc"
