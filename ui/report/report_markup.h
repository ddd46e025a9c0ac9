// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_html.h"

#include <QCoreApplication>

namespace proponent::ui {

/// The translation context of all that a report says.
struct Report
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::Report)
};

enum class ReportTone { Plain, Strong, Muted, Proponent, Opponent, Wrong, Right, Warning };

/// A name and what goes with it: a row of facts, a key figure above its meaning.
struct ReportFact
{
    QString name;
    QString value;
};

struct ReportCell
{
    QString text;
    bool isNumber = false;
    double shade = 0; ///< 0 to 1 of the colour of what is right, below 0 of what is wrong
    double bar = -1; ///< 0 to 1: how far the cell is filled, below 0 not at all; for the eye only
};

struct ReportTable
{
    QStringList header;
    QList<QList<ReportCell>> rows;
    QString caption; ///< what the table shows, for a screen reader and below the table
    bool isMatrix = false; ///< narrow columns, names of columns written upright
};

/// An example's image with lines below it.
struct ReportThumbnail
{
    struct Line
    {
        QString text;
        ReportTone tone = ReportTone::Plain;
    };
    Split split = Split::Train;
    qint64 index = -1;
    QString description; ///< for who can't see it
    QList<Line> lines;
};

/// Writes a report's pieces in the dialect that is asked for; the one place that makes tags, and that
/// escapes text. Whatever is called `text` here is plain.
class ReportMarkup
{
public:
    ReportMarkup(ReportDialect dialect, const ReportContents &contents);

    void title(const QString &text, const QString &below);
    /// Begins a section, which lasts until the next. `id` is what a link names.
    void section(const QString &id, const QString &text);
    /// Begins a part of a section that isn't torn apart if that can be helped.
    void subheading(const QString &text);
    void paragraph(const QString &text, ReportTone tone = ReportTone::Plain);
    /// `html`: letters, operators, <sub> and <i>.
    void formula(const QString &html);
    void keyFigures(const QList<ReportFact> &figures);
    void facts(const QList<ReportFact> &facts);
    void table(const ReportTable &table);
    void thumbnails(const QList<ReportThumbnail> &thumbnails);
    struct Plot
    {
        const ReportFigure &figure;
        QString description; ///< for who can't see it
    };
    /// One example, larger, between it and a plot sentences about it.
    void portrait(const ReportThumbnail &thumbnail, const QStringList &sentences, const Plot &plot);
    void plots(const QList<Plot> &plots);

    /// The whole file; in the web dialect.
    [[nodiscard]] QString page(const QString &name) const;
    /// In the dialect of pages.
    [[nodiscard]] ReportParts parts() const;
    [[nodiscard]] const ReportExamples &examples() const { return m_examples; }

private:
    /// Without the control characters, which XML has no way to write.
    [[nodiscard]] static QString escaped(const QString &text);
    /// Joined without QString::arg, which would look for "%1" in the content.
    [[nodiscard]] static QString element(const QString &open, const QString &content, const QString &close);
    [[nodiscard]] static QString classOf(ReportTone tone);
    [[nodiscard]] bool isWeb() const { return m_dialect == ReportDialect::Web; }
    void add(const QString &html, int spaceAbove, bool staysWithNext = false);
    /// What was added last isn't left at the end of a page without what comes next.
    void keepWithNext();
    void closeSubsection();
    void addTable(const ReportTable &table, qsizetype from, qsizetype to);
    [[nodiscard]] QString cellsOf(const QList<ReportCell> &row) const;
    [[nodiscard]] QString image(const ReportThumbnail &thumbnail, int side);
    [[nodiscard]] QString captionOf(const ReportThumbnail &thumbnail) const;
    /// Empty without a picture.
    [[nodiscard]] QString plotImage(const Plot &plot);

    ReportDialect m_dialect;
    const ReportContents &m_contents;
    QList<ReportPart> m_parts;
    QHash<QString, QImage> m_images;
    ReportExamples m_examples;
    QList<ReportFact> m_sections; ///< id and title
    bool m_inSubsection = false;
};

/// The style sheets of the two dialects, which use the same class names.
[[nodiscard]] QString reportStyleSheet(ReportDialect dialect);

} // namespace proponent::ui
