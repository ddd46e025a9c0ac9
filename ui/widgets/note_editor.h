// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPlainTextEdit;

namespace proponent::ui {

/// A few lines about a session, written under the list that it stands in.
class NoteEditor : public QFrame
{
    Q_OBJECT

public:
    explicit NoteEditor(QWidget *parent = nullptr);

    void edit(const QString &title, const QString &note, std::function<void(const QString &)> save);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void save();

    QLabel *m_title;
    QPlainTextEdit *m_text;
    std::function<void(const QString &)> m_save;
};

} // namespace proponent::ui
