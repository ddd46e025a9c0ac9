// SPDX-License-Identifier: GPL-3.0-or-later
// What stands there while there is no answer.
#include "ui/pages/influence/influence_page.h"
#include "ui/text/format.h"
#include "ui/text/influence_words.h"
#include "ui/widgets/empty_state.h"

#include <QStackedWidget>

namespace proponent::ui {

void InfluencePage::showNothing()
{
    m_shown = -1;
    m_answer->setCurrentWidget(m_untraced);
    m_untraced->setWords(hasExamples() ? tr("Choose a test example") : tr("Nothing to trace yet"),
                         hasExamples()
                             ? tr("Its proponents and opponents among the training examples appear here.")
                             : tr("Test examples can be traced after the first epoch."));
    m_untraced->setAction(QString());
    Q_EMIT actionsChanged();
}

void InfluencePage::showUntraced(qint64 example)
{
    m_shown = -1;
    m_answer->setCurrentWidget(m_untraced);
    const TraceSettings how = settings();
    const QList<qint64> examples = asked();
    if (examples.size() > 1 && m_workspace.tracing.isGroupPending(examples, how)) {
        m_untraced->setWords(tr("Tracing %Ln example(s) as one question…", nullptr, int(examples.size())),
                             tr("You can go on; the answer appears here when it is ready."));
        m_untraced->setAction(QString());
    } else if (m_workspace.tracing.isPending(example, how)) {
        m_untraced->setWords(tr("Tracing %1…").arg(text::example(example)),
                             m_workspace.run.isActive() && !m_workspace.tracing.isInstant(how)
                                 ? tr("It begins when the training is done.")
                                 : tr("You can go on; the answer appears here when it is ready."));
        m_untraced->setAction(QString());
    } else if (m_workspace.tracing.storedFor(example, how)) {
        m_untraced->setWords(tr("Reading the stored answer…"), QString());
        m_untraced->setAction(QString());
    } else {
        QString sentence =
            tr("Tracing compares its gradient with that of every training example, at each checkpoint.");
        if (const auto other = m_workspace.tracing.storedOtherwise(example, how.of))
            sentence +=
                u' ' +
                tr("It was traced before: %1, %2, %Ln checkpoint(s).", nullptr,
                   int(other->checkpoints.size()))
                    .arg(text::influenceMethodName(other->method),
                         text::layersName(layerChoiceFromString(other->layers).value_or(LayerChoice::All)));
        m_untraced->setWords(tr("Which training examples led to this?"), sentence);
        m_untraced->setAction(tr("Trace this example"), tr("Enter, or a double click, does the same"));
        m_untraced->setActionEnabled(canTrace());
    }
    Q_EMIT actionsChanged();
}

} // namespace proponent::ui
