// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QFrame>
#include <QSortFilterProxyModel>

class QLineEdit;
class QListView;

namespace proponent::ui {

/// A choice among the classes of a data set. Where there are more than fit a list that can be looked through, the
/// list that opens has a line for words to find one by.
class ClassChoice : public QComboBox
{
    Q_OBJECT

public:
    static constexpr int longest = 30; ///< without the line

    using QComboBox::QComboBox;

    void showPopup() override;
};

/// The list of a long ClassChoice. Return or a click chooses, Escape or a click elsewhere doesn't.
class ClassSearch : public QFrame
{
    Q_OBJECT

public:
    /// Gone when it is closed.
    explicit ClassSearch(QComboBox &choice);

    [[nodiscard]] QLineEdit *words() const { return m_words; }
    [[nodiscard]] QListView *list() const { return m_list; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void find(const QString &words);
    void choose();
    void place();

    QComboBox &m_choice; ///< the parent
    QSortFilterProxyModel m_found;
    QLineEdit *m_words;
    QListView *m_list;
};

} // namespace proponent::ui
