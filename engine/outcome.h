// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device_info.h"
#include "engine/ids.h"
#include "engine/influence_analysis.h"
#include "engine/label_audit.h"
#include "engine/session.h"

#include <QHash>
#include <QImage>
#include <QList>
#include <QMetaType>
#include <QString>

#include <variant>

namespace proponent {

struct TrainingCompleted
{
    SessionId session;
};
struct InfluenceCompleted
{
    InfluenceAnalysis analysis;
};
struct SelfInfluenceCompleted
{
    SelfInfluenceAnalysis analysis;
};
struct LabelAuditCompleted
{
    LabelAudit analysis;
};
struct EvaluationCompleted
{
    MethodEvaluation evaluation;
};
struct IndexBuilt
{
    SessionId session;
    SessionIndex index;
};
struct AnalysisVerified
{
    Verification verification;
};
struct DevicesListed
{
    QList<DeviceInfo> devices;
};
struct DatasetInspected
{
    DatasetInfo dataset;
};
/// The labels of a dataset's examples, as in its files.
struct DatasetBrowsed
{
    DatasetInfo dataset;
    QList<int> trainLabels;
    QList<int> testLabels;
};
struct SessionsListed
{
    QList<SessionSummary> sessions;
};
struct SessionOpened
{
    SessionDetails details;
};
struct SessionEdited
{
    SessionId session;
};
struct SessionDeleted
{
    SessionId session;
};
struct SessionExported
{
    SessionId session;
    QString folder;
};
/// Images of examples in the dataset's own size; an index is missing when neither the dataset nor a
/// stored thumbnail has it. Their text `imageFileKey` names the example's own file.
struct ImagesLoaded
{
    SessionId session; ///< none when they were asked of a dataset
    Split split = Split::Train;
    QHash<qint64, QImage> images;
    bool datasetMissing = false; ///< the images are stored thumbnails
    QString fingerprint; ///< of the dataset, unless it is missing
};

/// Stopped because somebody asked for it; not a failure. What was finished is kept.
struct Cancelled
{
    SessionId session; ///< the session that can be resumed, if any
};
/// `message` is one line: what is wrong, with which file or value, and what to do.
struct Failed
{
    QString message;
    SessionId session; ///< the session that failed, if one was begun
};

/// How a job ended. Exactly one for each request.
using Outcome =
    std::variant<TrainingCompleted, InfluenceCompleted, SelfInfluenceCompleted, LabelAuditCompleted,
                 EvaluationCompleted, IndexBuilt, DevicesListed, DatasetInspected, DatasetBrowsed,
                 SessionsListed, SessionOpened, SessionEdited, SessionDeleted, SessionExported, ImagesLoaded,
                 AnalysisVerified, Cancelled, Failed>;

} // namespace proponent

Q_DECLARE_METATYPE(proponent::Outcome)
