// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_decision.h"
#include "engine/store/database.h"
#include "engine/store/session_store.h"

namespace proponent {

/// The table `label_decisions`.
class DecisionRows
{
public:
    explicit DecisionRows(Database &database) : m_database(database) {}

    /// In place of what the session had, of which only what differs is written; belongs into a Transaction of the
    /// caller.
    void put(SessionId session, const QList<LabelDecision> &decisions);
    [[nodiscard]] QList<LabelDecision> read(SessionId session); ///< ascending by index

private:
    Database &m_database;
};

} // namespace proponent
