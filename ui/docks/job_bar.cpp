// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/job_bar.h"

#include "ui/text/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_label.h"
#include "ui/work/workspace.h"

#include <QDir>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

namespace proponent::ui {

namespace {
constexpr int progressSteps = 1000;
}

JobBar::JobBar(Workspace &workspace, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_text(new TextLabel(QString(), TextSize::Body, TextLabel::Tone::Plain, this)),
      m_waiting(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_progress(new QProgressBar(this)),
      m_stop(new QToolButton(this))
{
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(200, 8);
    m_progress->setAccessibleName(tr("Progress"));
    m_stop->setIcon(themedIcon(QStringLiteral("stop")));
    m_stop->setText(tr("Stop"));
    m_stop->setAccessibleName(tr("Stop"));
    m_stop->setToolTip(tr("Stop this work; what was finished is kept"));
    m_stop->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_stop->setAutoRaise(true);
    m_stop->setFocusPolicy(Qt::StrongFocus);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::two, space::half, space::one, space::half);
    layout->setSpacing(space::two);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_waiting);
    layout->addWidget(m_progress);
    layout->addWidget(m_stop);
    setMinimumHeight(36);

    connect(m_stop, &QToolButton::clicked, this, [this] {
        const JobList::Job *job = m_workspace.jobs.current();
        if (!job)
            return;
        // Through the run when it is the training, so that every Stop button shows it.
        if (m_workspace.run.job() == job->id)
            m_workspace.run.stop();
        else
            m_workspace.jobs.stop(job->id);
    });
    connect(&m_workspace.jobs, &JobList::changed, this, &JobBar::showJobs);
    connect(&m_workspace.library, &SessionLibrary::changed, this, &JobBar::showJobs);
    showJobs();
}

QString JobBar::text() const
{
    return m_text->text();
}

void JobBar::showJobs()
{
    const JobList::Job *job = m_workspace.jobs.current();
    m_progress->setVisible(job);
    m_stop->setVisible(job);
    const int waiting = int(m_workspace.jobs.jobs().size()) - 1;
    m_waiting->setVisible(waiting > 0);
    m_waiting->setText(tr("%Ln more waiting", nullptr, qMax(0, waiting)));
    if (!job) {
        showIdle();
        return;
    }
    m_stop->setEnabled(!job->stopping);
    if (job->stopping)
        m_text->setText(tr("Stopping: %1").arg(job->title));
    else if (job->progress && job->kind == JobList::Kind::Unasked)
        m_text->setText(tr("%1: %2").arg(job->title, text::progress(*job->progress)));
    else
        m_text->setText(job->progress ? text::progress(*job->progress) : tr("%1…").arg(job->title));
    m_text->setToolTip(job->title);
    if (job->progress && job->progress->total > 0) {
        m_progress->setRange(0, progressSteps);
        m_progress->setValue(int(double(job->progress->done) / double(job->progress->total) * progressSteps));
    } else {
        m_progress->setRange(0, 0);
    }
}

void JobBar::showIdle()
{
    const QString folder = QDir::toNativeSeparators(m_workspace.engine.libraryFolder());
    m_text->setText(
        m_workspace.library.isListed()
            ? tr("%Ln session(s) in %1", nullptr, int(m_workspace.library.sessions().size())).arg(folder)
            : folder);
    m_text->setToolTip(tr("The library: the folder where sessions are kept"));
}

} // namespace proponent::ui
