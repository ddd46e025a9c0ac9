// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace proponent::ui {

/// What was typed to find sessions: words, all of which must occur, and bounds on the test accuracy:
/// ">90", "acc>=0.9", "< 85 %". A bound whose number is still missing asks for nothing.
class SessionSearch
{
public:
    SessionSearch() = default;
    explicit SessionSearch(const QString &text);

    /// `text`: everything about a session that has words.
    [[nodiscard]] bool matches(const QString &text, std::optional<double> accuracy) const;

private:
    struct Bound
    {
        bool above = true;
        bool orEqual = false;
        double share = 0;

        [[nodiscard]] bool holds(double accuracy) const;
    };

    QStringList m_words;
    QList<Bound> m_bounds;
};

} // namespace proponent::ui
