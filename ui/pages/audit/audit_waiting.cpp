// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/audit_waiting.h"

#include "ui/text/format.h"
#include "ui/work/workspace.h"

#include <algorithm>

namespace proponent::ui {

AuditWaiting::AuditWaiting(Workspace &workspace, QWidget *parent)
    : EmptyState(QStringLiteral("flag"), parent), m_workspace(workspace)
{
}

void AuditWaiting::showState(bool withSelfInfluence, int folds)
{
    const Auditing &auditing = m_workspace.auditing;
    if (auditing.isReading()) {
        setWords(tr("Reading the stored audit…"), QString());
    } else if (auditing.isRunning()) {
        setWords(tr("Looking for suspicious labels…"),
                 m_workspace.run.isActive()
                     ? tr("It begins when the training is done.")
                     : tr("You can go on; the suspects appear here when they are found."));
    } else if (m_workspace.open.details().checkpoints.isEmpty()) {
        setWords(tr("Nothing to audit yet"), tr("Labels can be audited after the first checkpoint."));
    } else {
        invite(withSelfInfluence, folds);
        return;
    }
    setAction(QString());
}

void AuditWaiting::invite(bool withSelfInfluence, int folds)
{
    QString sentence =
        tr("An audit asks the model, at each checkpoint, how far it believes the label of every training "
           "example. The most doubtful come first, for you to keep, relabel or exclude.");
    if (const auto seconds = m_workspace.auditing.expectedSeconds(withSelfInfluence, folds))
        sentence += u' ' + tr("Expect it to take up to %1.").arg(text::duration(std::max(1.0, *seconds)));
    setWords(tr("Which labels are wrong?"), sentence);
    setAction(tr("Find suspicious labels"));
}

} // namespace proponent::ui
