// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/decision_rows.h"

#include <QHash>

namespace proponent {

namespace {

using Verdict = LabelDecision::Verdict;

QString verdictColumn(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Keep:
        return QStringLiteral("keep");
    case Verdict::Relabel:
        return QStringLiteral("relabel");
    case Verdict::Exclude:
        return QStringLiteral("exclude");
    }
    Q_UNREACHABLE();
}

Verdict verdictFromColumn(const QString &text)
{
    if (text == verdictColumn(Verdict::Relabel))
        return Verdict::Relabel;
    return text == verdictColumn(Verdict::Exclude) ? Verdict::Exclude : Verdict::Keep;
}

} // namespace

void DecisionRows::put(SessionId session, const QList<LabelDecision> &decisions)
{
    QHash<qint64, LabelDecision> outdated;
    for (const LabelDecision &decision : read(session))
        outdated.insert(decision.trainIndex, decision);
    QList<LabelDecision> changed;
    for (const LabelDecision &decision : decisions) {
        const auto stored = outdated.constFind(decision.trainIndex);
        if (stored != outdated.constEnd() && *stored == decision)
            outdated.erase(stored);
        else
            changed += decision;
    }
    Statement deletion(m_database,
                       QStringLiteral("DELETE FROM label_decisions WHERE session = ? AND train_index = ?"));
    for (const LabelDecision &decision : std::as_const(outdated))
        deletion.bind(session.value).bind(decision.trainIndex).run();
    Statement insertion(m_database,
                        QStringLiteral("INSERT INTO label_decisions (session, train_index, verdict, "
                                       "label) VALUES (?, ?, ?, ?)"));
    for (const LabelDecision &decision : std::as_const(changed)) {
        insertion.bind(session.value).bind(decision.trainIndex).bind(verdictColumn(decision.verdict));
        if (decision.verdict == Verdict::Relabel)
            insertion.bind(decision.label);
        else
            insertion.bindNull();
        insertion.run();
    }
}

QList<LabelDecision> DecisionRows::read(SessionId session)
{
    QList<LabelDecision> decisions;
    Statement select(m_database, QStringLiteral("SELECT train_index, verdict, label FROM label_decisions "
                                                "WHERE session = ? ORDER BY train_index"));
    select.bind(session.value);
    while (select.next()) {
        const Verdict verdict = verdictFromColumn(select.text(1));
        decisions.append({select.integer(0), verdict, verdict == Verdict::Relabel ? select.number(2) : -1});
    }
    return decisions;
}

} // namespace proponent
