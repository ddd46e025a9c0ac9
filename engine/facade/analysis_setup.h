// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device/device_id.h"
#include "engine/facade/analysis_job.h"
#include "engine/facade/session_inputs.h"
#include "engine/influence/influence_run.h"

#include <QElapsedTimer>

namespace proponent {

/// What every request for an analysis names.
struct AnalysisChoices
{
    SessionId session;
    LayerChoice layers = LayerChoice::All;
    CheckpointChoice checkpoints;
    int topK = 0;
    QString device;
    Precision precision = Precision::Fp32;
    int batchSize = 0;
    int threads = 0;
    QString exportFile;
};

/// What all kinds of analysis have in common: the session's model and data on the device, the header that
/// says how it was computed, and what is stored beside the results. The clock of the header starts with it.
/// Engine thread only.
class AnalysisSetup
{
public:
    /// Throws EngineError when a choice can't be met. `store` and `events` have to outlive this object.
    AnalysisSetup(SessionStore &store, DatasetCache &datasets, const AnalysisChoices &choices,
                  const AnalysisJobEvents &events);

    [[nodiscard]] torch::Device device() const { return m_device.torch(); }

    /// `method` and `tests` take part in naming the unfinished work, so that only the same question finds it
    /// again. The task refers to this object.
    [[nodiscard]] ScoringTask task(const QString &method, const QList<qint64> &tests);
    /// The unfinished work of the last task() is only of use until the analysis is stored.
    void removePartialFiles() const;

    [[nodiscard]] RankedExample ranked(qint64 index, double score) const;
    [[nodiscard]] int label(qint64 index) const; ///< that a training example was trained on
    [[nodiscard]] int originalLabel(qint64 index) const; ///< that it has in the file
    void finishHeader();
    void storeThumbnails(Split split, const ImageSet &images, const QList<qint64> &indices);

    SessionDetails details;
    SessionInputs inputs;
    AnalysisHeader header;

private:
    SessionStore &m_store;
    const AnalysisJobEvents &m_events;
    DeviceId m_device;
    Precision m_precision = Precision::Fp32;
    QList<CheckpointInfo> m_checkpoints;
    std::shared_ptr<Network> m_network;
    std::unique_ptr<ImageTensors> m_train;
    std::vector<std::string> m_parameters;
    int m_batchSize = 0;
    QString m_partialFolder;
    QElapsedTimer m_clock;
};

} // namespace proponent
