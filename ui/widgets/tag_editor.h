// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QLineEdit;
class QStringListModel;

namespace proponent::ui {

/// "a, B,, b" as "a", "B": trimmed, without empty ones and those that differ in case only.
[[nodiscard]] QStringList tagsIn(const QString &text);

/// The tags of a session, separated by commas, written under the list that it stands in. Offers those that
/// are in use.
class TagEditor : public QFrame
{
    Q_OBJECT

public:
    explicit TagEditor(QWidget *parent = nullptr);

    void edit(const QString &title, const QStringList &tags, const QStringList &known,
              std::function<void(const QStringList &)> write);

    [[nodiscard]] QLineEdit *line() const { return m_line; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void save();

    QLabel *m_title;
    QLineEdit *m_line;
    QStringListModel *m_known;
    std::function<void(const QStringList &)> m_save;
};

} // namespace proponent::ui
