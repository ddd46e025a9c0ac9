// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attribution.h"

#include <QFrame>

class QLineEdit;

namespace proponent::ui {

class FormField;

/// The numbers of one method, in a frame that closes by Escape or a click elsewhere. What is typed is told as soon as it
/// is one that the method takes; a field that is left empty is the usual number, or chosen by the method.
class MethodParameters : public QFrame
{
    Q_OBJECT

public:
    /// Gone when it is closed.
    MethodParameters(const AttributionInfo &method, const QJsonObject &chosen, QWidget *parent);

    /// Those that aren't the usual ones.
    [[nodiscard]] QJsonObject chosen() const { return m_chosen; }

Q_SIGNALS:
    void changed();

private:
    FormField *addField(const AttributionParameter &parameter);
    void take(const AttributionParameter &parameter, const QString &typed, FormField *field);

    QJsonObject m_chosen;
};

} // namespace proponent::ui
