// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/sink_feeder.h"
#include "engine/scores/rows_sink.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <QTest>

#include <limits>

using namespace proponent;

/// What becomes of checkpoints' scores on the device, and their way to the sinks.
class BlockSumsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheHighest_data();
    void findsTheHighest();
    void addsUp_data();
    void addsUp();
    void dividesByTheRootOfSelf_data();
    void dividesByTheRootOfSelf();
    void feedsInOrder_data();
    void feedsInOrder();
    void sinksErrorsComeThrough_data();
    void sinksErrorsComeThrough();
};

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

void addThreads()
{
    QTest::addColumn<bool>("onThread");
    QTest::newRow("at once") << false;
    QTest::newRow("on a thread") << true;
}

/// Columns [begin, end) of rows of numbers that tell where they belong.
BlockOnItsWay numbered(qint64 rows, qint64 begin, qint64 end, const torch::Device &device = torch::kCPU)
{
    const torch::Tensor columns = torch::arange(double(begin), double(end), torch::kFloat).unsqueeze(0);
    const torch::Tensor all = torch::arange(double(rows), torch::kFloat).unsqueeze(1) * 1000 + columns;
    return {0, begin, all.contiguous().to(device), {}, {}};
}

/// Fails from some block on.
class BrokenSink final : public ScoreSink
{
public:
    void take(const ScoreBlock &block, qint64) override
    {
        if (block.firstColumn >= 20)
            throw std::runtime_error("broken");
    }
    void write(QDataStream &) const override {}
    bool read(QDataStream &) override { return true; }
    void clear() override {}
};

} // namespace

void BlockSumsTest::findsTheHighest_data()
{
    addTestDevices();
}

void BlockSumsTest::findsTheHighest()
{
    QFETCH(QByteArray, device);
    torch::manual_seed(1);
    constexpr float tiny = std::numeric_limits<float>::denorm_min();
    constexpr float huge = std::numeric_limits<float>::max();
    torch::Tensor values = torch::randn({6, 500});
    values[1] = values[1].mul(2).floor(); // many equal
    values[2] = torch::where(torch::rand({500}) < 0.5,
                             torch::full({500}, std::numeric_limits<float>::quiet_NaN()), values[2]);
    values[2].slice(0, 0, 20).fill_(infinity);
    values[3].fill_(-1);
    values[4].zero_().slice(0, 100, 104).copy_(torch::tensor({tiny, huge, 2 * tiny, huge}));
    values[5].fill_(3);
    const std::vector<int64_t> leftOut{1, 101, 499};
    const torch::Tensor out = torch::tensor(leftOut, torch::kLong);
    const torch::Tensor found =
        highestColumns(values.to(torchDevice(device)), 20, out.to(torchDevice(device))).cpu();
    for (int64_t row = 0; row < values.size(0); ++row) {
        std::vector<int64_t> expected;
        const auto at = [&](int64_t column) { return values[row][column].item<float>(); };
        for (int64_t column = 0; column < 500; ++column) {
            if (std::isfinite(at(column)) && at(column) > 0 &&
                std::ranges::find(leftOut, column) == leftOut.end())
                expected.push_back(column);
        }
        std::ranges::stable_sort(expected, [&](int64_t a, int64_t b) { return at(a) > at(b); });
        expected.resize(20, -1);
        for (int64_t i = 0; i < 20; ++i)
            QCOMPARE(found[row][i].item<int64_t>(), expected[std::size_t(i)]);
    }
    QCOMPARE(highestColumns(torch::ones({2, 3}), 20, torch::empty({0}, torch::kLong)).size(1), 3);
}

void BlockSumsTest::addsUp_data()
{
    addTestDevices();
}

void BlockSumsTest::addsUp()
{
    QFETCH(QByteArray, device);
    torch::manual_seed(2);
    constexpr int64_t checkpoints = 3;
    constexpr int64_t groups = 4;
    constexpr int64_t questions = 5;
    const torch::Tensor all = torch::randn({checkpoints, groups, questions, 10});
    const auto options = torch::TensorOptions(torch::kFloat).device(torchDevice(device));
    BlockSums sums(7, questions, 100, 110, checkpoints, groups, options, {2, {103}});
    for (int64_t checkpoint = 0; checkpoint < checkpoints; ++checkpoint) {
        for (const auto &[begin, end] : {std::pair(0, 6), std::pair(6, 10)})
            sums.add(checkpoint, 100 + begin, {all[checkpoint].slice(2, begin, end).to(options), {}});
    }
    const BlockOnItsWay way = sums.finish();
    const ScoreBlock block = way.wait();
    QCOMPARE(block.firstRow, 7);
    QCOMPARE(block.rows, questions);
    QCOMPARE(block.firstColumn, 100);
    QCOMPARE(block.columns, 10);
    QCOMPARE(block.parts, int(checkpoints + groups));
    QCOMPARE(block.parted, 4);
    const torch::Tensor total = all.sum(0).sum(0);
    for (int64_t row = 0; row < questions; ++row) {
        for (int64_t column = 0; column < 10; ++column)
            QVERIFY(std::abs(block.scoresOf(row)[std::size_t(column)] - total[row][column].item<float>()) <
                    1e-5F);
        for (qint64 place = 0; place < 4; ++place) {
            const qint64 column = block.partedOf(row)[std::size_t(place)];
            if (column < 0)
                continue;
            QVERIFY(column != 3); // left out
            const torch::Tensor one = all.select(3, column).select(2, row); // [checkpoints, groups]
            const torch::Tensor expected = torch::cat({one.sum(1), one.sum(0)});
            for (int64_t part = 0; part < checkpoints + groups; ++part) {
                QVERIFY(std::abs(block.partsOf(row, place)[std::size_t(part)] -
                                 expected[part].item<float>()) < 1e-5F);
            }
        }
    }
}

void BlockSumsTest::dividesByTheRootOfSelf_data()
{
    addTestDevices();
}

void BlockSumsTest::dividesByTheRootOfSelf()
{
    QFETCH(QByteArray, device);
    const auto options = torch::TensorOptions(torch::kFloat).device(torchDevice(device));
    BlockSums sums(0, 1, 0, 4, 2, 1, options, {4, {}});
    const torch::Tensor scores = torch::tensor({6.0F, 0.0F, 5.0F, 1.0F}, options).view({1, 1, 4});
    sums.add(0, 0, {scores, torch::tensor({4.0F, 0.0F, infinity, 0.0F}, options)});
    sums.add(1, 0, {scores, torch::tensor({5.0F, 0.0F, 1.0F, 1.0F}, options)});
    const BlockOnItsWay way = sums.finish();
    const ScoreBlock block = way.wait();
    QCOMPARE(block.scores[0], 4.0F); // (6 + 6) / sqrt(9)
    QCOMPARE(block.scores[1], 0.0F);
    QVERIFY(std::isnan(block.scores[2]));
    QCOMPARE(block.scores[3], 2.0F);
    QCOMPARE(block.partedColumns[0], 0);
    QCOMPARE(block.partedColumns[1], 3);
    QCOMPARE(block.partedColumns[2], -1);
    QCOMPARE(block.partsOf(0, 0)[0], 2.0F);
    QCOMPARE(block.partsOf(0, 0)[2], 4.0F);
}

void BlockSumsTest::feedsInOrder_data()
{
    addThreads();
}

void BlockSumsTest::feedsInOrder()
{
    QFETCH(bool, onThread);
    RowsSink rows(3, 100);
    ScoreStream stream(3, 100);
    stream.add(rows);
    stream.begin();
    SinkFeeder feeder(stream, onThread);
    for (qint64 begin = 0; begin < 100; begin += 10)
        feeder.put(numbered(3, begin, begin + 10, torchDevice(testDevices().last())));
    feeder.finish();
    QVERIFY(!stream.next(1));
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 100; ++column)
            QCOMPARE(rows.rows()[row][column], float(row * 1000 + column));
    }
}

void BlockSumsTest::sinksErrorsComeThrough_data()
{
    addThreads();
}

void BlockSumsTest::sinksErrorsComeThrough()
{
    QFETCH(bool, onThread);
    BrokenSink broken;
    ScoreStream stream(3, 100);
    stream.add(broken);
    stream.begin();
    SinkFeeder feeder(stream, onThread);
    bool thrown = false;
    try {
        for (qint64 begin = 0; begin < 100; begin += 10)
            feeder.put(numbered(3, begin, begin + 10));
        feeder.finish();
    } catch (const std::runtime_error &error) {
        thrown = QByteArray(error.what()) == "broken";
    }
    QVERIFY(thrown);
}

PROPONENT_TEST(BlockSumsTest)
#include "test_block_sums.moc"
