// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace proponent {

/// What is asked about an example: which measurement of the model's answer training examples lowered or raised. All
/// are lower the more the model says what is asked, so that a score above 0 means the same of each: training on that
/// example made the model say it more.
/// - Loss: -log p of the true label.
/// - Predicted: -log p of the label that the model says: "why Shirt?"
/// - Class: -log p of one label, whatever is true.
/// - Margin: -log(p / (1 - p)) of the true label (TRAK's model output function, Park et al., 2023).
/// - Versus: the logit of one label minus that of the true one: "why not Coat?"
struct Question
{
    enum class Kind { Loss, Predicted, Class, Margin, Versus };
    Kind kind = Kind::Loss;
    int label = -1; ///< for Class and Versus

    /// "loss", "predicted", "margin", "class=3", "versus=3".
    static std::optional<Question> fromString(const QString &text);
    [[nodiscard]] QString toString() const;
    [[nodiscard]] bool namesLabel() const { return kind == Kind::Class || kind == Kind::Versus; }

    friend bool operator==(const Question &, const Question &) = default;
};

} // namespace proponent
