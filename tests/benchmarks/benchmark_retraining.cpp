// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast copies of a model are trained on random halves, by how many at a time. Usage:
//     benchmark_retraining MODEL… [--copies 1,4,16] [--examples 5000] [--epochs 1] [--batch 64] [--device D]
//                          [--precision P] [--threads N]
#include "engine/device/precision.h"
#include "engine/device/torch_process.h"
#include "engine/training/subset_training.h"

#include <ATen/Parallel.h>
#include <torch/cuda.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <random>

using namespace proponent;
using namespace Qt::StringLiterals;

namespace {

/// Noise in Fashion-MNIST's shape: costs the same as the real images.
ImageTensors noise(qint64 count, const DeviceId &device)
{
    auto dataset = std::make_shared<Dataset>();
    ImageSet &set = dataset->train;
    set.count = count;
    set.channels = 1;
    set.height = set.width = 28;
    set.pixels.resize(std::size_t(count * set.exampleSize()));
    std::mt19937 state;
    for (std::uint8_t &pixel : set.pixels)
        pixel = std::uint8_t(state() >> 24);
    for (qint64 i = 0; i < count; ++i)
        set.labels.push_back(i % 10);
    return {dataset, set, set.labels, count, {{0.5}, {0.25}}, device.torch()};
}

std::vector<Subset> halves(qint64 examples, qint64 copies)
{
    std::vector<Subset> subsets;
    std::mt19937 generator;
    for (qint64 copy = 0; copy < copies; ++copy) {
        std::vector<std::int64_t> all(std::size_t(examples), 0);
        std::iota(all.begin(), all.end(), 0);
        std::ranges::shuffle(all, generator);
        all.resize(std::size_t(examples / 2));
        std::ranges::sort(all);
        subsets.push_back({std::move(all), copy});
    }
    return subsets;
}

void measure(const SubsetTraining &task, qint64 copies, qint64 examples)
{
    const std::vector<Subset> subsets = halves(examples, copies);
    const auto train = [&] {
        QElapsedTimer clock;
        clock.start();
        trainOnSubsets(task, subsets, [](const TrainedCopy &) {}, {}); // its losses come to the host
        return double(clock.nsecsElapsed()) * 1e-9;
    };
    train(); // warms up
    const double seconds = train();
    const double work = double(copies * (examples / 2) * task.config.epochs);
    std::printf("%-8s %4lld at a time: %10.0f examples x epochs/s, %7.3f s a model and epoch\n",
                qPrintable(task.config.model), static_cast<long long>(copies), work / seconds,
                seconds / double(copies * task.config.epochs));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    keepFreedMemory();
    QCommandLineParser parser;
    parser.addOptions({{u"copies"_s, u"at a time"_s, u"N,…"_s, u"1,4,16"_s},
                       {u"examples"_s, u"of which each copy sees half"_s, u"N"_s, u"5000"_s},
                       {u"epochs"_s, u"of each copy"_s, u"N"_s, u"1"_s},
                       {u"batch"_s, u"examples a step"_s, u"N"_s, u"64"_s},
                       {u"device"_s, u"cpu, cuda"_s, u"D"_s, u"cpu"_s},
                       {u"precision"_s, u"fp32, bf16"_s, u"P"_s, u"fp32"_s},
                       {u"threads"_s, u"of the processor"_s, u"N"_s, u"0"_s}});
    parser.addPositionalArgument(u"model"_s, u"logistic, mlp, cnn, resnet9"_s);
    parser.addHelpOption();
    parser.process(app);
    const int threads = parser.value(u"threads"_s).toInt();
    at::set_num_threads(threads > 0 ? threads : QThread::idealThreadCount());
    const DeviceId device = DeviceId::parse(parser.value(u"device"_s)).valueOrThrow();
    const qint64 examples = parser.value(u"examples"_s).toLongLong();
    const ImageTensors train = noise(examples, device);
    const ImageTensors test = noise(500, device);
    for (const QString &model : parser.positionalArguments()) {
        TrainingConfig config;
        config.model = model;
        config.epochs = parser.value(u"epochs"_s).toInt();
        config.batchSize = parser.value(u"batch"_s).toInt();
        config.learningRate = 1e-3;
        SubsetTraining task{config, {1, 28, 28, 10}, train, test, device};
        task.precision = precisionFromString(parser.value(u"precision"_s)).value_or(Precision::Fp32);
        for (const QString &copies : parser.value(u"copies"_s).split(u',')) {
            task.copiesAtATime = copies.toLongLong();
            measure(task, task.copiesAtATime, examples);
        }
    }
    return 0;
}
