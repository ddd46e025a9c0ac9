// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/image_store.h"
#include "ui/work/training_run.h"

#include <optional>

namespace proponent::ui {

/// The session that the pages show: figures, test examples and its stored analyses. Follows the training
/// when it is the one that is being trained.
class OpenSession : public QObject
{
    Q_OBJECT

public:
    OpenSession(Engine &engine, Replies &replies, ImageStore &images, TrainingRun &run,
                QObject *parent = nullptr);

    void open(SessionId session);
    void close();
    /// Reads it again: after an epoch, an analysis, a new name.
    void refresh();
    /// The same where the list of sessions shows that another program went on with it.
    void follow(const QList<SessionSummary> &listed);

    [[nodiscard]] bool isOpen() const { return m_details.has_value(); }
    [[nodiscard]] SessionId id() const { return m_details ? m_details->summary.id : SessionId{}; }
    /// Only while isOpen().
    [[nodiscard]] const SessionDetails &details() const { return *m_details; }
    [[nodiscard]] bool isTraining() const { return isOpen() && m_run.session() == id(); }

Q_SIGNALS:
    /// Another session is shown from now on, or none.
    void opened();
    /// The same session, newer figures.
    void updated();
    void failed(const QString &message);

private:
    void show(const SessionDetails &details);
    void request(SessionId session);

    Engine &m_engine;
    Replies &m_replies;
    ImageStore &m_images;
    TrainingRun &m_run;
    std::optional<SessionDetails> m_details;
    JobId m_request;
    SessionId m_requested;
};

} // namespace proponent::ui
