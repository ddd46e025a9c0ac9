// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves a PlotWidget: its data as text, its picture as a file, and the menu that offers both.
#include "ui/plots/plot_contents.h"
#include "ui/plots/plot_widget.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QSvgGenerator>

namespace proponent::ui {

namespace {

QString csvField(const QString &text)
{
    QString quoted = text;
    quoted.replace(u'"', QStringLiteral("\"\""));
    return u'"' + quoted + u'"';
}

/// QSvgGenerator knows no clipping: what reaches out of the axes (a bar down to 0 on a logarithmic axis, a line
/// of which only a part is looked at) is painted over, and axes and legend are drawn once more.
void drawWithoutClip(PlotCanvas &canvas, QCPPainter &painter)
{
    const QBrush background(coloursOf(canvas.palette()).surface);
    const auto showData = [&](bool visible) {
        canvas.layer(QStringLiteral("grid"))->setVisible(visible);
        for (int i = 0; i < canvas.plottableCount(); ++i)
            canvas.plottable(i)->setVisible(visible);
        for (int i = 0; i < canvas.itemCount(); ++i)
            canvas.item(i)->setVisible(visible);
        canvas.setBackground(visible ? background : QBrush(Qt::NoBrush));
    };
    canvas.toPainter(&painter, canvas.width(), canvas.height());
    for (const QRect &margin : QRegion(canvas.rect()) - QRegion(canvas.axisRect()->rect()))
        painter.fillRect(margin, background);
    showData(false);
    canvas.toPainter(&painter, canvas.width(), canvas.height());
    showData(true);
}

} // namespace

QString toCsv(const PlotTable &table)
{
    QStringList fields;
    for (const QString &name : table.header)
        fields += csvField(name);
    QString text = fields.join(u',') + u'\n';
    for (const QVariantList &row : table.rows) {
        fields.clear();
        for (const QVariant &cell : row) {
            const bool number = cell.typeId() == QMetaType::Double;
            fields += number ? QString::number(cell.toDouble(), 'g', 9) : csvField(cell.toString());
        }
        text += fields.join(u',') + u'\n';
    }
    return text;
}

QString PlotWidget::csv() const
{
    return toCsv(table());
}

bool PlotWidget::save(const QString &file) const
{
    PlotCanvas *canvas = m_impl->canvas;
    if (file.endsWith(u".pdf", Qt::CaseInsensitive))
        return canvas->savePdf(file);
    if (file.endsWith(u".svg", Qt::CaseInsensitive)) {
        QSvgGenerator generator;
        generator.setFileName(file);
        generator.setSize(canvas->size());
        generator.setViewBox(canvas->rect());
        generator.setResolution(canvas->logicalDpiY()); // else letters are smaller than on the screen
        generator.setTitle(m_impl->title);
        QCPPainter painter;
        if (!painter.begin(&generator))
            return false;
        painter.setMode(QCPPainter::pmVectorized);
        drawWithoutClip(*canvas, painter);
        return painter.end();
    }
    // Twice the size on screen: sharp in a document.
    return canvas->savePng(file, 0, 0, 2.0);
}

void PlotWidget::copyCsv() const
{
    QApplication::clipboard()->setText(csv());
}

void PlotWidget::saveAs()
{
    auto *dialog = new QFileDialog(this, tr("Save plot"), title() + QStringLiteral(".png"),
                                   tr("PNG image (*.png);;SVG drawing (*.svg);;PDF document (*.pdf)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        if (!save(file))
            sayNotSaved(file);
    });
    dialog->open();
}

void PlotWidget::sayNotSaved(const QString &file)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Save plot"),
                                tr("The plot can't be written to %1. Choose another folder, or another name.")
                                    .arg(QDir::toNativeSeparators(file)),
                                QMessageBox::Ok, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

QString PlotWidget::title() const
{
    return m_impl->title.isEmpty() ? tr("plot") : m_impl->title;
}

void PlotWidget::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("reset")), tr("Show everything"), this, &PlotWidget::resetView);
    menu->addSeparator();
    menu->addAction(themedIcon(QStringLiteral("export")), tr("Save as PNG, SVG or PDF…"), this,
                    &PlotWidget::saveAs);
    menu->addAction(tr("Copy data as CSV"), this, &PlotWidget::copyCsv);
    menu->addAction(tr("Show as table"), this, &PlotWidget::showTable);
    menu->popup(event->globalPos());
}

} // namespace proponent::ui
