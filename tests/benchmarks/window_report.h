// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/benchmarks/window_watch.h"

#include <QJsonObject>
#include <QList>

namespace proponent::benchmark {

/// Of something that was done several times, in milliseconds.
struct Times
{
    QList<double> all;

    [[nodiscard]] double median() const;
    [[nodiscard]] double worst() const;
};

/// What was measured: a line each as it comes, or all of it as JSON at the end.
class Report
{
public:
    explicit Report(bool json) : m_isJson(json) {}

    void begin(const QString &data, int sessions);
    /// `goal`: milliseconds; 0: none.
    void add(const QString &name, const Times &times, double goal);
    void beginStalls() const;
    void add(const QString &name, const Stalls &stalls);
    void end() const;

private:
    bool m_isJson;
    QJsonObject m_json;
};

} // namespace proponent::benchmark
