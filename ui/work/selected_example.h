// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <QList>
#include <QObject>

#include <optional>

namespace proponent::ui {

/// What is known about one example; the Inspector shows what is there.
struct ExampleFacts
{
    bool ofSession =
        true; ///< the open one; otherwise of the data that is looked at, which no open session knows
    Split split = Split::Test;
    qint64 index = -1;
    int label = -1;
    int originalLabel = -1; ///< differs from `label` where noise was planted
    int predicted = -1;
    std::optional<double> loss;
    QList<float> probabilities; ///< one a class
    QList<float> lossByEpoch; ///< from epoch 1
    std::optional<double> score; ///< of a training example for the traced one
};

/// What a session knows about one of its test examples.
[[nodiscard]] ExampleFacts factsOfTest(const SessionDetails &session, qint64 test);

/// The example that was selected last, wherever that was.
class SelectedExample : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void select(const ExampleFacts &facts);
    void clear();
    [[nodiscard]] const std::optional<ExampleFacts> &facts() const { return m_facts; }

Q_SIGNALS:
    void changed();

private:
    std::optional<ExampleFacts> m_facts;
};

} // namespace proponent::ui
