// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/logit_digest.h"
#include "tests/test_registry.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace proponent;

/// What is kept of logits, by the batch, against sums of exponentials in float64 over all of them at once.
class LogitDigestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lossAndMargin_data();
    void lossAndMargin();
    void suggestsByMeanProbability();
    void agreesWithBruteForce_data();
    void agreesWithBruteForce();
    void pointsAreCentredLogits();
    void projectionKeepsDistances();
    void tellsWhatIsNoNumber();
    void stops();
};

namespace {

/// Gives stored logits in batches of `batch`.
LogitSource sourceOf(const std::vector<torch::Tensor> &logits, int64_t batch)
{
    LogitSource source{int(logits[0].size(1)), int(logits.size()), {}};
    source.read = [logits, batch](int position, int64_t first, int64_t last, const auto &take) {
        for (int64_t begin = first; begin < last; begin += batch)
            take(begin, logits[std::size_t(position)].slice(0, begin, std::min(last, begin + batch)));
        return true;
    };
    return source;
}

LogitDigest digestOf(const std::vector<torch::Tensor> &logits, const torch::Tensor &labels)
{
    return *digestLogits(sourceOf(logits, logits[0].size(0)), labels);
}

double logSumExp(const torch::Tensor &row)
{
    const double largest = row.max().item<double>();
    double sum = 0;
    for (int64_t k = 0; k < row.size(0); ++k)
        sum += std::exp(row[k].item<double>() - largest);
    return largest + std::log(sum);
}

} // namespace

void LogitDigestTest::lossAndMargin_data()
{
    QTest::addColumn<QList<float>>("logits");
    QTest::addColumn<int>("label");
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("margin");
    QTest::newRow("undecided") << QList<float>{0, 0, 0} << 1 << std::log(3.0) << 0.0;
    QTest::newRow("right") << QList<float>{2, 0, 1} << 0 << std::log(1 + std::exp(-2.0) + std::exp(-1.0))
                           << 1.0;
    QTest::newRow("wrong") << QList<float>{2, 0, 1} << 1 << std::log(1 + std::exp(2.0) + std::exp(1.0))
                           << -2.0;
    QTest::newRow("large") << QList<float>{1000, 0, -1000} << 2 << 2000.0 << -2000.0; // no overflow
    QTest::newRow("all below 0") << QList<float>{-5, -7} << 0 << std::log(1 + std::exp(-2.0)) << 2.0;
}

void LogitDigestTest::lossAndMargin()
{
    QFETCH(QList<float>, logits);
    QFETCH(int, label);
    QFETCH(double, loss);
    QFETCH(double, margin);
    const torch::Tensor row = torch::tensor(std::vector<float>(logits.begin(), logits.end())).unsqueeze(0);
    const TrainingAnswers answers = digestOf({row}, torch::tensor({label}, torch::kLong)).answers;
    QVERIFY(std::abs(double(answers.losses[0][0]) - loss) < 1e-6 * std::max(1.0, loss));
    QCOMPARE(double(answers.margins[0][0]), margin);
}

void LogitDigestTest::suggestsByMeanProbability()
{
    // First example: one checkpoint is sure of 2, the other leans to 0; the sure one wins.
    const torch::Tensor first = torch::tensor({{0.0F, 0.0F, 9.0F}, {5.0F, 0.0F, 0.0F}});
    const torch::Tensor second = torch::tensor({{1.0F, 0.0F, 0.0F}, {0.0F, 0.0F, 0.0F}});
    QCOMPARE(digestOf({first, second}, torch::zeros({2}, torch::kLong)).answers.suggestedLabels,
             (std::vector<int>{2, 0}));
    QCOMPARE(digestOf({torch::ones({1, 2})}, torch::zeros({1}, torch::kLong)).answers.suggestedLabels,
             std::vector<int>{0}); // the lower of equals
}

void LogitDigestTest::agreesWithBruteForce_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<qint64>("batch");
    QTest::addColumn<qint64>("block"); // elements
    QTest::newRow("in one piece") << 7 << qint64(103) << qint64(1000);
    QTest::newRow("by the batch") << 7 << qint64(10) << qint64(1000);
    QTest::newRow("by the block") << 7 << qint64(10) << qint64(7 * 25);
    QTest::newRow("an example at a time") << 7 << qint64(1) << qint64(1);
    QTest::newRow("projected") << 60 << qint64(10) << qint64(60 * 25);
}

void LogitDigestTest::agreesWithBruteForce()
{
    QFETCH(int, classes);
    QFETCH(qint64, batch);
    QFETCH(qint64, block);
    torch::manual_seed(5);
    std::vector<torch::Tensor> logits;
    for (int position = 0; position < 3; ++position)
        logits.push_back(torch::randn({103, classes}) * 4);
    const torch::Tensor labels = torch::randint(classes, {103}, torch::kLong);
    const LogitDigest digest = *digestLogits(sourceOf(logits, batch), labels, block);
    const LogitDigest whole = digestOf(logits, labels);
    QVERIFY(torch::allclose(digest.points, whole.points, 1e-5, 1e-5));
    QCOMPARE(digest.points.size(1), std::min<int64_t>(pointDimensions, 3 * classes));
    QCOMPARE(digest.answers.suggestedLabels, whole.answers.suggestedLabels);
    for (int64_t i = 0; i < 103; ++i) {
        const auto label = labels[i].item<int64_t>();
        torch::Tensor mean = torch::zeros({classes}, torch::kDouble);
        for (std::size_t position = 0; position < 3; ++position) {
            const torch::Tensor row = logits[position][i].to(torch::kDouble);
            const double loss = logSumExp(row) - row[label].item<double>();
            torch::Tensor others = row.clone();
            others[label] = -1e9;
            QVERIFY(std::abs(double(digest.answers.losses[position][std::size_t(i)]) - loss) < 1e-5);
            QVERIFY(std::abs(double(digest.answers.margins[position][std::size_t(i)]) -
                             (row[label] - others.max()).item<double>()) < 1e-5);
            mean += (row - logSumExp(row)).exp();
        }
        QCOMPARE(digest.answers.suggestedLabels[std::size_t(i)], int(mean.argmax().item<int64_t>()));
    }
}

void LogitDigestTest::pointsAreCentredLogits()
{
    const torch::Tensor first = torch::tensor({{1.0F, 3.0F}, {100.0F, 104.0F}});
    const torch::Tensor second = torch::tensor({{0.0F, 0.0F}, {-2.0F, -8.0F}});
    QVERIFY(digestOf({first, second}, torch::zeros({2}, torch::kLong))
                .points.equal(torch::tensor({{-1.0F, 1.0F, 0.0F, 0.0F}, {-2.0F, 2.0F, 3.0F, -3.0F}})));
}

void LogitDigestTest::projectionKeepsDistances()
{
    torch::manual_seed(8);
    std::vector<torch::Tensor> logits;
    std::vector<torch::Tensor> centred;
    for (int position = 0; position < 4; ++position) {
        logits.push_back(torch::randn({100, 50}));
        centred.push_back(logits.back() - logits.back().mean(1, true));
    }
    const torch::Tensor points = digestOf(logits, torch::zeros({100}, torch::kLong)).points;
    QCOMPARE(points.size(1), pointDimensions);
    const torch::Tensor ratio = torch::pdist(points) / torch::pdist(torch::cat(centred, 1));
    QVERIFY(std::abs(ratio.mean().item<double>() - 1) < 0.02);
    QVERIFY(ratio.std().item<double>() < 0.08); // 1 / sqrt(2 * 128) = 0.0625
    // The same vectors every time, and others for each checkpoint.
    QVERIFY(points.equal(digestOf(logits, torch::zeros({100}, torch::kLong)).points));
    const torch::Tensor one = torch::zeros({1, 200});
    one[0][3] = 1;
    const torch::Tensor zero = torch::zeros({1, 200});
    const torch::Tensor label = torch::zeros({1}, torch::kLong);
    QVERIFY(!digestOf({one, zero}, label).points.allclose(digestOf({zero, one}, label).points));
}

void LogitDigestTest::tellsWhatIsNoNumber()
{
    const torch::Tensor logits =
        torch::tensor({{1.0F, 0.0F}, {1.0F, std::numeric_limits<float>::infinity()}});
    const LogitDigest digest = digestOf({logits}, torch::zeros({2}, torch::kLong));
    QVERIFY(std::isfinite(digest.answers.losses[0][0]));
    QVERIFY(!std::isfinite(digest.answers.losses[0][1]));
    QVERIFY(!digest.points[1].isfinite().all().item<bool>());
}

void LogitDigestTest::stops()
{
    LogitSource source{2, 1, {}};
    source.read = [](int, int64_t, int64_t, const auto &) { return false; };
    QVERIFY(!digestLogits(source, torch::zeros({4}, torch::kLong)));
}

PROPONENT_TEST(LogitDigestTest)
#include "test_logit_digest.moc"
