// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/window_report.h"

#include <QJsonDocument>
#include <QThread>

#include <algorithm>
#include <cstdio>

namespace proponent::benchmark {

using namespace Qt::StringLiterals;

double Times::median() const
{
    QList<double> sorted = all;
    std::sort(sorted.begin(), sorted.end());
    const qsizetype half = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

double Times::worst() const
{
    return *std::max_element(all.begin(), all.end());
}

void Report::begin(const QString &data, int sessions)
{
    const int cores = QThread::idealThreadCount();
    const QString platform = QGuiApplication::platformName();
    m_json[u"data"_s] = data;
    m_json[u"sessions"_s] = sessions;
    m_json[u"cores"_s] = cores;
    m_json[u"platform"_s] = platform;
    if (!m_isJson)
        std::printf("%s, %d sessions, %d cores, platform %s\n", qPrintable(data), sessions, cores,
                    qPrintable(platform));
}

void Report::add(const QString &name, const Times &times, double goal)
{
    m_json[name] = QJsonObject{{u"median_ms"_s, times.median()},
                               {u"worst_ms"_s, times.worst()},
                               {u"goal_ms"_s, goal > 0 ? QJsonValue(goal) : QJsonValue()},
                               {u"times"_s, times.all.size()}};
    if (m_isJson)
        return;
    std::printf("  %-30s median %6.0f ms, worst %6.0f ms of %lld", qPrintable(name), times.median(),
                times.worst(), (long long)times.all.size());
    if (goal > 0)
        std::printf("   (goal %.0f ms)", goal);
    std::printf("\n");
    std::fflush(stdout);
}

void Report::beginStalls() const
{
    if (!m_isJson)
        std::printf("stalls of the event loop, ms (goal %.0f)\n  %-20s %7s %8s %8s %8s %8s %15s   %s\n",
                    stallGoal, "", "worst", "working", "queued", "machine", "99 %", "over 50 ms",
                    "longest event");
}

void Report::add(const QString &name, const Stalls &stalls)
{
    m_json[name] = QJsonObject{{u"worst_ms"_s, stalls.worst.length},
                               {u"worst_working_ms"_s, stalls.worst.working},
                               {u"worst_queued_ms"_s, stalls.worst.queued},
                               {u"worst_machine_ms"_s, stalls.machine},
                               {u"percentile_99_ms"_s, stalls.percentile99},
                               {u"over_50_ms"_s, stalls.overGoal},
                               {u"turns"_s, stalls.turns},
                               {u"longest_event_ms"_s, stalls.longestEvent.milliseconds},
                               {u"longest_event"_s, stalls.longestEvent.words}};
    if (m_isJson)
        return;
    std::printf("  %-20s %7.1f %8.1f %8.1f %8.1f %8.1f %5lld of %-6lld %7.1f %s\n", qPrintable(name),
                stalls.worst.length, stalls.worst.working, stalls.worst.queued, stalls.machine,
                stalls.percentile99, (long long)stalls.overGoal, (long long)stalls.turns,
                stalls.longestEvent.milliseconds, qPrintable(stalls.longestEvent.words));
    std::fflush(stdout);
}

void Report::end() const
{
    if (m_isJson)
        std::printf("%s", QJsonDocument(m_json).toJson().constData());
}

} // namespace proponent::benchmark
