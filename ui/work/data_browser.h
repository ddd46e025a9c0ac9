// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/image_store.h"
#include "ui/work/open_session.h"

#include <QCache>

namespace proponent::ui {

/// What is known of the examples of one split, by index.
struct SplitExamples
{
    QList<int> labels; ///< as in the files, one an example; below 0: not known
    QList<int> predicted; ///< what the session's model says; shorter than `labels` where it wasn't asked
    QList<float> losses; ///< likewise
    QList<qint64> flipped; ///< with a label that was planted wrong; ascending
    QList<LabelDecision> changes; ///< Relabel and Exclude; ascending by index
};

/// The data set that is looked at: the open session's, with what its model says and which labels were planted
/// wrong, or any other.
class DataBrowser : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Nothing, ///< none was chosen
        Loading,
        Ready,
        Missing, ///< the session's data set is gone or changed: what was stored with the session is known
        Failed, ///< it can't be read; problem() says why
    };

    DataBrowser(Engine &engine, Replies &replies, OpenSession &open, QObject *parent = nullptr);

    /// "fashion-mnist" or a folder. The open session's own data set is looked at as the session's.
    void browse(const QString &spec);

    /// Looks again for what was missing or couldn't be read; somebody may have mended it.
    void tryAgain();
    /// Looks whether the files are what they were.
    void lookForChanges();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isLoading() const { return m_state == State::Loading; }
    /// Whether there are examples to show.
    [[nodiscard]] bool hasExamples() const { return m_state == State::Ready || m_state == State::Missing; }
    /// In the reader's words, where the state is Missing or Failed.
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString spec() const { return m_spec; }
    /// The session whose data set it is; null when no session knows it.
    [[nodiscard]] const SessionDetails *session() const;
    /// Only while hasExamples().
    [[nodiscard]] DatasetInfo dataset() const;
    /// Without changes: what a person says of labels is newer in LabelJudging.
    [[nodiscard]] SplitExamples examples(Split split) const;
    [[nodiscard]] ImageStore &images() { return m_images; }

Q_SIGNALS:
    /// Other data, or the state.
    void changed();
    /// The same data; the session's model has newer answers.
    void updated();
    void failed(const QString &message);

private:
    void followSession();
    void look(const QString &spec, bool ofSession);
    JobId ask();
    void take(const DatasetBrowsed &browsed);
    void lose(const QString &problem);

    Engine &m_engine;
    Replies &m_replies;
    OpenSession &m_open;
    ImageStore m_images;
    QCache<QString, DatasetBrowsed>
        m_known; ///< by spec: going to and fro between sessions reads nothing again
    DatasetBrowsed m_found; ///< while Ready
    QString m_spec;
    QString m_problem;
    JobId m_request;
    State m_state = State::Nothing;
    bool m_ofSession = false;
};

} // namespace proponent::ui
