// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a question to an index costs, on made-up rows, beside what reading the file's bytes from memory does. Usage:
//     benchmark_index [--rows 60000,1280000] [--width 1024] [--questions 1,10] [--repeats N] [--threads N] [--folder DIR]
// The file is written to DIR (2.6 GB for 1.28 million rows), read through once, and deleted.
#include "engine/index/index_writer.h"
#include "engine/index/parts.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace proponent;
using namespace Qt::StringLiterals;

namespace {

struct Settings
{
    qint64 width = 1024;
    QList<int> questions;
    int repeats = 10;
    int threads = 0;
    QString folder;
};

/// Values between -1 and 1, the same for a seed.
std::vector<float> noise(std::size_t size, std::uint32_t seed)
{
    std::vector<float> values(size);
    std::uint32_t state = seed * 2654435761U + 1;
    for (float &value : values) {
        state = state * 1664525U + 1013904223U;
        value = float(std::int32_t(state)) * 0x1p-31F;
    }
    return values;
}

template <class Work>
double milliseconds(const Work &work)
{
    QElapsedTimer clock;
    clock.start();
    work();
    return double(clock.nsecsElapsed()) * 1e-6;
}

struct Times
{
    double best = 0; ///< milliseconds
    double median = 0;
    double processor = 0; ///< of all threads: what it took on a machine that others use, too
};

template <class Work>
Times timesOf(int repeats, const Work &work)
{
    std::vector<double> times;
    const std::clock_t begun = std::clock();
    for (int repeat = 0; repeat < repeats; ++repeat)
        times.push_back(milliseconds(work));
    const double processor = 1000 * double(std::clock() - begun) / CLOCKS_PER_SEC / repeats;
    std::sort(times.begin(), times.end());
    return {times.front(), times[times.size() / 2], processor};
}

void build(const QString &path, const IndexShape &shape)
{
    IndexWriter writer(path, shape, {{u"method"_s, u"noise"_s}});
    for (qint64 block = 0; block < writer.blocks(); ++block)
        writer.put(block, noise(std::size_t(writer.rows(block) * shape.width), std::uint32_t(block)));
    writer.finish({});
}

/// Of the first block's scores against float32's rows, in Euclidean norms.
double errorOf(const GradientIndex &index, qint64 blockRows, const std::vector<float> &question)
{
    const auto width = std::size_t(index.width());
    const std::vector<float> rows = noise(std::size_t(blockRows) * width, 0);
    const std::vector<float> scores = index.scores(question);
    double error = 0;
    double size = 0;
    for (std::size_t row = 0; row < std::size_t(blockRows); ++row) {
        double exact = 0;
        for (std::size_t i = 0; i < width; ++i)
            exact += double(rows[row * width + i]) * double(question[i]);
        error += std::pow(double(scores[row]) - exact, 2);
        size += exact * exact;
    }
    return std::sqrt(error / size);
}

/// As fast as memory goes: all bytes of a mapped file added up on all threads.
Times reading(const QString &path, const Settings &settings)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw EngineError(file.errorString());
    const qint64 words = file.size() / 8;
    const auto *bytes = reinterpret_cast<const quint64 *>(file.map(0, words * 8));
    constexpr qint64 part = 1 << 19;
    std::atomic<quint64> total = 0;
    return timesOf(settings.repeats + 1, [&] {
        forEachPart((words + part - 1) / part, settings.threads, [&](qint64 index) {
            quint64 sum = 0;
            for (qint64 i = index * part; i < std::min(words, (index + 1) * part); ++i)
                sum += bytes[i];
            total += sum;
        });
    });
}

void measure(qint64 count, const Settings &settings)
{
    const QTemporaryDir folder(settings.folder + u"/benchmark-index"_s);
    const QString path = folder.filePath(u"noise.index"_s);
    const IndexShape shape{count, settings.width};
    std::printf("%lld x %lld, %.3f GB\n", static_cast<long long>(count),
                static_cast<long long>(settings.width), double(sizeOf(shape)) * 1e-9);
    std::printf("    built              %9.1f ms\n", milliseconds([&] { build(path, shape); }));
    const GradientIndex index = GradientIndex::open(path, settings.threads).valueOrThrow();
    std::printf("    verified           %9.1f ms\n", milliseconds([&] { index.verify(); }));
    std::printf("    error              %9.1e of float32's scores\n",
                errorOf(index, std::min<qint64>(count, 1000), noise(std::size_t(settings.width), 77)));
    const auto print = [count, &settings](const QString &what, const Times &times) {
        std::printf("    %-18s %9.2f ms at best, %.2f median, %.2f of all processors, %.1f GB/s\n",
                    qPrintable(what), times.best, times.median, times.processor,
                    double(sizeOf({count, settings.width})) * 1e-6 / times.best);
        std::fflush(stdout);
    };
    print(u"reading alone"_s, reading(path, settings));
    for (const int number : settings.questions) {
        const std::vector<float> questions = noise(std::size_t(number * settings.width), 99);
        print(number == 1 ? u"1 question"_s : QString::number(number) + u" questions"_s,
              timesOf(settings.repeats, [&] { (void)index.search(questions, 20); }));
    }
}

QList<int> numbersOf(const QString &text)
{
    QList<int> numbers;
    for (const QString &part : text.split(u','))
        numbers += part.toInt();
    return numbers;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"rows"_s, {}, u"N,…"_s, u"60000,1280000"_s});
    parser.addOption({u"width"_s, {}, u"N"_s, u"1024"_s});
    parser.addOption({u"questions"_s, {}, u"N,…"_s, u"1,10"_s});
    parser.addOption({u"repeats"_s, {}, u"N"_s, u"10"_s});
    parser.addOption({u"threads"_s, {}, u"N"_s, u"0"_s});
    parser.addOption({u"folder"_s, {}, u"DIR"_s, QDir::tempPath()});
    parser.addHelpOption();
    parser.process(application);
    const Settings settings{parser.value(u"width"_s).toLongLong(), numbersOf(parser.value(u"questions"_s)),
                            parser.value(u"repeats"_s).toInt(), parser.value(u"threads"_s).toInt(),
                            parser.value(u"folder"_s)};
    try {
        for (const int rows : numbersOf(parser.value(u"rows"_s)))
            measure(rows, settings);
        double load = 0;
        if (::getloadavg(&load, 1) == 1)
            std::printf("load of the machine in the last minute: %.1f\n", load);
    } catch (const EngineError &error) {
        std::fprintf(stderr, "%s\n", qPrintable(error.message()));
        return 1;
    }
    return 0;
}
