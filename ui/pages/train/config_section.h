// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/training_config.h"
#include "ui/widgets/form_field.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLineEdit;
class QSpinBox;

namespace proponent::ui {

/// A few fields of a TrainingConfig that belong together. Fields are known by their JSON names, as the
/// engine's FieldProblem is.
class ConfigSection : public QWidget
{
    Q_OBJECT

public:
    virtual void load(const TrainingConfig &config) = 0;
    virtual void store(TrainingConfig &config) const = 0;
    [[nodiscard]] FormField *field(const QString &name) const { return m_fields.value(name); }
    [[nodiscard]] QStringList fieldNames() const { return m_fields.keys(); }

Q_SIGNALS:
    void edited();

protected:
    explicit ConfigSection(QWidget *parent);

    /// Two columns; `columns` 2 takes a whole row.
    FormField *addField(const QString &name, const QString &caption, QWidget *editor, const QString &toolTip,
                        int columns = 1);
    QSpinBox *makeCount(int least, int most, int step = 1);
    QLineEdit *makeNumber();
    QComboBox *makeChoice();

private:
    QGridLayout *m_grid;
    QHash<QString, FormField *> m_fields;
    int m_row = 0;
    int m_column = 0;
};

/// A number as the user typed it; something that is no number reads as NaN, which problemsOf() reports.
[[nodiscard]] double numberIn(const QLineEdit *editor);
void showNumber(QLineEdit *editor, double value);

} // namespace proponent::ui
