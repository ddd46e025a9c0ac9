// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/tracing.h"

#include <array>
#include <optional>

namespace proponent::ui {

/// The influence answers for one test example in both sessions of a comparison: finds those that are stored,
/// reads them, and has what is missing computed. Both answers are always computed in the same way (method,
/// layers, kind of checkpoints): by the method that is proposed for A over all layers, unless another way is stored in
/// both, or in one of them.
class PairedInfluence : public QObject
{
    Q_OBJECT

public:
    enum class Side { A, B };
    static constexpr int topK = 20;

    PairedInfluence(Engine &engine, Replies &replies, JobList &jobs, QObject *parent = nullptr);

    /// Or the same two with newer figures.
    void setSessions(const SessionDetails &a, const SessionDetails &b);
    /// No two sessions are compared. What is being computed goes on and is stored with its session.
    void clear();
    /// Below 0: none.
    void choose(qint64 test);
    [[nodiscard]] qint64 test() const { return m_test; }

    /// Null while there is none, or while it has not been read.
    [[nodiscard]] const TracedExample *answer(Side side) const;
    [[nodiscard]] bool isStored(Side side) const;
    [[nodiscard]] bool isTracing(Side side) const;
    /// Whether the session has a checkpoint to trace over.
    [[nodiscard]] bool canTrace(Side side) const;
    /// Has the test example traced in every session that has no answer for it yet.
    void traceMissing();

Q_SIGNALS:
    void changed();
    /// A new analysis of this session is stored.
    void traced(proponent::SessionId session);
    void failed(const QString &message);
    void cancelled();

private:
    struct Half
    {
        SessionId session;
        QString name;
        QList<AnalysisSummary> analyses; ///< of influence
        QList<int> epochs; ///< of the checkpoints
    };
    /// How an answer was computed.
    struct Way
    {
        QString method;
        QString layers;
        QJsonObject parameters; ///< completed()
        CheckpointChoice::Kind checkpoints = CheckpointChoice::Kind::Usual;

        friend bool operator==(const Way &, const Way &) = default;
    };
    struct Pending
    {
        SessionId session;
        qint64 test = -1;
    };

    [[nodiscard]] static Half halfOf(const SessionDetails &details);
    [[nodiscard]] static std::optional<Way> wayOf(const AnalysisSummary &analysis, const Half &half);
    [[nodiscard]] Way way() const;
    [[nodiscard]] QList<AnalysisSummary> analysesOf(const Half &half) const;
    /// The newest first.
    [[nodiscard]] QList<AnalysisId> storedIn(const Half &half, const Way &way) const;
    [[nodiscard]] const Half &half(Side side) const { return m_halves.at(size_t(side)); }
    void update();
    void readEnough(Side side);
    void read(AnalysisId analysis);
    void keep(const InfluenceAnalysis &analysis);
    void trace(const Half &half);
    void finishTrace(JobId job, const Outcome &outcome);

    Engine &m_engine;
    Replies &m_replies;
    JobList &m_jobs;
    std::array<Half, 2> m_halves;
    AttributionChoice m_method; ///< proposed
    qint64 m_test = -1;
    QHash<AnalysisId, QHash<qint64, TracedExample>> m_read;
    QSet<AnalysisId> m_reading;
    QSet<AnalysisId> m_unreadable;
    QHash<JobId, Pending> m_pending;
    QHash<SessionId, QList<AnalysisSummary>> m_fresh; ///< computed just now; not in the sessions' lists yet
};

} // namespace proponent::ui
