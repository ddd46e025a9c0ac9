// SPDX-License-Identifier: GPL-3.0-or-later
//
// What tracing costs beside training: examples a second for training, TracIn and self-influence, in one
// run on one machine, with the ratios that matter. Usage:
//     benchmark_influence [MODEL…] [--examples N] [--tests N] [--threads N] [--device D]
#include "engine/device/precision.h"
#include "engine/influence/test_gradients.h"
#include "engine/rate_meter.h"
#include "engine/training/trainer.h"

#include <torch/cuda.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QThread>

#include <cstdio>

using namespace proponent;

namespace {

struct Settings
{
    qint64 examples = 4096;
    qint64 tests = 50;
    qint64 batch = 256;
    DeviceId device;
};

/// Noise in Fashion-MNIST's shape: costs the same as the real images.
std::shared_ptr<const Dataset> noise(qint64 count)
{
    auto dataset = std::make_shared<Dataset>();
    ImageSet &set = dataset->train;
    set.count = count;
    set.channels = 1;
    set.height = set.width = 28;
    set.pixels.resize(std::size_t(count * set.exampleSize()));
    std::uint32_t state = 1;
    for (std::uint8_t &pixel : set.pixels) {
        state = state * 1664525U + 1013904223U;
        pixel = std::uint8_t(state >> 24);
    }
    for (qint64 i = 0; i < count; ++i)
        set.labels.push_back(i % 10);
    return dataset;
}

template <class Work>
double perSecond(qint64 examples, const DeviceId &device, Work work)
{
    QElapsedTimer clock;
    if (device.isCuda())
        torch::cuda::synchronize();
    clock.start();
    work();
    if (device.isCuda())
        torch::cuda::synchronize();
    return double(examples) / (double(clock.nsecsElapsed()) * 1e-9);
}

/// Peak resident memory of the process so far, in MB.
double peakMemory()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

void measure(const QString &model, Precision precision, const Settings &settings)
{
    const auto dataset = noise(settings.examples);
    const torch::Device device = settings.device.torch();
    const ImageTensors train(dataset, dataset->train, dataset->train.labels, settings.examples,
                             {{0.5}, {0.25}}, device);
    TrainingConfig config;
    config.model = model;
    config.batchSize = 128;
    torch::manual_seed(1);
    const auto network = makeNetwork(model, {1, 28, 28, 10}).valueOrThrow();
    Trainer trainer(network, config, settings.device, precision);
    const auto epoch = [&] {
        RateMeter meter(settings.examples);
        (void)trainer.trainEpoch(1, train, meter, [](const TrainingSample &) {}, {});
    };
    epoch(); // warms up
    const double training = perSecond(settings.examples, settings.device, epoch);
    const double trainingMemory = peakMemory();

    const torch::ScalarType dtype = scalarType(precision);
    PerExampleGradients gradients(*network, {}, dtype);
    const TestGradients side(gradients, train.batch(0, settings.tests), 0, settings.batch, qint64(1) << 30);
    const auto forEachBatch = [&](qint64 examples, auto work) {
        return perSecond(examples, settings.device, [&] {
            for (qint64 begin = 0; begin < examples; begin += settings.batch)
                work(train.batch(begin, std::min(examples, begin + settings.batch)));
        });
    };
    const double tracin = forEachBatch(settings.examples, [&](const ImageTensors::Batch &batch) {
        (void)side.scores(gradients, batch, InfluenceMethod::TracIn);
    });
    const double self = forEachBatch(
        settings.examples, [&](const ImageTensors::Batch &batch) { (void)squaredNorms(gradients, batch); });
    const double memory = peakMemory();
    const double single =
        forEachBatch(std::min<qint64>(settings.examples, 128), [&](const ImageTensors::Batch &batch) {
            (void)squaredNorms(gradients.computeOneByOne(batch));
        });
    std::printf(
        "%-8s %-4s  training %8.0f/s   TracIn x%lld %8.0f/s (%.2f of an epoch's time)   self-influence "
        "%8.0f/s (%.2f)   one by one %6.0f/s (%.0fx slower)   peak memory %.0f MB, training %.0f MB\n",
        qPrintable(model), qPrintable(toString(precision)), training, (long long)settings.tests, tracin,
        training / tracin, self, training / self, single, tracin / single, memory, trainingMemory);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        {{QStringLiteral("examples"), QStringLiteral("Training examples"), QStringLiteral("N"),
          QStringLiteral("4096")},
         {QStringLiteral("tests"), QStringLiteral("Test examples"), QStringLiteral("N"),
          QStringLiteral("50")},
         {QStringLiteral("batch"), QStringLiteral("Training examples scored at a time"), QStringLiteral("N"),
          QStringLiteral("256")},
         {QStringLiteral("threads"), QStringLiteral("CPU threads"), QStringLiteral("N"), QStringLiteral("0")},
         {QStringLiteral("device"), QStringLiteral("Device"), QStringLiteral("D"), QStringLiteral("cpu")}});
    parser.addHelpOption();
    parser.process(application);
    Settings settings;
    settings.examples = parser.value(QStringLiteral("examples")).toLongLong();
    settings.tests = parser.value(QStringLiteral("tests")).toLongLong();
    settings.batch = parser.value(QStringLiteral("batch")).toLongLong();
    settings.device = DeviceId::parse(parser.value(QStringLiteral("device"))).valueOrThrow();
    const int threads = parser.value(QStringLiteral("threads")).toInt();
    at::set_num_threads(threads > 0 ? threads : QThread::idealThreadCount());
    QStringList models = parser.positionalArguments();
    if (models.isEmpty())
        models = QStringList{QStringLiteral("mlp"), QStringLiteral("cnn")};
    for (const QString &model : models) {
        for (const PrecisionSupport &support : supportedPrecisions(settings.device)) {
            if (support.usable)
                measure(model, support.precision, settings);
        }
    }
    return 0;
}
