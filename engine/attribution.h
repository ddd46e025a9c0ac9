// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace proponent {

/// A number that a method can be told.
struct AttributionParameter
{
    QString name; ///< "damping": in JSON and after --set
    QString explanation; ///< a sentence
    std::optional<double> usual; ///< nothing: the program chooses it by what it measures
    double minimum = 0;
    double maximum = 0;
    bool isWhole = false;
};

/// A way to say what training examples did to an answer.
struct AttributionInfo
{
    QString name; ///< "ekfac": in JSON, on the command line, in the library
    QString title; ///< "EK-FAC"
    QString explanation; ///< one sentence: what its scores say
    QString formula; ///< in plain text
    QString source; ///< "Grosse et al., 2023"
    QString url;
    QList<AttributionParameter> parameters;
    /// Which of a session's it takes where nothing else is asked for. Spread: seven at most, the first and the last among
    /// them, closer together early on, where training moves most.
    enum class Checkpoints { All, Last, Spread };
    Checkpoints checkpoints = Checkpoints::All;
    int passes = 0; ///< over the training examples, before it can score with a checkpoint
};

/// A method with the parameters it is asked with; those not named are the usual ones.
struct AttributionChoice
{
    QString name = QStringLiteral("tracin");
    QJsonObject parameters;

    friend bool operator==(const AttributionChoice &, const AttributionChoice &) = default;
};

} // namespace proponent
