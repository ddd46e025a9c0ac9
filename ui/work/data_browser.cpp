// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/data_browser.h"

#include <QDir>
#include <QGuiApplication>

namespace proponent::ui {

namespace {
constexpr qsizetype mostKnown = 4;
}

DataBrowser::DataBrowser(Engine &engine, Replies &replies, OpenSession &open, QObject *parent)
    : QObject(parent),
      m_engine(engine),
      m_replies(replies),
      m_open(open),
      m_images(engine, replies),
      m_known(mostKnown)
{
    connect(&open, &OpenSession::opened, this, &DataBrowser::followSession);
    connect(&open, &OpenSession::updated, this, [this] {
        if (session())
            Q_EMIT updated();
    });
    connect(&m_images, &ImageStore::datasetMissingChanged, this, [this](bool missing) {
        if (missing && m_state == State::Ready) {
            m_known.remove(m_spec);
            look(m_spec, m_ofSession); // says in words what is wrong with it now
        }
    });
    connect(&m_images, &ImageStore::datasetChanged, this, [this] { look(m_spec, m_ofSession); });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive) // somebody may come back from an image editor
            lookForChanges();
    });
    followSession();
}

void DataBrowser::browse(const QString &spec)
{
    const DatasetInfo own = m_open.isOpen() ? m_open.details().dataset : DatasetInfo{};
    const bool ofSession = m_open.isOpen() && (spec == own.spec || QDir::cleanPath(spec) == own.path);
    const QString meant = ofSession ? own.spec : spec;
    const bool shown =
        meant == m_spec && ofSession == m_ofSession && (m_state == State::Loading || m_state == State::Ready);
    if (!meant.isEmpty() && !shown)
        look(meant, ofSession);
}

void DataBrowser::tryAgain()
{
    m_images.tryAgain();
    if (m_state != State::Missing && m_state != State::Failed)
        return;
    m_replies.await(ask(), this, [this, spec = m_spec](const Outcome &outcome) {
        const auto *found = std::get_if<DatasetBrowsed>(&outcome);
        const bool lost = m_state == State::Missing || m_state == State::Failed;
        const bool fits =
            found && (!session() || found->dataset.fingerprint == session()->dataset.fingerprint);
        if (fits && lost && spec == m_spec)
            look(m_spec, m_ofSession);
    });
}

const SessionDetails *DataBrowser::session() const
{
    return m_ofSession && m_open.isOpen() ? &m_open.details() : nullptr;
}

DatasetInfo DataBrowser::dataset() const
{
    return m_state == State::Missing && session() ? session()->dataset : m_found.dataset;
}

SplitExamples DataBrowser::examples(Split split) const
{
    SplitExamples examples;
    const SessionDetails *details = session();
    const bool train = split == Split::Train;
    if (m_state == State::Ready)
        examples.labels = train ? m_found.trainLabels : m_found.testLabels;
    else if (m_state == State::Missing && details)
        examples.labels = train ? QList<int>(details->trainCount, -1) : details->evaluation.labels;
    if (details && train) {
        examples.flipped = details->flipped;
    } else if (details) {
        examples.predicted = details->evaluation.predicted;
        examples.losses = details->evaluation.losses;
    }
    return examples;
}

void DataBrowser::lookForChanges()
{
    if (m_state != State::Ready)
        return;
    m_replies.await(ask(), this, [this, spec = m_spec](const Outcome &outcome) {
        const auto *found = std::get_if<DatasetBrowsed>(&outcome);
        const bool same = found && found->dataset.fingerprint == m_found.dataset.fingerprint;
        if (m_state == State::Ready && spec == m_spec && !same) {
            m_images.forget();
            m_known.remove(spec);
            look(m_spec, m_ofSession);
        }
    });
}

/// A session's own data is by its rules and in its order, which may differ from how the folder is read today.
JobId DataBrowser::ask()
{
    return session() ? m_engine.browseDataset(m_open.id()) : m_engine.browseDataset(m_spec);
}

void DataBrowser::followSession()
{
    if (m_open.isOpen())
        look(m_open.details().dataset.spec, true);
    else if (m_ofSession) // closed: its data set may be what the next session is trained on
        look(m_state == State::Missing ? QString() : m_spec, false);
}

void DataBrowser::look(const QString &spec, bool ofSession)
{
    m_replies.forget(m_request);
    m_engine.cancel(std::exchange(m_request, {}));
    m_spec = spec;
    m_ofSession = ofSession;
    m_problem.clear();
    if (ofSession)
        m_images.setSession(m_open.id());
    else
        m_images.setDataset(spec);
    const DatasetBrowsed *known = m_known.object(spec);
    // A folder may have got new contents: only a session says which ones are meant.
    if (known && session() && known->dataset.fingerprint == session()->dataset.fingerprint) {
        take(DatasetBrowsed(*known));
        return;
    }
    m_state = spec.isEmpty() ? State::Nothing : State::Loading;
    if (m_state == State::Loading) {
        m_request = ask();
        m_replies.await(m_request, this, [this](const Outcome &outcome) {
            m_request = {};
            if (const auto *browsed = std::get_if<DatasetBrowsed>(&outcome)) {
                m_known.insert(m_spec, new DatasetBrowsed(*browsed)); // the cache owns it
                take(*browsed);
            } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
                lose(failure->message);
            }
        });
    }
    Q_EMIT changed();
}

void DataBrowser::take(const DatasetBrowsed &browsed)
{
    m_found = browsed;
    m_state = State::Ready;
    Q_EMIT changed();
}

void DataBrowser::lose(const QString &problem)
{
    m_found = {};
    m_problem = problem;
    m_state = session() ? State::Missing : State::Failed;
    Q_EMIT changed();
    Q_EMIT failed(problem);
}

} // namespace proponent::ui
