// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_pdf.h"

#include "ui/report/report_markup.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>
#include <QTextOption>

#include <algorithm>

namespace proponent::ui {

namespace {

constexpr double footerHeight = 28; ///< pixels at 96 dots an inch
constexpr int dotsPerInch = 300;
constexpr double marginMillimetres = 15;
constexpr double bodyPoints = 9;

/// Finds its images in the report, not in files.
class PartDocument : public QTextDocument
{
public:
    explicit PartDocument(const QHash<QString, QImage> &images) : m_images(images) {}

protected:
    QVariant loadResource(int, const QUrl &name) override { return m_images.value(name.toString()); }

private:
    const QHash<QString, QImage> &m_images;
};

} // namespace

ReportPages::ReportPages(const ReportParts &report, const QFont &font, const QString &footer,
                         QPaintDevice *device, const QSizeF &page)
    : m_font(font),
      m_footer(footer),
      m_device(device),
      m_page(page),
      m_scale(device->logicalDpiY() / 96.0),
      m_bodyHeight(page.height() - footerHeight * m_scale)
{
    m_font.setPointSizeF(bodyPoints);
    layOut(report);
    place();
}

ReportPages::~ReportPages() = default;

void ReportPages::layOut(const ReportParts &report)
{
    QTextOption wrapping;
    wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // a hash, an address
    m_parts.reserve(size_t(report.parts.size()));
    for (const ReportPart &part : report.parts) {
        auto document = std::make_unique<PartDocument>(report.images);
        document->documentLayout()->setPaintDevice(m_device);
        document->setDocumentMargin(0);
        document->setDefaultFont(m_font);
        document->setDefaultTextOption(wrapping);
        document->setDefaultStyleSheet(report.styleSheet);
        document->setHtml(part.html);
        document->setTextWidth(m_page.width());
        const double height = document->size().height();
        m_parts.push_back({std::move(document), part.spaceAbove * m_scale, height, part.staysWithNext});
    }
}

void ReportPages::place()
{
    double y = 0;
    for (size_t first = 0; first < m_parts.size();) {
        size_t end = first + 1;
        double together = m_parts[first].space + m_parts[first].height;
        while (end < m_parts.size() && m_parts[end - 1].staysWithNext) {
            together += m_parts[end].space + m_parts[end].height;
            ++end;
        }
        if (y > 0 && y + together > m_bodyHeight && together <= m_bodyHeight) {
            ++m_count;
            y = 0;
        }
        for (; first < end; ++first) {
            const Laid &part = m_parts[first];
            if (part.height > m_bodyHeight) {
                placeLong(part, y);
                continue;
            }
            const double space = y > 0 ? part.space : 0;
            const bool fits = y + space + part.height <= m_bodyHeight;
            m_count += !fits;
            y = fits ? y + space : 0;
            m_slices.push_back({part.document.get(), m_count - 1, y, 0, part.height});
            y += part.height;
        }
    }
}

/// A paragraph longer than a page: the document's own layout ends its pages between lines.
void ReportPages::placeLong(const Laid &part, double &y)
{
    m_count += y > 0;
    part.document->setPageSize(QSizeF(m_page.width(), m_bodyHeight));
    const int pages = part.document->pageCount();
    for (int page = 0; page < pages; ++page)
        m_slices.push_back({part.document.get(), m_count - 1 + page, 0, page * m_bodyHeight, m_bodyHeight});
    m_count += pages - 1;
    y = m_bodyHeight;
}

void ReportPages::draw(QPainter &painter, int page) const
{
    for (const Slice &slice : m_slices) {
        if (slice.page != page)
            continue;
        const QRectF shown(0, slice.from, m_page.width(), slice.height);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = shown;
        context.palette.setColor(QPalette::Text, QColor(0x1b, 0x1f, 0x24));
        painter.save();
        painter.translate(0, slice.top - slice.from);
        painter.setClipRect(shown);
        slice.document->documentLayout()->draw(&painter, context);
        painter.restore();
    }
    QFont small = m_font;
    small.setPointSizeF(bodyPoints * 0.85);
    const QRectF foot(0, m_bodyHeight, m_page.width(), m_page.height() - m_bodyHeight);
    const QString number = Report::tr("page %1 of %2").arg(page + 1).arg(m_count);
    painter.setFont(QFont(small, m_device));
    painter.setPen(QColor(0x59, 0x62, 0x6e));
    const int room = int(foot.width() * 0.7);
    const QString name =
        QFontMetrics(QFont(small, m_device), m_device).elidedText(m_footer, Qt::ElideRight, room);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignBottom, name);
    painter.drawText(foot, Qt::AlignRight | Qt::AlignBottom, number);
}

bool writePdf(QIODevice &device, const ReportParts &report, const QString &title, const QFont &font)
{
    QPdfWriter writer(&device);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Proponent " PROPONENT_VERSION));
    writer.setResolution(dotsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(
        QMarginsF(marginMillimetres, marginMillimetres, marginMillimetres, marginMillimetres),
        QPageLayout::Millimeter);
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    painter.setRenderHint(QPainter::LosslessImageRendering); // pixels stay what they are
    const ReportPages pages(report, font, title, &writer, QSizeF(writer.width(), writer.height()));
    for (int page = 0; page < pages.count(); ++page) {
        if (page > 0 && !writer.newPage())
            return false;
        pages.draw(painter, page);
    }
    return painter.end();
}

} // namespace proponent::ui
