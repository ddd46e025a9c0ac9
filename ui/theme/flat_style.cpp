// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/flat_style.h"

#include "ui/theme/flat_painting.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPainter>
#include <QStyleOption>

namespace proponent::ui {

using namespace flat;

FlatStyle::FlatStyle() : QProxyStyle(QStringLiteral("Fusion"))
{
}

void FlatStyle::polish(QWidget *widget)
{
    if (widget->inherits("QTipLabel")) // Qt's own, made for one text and polished before it has it
        static_cast<QLabel *>(widget)->setTextFormat(Qt::PlainText);
    QProxyStyle::polish(widget);
}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const Colours colours = coloursOf(option->palette);
    switch (element) {
    case PE_PanelButtonCommand:
        drawButtonPanel(option, painter, widget);
        return;
    case PE_PanelButtonTool:
        if (option->state & (State_Sunken | State_On))
            fillRounded(painter, option->rect, blended(colours.faint, colours.muted, 0.2), QColor());
        else if (option->state & State_MouseOver && option->state & State_Enabled)
            fillRounded(painter, option->rect, colours.faint, QColor());
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            drawField(option, option->rect, painter);
        return;
    case PE_FrameLineEdit:
    case PE_FrameStatusBarItem:
        return;
    case PE_IndicatorCheckBox:
        drawCheckBox(option, painter);
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        drawDivider(option, painter);
        return;
    case PE_FrameFocusRect:
        fillRounded(painter, option->rect, QColor(), colours.accent, 1.5);
        return;
    case PE_Frame:
        painter->save();
        painter->setPen(colours.border);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    const Colours colours = coloursOf(option->palette);
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && isPrimary(widget) && (option->state & State_Enabled)) {
            QStyleOptionButton copy = *button;
            copy.palette.setColor(QPalette::ButtonText, colours.onAccent);
            if (!copy.icon.isNull()) {
                const qreal ratio = widget->devicePixelRatioF();
                copy.icon = QIcon(copy.icon.pixmap(copy.iconSize, ratio, QIcon::Selected));
            }
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ComboBoxLabel:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
            combo && !combo->editable) {
            const QRect field = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
            painter->save();
            painter->setPen(option->palette.color(QPalette::Text));
            painter->drawText(
                field, Qt::AlignVCenter | Qt::AlignLeft,
                option->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, field.width()));
            painter->restore();
            return;
        }
        break;
    case CE_Splitter:
        return;
    case CE_ProgressBarGroove:
        fillRounded(painter, option->rect, colours.faint, QColor());
        return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
            bar && bar->maximum > 0) {
            const double share = double(bar->progress - bar->minimum) / double(bar->maximum - bar->minimum);
            QRect done = bar->rect;
            done.setWidth(int(done.width() * qBound(0.0, share, 1.0)));
            if (done.width() > 2)
                fillRounded(painter, done, colours.accent, QColor());
            return;
        }
        break;
    case CE_DockWidgetTitle:
        if (const auto *dock = qstyleoption_cast<const QStyleOptionDockWidget *>(option)) {
            painter->save();
            painter->setFont(sized(painter->font(), TextSize::Heading));
            painter->setPen(option->palette.color(QPalette::WindowText));
            const QRect text = dock->rect.adjusted(space::two, 0, -space::four, 0);
            painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                              painter->fontMetrics().elidedText(dock->title, Qt::ElideRight, text.width()));
            painter->restore();
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                   QPainter *painter, const QWidget *widget) const
{
    const QColor arrow = (option->state & State_Enabled)
                             ? coloursOf(option->palette).muted
                             : option->palette.color(QPalette::Disabled, QPalette::Text);
    if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        combo && control == CC_ComboBox) {
        drawField(option, option->rect, painter);
        drawChevron(painter, subControlRect(control, option, SC_ComboBoxArrow, widget), false, arrow);
        return;
    }
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        spin && control == CC_SpinBox) {
        if (spin->frame)
            drawField(option, option->rect, painter);
        if (spin->buttonSymbols != QAbstractSpinBox::NoButtons) {
            drawChevron(painter, subControlRect(control, option, SC_SpinBoxUp, widget), true, arrow);
            drawChevron(painter, subControlRect(control, option, SC_SpinBoxDown, widget), false, arrow);
        }
        return;
    }
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        bar && control == CC_ScrollBar) {
        drawScrollBar(bar, subControlRect(control, option, SC_ScrollBarSlider, widget), painter);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                SubControl subControl, const QWidget *widget) const
{
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        spin && control == CC_SpinBox)
        return spinBoxRect(*spin, subControl);
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar) {
        const QRect rect = QProxyStyle::subControlRect(control, option, subControl, widget);
        const bool text = control == CC_ComboBox && subControl == SC_ComboBoxEditField;
        return text ? rect.adjusted(textInset, 0, 0, 0) : rect;
    }

    // No arrow buttons: the whole length is groove.
    const bool horizontal = bar->orientation == Qt::Horizontal;
    const int length = horizontal ? bar->rect.width() : bar->rect.height();
    const int steps = bar->maximum - bar->minimum;
    int size = length;
    if (steps > 0)
        size = qMax(24, int(qint64(bar->pageStep) * length / (qint64(steps) + bar->pageStep)));
    size = qMin(size, length);
    const int at = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - size,
                                           bar->upsideDown);
    const auto span = [&](int from, int extent) {
        return horizontal ? QRect(bar->rect.x() + from, bar->rect.y(), extent, bar->rect.height())
                          : QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), extent);
    };
    QRect result;
    switch (subControl) {
    case SC_ScrollBarSlider:
        result = span(at, size);
        break;
    case SC_ScrollBarGroove:
        result = bar->rect;
        break;
    case SC_ScrollBarSubPage:
        result = span(0, at);
        break;
    case SC_ScrollBarAddPage:
        result = span(at + size, length - at - size);
        break;
    default:
        return {};
    }
    return visualRect(bar->direction, bar->rect, result);
}

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    switch (element) {
    case SE_LineEditContents:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            return rect.adjusted(textInset, 0, -textInset, 0);
        return rect;
    case SE_DockWidgetCloseButton:
    case SE_DockWidgetFloatButton:
        return rect.translated(-space::one, 0);
    default:
        return rect;
    }
}

QIcon FlatStyle::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    switch (icon) {
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
        return themedIcon(QStringLiteral("close"));
    case SP_TitleBarNormalButton:
        return themedIcon(QStringLiteral("float"));
    case SP_LineEditClearButton:
        return themedIcon(QStringLiteral("close"));
    default:
        return QProxyStyle::standardIcon(icon, option, widget);
    }
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton) {
        result.setWidth(qMax(72, result.width() + space::one));
        result.setHeight(qMax(controlHeight, result.height()));
    } else if (type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox) {
        result.rwidth() += textInset;
        result.setHeight(qMax(controlHeight, option->fontMetrics.height() + 12));
    } else if (type == CT_MenuBarItem || type == CT_MenuItem) {
        result.setHeight(result.height() + space::half);
    }
    return result;
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 16;
    case PM_SplitterWidth:
        return space::one;
    case PM_DockWidgetSeparatorExtent:
        return space::half;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return space::one;
    case PM_DockWidgetTitleMargin:
        return space::one;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_ToolTipLabelFrameWidth:
        return space::half;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ScrollBar_Transient:
        return 0;
    case SH_ComboBox_Popup:
        return 0; // a list below the field, like every other list here
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void makePrimary(QAbstractButton *button)
{
    button->setProperty(primaryProperty, true);
    button->update();
}

} // namespace proponent::ui
