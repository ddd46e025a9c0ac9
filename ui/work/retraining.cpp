// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/retraining.h"

#include <QCoreApplication>
#include <QSet>

namespace proponent::ui {

namespace {

struct RetrainingText
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::Retraining)
};

QString nameOfChild(const QString &parent, const QList<SessionSummary> &known)
{
    QSet<QString> taken{parent};
    for (const SessionSummary &session : known)
        taken.insert(session.name);
    const QString suffix = RetrainingText::tr(", relabelled");
    QString base = parent;
    if (const qsizetype at = base.lastIndexOf(suffix); at > 0)
        base.truncate(at); // a grandchild is "relabelled 2", not "relabelled, relabelled"
    QString name = base + suffix;
    for (int number = 2; taken.contains(name); ++number)
        name = base + suffix + u' ' + QString::number(number);
    return name;
}

} // namespace

TrainingConfig retrainingOf(const SessionDetails &parent, const QList<LabelDecision> &changes,
                            const QList<SessionSummary> &known)
{
    TrainingConfig config = parent.config;
    config.name = nameOfChild(parent.summary.name, known);
    config.labelChanges = changes;
    config.parent = parent.summary.id;
    return config;
}

} // namespace proponent::ui
