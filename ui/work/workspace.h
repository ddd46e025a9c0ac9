// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/auditing.h"
#include "ui/work/comparison.h"
#include "ui/work/data_browser.h"
#include "ui/work/image_store.h"
#include "ui/work/indexing.h"
#include "ui/work/job_list.h"
#include "ui/work/judging_methods.h"
#include "ui/work/label_judging.h"
#include "ui/work/machine.h"
#include "ui/work/open_session.h"
#include "ui/work/replies.h"
#include "ui/work/selected_example.h"
#include "ui/work/session_library.h"
#include "ui/work/tracing.h"
#include "ui/work/tracing_ahead.h"
#include "ui/work/training_run.h"

#include <QUndoStack>

namespace proponent::ui {

/// What the window's parts share. Members are in the order in which they depend on each other.
struct Workspace
{
    explicit Workspace(Engine &theEngine) : engine(theEngine)
    {
        QObject::connect(&library, &SessionLibrary::changed, &open,
                         [this] { open.follow(library.sessions()); });
    }

    /// What may have changed while the user was elsewhere: another window's sessions, data that was put back.
    void lookAround()
    {
        library.refresh(); // and what is open, if another program went on with it
        images.tryAgain();
        data.tryAgain();
    }

    Engine &engine;
    Replies replies{engine};
    JobList jobs{engine};
    Machine machine{engine, replies, jobs};
    QUndoStack undo;
    SessionLibrary library{engine, replies, undo};
    ImageStore images{engine, replies};
    TrainingRun run{engine, replies, jobs};
    OpenSession open{engine, replies, images, run};
    Tracing tracing{engine, replies, jobs, open};
    TracingAhead ahead{engine, replies, jobs, open, run};
    JudgingMethods judgingMethods{engine, replies, jobs, open};
    Indexing indexing{engine, replies, jobs, open, run};
    Auditing auditing{engine, replies, jobs, open};
    LabelJudging judging{engine, replies, open, undo};
    Comparison comparison{engine, replies, jobs, open, library};
    DataBrowser data{engine, replies, open};
    SelectedExample selected;
};

} // namespace proponent::ui
