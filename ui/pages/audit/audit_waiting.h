// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/empty_state.h"

namespace proponent::ui {

struct Workspace;

/// In the place of the suspects while there are none: what an audit is, or what one waits for.
class AuditWaiting : public EmptyState
{
    Q_OBJECT

public:
    explicit AuditWaiting(Workspace &workspace, QWidget *parent = nullptr);

    /// Of an open session. `withSelfInfluence`, `folds`: what triggered() would have computed.
    void showState(bool withSelfInfluence, int folds);

private:
    void invite(bool withSelfInfluence, int folds);

    Workspace &m_workspace;
};

} // namespace proponent::ui
