// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <QHash>
#include <QTest>

namespace proponent {

/// Collects the answers of an Engine and waits for those of single jobs.
class JobWaiter : public QObject
{
    Q_OBJECT

public:
    explicit JobWaiter(Engine &engine)
    {
        connect(&engine, &Engine::finished, this, [this](JobId job, const Outcome &outcome) {
            QVERIFY2(!m_outcomes.contains(job), "a second answer to one request");
            m_outcomes.insert(job, outcome);
        });
    }

    /// The answer to `job`; fails the test when it is of another kind.
    template <class Expected>
    Expected wait(JobId job)
    {
        if (!QTest::qWaitFor([this, job] { return m_outcomes.contains(job); }, 120'000)) {
            QTest::qFail("no answer in time", __FILE__, __LINE__);
            return {};
        }
        const Outcome outcome = m_outcomes.value(job);
        if (const auto *expected = std::get_if<Expected>(&outcome))
            return *expected;
        const auto *failed = std::get_if<Failed>(&outcome);
        QTest::qFail(failed ? qPrintable(failed->message) : "another kind of answer", __FILE__, __LINE__);
        return {};
    }

private:
    QHash<JobId, Outcome> m_outcomes;
};

} // namespace proponent
