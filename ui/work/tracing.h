// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/job_list.h"
#include "ui/work/open_session.h"

#include <algorithm>
#include <array>
#include <optional>

namespace proponent::ui {

/// How the user wants examples traced.
struct TraceSettings
{
    AttributionChoice method{};
    Question question{};
    Split of = Split::Test; ///< whose examples are asked about: training examples as if they were tests
    LayerChoice layers = LayerChoice::All;
    CheckpointChoice::Kind checkpoints = CheckpointChoice::Kind::Usual;
    int topK = 20;

    friend bool operator==(const TraceSettings &, const TraceSettings &) = default;
};

/// One example's answer together with the analysis it stands in.
struct TracedExample
{
    AnalysisHeader header;
    TestInfluence influence;

    /// What the index says while exact scores are on their way: nothing that is stored.
    [[nodiscard]] bool isProvisional() const { return !header.id.isValid(); }
    /// How long its longer ranking is.
    [[nodiscard]] qsizetype kept() const
    {
        return std::max(influence.proponents.size(), influence.opponents.size());
    }
    /// Whether as many are ranked as were asked for, or all that there are.
    [[nodiscard]] bool holds(int topK) const;
};

/// What the model gets wrong, ascending.
[[nodiscard]] QList<qint64> misclassified(const TestEvaluation &answers);
/// Whether an analysis was computed like that, over the checkpoints of these epochs; whatever was asked.
[[nodiscard]] bool fits(const AnalysisSummary &analysis, const TraceSettings &settings,
                        const QList<int> &epochs);

/// The influence analyses of the open session: finds what is stored, reads it, and has more computed.
class Tracing : public QObject
{
    Q_OBJECT

public:
    Tracing(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open, QObject *parent = nullptr);

    /// Has these examples computed, from the session's index where that has the answer: what it says can be found at
    /// once, and is replaced when exact scores are there. One job; several may wait in line. No valid job when there is
    /// nothing to do.
    JobId trace(const QList<qint64> &examples, const TraceSettings &settings);
    /// Has the mean over these test examples computed, as one question.
    JobId traceGroup(const QList<qint64> &tests, const TraceSettings &settings);
    /// Nobody waits for this one any more.
    void withdraw(JobId job);
    void traceMisclassified(const TraceSettings &settings);
    /// Has random scores of a stored analysis computed again in float64; answered with verified() or failed().
    void verify(AnalysisId analysis);

    /// The newest answer that is stored for this example with these settings, however many it keeps.
    [[nodiscard]] std::optional<AnalysisSummary> storedFor(qint64 example,
                                                           const TraceSettings &settings) const;
    /// The stored answer if it has been read: the newest that keeps enough, or else the one that keeps most.
    /// Otherwise reads it and says so with ready().
    [[nodiscard]] const TracedExample *find(qint64 index, const TraceSettings &settings);
    /// Likewise of a group, whose answer stands by itself.
    [[nodiscard]] const TracedExample *findGroup(const QList<qint64> &tests, const TraceSettings &settings);
    [[nodiscard]] bool isGroupPending(const QList<qint64> &tests, const TraceSettings &settings) const;
    /// All test examples that some stored analysis answers.
    [[nodiscard]] QSet<qint64> tracedTests() const;
    /// The newest answer that is stored for this example, with whatever settings.
    [[nodiscard]] std::optional<AnalysisSummary> storedOtherwise(qint64 example, Split of) const;
    /// Whether it is being computed like that or waits for it.
    [[nodiscard]] bool isPending(qint64 example, const TraceSettings &settings) const;
    /// Whether the session's index answers that, at once.
    [[nodiscard]] bool isInstant(const TraceSettings &settings) const;
    /// Seconds that one more trace is likely to take: from what this session's traces took, or else its training.
    [[nodiscard]] std::optional<double> expectedSeconds(const TraceSettings &settings) const;

Q_SIGNALS:
    /// Answers for these examples, of either split, can be found now.
    void ready(const QList<qint64> &examples);
    /// isPending() or storedFor() has changed.
    void changed();
    void verified(const proponent::Verification &verification);
    void failed(const QString &message);
    void cancelled();

private:
    struct Read
    {
        AnalysisHeader header;
        QHash<qint64, TracedExample> examples;
    };

    struct Pending
    {
        QList<qint64> examples;
        TraceSettings settings;
        bool asGroup = false;
        QHash<qint64, TracedExample> provisional = {}; ///< what the index says; of a group by -1
    };

    /// The open session's analyses with those that were computed just now, oldest first, and which of them answer an
    /// example: a question doesn't search them all.
    struct Known
    {
        QList<AnalysisSummary> analyses;
        std::array<QHash<qint64, QList<qsizetype>>, 2> answering; ///< by Split, example to places among them

        void add(const AnalysisSummary &analysis);
    };
    [[nodiscard]] const Known &known() const;
    /// Newest first. Good until something is added.
    [[nodiscard]] QList<const AnalysisSummary *> answering(qint64 example, Split of) const;
    [[nodiscard]] QList<const AnalysisSummary *> fitting(qint64 example, const TraceSettings &settings) const;
    [[nodiscard]] QList<AnalysisSummary> readable() const;
    [[nodiscard]] QList<int> epochsTaken(const TraceSettings &settings) const;
    void followSession();
    JobId begin(InfluenceRequest request, const TraceSettings &settings, const QList<qint64> &examples);
    void keep(const InfluenceAnalysis &analysis);
    void keepProvisional(JobId job, const InfluenceAnalysis &analysis);
    [[nodiscard]] const TracedExample *provisional(qint64 example, const TraceSettings &settings) const;
    void read(AnalysisId analysis);
    void reset();

    Engine &m_engine;
    Replies &m_replies;
    JobList &m_jobs;
    OpenSession &m_open;
    QHash<AnalysisId, Read> m_read;
    QSet<AnalysisId> m_reading;
    QSet<AnalysisId> m_unreadable;
    QHash<JobId, Pending> m_pending;
    QList<AnalysisSummary> m_fresh; ///< computed just now; the open session's list doesn't have them yet
    mutable std::optional<Known> m_known; ///< none: to be put together when it is asked for
    SessionId m_session;
};

} // namespace proponent::ui
