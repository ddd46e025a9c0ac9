// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/numbers.h"
#include "app/cli/report.h"
#include "app/cli/text.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace proponent::cli {

QJsonObject indexJson(const SessionIndex &index)
{
    QJsonArray checkpoints;
    for (const int epoch : index.checkpoints)
        checkpoints.append(epoch);
    return {{u"file"_s, index.file},
            {u"method"_s, index.method.name},
            {u"parameters"_s, index.method.parameters},
            {u"rank"_s, index.rank},
            {u"checkpoints"_s, checkpoints},
            {u"device"_s, index.device},
            {u"precision"_s, toString(index.precision)},
            {u"rows"_s, index.rows},
            {u"bytes"_s, index.bytes},
            {u"seconds"_s, index.seconds},
            {u"error"_s, QJsonObject{{u"questions"_s, index.error.questions},
                                     {u"recall"_s, index.error.recall},
                                     {u"recall_exact"_s, index.error.recallExact},
                                     {u"rank_correlation"_s, index.error.rankCorrelation}}}};
}

QString indexText(const SessionIndex &index)
{
    QString text = Cli::tr("index of %1 rows of %2 values, %3, checkpoints %4; built in %5 on %6 in %7: %8\n")
                       .arg(countText(index.rows))
                       .arg(index.rank)
                       .arg(index.method.name, checkpointList(index.checkpoints), secondsText(index.seconds),
                            index.device, toString(index.precision), bytesText(index.bytes));
    text +=
        Cli::tr("of the exact first %1 at either end %2 are the index's first %1, and %3 are among the %4 "
                "that are then scored exactly; ranks agree %5 (%6 test examples)\n")
            .arg(IndexError::ranked)
            .arg(percentText(index.error.recall), percentText(index.error.recallExact))
            .arg(2 * IndexError::candidates)
            .arg(index.error.rankCorrelation, 0, 'f', 4)
            .arg(index.error.questions);
    return text;
}

} // namespace proponent::cli
