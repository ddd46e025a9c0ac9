// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_markup.h"

#include <algorithm>
#include <cmath>

namespace proponent::ui {

namespace {

constexpr int rowsInAPart = 30; ///< of a table on paper

/// The Okabe-Ito blue or orange, on white.
QString shadeOnPaper(double shade)
{
    const double amount = std::min(std::abs(shade), 1.0) * 0.6;
    const auto mix = [amount](int ink) { return int(std::lround(255 + (ink - 255) * amount)); };
    const QColor colour =
        shade > 0 ? QColor(mix(0x00), mix(0x72), mix(0xb2)) : QColor(mix(0xd5), mix(0x5e), mix(0x00));
    return colour.name();
}

/// Columns of a matrix are narrow on paper, and names can't stand upright there.
QString headerText(const ReportTable &table, qsizetype column, bool isWeb)
{
    constexpr qsizetype most = 8;
    const QString text = table.header.at(column);
    if (isWeb || !table.isMatrix || column == 0 || text.size() <= most)
        return text;
    return text.first(most - 1) + QChar(0x2026);
}

} // namespace

QString ReportMarkup::escaped(const QString &text)
{
    QString clean = text;
    clean.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; });
    return clean.toHtmlEscaped();
}

QString ReportMarkup::element(const QString &open, const QString &content, const QString &close)
{
    return open + content + close + u'\n';
}

QString ReportMarkup::classOf(ReportTone tone)
{
    switch (tone) {
    case ReportTone::Plain:
        return QStringLiteral("plain");
    case ReportTone::Strong:
        return QStringLiteral("strong");
    case ReportTone::Muted:
        return QStringLiteral("muted");
    case ReportTone::Proponent:
        return QStringLiteral("proponent");
    case ReportTone::Opponent:
        return QStringLiteral("opponent");
    case ReportTone::Wrong:
        return QStringLiteral("wrong");
    case ReportTone::Right:
        return QStringLiteral("right");
    case ReportTone::Warning:
        return QStringLiteral("warning");
    }
    return {};
}

ReportMarkup::ReportMarkup(ReportDialect dialect, const ReportContents &contents)
    : m_dialect(dialect), m_contents(contents)
{
}

void ReportMarkup::add(const QString &html, int spaceAbove, bool staysWithNext)
{
    m_parts.append({html, staysWithNext, spaceAbove});
}

void ReportMarkup::keepWithNext()
{
    if (!m_parts.isEmpty())
        m_parts.last().staysWithNext = true;
}

void ReportMarkup::title(const QString &text, const QString &below)
{
    add(element(QStringLiteral("<h1>"), escaped(text), QStringLiteral("</h1>")) +
            element(QStringLiteral("<p class=\"lead\">"), escaped(below), QStringLiteral("</p>")),
        0);
}

void ReportMarkup::section(const QString &id, const QString &text)
{
    if (isWeb()) {
        closeSubsection();
        const QString end = m_sections.isEmpty() ? QString() : QStringLiteral("</section>\n");
        add(end + QStringLiteral("<section id=\"") + id + QStringLiteral("\">\n"), 0);
    }
    m_sections.append({id, text});
    add(element(QStringLiteral("<h2>"), escaped(text), QStringLiteral("</h2>")), 26, true);
}

void ReportMarkup::subheading(const QString &text)
{
    closeSubsection();
    if (isWeb()) {
        m_inSubsection = true;
        add(QStringLiteral("<article>\n"), 0);
    }
    add(element(QStringLiteral("<h3>"), escaped(text), QStringLiteral("</h3>")), 18, true);
}

void ReportMarkup::closeSubsection()
{
    if (std::exchange(m_inSubsection, false))
        add(QStringLiteral("</article>\n"), 0);
}

void ReportMarkup::paragraph(const QString &text, ReportTone tone)
{
    const QString lines = escaped(text).replace(u'\n', QStringLiteral("<br/>"));
    add(element(QStringLiteral("<p class=\"") + classOf(tone) + QStringLiteral("\">"), lines,
                QStringLiteral("</p>")),
        6);
}

void ReportMarkup::formula(const QString &html)
{
    add(element(QStringLiteral("<p class=\"formula\">"), html, QStringLiteral("</p>")), 8);
}

void ReportMarkup::keyFigures(const QList<ReportFact> &figures)
{
    QString cells;
    for (const ReportFact &figure : figures) {
        const QString content = QStringLiteral("<span class=\"value\">") + escaped(figure.value) +
                                QStringLiteral("</span><br/><span class=\"muted\">") + escaped(figure.name) +
                                QStringLiteral("</span>");
        cells += isWeb()
                     ? element(QStringLiteral("<div class=\"card\">"), content, QStringLiteral("</div>"))
                     : element(QStringLiteral("<td width=\"%1%\" class=\"card\">").arg(100 / figures.size()),
                               content, QStringLiteral("</td>"));
    }
    if (isWeb())
        add(element(QStringLiteral("<div class=\"cards\">\n"), cells, QStringLiteral("</div>")), 0);
    else
        add(QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"6\"><tr>") + cells +
                QStringLiteral("</tr></table>\n"),
            10);
}

void ReportMarkup::facts(const QList<ReportFact> &facts)
{
    QString rows;
    for (const ReportFact &fact : facts) {
        rows += QStringLiteral("<tr><th scope=\"row\" align=\"left\">") + escaped(fact.name) +
                QStringLiteral("</th><td>") + escaped(fact.value) + QStringLiteral("</td></tr>\n");
    }
    add(element(QStringLiteral("<table class=\"facts\" cellspacing=\"0\" cellpadding=\"3\">\n"), rows,
                QStringLiteral("</table>")),
        6);
}

void ReportMarkup::table(const ReportTable &table)
{
    const qsizetype all = table.rows.size();
    const qsizetype step = isWeb() || table.isMatrix ? std::max<qsizetype>(all, 1) : rowsInAPart;
    for (qsizetype from = 0; from < all; from += step)
        addTable(table, from, std::min(from + step, all));
    if (table.caption.isEmpty())
        return;
    keepWithNext();
    paragraph(table.caption, ReportTone::Muted);
}

void ReportMarkup::addTable(const ReportTable &table, qsizetype from, qsizetype to)
{
    QString html = QStringLiteral("<table class=\"") +
                   (table.isMatrix ? QStringLiteral("matrix") : QStringLiteral("figures")) +
                   QStringLiteral("\" cellspacing=\"0\" cellpadding=\"4\">\n<thead><tr>");
    for (qsizetype column = 0; column < table.header.size(); ++column) {
        const bool number =
            column < table.rows.constFirst().size() && table.rows.constFirst().at(column).isNumber;
        html += QStringLiteral("<th scope=\"col\" align=\"") +
                (number ? QStringLiteral("right\" class=\"number\">") : QStringLiteral("left\">")) +
                QStringLiteral("<span>") + escaped(headerText(table, column, isWeb())) +
                QStringLiteral("</span></th>");
    }
    html += QStringLiteral("</tr></thead>\n<tbody>\n");
    for (qsizetype row = from; row < to; ++row)
        html += element(QStringLiteral("<tr>"), cellsOf(table.rows.at(row)), QStringLiteral("</tr>"));
    html += QStringLiteral("</tbody></table>\n");
    if (isWeb())
        html = element(QStringLiteral("<div class=\"wide\">"), html, QStringLiteral("</div>"));
    add(html, from == 0 ? 8 : 0);
}

QString ReportMarkup::cellsOf(const QList<ReportCell> &row) const
{
    QString cells;
    for (qsizetype column = 0; column < row.size(); ++column) {
        const ReportCell &cell = row.at(column);
        const QString align = cell.isNumber ? QStringLiteral("right") : QStringLiteral("left");
        QString attributes = QStringLiteral(" align=\"") + align + u'"';
        QStringList classes;
        if (cell.isNumber)
            classes += QStringLiteral("number");
        if (cell.shade != 0 && isWeb()) {
            classes += cell.shade > 0 ? QStringLiteral("hit") : QStringLiteral("miss");
            attributes += QStringLiteral(" style=\"--share:%1\"").arg(std::abs(cell.shade), 0, 'f', 3);
        } else if (cell.shade != 0) {
            attributes += QStringLiteral(" bgcolor=\"%1\"").arg(shadeOnPaper(cell.shade));
        } else if (cell.bar >= 0 && isWeb()) {
            classes += QStringLiteral("bar");
            attributes += QStringLiteral(" style=\"--share:%1%\"").arg(cell.bar * 100, 0, 'f', 1);
        }
        if (!classes.isEmpty())
            attributes += QStringLiteral(" class=\"") + classes.join(u' ') + u'"';
        const QString tag = column == 0 ? QStringLiteral("th") : QStringLiteral("td");
        const QString scope = column == 0 ? QStringLiteral(" scope=\"row\"") : QString();
        cells +=
            u'<' + tag + scope + attributes + u'>' + escaped(cell.text) + QStringLiteral("</") + tag + u'>';
    }
    return cells;
}

QString ReportMarkup::page(const QString &name) const
{
    QString links;
    for (const ReportFact &section : m_sections)
        links += element(QStringLiteral("<a href=\"#") + section.name + QStringLiteral("\">"),
                         escaped(section.value), QStringLiteral("</a>"));
    QString body;
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        body += m_parts.at(i).html;
        if (i == 0) // below the title
            body += element(QStringLiteral("<nav>\n"), links, QStringLiteral("</nav>"));
    }
    if (m_inSubsection)
        body += QStringLiteral("</article>\n");
    if (!m_sections.isEmpty())
        body += QStringLiteral("</section>\n");
    //: The language of these texts, as in the lang attribute of HTML.
    const QString language = Report::tr("en");
    return QStringLiteral("<!DOCTYPE html>\n<html lang=\"") + escaped(language) +
           QStringLiteral(
               "\">\n<head>\n<meta charset=\"utf-8\"/>\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>") +
           escaped(name) + QStringLiteral("</title>\n<style>\n") + reportStyleSheet(m_dialect) +
           QStringLiteral("</style>\n</head>\n<body>\n<main>\n") + body +
           QStringLiteral("</main>\n</body>\n</html>\n");
}

ReportParts ReportMarkup::parts() const
{
    return {m_parts, reportStyleSheet(m_dialect), m_images};
}

} // namespace proponent::ui
