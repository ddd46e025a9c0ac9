// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_html.h"

#include <QFont>
#include <QRectF>

#include <memory>
#include <vector>

class QIODevice;
class QPaintDevice;
class QPainter;
class QTextDocument;

namespace proponent::ui {

/// A report laid out on pages: parts go whole to the next page where they don't fit, headings with what
/// follows. To be used in one thread, any.
class ReportPages
{
public:
    /// `page` is in dots of `device`, whose resolution decides how large a point is.
    ReportPages(const ReportParts &report, const QFont &font, const QString &footer, QPaintDevice *device,
                const QSizeF &page);
    ~ReportPages();

    [[nodiscard]] int count() const { return m_count; }
    void draw(QPainter &painter, int page) const;

private:
    struct Laid
    {
        std::unique_ptr<QTextDocument> document;
        double space = 0; ///< above, not at the top of a page
        double height = 0;
        bool staysWithNext = false;
    };
    /// A slice of a document on a page; the whole of it unless it is longer than a page.
    struct Slice
    {
        const QTextDocument *document;
        int page;
        double top;
        double from;
        double height;
    };

    void layOut(const ReportParts &report);
    void place();
    void placeLong(const Laid &part, double &y);

    QFont m_font;
    QString m_footer;
    QPaintDevice *m_device;
    QSizeF m_page;
    double m_scale; ///< dots of the device for a pixel at 96 dots an inch
    double m_bodyHeight;
    std::vector<Laid> m_parts;
    std::vector<Slice> m_slices;
    int m_count = 1;
};

/// False when the printer's description can't be written to the device.
bool writePdf(QIODevice &device, const ReportParts &report, const QString &title, const QFont &font);

} // namespace proponent::ui
