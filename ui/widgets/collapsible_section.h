// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace proponent::ui {

/// A heading that shows and hides what stands under it.
class CollapsibleSection : public QWidget
{
    Q_OBJECT

public:
    CollapsibleSection(const QString &title, QWidget *content, QWidget *parent = nullptr);

    void setExpanded(bool expanded);
    [[nodiscard]] bool isExpanded() const;

private:
    QToolButton *m_heading;
    QWidget *m_content;
    bool m_expanded = false;
};

} // namespace proponent::ui
