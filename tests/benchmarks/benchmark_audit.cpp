// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a label audit's arithmetic takes on logits that are made up by the batch, with planted wrong labels: time of
// each part, peak memory, recall of the neighbour search and share of the planted errors found. Usage:
//     benchmark_audit [--examples N] [--classes N] [--checkpoints N] [--cells N] [--exact-up-to N] [--threads N]
#include "engine/methods/logit_digest.h"
#include "engine/methods/neighbour_votes.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>

#include <cstdio>
#include <sys/resource.h>

using namespace proponent;
using namespace Qt::StringLiterals;

namespace {

struct Settings
{
    int64_t examples = 0;
    int classes = 0;
    int checkpoints = 0;
    SearchEffort effort;
};

constexpr int64_t features = 32; ///< that the made-up model tells classes apart by
constexpr int64_t batchSize = 4096;
constexpr double noise = 0.1; ///< share of the labels

/// A model that knows the true class of most examples, is less sure of some, and begins to learn wrong labels by heart.
class MadeUpModel
{
public:
    explicit MadeUpModel(const Settings &settings) : m_settings(settings)
    {
        auto generator = generatorOf(1);
        m_truth = torch::randint(settings.classes, {settings.examples}, generator, torch::kLong);
        const torch::Tensor wrong = torch::rand({settings.examples}, generator).lt(noise);
        const torch::Tensor other =
            torch::randint(1, settings.classes, {settings.examples}, generator, torch::kLong);
        m_labels = m_truth + wrong.to(torch::kLong) * other;
        m_labels.remainder_(settings.classes);
        m_centres = torch::randn({settings.classes, features}, generator);
        for (int64_t i = 0; i < settings.examples; ++i) {
            if (wrong[i].item<bool>())
                m_flipped += i;
        }
    }

    [[nodiscard]] const torch::Tensor &labels() const { return m_labels; }
    [[nodiscard]] const QList<qint64> &flipped() const { return m_flipped; }

    [[nodiscard]] torch::Tensor logits(int checkpoint, int64_t begin, int64_t end) const
    {
        auto shared = generatorOf(std::uint64_t(begin) + 2);
        auto own = generatorOf(std::uint64_t(begin + (checkpoint + 1) * m_settings.examples) + 2);
        const torch::Tensor centres = m_centres.index_select(0, m_truth.slice(0, begin, end));
        const torch::Tensor seen = centres + torch::randn(centres.sizes(), shared) * 0.9 +
                                   torch::randn(centres.sizes(), own) * 0.2; // [batch, features]
        const double sureness = 0.2 + 0.1 * checkpoint;
        torch::Tensor logits = seen.mm(m_centres.t()).mul_(sureness);
        const torch::Tensor given = m_labels.slice(0, begin, end).unsqueeze(1);
        logits.scatter_add_(1, given, torch::full({end - begin, 1}, 0.3F * float(checkpoint)));
        return logits;
    }

private:
    [[nodiscard]] static at::Generator generatorOf(std::uint64_t seed)
    {
        return at::detail::createCPUGenerator(seed);
    }

    Settings m_settings;
    torch::Tensor m_truth;
    torch::Tensor m_labels;
    torch::Tensor m_centres; ///< [classes, features]
    QList<qint64> m_flipped;
};

/// Of a part of the work.
class Lap
{
public:
    Lap() { m_clock.start(); }
    void end(const char *what)
    {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        const double cpu = double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                           double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
        std::printf("%-24s %8.1f s, %8.1f s of CPU, peak %6.0f MB\n", what, double(m_clock.restart()) / 1000,
                    cpu - m_cpu, double(usage.ru_maxrss) / 1024);
        std::fflush(stdout);
        m_cpu = cpu;
    }

private:
    QElapsedTimer m_clock;
    double m_cpu = 0;
};

void run(const Settings &settings)
{
    Lap lap;
    const MadeUpModel model(settings);
    lap.end("labels");
    double making = 0;
    LogitSource source{settings.classes, settings.checkpoints, {}};
    source.read = [&](int position, int64_t first, int64_t last, const auto &take) {
        for (int64_t begin = first; begin < last; begin += batchSize) {
            QElapsedTimer batch;
            batch.start();
            const torch::Tensor logits = model.logits(position, begin, std::min(last, begin + batchSize));
            making += double(batch.nsecsElapsed()) * 1e-9;
            take(begin, logits);
        }
        return true;
    };
    auto digest = digestLogits(source, model.labels());
    std::printf("  of these, making logits up %6.1f s\n", making);
    lap.end("logits digested");
    const int neighbours = neighbourCount(std::size_t(settings.examples));
    const auto votes =
        neighbourVotes(digest->points, model.labels(), settings.classes, neighbours, settings.effort, {});
    lap.end("neighbours asked");
    const std::span<const std::int64_t> labels(model.labels().data_ptr<int64_t>(),
                                               std::size_t(settings.examples));
    const Suspicions suspicions = suspicionsOf(digest->answers, *votes, labels, settings.classes, {});
    std::printf("%d neighbours, recall %.3f; planted errors found in the top 10 %%:", neighbours,
                votes->recall);
    for (const AuditMethod method :
         {AuditMethod::Combined, AuditMethod::Loss, AuditMethod::Margin, AuditMethod::Neighbours}) {
        const QList<double> found = recoveryOf(bySuspicion(suspicions[std::size_t(method)]), model.flipped());
        std::printf(" %s %.1f %%", qPrintable(toString(method)), 100 * found[9]);
    }
    std::printf("\n");
    lap.end("ranked");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    const auto number = [&](const QString &name, const QString &standard) {
        parser.addOption(QCommandLineOption(name, QString(), u"N"_s, standard));
    };
    const SearchEffort effort;
    number(u"examples"_s, u"1280000"_s);
    number(u"classes"_s, u"1000"_s);
    number(u"checkpoints"_s, u"5"_s);
    number(u"cells"_s, QString::number(effort.cells));
    number(u"exact-up-to"_s, QString::number(effort.exactUpTo));
    number(u"threads"_s, QString::number(QThread::idealThreadCount()));
    parser.process(application);
    at::set_num_threads(parser.value(u"threads"_s).toInt());
    run({parser.value(u"examples"_s).toLongLong(),
         parser.value(u"classes"_s).toInt(),
         parser.value(u"checkpoints"_s).toInt(),
         {parser.value(u"exact-up-to"_s).toLongLong(), parser.value(u"cells"_s).toInt()}});
    return 0;
}
