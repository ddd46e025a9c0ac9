// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_markup.h"

#include <QBuffer>

#include <algorithm>

namespace proponent::ui {

namespace {

// Pixels at 96 dots an inch.
constexpr int thumbnailSide = 84;
constexpr int thumbnailSideOnPaper = 64;
constexpr int portraitSide = 112;
constexpr int thumbnailsInARow = 8; ///< on paper; a window decides for itself
constexpr int largestThumbnail = 224; ///< pixels of an image that are worth carrying along

QString dataUri(const QByteArray &bytes)
{
    const bool svg = !bytes.startsWith("\x89PNG");
    return (svg ? QStringLiteral("data:image/svg+xml;base64,") : QStringLiteral("data:image/png;base64,")) +
           QString::fromLatin1(bytes.toBase64());
}

QByteArray png(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QImage reduced(const QImage &image)
{
    if (std::max(image.width(), image.height()) <= largestThumbnail)
        return image;
    return image.scaled(largestThumbnail, largestThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

/// The size at which an image fits a square.
QSize fitted(const QImage &image, int side)
{
    return image.size().scaled(side, side, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
}

/// Readers of PDF smooth what they enlarge; whole pixels enlarged beforehand stay pixels.
QImage enlarged(const QImage &image)
{
    constexpr int sharpEnough = 168;
    const int factor = std::max(1, sharpEnough / std::max({1, image.width(), image.height()}));
    return factor == 1 ? image : image.scaled(image.size() * factor);
}

} // namespace

QString ReportMarkup::image(const ReportThumbnail &thumbnail, int side)
{
    const bool train = thumbnail.split == Split::Train;
    (train ? m_examples.train : m_examples.test).insert(thumbnail.index);
    const QImage image = (train ? m_contents.trainImages : m_contents.testImages).value(thumbnail.index);
    if (image.isNull())
        return QStringLiteral("<span class=\"missing\">") + escaped(Report::tr("no image")) +
               QStringLiteral("</span>");
    const QSize size = fitted(image, side);
    const QString attributes =
        QStringLiteral("\" width=\"%1\" height=\"%2\"").arg(size.width()).arg(size.height());
    if (isWeb())
        return QStringLiteral("<img class=\"pixels\" src=\"") + dataUri(png(reduced(image))) + attributes +
               QStringLiteral(" alt=\"") + escaped(thumbnail.description) + QStringLiteral("\"/>");
    const QString name =
        (train ? QStringLiteral("train-%1") : QStringLiteral("test-%1")).arg(thumbnail.index);
    if (!m_images.contains(name))
        m_images.insert(name, enlarged(reduced(image)));
    return QStringLiteral("<img src=\"") + name + attributes + QStringLiteral("/>");
}

QString ReportMarkup::captionOf(const ReportThumbnail &thumbnail) const
{
    QStringList lines;
    for (const ReportThumbnail::Line &line : thumbnail.lines)
        lines += QStringLiteral("<span class=\"") + classOf(line.tone) + QStringLiteral("\">") +
                 escaped(line.text) + QStringLiteral("</span>");
    return lines.join(QStringLiteral("<br/>"));
}

void ReportMarkup::thumbnails(const QList<ReportThumbnail> &thumbnails)
{
    keepWithNext(); // the words above
    QString row;
    for (qsizetype i = 0; i < thumbnails.size(); ++i) {
        const QString picture = image(thumbnails.at(i), isWeb() ? thumbnailSide : thumbnailSideOnPaper);
        const QString caption = captionOf(thumbnails.at(i));
        if (isWeb()) {
            row +=
                element(QStringLiteral("<figure class=\"thumbnail\">") + picture,
                        QStringLiteral("<figcaption>") + caption, QStringLiteral("</figcaption></figure>"));
            continue;
        }
        row += QStringLiteral("<td width=\"%1%\" class=\"thumbnail\">")
                   .arg(100.0 / thumbnailsInARow, 0, 'f', 1) +
               picture + QStringLiteral("<br/>") + caption + QStringLiteral("</td>");
        if (i % thumbnailsInARow < thumbnailsInARow - 1 && i + 1 < thumbnails.size())
            continue;
        for (qsizetype empty = i % thumbnailsInARow + 1; empty < thumbnailsInARow; ++empty)
            row += QStringLiteral("<td></td>");
        add(QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"2\"><tr>") +
                std::exchange(row, QString()) + QStringLiteral("</tr></table>\n"),
            6);
    }
    if (isWeb())
        add(element(QStringLiteral("<div class=\"thumbnails\">\n"), row, QStringLiteral("</div>")), 0);
}

void ReportMarkup::portrait(const ReportThumbnail &thumbnail, const QStringList &sentences, const Plot &plot)
{
    QString words;
    for (const QString &sentence : sentences)
        words += element(QStringLiteral("<p>"), escaped(sentence), QStringLiteral("</p>"));
    const QString picture = image(thumbnail, portraitSide);
    if (isWeb())
        add(QStringLiteral("<div class=\"portrait\">") + picture + QStringLiteral("<div class=\"words\">") +
                words + QStringLiteral("</div>") + plotImage(plot) + QStringLiteral("</div>\n"),
            0);
    else
        add(QStringLiteral(
                "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"2\"><tr><td width=\"18%\">") +
                picture + QStringLiteral("</td><td>") + words + QStringLiteral("</td><td align=\"right\">") +
                plotImage(plot) + QStringLiteral("</td></tr></table>\n"),
            4, true);
}

QString ReportMarkup::plotImage(const Plot &plot)
{
    if (plot.figure.light.isEmpty())
        return {};
    const QSize size = plot.figure.size;
    const QString attributes =
        QStringLiteral("\" width=\"%1\" height=\"%2\"").arg(size.width()).arg(size.height());
    if (!isWeb()) {
        const QString name = QStringLiteral("plot-%1").arg(m_images.size());
        m_images.insert(name, QImage::fromData(plot.figure.light));
        return QStringLiteral("<img src=\"") + name + attributes + QStringLiteral("/>");
    }
    QString dark;
    if (!plot.figure.dark.isEmpty())
        dark = QStringLiteral("<source media=\"screen and (prefers-color-scheme: dark)\" srcset=\"") +
               dataUri(plot.figure.dark) + QStringLiteral("\"/>");
    return element(QStringLiteral("<figure class=\"plot\"><picture>") + dark,
                   QStringLiteral("<img src=\"") + dataUri(plot.figure.light) + attributes +
                       QStringLiteral(" alt=\"") + escaped(plot.description) + QStringLiteral("\"/>"),
                   QStringLiteral("</picture></figure>"));
}

void ReportMarkup::plots(const QList<Plot> &plots)
{
    QString row;
    for (const Plot &one : plots) {
        const QString picture = plotImage(one);
        if (!picture.isEmpty())
            row += isWeb() ? picture : element(QStringLiteral("<td>"), picture, QStringLiteral("</td>"));
    }
    if (row.isEmpty())
        return;
    if (isWeb())
        add(element(QStringLiteral("<div class=\"plots\">\n"), row, QStringLiteral("</div>")), 0);
    else
        add(QStringLiteral("<table cellspacing=\"0\" cellpadding=\"2\"><tr>") + row +
                QStringLiteral("</tr></table>\n"),
            6);
}

} // namespace proponent::ui
