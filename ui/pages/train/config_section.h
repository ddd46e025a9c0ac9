// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/training_config.h"
#include "ui/widgets/form_field.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace proponent::ui {

class CountBox;

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
    /// Why what is typed in this field is no number at all; empty where it is one, or needs to be none.
    [[nodiscard]] QString typingProblem(const QString &name) const;

Q_SIGNALS:
    void edited();

protected:
    enum class NumberKind {
        Decimal,
        Share, ///< from 0 to 1, or in percent
        Whole, ///< of any size
    };

    explicit ConfigSection(QWidget *parent);

    /// Two columns; `columns` 2 takes a whole row.
    FormField *addField(const QString &name, const QString &caption, QWidget *editor, const QString &toolTip,
                        int columns = 1);
    CountBox *makeCount(int least, int most, int step = 1);
    QLineEdit *makeNumber(NumberKind kind = NumberKind::Decimal);
    QComboBox *makeChoice();
    /// As the user typed it in an editor of makeNumber(); NaN where it is none, as typingProblem() says.
    [[nodiscard]] double numberIn(const QLineEdit *editor) const;

private:
    QGridLayout *m_grid;
    QHash<QString, FormField *> m_fields;
    QHash<const QWidget *, NumberKind> m_numbers;
    int m_row = 0;
    int m_column = 0;
};

void showNumber(QLineEdit *editor, double value);

} // namespace proponent::ui
