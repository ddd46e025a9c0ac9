// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an index costs beside the training, and how long questions to it take, one at a time as a person asks them. Usage:
//     benchmark_questions [--data SPEC] [--model M] [--epochs N] [--train-limit N] [--device D] [--precision P]
//                         [--questions N] [--busy]
// --busy: with another training at work meanwhile. The library is a temporary one.
#include "engine/engine.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace proponent;
using namespace Qt::StringLiterals;

namespace {

/// Waits for answers of an engine, one after the other.
class Waiter : public QObject
{
public:
    explicit Waiter(Engine &engine)
    {
        connect(&engine, &Engine::finished, this, [this](JobId job, const Outcome &outcome) {
            if (job == m_job)
                m_outcome = outcome;
        });
        connect(&engine, &Engine::answeredAtOnce, this, [this](JobId job, const InfluenceAnalysis &) {
            if (job == m_job)
                m_atOnce = milliseconds();
        });
    }

    /// Ends the program with what went wrong instead of another outcome.
    template <class Expected>
    Expected wait(JobId job)
    {
        m_job = job;
        m_outcome.reset();
        m_clock.start();
        while (!m_outcome)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        m_whole = milliseconds();
        if (const auto *expected = std::get_if<Expected>(&*m_outcome))
            return *expected;
        const auto *failed = std::get_if<Failed>(&*m_outcome);
        std::fprintf(stderr, "%s\n", failed ? qPrintable(failed->message) : "another kind of answer");
        std::exit(1);
    }

    [[nodiscard]] double atOnce() const { return m_atOnce; } ///< milliseconds
    [[nodiscard]] double whole() const { return m_whole; }

private:
    [[nodiscard]] double milliseconds() const { return double(m_clock.nsecsElapsed()) * 1e-6; }

    JobId m_job;
    std::optional<Outcome> m_outcome;
    QElapsedTimer m_clock;
    double m_atOnce = 0;
    double m_whole = 0;
};

void print(const char *what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    std::printf("%-28s %9.1f ms at best, %.1f median, %.1f at worst\n", what, times.front(),
                times[times.size() / 2], times.back());
}

struct Settings
{
    TrainingConfig training;
    int questions = 20;
    bool isBusy = false;
};

void run(const Settings &settings)
{
    const QTemporaryDir library;
    const auto engine = Engine::open(library.path()).valueOrThrow();
    Waiter waiter(*engine);
    const SessionId session = waiter.wait<TrainingCompleted>(engine->train(settings.training)).session;
    const SessionDetails details = waiter.wait<SessionOpened>(engine->openSession(session)).details;
    double training = 0;
    for (const EpochMetrics &epoch : details.epochs)
        training += epoch.seconds;
    IndexRequest request;
    request.session = session;
    request.device = settings.training.device;
    request.precision = settings.training.precision;
    const SessionIndex index = waiter.wait<IndexBuilt>(engine->buildIndex(request)).index;
    std::printf("%s, %lld training examples, %lld checkpoints, %s, %s\n", qPrintable(settings.training.model),
                static_cast<long long>(details.trainCount), static_cast<long long>(index.checkpoints.size()),
                qPrintable(index.device), qPrintable(toString(index.precision)));
    std::printf("training %.1f s, index %.1f s: %.2f times it; %lld x %d, %.1f MB\n", training, index.seconds,
                index.seconds / training, static_cast<long long>(index.rows), index.rank,
                double(index.bytes) * 1e-6);
    std::printf(
        "of the exact first %d: %.3f by the index alone, %.3f after exact scores; rank correlation %.3f\n",
        IndexError::ranked, index.error.recall, index.error.recallExact, index.error.rankCorrelation);

    if (settings.isBusy) {
        TrainingConfig other = settings.training;
        other.epochs = 10'000;
        other.checkpointEvery = other.epochs;
        engine->train(other);
    }
    std::vector<double> atOnce;
    std::vector<double> exact;
    InfluenceRequest question;
    question.session = session;
    question.device = settings.training.device;
    question.fromIndex = true;
    for (int i = 0; i <= settings.questions; ++i) {
        question.tests.indices = {qint64(i) % details.testCount};
        (void)waiter.wait<InfluenceCompleted>(engine->traceInfluence(question));
        if (i == 0) {
            std::printf("%-28s %9.1f ms, exactly after %.1f\n", "first question", waiter.atOnce(),
                        waiter.whole());
            continue;
        }
        atOnce.push_back(waiter.atOnce());
        exact.push_back(waiter.whole());
    }
    print("question", atOnce);
    print("with exact scores, stored", exact);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    Settings settings;
    TrainingConfig &training = settings.training;
    parser.addOption({u"data"_s, {}, u"SPEC"_s, training.data});
    parser.addOption({u"model"_s, {}, u"M"_s, u"cnn"_s});
    parser.addOption({u"epochs"_s, {}, u"N"_s, u"5"_s});
    parser.addOption({u"train-limit"_s, {}, u"N"_s, u"0"_s});
    parser.addOption({u"device"_s, {}, u"D"_s, u"cpu"_s});
    parser.addOption({u"precision"_s, {}, u"P"_s, u"fp32"_s});
    parser.addOption({u"questions"_s, {}, u"N"_s, u"20"_s});
    parser.addOption({u"busy"_s, {}});
    parser.addHelpOption();
    parser.process(application);
    training.data = parser.value(u"data"_s);
    training.model = parser.value(u"model"_s);
    training.epochs = parser.value(u"epochs"_s).toInt();
    training.trainLimit = parser.value(u"train-limit"_s).toLongLong();
    training.device = parser.value(u"device"_s);
    training.precision = precisionFromString(parser.value(u"precision"_s)).value_or(Precision::Fp32);
    settings.questions = parser.value(u"questions"_s).toInt();
    settings.isBusy = parser.isSet(u"busy"_s);
    try {
        run(settings);
    } catch (const EngineError &error) {
        std::fprintf(stderr, "%s\n", qPrintable(error.message()));
        return 1;
    }
    return 0;
}
