// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <QWidget>

class QComboBox;

namespace proponent::ui {

class ClassChoice;

/// What is asked about a test example; where that names a class, with a choice among the classes beside it.
class QuestionChoice : public QWidget
{
    Q_OBJECT

public:
    explicit QuestionChoice(QWidget *parent = nullptr);

    [[nodiscard]] Question question() const;
    /// The classes to choose from, none before a session is open, and the labels of the example that is asked about: in
    /// the tooltips, and where a class is wanted and none was chosen yet. Below 0: there is no example.
    void showExample(const DatasetInfo &dataset, int label, int predicted);
    [[nodiscard]] QComboBox *kinds() const { return m_kinds; }
    [[nodiscard]] QComboBox *classes() const;

Q_SIGNALS:
    void changed();

private:
    void fillClasses(const DatasetInfo &dataset);
    void suggestClass();
    [[nodiscard]] Question::Kind kind() const;

    QComboBox *m_kinds;
    ClassChoice *m_classes;
    QStringList m_names; ///< that the classes were filled with
    int m_suggested = -1;
    bool m_isChosen = false; ///< the class, by the user
};

} // namespace proponent::ui
