// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/grad_scaler.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <torch/optim/sgd.h>

#include <QTest>

#include <limits>

using namespace proponent;

/// Against hand-written tables of PyTorch's contract.
class GradScalerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scaleFollowsTheTable_data();
    void scaleFollowsTheTable();
    void stepsAreTakenInTrueSize_data();
    void stepsAreTakenInTrueSize();
    void unscaleLetsGradientsBeClipped_data();
    void unscaleLetsGradientsBeClipped();
    void wrongOrderIsAnError();
    void disabledPassesThrough();
    void stateIsRestored_data();
    void stateIsRestored();
    void scaleNeverBecomesInfinite_data();
    void scaleNeverBecomesInfinite();
};

namespace {

struct Model
{
    explicit Model(torch::Device device = torch::kCPU)
        : weight(torch::ones({3}, torch::TensorOptions(device)).requires_grad_())
    {
    }
    torch::Tensor weight;
    torch::optim::SGD optimizer{{weight}, torch::optim::SGDOptions(0.5)};

    /// One step with the given gradient of the loss; `factor` inf or nan spoils it.
    bool step(GradScaler &scaler, double factor)
    {
        optimizer.zero_grad();
        scaler.scale((weight * factor).sum()).backward();
        const bool taken = scaler.step(optimizer);
        scaler.update();
        return taken;
    }
};

GradScaler::Options options(double scale, int interval)
{
    GradScaler::Options options;
    options.initialScale = scale;
    options.growthInterval = interval;
    return options;
}

} // namespace

void GradScalerTest::scaleFollowsTheTable_data()
{
    // o: a finite step, x: an infinite gradient, n: not a number
    struct Table
    {
        const char *name;
        QByteArray steps;
        QList<double> scales; // after each
    };
    const QList<Table> tables{
        {"grows after three", "oooooo", {8, 8, 16, 16, 16, 32}},
        {"backs off at once", "xo", {4, 4}},
        {"counts anew after a bad step", "ooxooo", {8, 8, 4, 4, 4, 8}},
        {"bad steps in a row", "xnx", {4, 2, 1}},
        {"bad step right after growth", "ooox", {8, 8, 16, 8}},
    };
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QList<double>>("scales");
    for (const QByteArray &device : testDevices()) {
        for (const Table &table : tables)
            QTest::addRow("%s: %s", device.constData(), table.name) << device << table.steps << table.scales;
    }
}

void GradScalerTest::scaleFollowsTheTable()
{
    QFETCH(QByteArray, device);
    QFETCH(QByteArray, steps);
    QFETCH(QList<double>, scales);
    GradScaler scaler(torchDevice(device), options(8, 3));
    Model model(torchDevice(device));
    qint64 skipped = 0;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const double bad = steps[i] == 'x' ? std::numeric_limits<double>::infinity()
                                           : std::numeric_limits<double>::quiet_NaN();
        const torch::Tensor before = model.weight.detach().clone();
        const bool taken = model.step(scaler, steps[i] == 'o' ? 1.0 : bad);
        QCOMPARE(taken, steps[i] == 'o');
        QCOMPARE(torch::equal(model.weight, before), !taken);
        skipped += taken ? 0 : 1;
        QCOMPARE(scaler.currentScale(), scales[i]);
        QCOMPARE(scaler.skippedSteps(), skipped);
    }
}

void GradScalerTest::stepsAreTakenInTrueSize_data()
{
    addTestDevices();
}

void GradScalerTest::stepsAreTakenInTrueSize()
{
    QFETCH(QByteArray, device);
    GradScaler scaler(torchDevice(device), options(65536, 2000));
    Model model(torchDevice(device));
    QVERIFY(model.step(scaler, 0.25));
    QVERIFY(torch::allclose(model.weight.detach().cpu(), torch::full({3}, 1 - 0.5 * 0.25)));
}

void GradScalerTest::unscaleLetsGradientsBeClipped_data()
{
    addTestDevices();
}

void GradScalerTest::unscaleLetsGradientsBeClipped()
{
    QFETCH(QByteArray, device);
    GradScaler scaler(torchDevice(device), options(1024, 2000));
    Model model(torchDevice(device));
    scaler.scale((model.weight * 3).sum()).backward();
    scaler.unscale(model.optimizer);
    QVERIFY(torch::allclose(model.weight.grad().cpu(), torch::full({3}, 3.0)));
    QVERIFY(scaler.step(model.optimizer)); // doesn't unscale again
    QVERIFY(torch::allclose(model.weight.detach().cpu(), torch::full({3}, 1 - 0.5 * 3)));
}

void GradScalerTest::wrongOrderIsAnError()
{
    GradScaler scaler(torch::kCPU, options(8, 3));
    Model model;
    QVERIFY_EXCEPTION_THROWN(scaler.update(), std::logic_error);
    QVERIFY_EXCEPTION_THROWN(scaler.step(model.optimizer), std::logic_error); // no gradients yet
    scaler.scale(model.weight.sum()).backward();
    scaler.unscale(model.optimizer);
    QVERIFY_EXCEPTION_THROWN(scaler.unscale(model.optimizer), std::logic_error);
    scaler.step(model.optimizer);
    QVERIFY_EXCEPTION_THROWN(scaler.step(model.optimizer), std::logic_error);
    QVERIFY_EXCEPTION_THROWN(scaler.unscale(model.optimizer), std::logic_error);
    scaler.update();
    scaler.unscale(model.optimizer);

    GradScaler::Options wrong;
    wrong.growthFactor = 1;
    QVERIFY_EXCEPTION_THROWN(GradScaler(torch::kCPU, wrong), std::invalid_argument);
}

void GradScalerTest::disabledPassesThrough()
{
    GradScaler::Options off;
    off.enabled = false;
    GradScaler scaler(torch::kCPU, off);
    Model model;
    const torch::Tensor loss = model.weight.sum();
    QVERIFY(scaler.scale(loss).is_same(loss));
    QVERIFY(model.step(scaler, 1.0));
    scaler.update();
    QCOMPARE(scaler.currentScale(), 1.0);
}

void GradScalerTest::stateIsRestored_data()
{
    addTestDevices();
}

void GradScalerTest::stateIsRestored()
{
    QFETCH(QByteArray, device);
    GradScaler scaler(torchDevice(device), options(8, 3));
    Model model(torchDevice(device));
    for (const double factor : {1.0, double(INFINITY), 1.0, 1.0})
        model.step(scaler, factor);
    GradScaler other(torchDevice(device), options(65536, 3));
    other.restore(scaler.state());
    QCOMPARE(other.currentScale(), 4.0);
    QCOMPARE(other.skippedSteps(), 1);
    model.step(other, 1.0); // the third good step in a row
    QCOMPARE(other.currentScale(), 8.0);
}

void GradScalerTest::scaleNeverBecomesInfinite_data()
{
    addTestDevices();
}

void GradScalerTest::scaleNeverBecomesInfinite()
{
    QFETCH(QByteArray, device);
    GradScaler scaler(torchDevice(device), options(std::ldexp(1.0, 127), 1));
    Model model(torchDevice(device));
    QVERIFY(model.step(scaler, 1e-30));
    QCOMPARE(scaler.currentScale(), std::ldexp(1.0, 127));
}

PROPONENT_TEST(GradScalerTest)
#include "test_grad_scaler.moc"
