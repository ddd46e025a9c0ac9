// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace proponent::ui {

class ChoiceCard;
class InlineMessage;
struct Workspace;

/// An empty library: large choices, two clicks away from a first proponent.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(Workspace &workspace, QWidget *parent = nullptr);

    [[nodiscard]] ChoiceCard *tryCard() const { return m_try; }

Q_SIGNALS:
    void tryRequested();
    void openDataRequested();
    void setUpRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QHBoxLayout *makeCards();
    void lookForFashionMnist();

    Workspace &m_workspace;
    ChoiceCard *m_try;
    ChoiceCard *m_open;
    ChoiceCard *m_setUp;
    bool m_looked = false;
};

} // namespace proponent::ui
