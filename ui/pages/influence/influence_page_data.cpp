// SPDX-License-Identifier: GPL-3.0-or-later
// Where the session's data set is no longer where it was.
#include "ui/pages/influence/influence_page.h"
#include "ui/widgets/inline_message.h"

#include <QDir>
#include <QFileDialog>

namespace proponent::ui {

QString InfluencePage::wordsForMissingData() const
{
    const QString folder = m_workspace.open.isOpen() ? m_workspace.open.details().dataset.path : QString();
    return tr("%1 no longer holds the data set of this session. Stored thumbnails are shown; to trace more "
              "examples, put it back, or say where it is now.")
        .arg(QDir::toNativeSeparators(folder));
}

void InfluencePage::offerToFindData(const QString &words)
{
    m_dataMessage->offer(InlineMessage::Kind::Warning, words, tr("Find the data set…"));
}

void InfluencePage::findData()
{
    offerToFindData(wordsForMissingData()); // the button has hidden it, and the choice may be cancelled
    auto *dialog = new QFileDialog(this, tr("Where the data set is now"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        dialog, &QFileDialog::fileSelected, this,
        [this, session = m_workspace.open.id()](const QString &folder) { relocateData(session, folder); });
    dialog->open();
}

void InfluencePage::relocateData(SessionId session, const QString &folder)
{
    const JobId job = m_workspace.engine.relocateData(session, folder);
    m_workspace.replies.await(job, this, [this, session](const Outcome &outcome) {
        if (session != m_workspace.open.id())
            return;
        if (const auto *failure = std::get_if<Failed>(&outcome))
            return offerToFindData(failure->message);
        m_workspace.open.refresh();
        m_workspace.images.tryAgain();
    });
}

} // namespace proponent::ui
