// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <QList>

#include <optional>

namespace proponent::ui {

/// The long work that has not ended, oldest first: what the job bar shows.
class JobList : public QObject
{
    Q_OBJECT

public:
    /// Unasked: the window's own idea, which gives way to what a person asks for.
    enum class Kind { Asked, Unasked };

    struct Job
    {
        JobId id;
        QString title; ///< "Training CNN on Fashion-MNIST"
        std::optional<Progress> progress; ///< none: still waiting for its turn
        bool stopping = false;
        Kind kind = Kind::Asked;
    };

    explicit JobList(Engine &engine, QObject *parent = nullptr);

    void begin(JobId id, const QString &title, Kind kind = Kind::Asked);
    void end(JobId id);
    /// Asks the engine to stop it.
    void stop(JobId id);

    [[nodiscard]] const QList<Job> &jobs() const { return m_jobs; }
    /// Whether a person waits for any of them.
    [[nodiscard]] bool hasAsked() const;
    /// The one that is being computed, else the first that waits; null when there is none.
    [[nodiscard]] const Job *current() const;

Q_SIGNALS:
    void changed();

private:
    Job *find(JobId id);

    Engine &m_engine;
    QList<Job> m_jobs;
};

} // namespace proponent::ui
