// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/device_rows.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <QTest>

#include <cmath>

using namespace proponent;

/// Rows in float16 times their scales, against the same in double.
class DeviceRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scoresAreProducts_data();
    void scoresAreProducts();
};

void DeviceRowsTest::scoresAreProducts_data()
{
    addTestDevices();
}

void DeviceRowsTest::scoresAreProducts()
{
    QFETCH(QByteArray, device);
    torch::manual_seed(6);
    constexpr int64_t count = 70'000; // more than are multiplied at a time
    constexpr int64_t width = 24;
    const torch::Tensor values = (torch::randn({count, width}) * 1000).to(torch::kHalf);
    torch::Tensor scales = torch::rand({count}) * 1e6F;
    scales[5] = std::nan("");
    const torch::Tensor questions = torch::randn({3, width});
    DeviceRows rows(count, width, torchDevice(device));
    for (const auto &[begin, end] :
         {std::pair(int64_t(60'000), count), std::pair(int64_t(0), int64_t(60'000))})
        rows.put(begin, values.slice(0, begin, end), scales.slice(0, begin, end));
    const torch::Tensor found = rows.scores(questions.to(torchDevice(device)));
    QVERIFY(found.is_cpu());
    QCOMPARE(found.sizes().vec(), std::vector<int64_t>({3, count}));
    torch::Tensor truth = questions.to(torch::kDouble).mm(values.to(torch::kDouble).t()) * scales;
    QVERIFY(found.select(1, 5).isnan().all().item<bool>());
    const torch::Tensor error = (found.to(torch::kDouble) - truth).nan_to_num();
    const double relative = (error.norm() / truth.nan_to_num().norm()).item<double>();
    QVERIFY2(relative < 1e-5, qPrintable(QString::number(relative)));
}

PROPONENT_TEST(DeviceRowsTest)
#include "test_device_rows.moc"
