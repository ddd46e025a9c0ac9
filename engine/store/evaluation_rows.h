// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/method_evaluation.h"
#include "engine/store/database.h"
#include "engine/store/retrainings.h"

namespace proponent {

/// The tables `retrainings`, `method_evaluations` and `method_results`. What writes belongs into a Transaction of the
/// caller. Files are relative to the library folder.
class EvaluationRows
{
public:
    explicit EvaluationRows(Database &database) : m_database(database) {}

    void insert(const MethodEvaluation &evaluation);
    [[nodiscard]] QList<MethodEvaluation> evaluations(SessionId session); ///< newest first

    struct KeptFile
    {
        QString file; ///< empty where there is none
        QString checksum;
    };
    /// All but the values, which are in the file.
    [[nodiscard]] KeptFile readRetrainings(SessionId session, Retrainings &retrainings);
    /// In place of those with the same question.
    void put(SessionId session, const Retrainings &retrainings, const KeptFile &file);
    [[nodiscard]] bool namesRetrainings(const QString &file);

private:
    void insertResults(qint64 evaluation, const QList<MethodResult> &results);
    [[nodiscard]] QList<MethodResult> results(qint64 evaluation);

    Database &m_database;
};

} // namespace proponent
