// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tab_order.h"

#include <QFocusEvent>
#include <QGridLayout>
#include <QScrollArea>
#include <QSet>
#include <QSplitter>

#include <algorithm>
#include <numeric>

namespace proponent::ui {

namespace {

/// The widgets that can have the focus, as one reads.
class ReadingOrder
{
public:
    void add(QWidget *widget)
    {
        if (!widget || widget->isWindow() || m_seen.contains(widget))
            return;
        m_seen.insert(widget);
        auto *scroll = qobject_cast<QScrollArea *>(widget);
        if (!scroll && widget->focusPolicy() != Qt::NoFocus) {
            m_widgets += widget; // and what it is made of is its own business
            return;
        }
        addInside(widget, scroll);
    }

    [[nodiscard]] const QList<QWidget *> &widgets() const { return m_widgets; }

    void addInside(QWidget *widget, const QScrollArea *scroll = nullptr)
    {
        if (scroll)
            add(scroll->widget());
        if (const auto *splitter = qobject_cast<QSplitter *>(widget)) {
            for (int i = 0; i < splitter->count(); ++i)
                add(splitter->widget(i));
        }
        if (QLayout *layout = widget->layout())
            addLayout(layout);
        const QObjectList children = widget->children();
        for (QObject *child : children)
            add(qobject_cast<QWidget *>(child));
    }

private:
    void addLayout(QLayout *layout)
    {
        QList<int> items(layout->count());
        std::iota(items.begin(), items.end(), 0);
        if (const auto *grid = qobject_cast<QGridLayout *>(layout)) {
            const auto placeOf = [grid](int item) {
                int row = 0, column = 0, rows = 0, columns = 0;
                grid->getItemPosition(item, &row, &column, &rows, &columns);
                return std::pair(row, column);
            };
            std::sort(items.begin(), items.end(), [&](int a, int b) { return placeOf(a) < placeOf(b); });
        }
        for (const int item : std::as_const(items)) {
            QLayoutItem *one = layout->itemAt(item);
            if (one->layout())
                addLayout(one->layout());
            else
                add(one->widget());
        }
    }

    QList<QWidget *> m_widgets;
    QSet<QWidget *> m_seen;
};

class Lead : public QObject
{
public:
    Lead(QWidget &whole, std::function<QWidget *()> inside)
        : QObject(&whole), m_whole(whole), m_inside(std::move(inside))
    {
        whole.installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::FocusIn)
            return QObject::eventFilter(watched, event);
        if (QWidget *target = this->target())
            target->setFocus(static_cast<QFocusEvent *>(event)->reason());
        return true;
    }

private:
    [[nodiscard]] QWidget *target() const
    {
        QWidget *wanted = m_inside();
        if (wanted->isVisible() && wanted->isEnabled())
            return wanted;
        ReadingOrder order;
        order.addInside(&m_whole);
        for (QWidget *widget : order.widgets()) {
            if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus))
                return widget;
        }
        return nullptr;
    }

    QWidget &m_whole; ///< the parent
    std::function<QWidget *()> m_inside;
};

} // namespace

void tabInReadingOrder(const QList<QWidget *> &parts)
{
    ReadingOrder order;
    for (QWidget *part : parts)
        part->isWindow() ? order.addInside(part) : order.add(part);
    const QList<QWidget *> &widgets = order.widgets();
    for (qsizetype i = 1; i < widgets.size(); ++i)
        QWidget::setTabOrder(widgets.at(i - 1), widgets.at(i));
}

void leadFocus(QWidget &whole, std::function<QWidget *()> inside)
{
    new Lead(whole, std::move(inside)); // ours as long as `whole` is there
}

} // namespace proponent::ui
