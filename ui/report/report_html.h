// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/label_audit.h"
#include "engine/session.h"

#include <QByteArray>
#include <QHash>
#include <QImage>
#include <QSet>
#include <QSize>

#include <optional>

namespace proponent::ui {

/// A plot as the bytes of an image file.
struct ReportFigure
{
    QByteArray light; ///< SVG or PNG
    QByteArray dark; ///< the same for a dark screen; may be empty
    QSize size; ///< on screen, in pixels
};

/// One traced example with its answer.
struct ReportedTrace
{
    AnalysisHeader header;
    TestInfluence influence;
    ReportFigure scores;
};

/// All that a report says, gathered: whoever composes it asks nobody anything.
struct ReportContents
{
    SessionDetails details;
    QString parentName; ///< of the session that this one was derived from, where it still exists
    QList<ReportedTrace> tests;
    int testsLeftOut = 0;
    QList<ReportedTrace> training; ///< training examples that were asked about as if they were tests
    std::optional<LabelAudit> audit;
    std::optional<SelfInfluenceAnalysis> selfInfluence;
    QHash<qint64, QImage> trainImages;
    QHash<qint64, QImage> testImages;
    bool datasetMissing = false; ///< the images are stored thumbnails
    QStringList problems; ///< what should be in the report and isn't, in words
    ReportFigure loss;
    ReportFigure accuracy;
    ReportFigure selfScores;
    ReportFigure recovery;
    QDateTime written;
};

/// Web: HTML and CSS of today. Pages: the subset that QTextDocument lays out on paper.
enum class ReportDialect { Web, Pages };

/// A piece of a paper report that isn't torn apart by the end of a page.
struct ReportPart
{
    QString html;
    bool staysWithNext = false; ///< a heading and what it is the heading of
    int spaceAbove = 0; ///< in pixels at 96 dots an inch; none at the top of a page
};

/// A report for paper; `images` are what the `src` attributes name.
struct ReportParts
{
    QList<ReportPart> parts;
    QString styleSheet;
    QHash<QString, QImage> images;
};

/// The examples whose images a report shows.
struct ReportExamples
{
    QSet<qint64> train;
    QSet<qint64> test;
};

[[nodiscard]] ReportExamples examplesShownIn(const ReportContents &contents);

/// A whole HTML file that is also well-formed XML: no scripts, nothing loaded from anywhere, images inside.
[[nodiscard]] QString webReport(const ReportContents &contents);
[[nodiscard]] ReportParts pagedReport(const ReportContents &contents);

/// How well the session did, in one line: "CNN on Fashion-MNIST: 91.2 % of 10,000 test examples right after 5
/// epochs".
[[nodiscard]] QString summaryLine(const SessionDetails &details);

} // namespace proponent::ui
