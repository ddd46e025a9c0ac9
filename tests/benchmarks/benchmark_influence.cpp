// SPDX-License-Identifier: GPL-3.0-or-later
//
// What tracing costs beside training, in one run on one machine, with the ratios that matter. Usage:
//     benchmark_influence [MODEL…] [--precisions fp32,bf16] [--phases training,tracin,…] [--growth]
//                         [--examples N] [--tests N] [--batch N] [--threads N] [--device D]
// Each phase runs in a process of its own, so that its peak memory is its own too.
#include "engine/device/precision.h"
#include "engine/device/torch_process.h"
#include "engine/methods/device_rows.h"
#include "engine/methods/influence_run.h"
#include "engine/methods/query_gradients.h"
#include "engine/model/safetensors.h"
#include "engine/rate_meter.h"
#include "engine/scores/histogram_sink.h"
#include "engine/scores/matrix_sink.h"
#include "engine/scores/ranking.h"
#include "engine/scores/sample_sink.h"
#include "engine/scores/top_k_sink.h"
#include "engine/training/trainer.h"

#include <torch/cuda.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <cstdio>
#include <map>

using namespace proponent;
using namespace Qt::StringLiterals;

namespace {

struct Settings
{
    QString model;
    Precision precision = Precision::Fp32;
    qint64 examples = 4096;
    qint64 tests = 50;
    qint64 batch = 256;
    int threads = 0;
    DeviceId device;
};

/// What a phase of a given name does with the settings: the examples a second.
using Phase = double (*)(const Settings &);

struct Measurement
{
    double rate = 0; ///< examples/s
    double memory = 0; ///< peak resident memory of the process, MB
};

/// Noise in Fashion-MNIST's shape: costs the same as the real images.
ImageTensors noise(qint64 count, const DeviceId &device)
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
    return {dataset, set, set.labels, count, {{0.5}, {0.25}}, device.torch()};
}

std::shared_ptr<Network> freshNetwork(const Settings &settings)
{
    torch::manual_seed(1);
    const auto network = makeNetwork(settings.model, {1, 28, 28, 10}).valueOrThrow();
    network->to(settings.device.torch());
    return network;
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

/// The rate of `work(batch)` over `examples` of them, after a batch to warm up.
template <class Work>
double batchesPerSecond(const Settings &settings, const ImageTensors &train, qint64 examples, Work work)
{
    work(train.batch(0, std::min(examples, settings.batch)));
    return perSecond(examples, settings.device, [&] {
        for (qint64 begin = 0; begin < examples; begin += settings.batch)
            work(train.batch(begin, std::min(examples, begin + settings.batch)));
    });
}

double training(const Settings &settings)
{
    const ImageTensors train = noise(settings.examples, settings.device);
    TrainingConfig config;
    config.model = settings.model;
    config.batchSize = int(std::min<qint64>(settings.batch, settings.device.isCuda() ? 512 : 128));
    Trainer trainer(freshNetwork(settings), config, settings.device, settings.precision);
    const auto epoch = [&] {
        RateMeter meter(settings.examples);
        (void)trainer.trainEpoch(1, train, meter, [](const TrainingSample &) {}, {});
    };
    epoch(); // warms up
    return perSecond(settings.examples, settings.device, epoch);
}

template <AttributionMethod::Rule rule>
double tracing(const Settings &settings)
{
    const ImageTensors train = noise(settings.examples, settings.device);
    const auto network = freshNetwork(settings);
    PerExampleGradients gradients(*network, {}, scalarType(settings.precision));
    const QueryGradients side(gradients, noise(settings.tests, settings.device).batch(0, settings.tests),
                              settings.batch);
    return batchesPerSecond(settings, train, settings.examples, [&](const ImageTensors::Batch &batch) {
        (void)side.scores(gradients, batch, rule);
    });
}

/// EK-FAC, fitted at the network.
std::shared_ptr<const GradientTransform> fitEkfac(const Settings &settings, const ImageTensors &train,
                                                  Network &network, PerExampleGradients &gradients)
{
    CheckpointInfo checkpoint;
    checkpoint.epoch = 1;
    const ScoringTask task{network,
                           {},
                           train,
                           {checkpoint},
                           scalarType(settings.precision),
                           settings.batch,
                           /*memory=*/0,
                           [](const Progress &) {},
                           [](const QString &) {},
                           [](const MemoryPlan &) {}};
    std::shared_ptr<const GradientTransform> transform;
    (void)fitTransform(task, checkedChoice({u"ekfac"_s, {}}), checkpoint, gradients, transform, {});
    return transform;
}

/// Its two passes, and what is decomposed between them: the rate of both together.
double fittingEkfac(const Settings &settings)
{
    const ImageTensors train = noise(settings.examples, settings.device);
    const auto network = freshNetwork(settings);
    PerExampleGradients gradients(*network, {}, scalarType(settings.precision));
    (void)squaredNorms(gradients, train.batch(0, std::min(settings.batch, settings.examples))); // warms up
    return perSecond(settings.examples, settings.device,
                     [&] { (void)fitEkfac(settings, train, *network, gradients); });
}

/// The pass over the training examples, once it is fitted, which is done on a few.
double ekfac(const Settings &settings)
{
    const ImageTensors train = noise(settings.examples, settings.device);
    const auto network = freshNetwork(settings);
    PerExampleGradients gradients(*network, {}, scalarType(settings.precision));
    const auto transform = fitEkfac(
        settings, noise(std::min<qint64>(512, settings.examples), settings.device), *network, gradients);
    QueryGradients side(gradients, noise(settings.tests, settings.device).batch(0, settings.tests),
                        settings.batch, exampleLosses, transform.get());
    side.settle();
    return batchesPerSecond(settings, train, settings.examples, [&](const ImageTensors::Batch &batch) {
        (void)side.scores(gradients, batch, AttributionMethod::Rule::Product);
    });
}

/// A question to the rows of an index on a device; `examples` of them.
double deviceRows(const Settings &settings)
{
    constexpr int64_t width = 1024;
    const torch::Device device = settings.device.torch();
    DeviceRows rows(settings.examples, width, device);
    constexpr int64_t together = 1 << 16;
    for (int64_t begin = 0; begin < settings.examples; begin += together) {
        const int64_t count = std::min<int64_t>(together, settings.examples - begin);
        rows.put(begin, torch::randn({count, width}, torch::kHalf), torch::ones({count}));
    }
    const torch::Tensor question = torch::randn({1, width}, torch::TensorOptions(device));
    const auto ask = [&] {
        const torch::Tensor scores = rows.scores(question);
        (void)rank({scores.data_ptr<float>(), std::size_t(scores.numel())}, 150);
    };
    ask();
    return perSecond(settings.examples, settings.device, ask);
}

/// What scoring makes of a batch before anything is compared.
double gradients(const Settings &settings)
{
    const ImageTensors train = noise(settings.examples, settings.device);
    const auto network = freshNetwork(settings);
    PerExampleGradients gradients(*network, {}, scalarType(settings.precision));
    return batchesPerSecond(settings, train, settings.examples, [&](const ImageTensors::Batch &batch) {
        gradients.forEachBlock(batch, settings.tests, [](const LayerGradient &, int64_t) {});
    });
}

/// TracIn as an analysis computes it: three checkpoints in turn for each batch, their sums, and what is kept of those.
double analysis(const Settings &settings, bool isExported)
{
    constexpr int checkpoints = 3;
    const QTemporaryDir folder;
    const ImageTensors train = noise(settings.examples, settings.device);
    const auto network = freshNetwork(settings);
    ScoringTask task{*network,
                     {},
                     train,
                     {},
                     scalarType(settings.precision),
                     settings.batch,
                     /*memory=*/0,
                     [](const Progress &) {},
                     [](const QString &text) { std::fprintf(stderr, "%s\n", qPrintable(text)); },
                     [](const MemoryPlan &) {}};
    for (int epoch = 1; epoch <= checkpoints; ++epoch) {
        CheckpointInfo info;
        info.epoch = epoch;
        info.learningRate = 0.05;
        info.file = folder.filePath(u"epoch-%1"_s.arg(epoch));
        info.checksum = writeSafetensors(info.file, {stateDict(*freshNetwork(settings)), {}});
        task.checkpoints += info;
    }
    const AskedExamples asked{noise(settings.tests, settings.device).batch(0, settings.tests),
                              checkedChoice({u"tracin"_s, {}}),
                              {},
                              false};
    constexpr int shown = 20;
    const auto run = [&] {
        TopKSink top(settings.tests, shown, int(checkpoints + scoredLayers(task).size()), {});
        HistogramSink histogram(settings.tests, {});
        SampleSink sample(settings.tests, settings.examples);
        MatrixSink matrix(folder.filePath(u"scores.npy"_s), settings.tests, settings.examples);
        ScoreStream stream(settings.tests, settings.examples, at::get_num_threads());
        stream.add(top);
        stream.add(histogram);
        stream.add(sample);
        if (isExported)
            stream.add(matrix);
        stream.begin(folder.filePath(u"taken"_s));
        (void)streamScores(task, asked, {shown, {}}, stream, {});
        if (isExported)
            matrix.finish();
    };
    if (settings.device.isCuda())
        run(); // warms up
    return perSecond(settings.examples * checkpoints, settings.device, run);
}

double summed(const Settings &settings)
{
    return analysis(settings, false);
}

double exported(const Settings &settings)
{
    return analysis(settings, true);
}

double selfInfluence(const Settings &settings)
{
    const ImageTensors train = noise(settings.examples, settings.device);
    const auto network = freshNetwork(settings);
    PerExampleGradients gradients(*network, {}, scalarType(settings.precision));
    return batchesPerSecond(settings, train, settings.examples,
                            [&](const ImageTensors::Batch &batch) { (void)squaredNorms(gradients, batch); });
}

/// Every gradient as a row over all parameters: what the factored dot products save.
std::vector<torch::Tensor> materialisedRows(const std::vector<LayerGradient> &layers)
{
    std::vector<torch::Tensor> rows;
    for (const LayerGradient &layer : layers) {
        const bool isFactored = layer.form == LayerGradient::Form::Factors;
        if (layer.weight >= 0)
            rows.push_back(isFactored ? layer.outputs.transpose(1, 2).bmm(layer.inputs).flatten(1)
                                      : layer.rows.to(torch::kFloat));
        if (layer.bias >= 0)
            rows.push_back(layer.biasRows);
    }
    return rows;
}

/// TracIn from whole rows; `layersOfBatch` makes a batch's gradients.
template <class LayersOfBatch>
double tracingRows(const Settings &settings, qint64 examples, LayersOfBatch layersOfBatch)
{
    const ImageTensors train = noise(examples, settings.device);
    const auto network = freshNetwork(settings);
    PerExampleGradients gradients(*network, {}, scalarType(settings.precision));
    const torch::NoGradGuard noGrad;
    const auto rowsOf = [&](const ImageTensors::Batch &batch) {
        return torch::cat(materialisedRows(layersOfBatch(gradients, batch)), 1);
    };
    const torch::Tensor tests =
        rowsOf(noise(settings.tests, settings.device).batch(0, settings.tests)); // [tests, parameters]
    return batchesPerSecond(settings, train, examples,
                            [&](const ImageTensors::Batch &batch) { (void)tests.mm(rowsOf(batch).t()); });
}

double materialised(const Settings &settings)
{
    return tracingRows(settings, std::min<qint64>(settings.examples, 1024),
                       [](PerExampleGradients &gradients, const ImageTensors::Batch &batch) {
                           return gradients.compute(batch, 1);
                       });
}

double oneByOne(const Settings &settings)
{
    return tracingRows(settings, std::min<qint64>(settings.examples, 128),
                       [](PerExampleGradients &gradients, const ImageTensors::Batch &batch) {
                           return gradients.computeOneByOne(batch);
                       });
}

const std::vector<std::pair<QString, Phase>> &phases()
{
    static const std::vector<std::pair<QString, Phase>> table{
        {u"training"_s, training},
        {u"gradients"_s, gradients},
        {u"tracin"_s, tracing<AttributionMethod::Rule::Product>},
        {u"ekfac"_s, ekfac},
        {u"ekfac-fit"_s, fittingEkfac},
        {u"analysis"_s, summed},
        {u"analysis-exported"_s, exported},
        {u"tracin-cosine"_s, tracing<AttributionMethod::Rule::Cosine>},
        {u"relatif"_s, tracing<AttributionMethod::Rule::OverRootSelf>},
        {u"self-influence"_s, selfInfluence},
        {u"materialised"_s, materialised},
        {u"one-by-one"_s, oneByOne},
        {u"device-rows"_s, deviceRows},
    };
    return table;
}

/// Peak resident memory of the process so far, in MB.
double peakMemory()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// In the process of a phase: on a thread of its own, as the engine does it.
int runPhase(const QString &name, const Settings &settings)
{
    const auto &table = phases();
    const auto found =
        std::find_if(table.begin(), table.end(), [&name](const auto &phase) { return phase.first == name; });
    if (found == table.end()) {
        std::fprintf(stderr, "there is no phase %s\n", qPrintable(name));
        return 2;
    }
    keepFreedMemory();
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        at::set_num_threads(settings.threads > 0 ? settings.threads : QThread::idealThreadCount());
        const double rate = found->second(settings);
        std::printf("%.3f %.1f\n", rate, peakMemory());
    }));
    thread->start();
    thread->wait();
    return 0;
}

/// Runs a phase in a process of its own; nothing where that failed.
std::optional<Measurement> measure(const QString &phase, const Settings &settings)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
                  {settings.model, u"--run"_s, phase, u"--precisions"_s, toString(settings.precision),
                   u"--examples"_s, QString::number(settings.examples), u"--tests"_s,
                   QString::number(settings.tests), u"--batch"_s, QString::number(settings.batch),
                   u"--threads"_s, QString::number(settings.threads), u"--device"_s,
                   settings.device.toString()});
    process.waitForFinished(-1);
    const QList<QByteArray> words = process.readAllStandardOutput().simplified().split(' ');
    if (process.exitCode() != 0 || words.size() != 2)
        return {};
    return Measurement{words[0].toDouble(), words[1].toDouble()};
}

void compare(const QStringList &chosen, const Settings &settings)
{
    std::printf("%s, %s, %s: %lld training x %lld test examples, batch %lld\n", qPrintable(settings.model),
                qPrintable(toString(settings.precision)), qPrintable(settings.device.toString()),
                (long long)settings.examples, (long long)settings.tests, (long long)settings.batch);
    std::map<QString, Measurement> done;
    for (const auto &[name, phase] : phases()) {
        if (!chosen.contains(name))
            continue;
        const auto result = measure(name, settings);
        if (!result) {
            std::printf("  %-15s failed\n", qPrintable(name));
            continue;
        }
        done[name] = *result;
        std::printf("  %-15s %9.0f/s  %6.0f MB", qPrintable(name), result->rate, result->memory);
        if (name != u"training"_s && done.contains(u"training"_s)) {
            const Measurement &base = done[u"training"_s];
            std::printf("   %6.2f of an epoch's time, %.2f of its memory", base.rate / result->rate,
                        result->memory / base.memory);
        }
        if ((name == u"materialised"_s || name == u"one-by-one"_s) && done.contains(u"tracin"_s))
            std::printf(", %.0fx slower than tracin", done[u"tracin"_s].rate / result->rate);
        if (name == u"ekfac"_s && done.contains(u"tracin"_s))
            std::printf(", %.2f of tracin's time", done[u"tracin"_s].rate / result->rate);
        if (name == u"device-rows"_s)
            std::printf("   %.2f ms a question", 1000 * double(settings.examples) / result->rate);
        std::printf("\n");
        std::fflush(stdout);
    }
}

void printTime(const char *what, const QString &value, const Settings &settings)
{
    if (const auto result = measure(u"tracin"_s, settings)) {
        std::printf("  %-20s %8s %10.2f s %9.0f/s %6.0f MB\n", what, qPrintable(value),
                    double(settings.examples) / result->rate, result->rate, result->memory);
        std::fflush(stdout);
    }
}

/// How the time of TracIn grows with each of its sizes, the others staying the same.
void showGrowth(const Settings &settings)
{
    std::printf("%s, %s: time of TracIn\n", qPrintable(settings.model),
                qPrintable(toString(settings.precision)));
    Settings varied = settings;
    for (const qint64 factor : {1, 2, 4}) {
        varied.examples = settings.examples * factor;
        printTime("training examples", QString::number(varied.examples), varied);
    }
    varied = settings;
    for (const qint64 tests : {1, 10, 100, 1000}) {
        varied.tests = tests;
        printTime("test examples", QString::number(tests), varied);
    }
    varied = settings;
    for (const QString &model : {u"logistic"_s, u"mlp"_s, u"cnn"_s, u"resnet9"_s}) {
        varied.model = model;
        printTime("parameters", QString::number(parameterCount(*freshNetwork(varied))), varied);
    }
}

QStringList phaseNames()
{
    QStringList names;
    for (const auto &[name, phase] : phases())
        names.append(name);
    return names;
}

void declareOptions(QCommandLineParser &parser)
{
    const QString number = u"N"_s;
    parser.addOptions(
        {{u"precisions"_s, u"Precisions"_s, u"P,…"_s},
         {u"phases"_s, u"Of "_s + phaseNames().join(u", "_s), u"PHASE,…"_s, phaseNames().join(u',')},
         {u"growth"_s, u"How the time of TracIn grows instead"_s},
         {u"examples"_s, u"Training examples"_s, number, u"4096"_s},
         {u"tests"_s, u"Test examples"_s, number, u"50"_s},
         {u"batch"_s, u"Examples at a time; training at most 128 (CUDA: 512)"_s, number, u"256"_s},
         {u"threads"_s, u"CPU threads"_s, number, u"0"_s},
         {u"device"_s, u"Device"_s, u"D"_s, u"cpu"_s},
         {u"run"_s, u"Run one phase in this process"_s, u"PHASE"_s}});
    parser.addHelpOption();
}

QList<Precision> precisionsOf(const QCommandLineParser &parser, const DeviceId &device)
{
    QList<Precision> precisions;
    for (const PrecisionSupport &support : supportedPrecisions(device)) {
        const bool chosen = !parser.isSet(u"precisions"_s) ||
                            parser.value(u"precisions"_s).split(u',').contains(toString(support.precision));
        if (support.usable && chosen)
            precisions += support.precision;
    }
    return precisions;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    declareOptions(parser);
    parser.process(application);
    Settings settings;
    settings.examples = parser.value(u"examples"_s).toLongLong();
    settings.tests = parser.value(u"tests"_s).toLongLong();
    settings.batch = parser.value(u"batch"_s).toLongLong();
    settings.threads = parser.value(u"threads"_s).toInt();
    settings.device = DeviceId::parse(parser.value(u"device"_s)).valueOrThrow();
    QStringList models = parser.positionalArguments();
    if (models.isEmpty())
        models = QStringList{u"mlp"_s, u"cnn"_s, u"resnet9"_s};
    for (const QString &model : models) {
        for (const Precision precision : precisionsOf(parser, settings.device)) {
            settings.model = model;
            settings.precision = precision;
            if (parser.isSet(u"run"_s))
                return runPhase(parser.value(u"run"_s), settings);
            if (parser.isSet(u"growth"_s))
                showGrowth(settings);
            else
                compare(parser.value(u"phases"_s).split(u','), settings);
        }
    }
    return 0;
}
