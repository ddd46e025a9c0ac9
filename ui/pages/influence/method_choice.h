// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/method_model.h"

#include <QWidget>

class QComboBox;
class QToolButton;

namespace proponent::ui {

class WindowSettings;

/// A method to choose, with what is known of each on the open session; and a button that opens its parameters.
class MethodChoice : public QWidget
{
    Q_OBJECT

public:
    explicit MethodChoice(WindowSettings &settings, QWidget *parent = nullptr);

    /// With the parameters that it was asked with last.
    [[nodiscard]] AttributionChoice choice() const;
    /// Without changed().
    void setMethod(const QString &name);
    void setEvaluations(const QList<MethodEvaluation> &evaluations);
    [[nodiscard]] QComboBox *methods() const { return m_methods; }
    [[nodiscard]] QToolButton *parametersButton() const { return m_parametersButton; }

Q_SIGNALS:
    void changed();

private:
    void showMethod();
    void fitList();
    void openParameters();

    WindowSettings &m_settings;
    MethodModel m_model;
    QComboBox *m_methods;
    QToolButton *m_parametersButton;
    QJsonObject m_parameters; ///< of the method that is chosen
};

} // namespace proponent::ui
