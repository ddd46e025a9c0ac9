// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset.h"

#include <QElapsedTimer>
#include <QList>

#include <mutex>

namespace proponent {

/// The dataset that was read last, shared by the engine's threads so that it is read and held once; and beside it, as
/// long as somebody asks for that, as an older session's rules read it. Thread-safe.
class DatasetCache
{
public:
    /// Whether changes of single image files, of which there may be a million, are looked for now or, so that looking
    /// takes no more than a twentieth of the time, when they weren't lately.
    enum class Look { Now, Lately };

    [[nodiscard]] Result<std::shared_ptr<const Dataset>> open(const QString &spec, Look look = Look::Now);

    /// For a new session: where the limits would leave classes out of sorted labels, examples are in turn.
    [[nodiscard]] Result<std::shared_ptr<const Dataset>> openToTrain(const TrainingConfig &config);

    /// The dataset a session was trained on, by its rules and in its order. Changed contents are an error.
    [[nodiscard]] Result<std::shared_ptr<const Dataset>> openFor(const DatasetInfo &trainedOn);

private:
    /// What a glance at a file or folder tells.
    struct Stamp
    {
        quint64 inode = 0;
        qint64 size = -1; ///< -1: it isn't there
        qint64 changed = 0; ///< ns since 1970
        friend bool operator==(const Stamp &, const Stamp &) = default;
    };
    /// Names, sizes and times of the files in the dataset's folder and of its sources.
    struct Glance
    {
        QStringList files; ///< in the dataset's folder itself
        std::vector<Stamp> stamps;
        friend bool operator==(const Glance &, const Glance &) = default;
    };
    struct Reading
    {
        QString spec;
        int rules = 0;
        std::shared_ptr<const Dataset> dataset;
        Glance glance; ///< when it was read: somebody mends a label and tries again
        bool settled = false; ///< nothing had changed so lately that `glance` might miss a change
        QElapsedTimer looked;
        qint64 lookTook = 0; ///< ns
    };
    struct Turned
    {
        std::shared_ptr<const Dataset> from;
        std::shared_ptr<const Dataset> dataset;
    };

    static Stamp stampOf(const QString &path);
    static Glance glanceAt(const Dataset &dataset);
    static bool isFresh(Reading &reading, Look look);
    Result<std::shared_ptr<const Dataset>> read(const QString &spec, int rules, Look look);
    std::shared_ptr<const Dataset> turned(const std::shared_ptr<const Dataset> &dataset, bool train,
                                          bool test);

    std::mutex m_mutex;
    QList<Reading> m_readings; ///< of one spec
    Turned m_turned;
};

} // namespace proponent
