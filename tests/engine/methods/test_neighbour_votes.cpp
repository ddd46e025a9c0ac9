// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/nearest_columns.h"
#include "engine/methods/neighbour_votes.h"
#include "tests/test_registry.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace proponent;

/// Nearest neighbours and what their labels say, against all distances in float64.
class NeighbourVotesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsOnALine();
    void agreesWithBruteForce();
    void largestOfARow_data();
    void largestOfARow();
    void comesNearInCells_data();
    void comesNearInCells();
    void isReproducible();
    void comparesLittle();
    void copiesDontVouchForEachOther_data();
    void copiesDontVouchForEachOther();
    void copiesHaveOneVote();
    void leavesOutWhatIsNoNumber();
    void fewExamples_data();
    void fewExamples();
    void stops();
};

namespace {

constexpr SearchEffort exact{1'000'000, 1};

/// Clusters of labels: points around one of `classes` centres.
struct Clusters
{
    torch::Tensor points;
    torch::Tensor labels;
};

Clusters clustersOf(int64_t examples, int64_t classes, int64_t dimensions, double spread)
{
    torch::manual_seed(6);
    const torch::Tensor labels = torch::randint(classes, {examples}, torch::kLong);
    const torch::Tensor centres = torch::randn({classes, dimensions});
    return {centres.index_select(0, labels) + torch::randn({examples, dimensions}) * spread, labels};
}

/// Of the neighbours of one point, in float64.
torch::Tensor nearestTo(const torch::Tensor &points, int64_t index, int64_t count)
{
    const torch::Tensor exactly = points.to(torch::kDouble);
    torch::Tensor distances = (exactly - exactly[index]).square().sum(1);
    distances[index] = std::numeric_limits<double>::infinity();
    return std::get<1>(distances.topk(count, 0, /*largest=*/false));
}

} // namespace

void NeighbourVotesTest::countsOnALine()
{
    const torch::Tensor points = torch::tensor({0.0F, 1.0F, 3.0F, 7.0F, 7.5F}).unsqueeze(1);
    const torch::Tensor labels = torch::tensor({0, 1, 0, 0, 1}, torch::kLong);
    const auto same = [&](int neighbours) {
        return neighbourVotes(points, labels, 2, neighbours, exact, {})->same;
    };
    QCOMPARE(same(1), (std::vector<float>{0, 0, 0, 0, 0}));
    QCOMPARE(same(2), (std::vector<float>{1, 0, 1, 1, 0}));
    QCOMPARE(same(4), (std::vector<float>{2, 1, 2, 2, 1}));
    const NeighbourVotes votes = *neighbourVotes(points, labels, 2, 2, exact, {});
    QCOMPARE(votes.label, (std::vector<int>{0, 0, 0, 0, 0}));
    QCOMPARE(votes.voices, std::vector<float>(5, 2));
    QCOMPARE(votes.asked, 2);
    QCOMPARE(votes.recall, 1.0);
}

void NeighbourVotesTest::agreesWithBruteForce()
{
    constexpr int64_t examples = 5000; // more than one block of distances
    const Clusters clusters = clustersOf(examples, 3, 6, 1);
    const NeighbourVotes votes = *neighbourVotes(clusters.points, clusters.labels, 3, 20, exact, {});
    QCOMPARE(votes.same.size(), std::size_t(examples));
    for (int64_t i = 0; i < examples; i += 97) {
        const torch::Tensor nearest = clusters.labels.index_select(0, nearestTo(clusters.points, i, 20));
        QCOMPARE(int(votes.same[std::size_t(i)]), nearest.eq(clusters.labels[i]).sum().item<int>());
        QCOMPARE(votes.label[std::size_t(i)], nearest.bincount({}, 3).argmax().item<int>());
        QCOMPARE(votes.voices[std::size_t(i)], 20.0F);
    }
}

void NeighbourVotesTest::largestOfARow_data()
{
    QTest::addColumn<qint64>("columns");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<bool>("sorted"); // a sample of the row misleads
    QTest::newRow("short") << qint64(100) << qint64(7) << false;
    QTest::newRow("long") << qint64(20'000) << qint64(141) << false;
    QTest::newRow("most of it") << qint64(3000) << qint64(2900) << false;
    QTest::newRow("all") << qint64(3000) << qint64(3000) << false;
    QTest::newRow("ordered") << qint64(20'001) << qint64(141) << true;
}

void NeighbourVotesTest::largestOfARow()
{
    QFETCH(qint64, columns);
    QFETCH(qint64, count);
    QFETCH(bool, sorted);
    torch::manual_seed(9);
    torch::Tensor rows = torch::randn({5, columns});
    if (sorted)
        rows = std::get<0>(rows.sort(1));
    const torch::Tensor none = torch::full({5}, std::numeric_limits<float>::infinity());
    const auto [values, places] = nearestColumns(rows, none, count);
    const auto descending = [](const torch::Tensor &all) { return std::get<0>(all.sort(1, true)); };
    QVERIFY(descending(values).equal(std::get<0>(rows.topk(count, 1))));
    QVERIFY(rows.gather(1, places).equal(values));

    const torch::Tensor ceilings = torch::full({5}, 1.0F);
    const auto [lower, lowerPlaces] = nearestColumns(rows, ceilings, count);
    const torch::Tensor below = rows.masked_fill(rows.ge(1), -std::numeric_limits<float>::infinity());
    QVERIFY(descending(lower).equal(std::get<0>(below.topk(count, 1))));
}

void NeighbourVotesTest::comesNearInCells_data()
{
    QTest::addColumn<int>("dimensions");
    QTest::addColumn<double>("recall"); // at least
    QTest::newRow("4 dimensions") << 4 << 0.99;
    QTest::newRow("16 dimensions") << 16 << 0.9;
}

void NeighbourVotesTest::comesNearInCells()
{
    QFETCH(int, dimensions);
    QFETCH(double, recall);
    constexpr int64_t examples = 8000;
    constexpr int64_t count = 89;
    const Clusters clusters = clustersOf(examples, 20, dimensions, 0.5);
    const SearchEffort inCells{1000, SearchEffort().cells};
    const PointCells cells(clusters.points, inCells);
    QVERIFY(cells.cells() >= 89);

    // What it says of itself against a search by hand through what its pieces hold.
    qint64 found = 0;
    qint64 asked = 0;
    std::vector<bool> seen(std::size_t(examples), false);
    const bool complete =
        cells.forEachPiece(inCells.cells,
                           [&](const PointCells::Piece &piece) {
                               for (int64_t row = piece.begin; row < piece.end; ++row) {
                                   const auto example = cells.order()[row].item<int64_t>();
                                   QVERIFY(!seen[std::size_t(example)]);
                                   seen[std::size_t(example)] = true;
                                   if (row % 50 != 0)
                                       continue;
                                   const torch::Tensor candidates =
                                       cells.order().index_select(0, piece.candidates);
                                   const torch::Tensor nearest = nearestTo(clusters.points, example, count);
                                   found += at::isin(nearest, candidates).sum().item<int64_t>();
                                   asked += count;
                               }
                           },
                           {});
    QVERIFY(complete);
    QVERIFY(std::ranges::all_of(seen, std::identity()));
    const double measured = double(found) / double(asked);
    const double told = cells.recall(inCells.cells, count, 300);
    qInfo("recall %.3f by hand, %.3f told", measured, told);
    QVERIFY(measured >= recall);
    QVERIFY(std::abs(measured - told) < 0.04);

    const NeighbourVotes near = *neighbourVotes(clusters.points, clusters.labels, 20, count, inCells, {});
    const NeighbourVotes exactly = *neighbourVotes(clusters.points, clusters.labels, 20, count, exact, {});
    double difference = 0;
    for (std::size_t i = 0; i < std::size_t(examples); ++i)
        difference += double(std::abs(near.same[i] - exactly.same[i]));
    QVERIFY(difference / examples < 0.1 * count * (1.02 - recall) / 0.12);
    QVERIFY(near.recall >= recall && near.recall <= 1);
}

void NeighbourVotesTest::isReproducible()
{
    const Clusters clusters = clustersOf(5000, 10, 8, 0.7);
    const SearchEffort inCells{1000, 8};
    const auto votes = neighbourVotes(clusters.points, clusters.labels, 10, 70, inCells, {});
    const auto again = neighbourVotes(clusters.points, clusters.labels, 10, 70, inCells, {});
    QVERIFY(votes->same == again->same && votes->label == again->label && votes->recall == again->recall);
}

/// Also where all points are in one place, which makes them one cell to k-means.
void NeighbourVotesTest::comparesLittle()
{
    for (const torch::Tensor &points :
         {clustersOf(20'000, 10, 4, 0.1).points, torch::ones({20'000, 4}), torch::zeros({20'000, 1})}) {
        const PointCells cells(points, {1000, 8});
        qint64 compared = 0;
        QVERIFY(cells.forEachPiece(
            8, [&](const PointCells::Piece &piece) { compared += piece.nearness.numel(); }, {}));
        QVERIFY2(compared < qint64(20'000) * 141 * 12, qPrintable(QString::number(compared)));
    }
}

void NeighbourVotesTest::copiesDontVouchForEachOther_data()
{
    QTest::addColumn<int>("copies");
    QTest::addColumn<double>("difference"); // between them
    QTest::addColumn<int>("exactUpTo");
    QTest::newRow("none") << 1 << 0.0 << 10'000;
    QTest::newRow("twins") << 2 << 0.0 << 10'000;
    QTest::newRow("many") << 20 << 0.0 << 10'000;
    QTest::newRow("more than neighbours are asked") << 80 << 0.0 << 10'000;
    QTest::newRow("nearly the same") << 20 << 1e-3 << 10'000;
    QTest::newRow("in cells") << 20 << 1e-3 << 100;
}

/// A wrong example among right ones is as suspicious with copies as without.
void NeighbourVotesTest::copiesDontVouchForEachOther()
{
    QFETCH(int, copies);
    QFETCH(double, difference);
    QFETCH(int, exactUpTo);
    Clusters clusters = clustersOf(3000, 2, 6, 0.4);
    clusters.points.slice(0, 0, copies) = clusters.points[0] + torch::randn({copies, 6}) * difference;
    const auto wrong = 1 - clusters.labels[0].item<int64_t>();
    clusters.labels.slice(0, 0, copies).fill_(wrong);
    const NeighbourVotes votes =
        *neighbourVotes(clusters.points, clusters.labels, 2, 55, {exactUpTo, 32}, {});
    for (std::size_t i = 0; i < std::size_t(copies); ++i) {
        QVERIFY2(votes.same[i] <= 2, qPrintable(QString::number(votes.same[i])));
        QVERIFY(votes.voices[i] >= 50);
        QCOMPARE(votes.label[i], int(1 - wrong));
    }
}

/// Nor do they outvote others: together they count as one.
void NeighbourVotesTest::copiesHaveOneVote()
{
    Clusters clusters = clustersOf(3000, 1, 6, 1);
    clusters.labels.zero_();
    clusters.points.slice(0, 0, 30) = clusters.points[30] + 0.05; // all near the thirtieth
    clusters.labels.slice(0, 0, 30).fill_(1);
    const NeighbourVotes votes = *neighbourVotes(clusters.points, clusters.labels, 2, 50, exact, {});
    QCOMPARE(votes.label[30], 0);
    QVERIFY(std::abs(votes.same[30] - 20) < 1e-3); // of 50 that were asked
    QVERIFY(std::abs(votes.voices[30] - 21) < 1e-3);
}

void NeighbourVotesTest::leavesOutWhatIsNoNumber()
{
    const Clusters clusters = clustersOf(300, 2, 3, 0.1);
    torch::Tensor points = clusters.points.clone();
    points[7][1] = std::numeric_limits<float>::quiet_NaN();
    points[9][0] = std::numeric_limits<float>::infinity();
    for (const int exactUpTo : {1000, 50}) {
        const NeighbourVotes votes = *neighbourVotes(points, clusters.labels, 2, 17, {exactUpTo, 8}, {});
        for (const std::size_t broken : {std::size_t(7), std::size_t(9)}) {
            QCOMPARE(votes.voices[broken], 0.0F);
            QCOMPARE(votes.label[broken], -1);
        }
        QCOMPARE(votes.label[8], clusters.labels[8].item<int>());
        QCOMPARE(votes.label[299], clusters.labels[299].item<int>());
    }
}

void NeighbourVotesTest::fewExamples_data()
{
    QTest::addColumn<int>("examples");
    for (const int examples : {0, 1, 2, 3})
        QTest::newRow(qPrintable(QString::number(examples))) << examples;
}

void NeighbourVotesTest::fewExamples()
{
    QFETCH(int, examples);
    const torch::Tensor points = torch::arange(examples, torch::kFloat).unsqueeze(1);
    const NeighbourVotes votes = *neighbourVotes(points, torch::zeros({examples}, torch::kLong), 1,
                                                 neighbourCount(std::size_t(examples)), {}, {});
    QCOMPARE(votes.same, std::vector<float>(std::size_t(examples), float(std::max(0, examples - 1))));
}

void NeighbourVotesTest::stops()
{
    std::stop_source stop;
    stop.request_stop();
    const torch::Tensor points = torch::zeros({4, 2});
    QVERIFY(!neighbourVotes(points, torch::zeros({4}, torch::kLong), 1, 1, {}, stop.get_token()));
}

PROPONENT_TEST(NeighbourVotesTest)
#include "test_neighbour_votes.moc"
