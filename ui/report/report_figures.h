// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_html.h"

#include <QTemporaryDir>

class QWidget;

namespace proponent::ui {

class PlotWidget;

/// Draws a report's plots with the program's own plot widgets, which never come on screen. One call draws one
/// plot, in a few milliseconds; of the thread of the window, as all widgets are.
class ReportFigures
{
public:
    explicit ReportFigures(ReportDialect dialect);

    [[nodiscard]] ReportFigure loss(const SessionDetails &details) const;
    [[nodiscard]] ReportFigure accuracy(const SessionDetails &details) const;
    /// With the strongest proponent and opponent marked.
    [[nodiscard]] ReportFigure scores(const TestInfluence &influence) const;
    [[nodiscard]] ReportFigure selfScores(const SelfInfluenceAnalysis &analysis) const;
    [[nodiscard]] ReportFigure recovery(const LabelAudit &audit) const;

private:
    enum class Theme { Light, Dark };

    /// `owner` is `plot` or has it as a child; drawn once a theme.
    [[nodiscard]] ReportFigure draw(QWidget &owner, PlotWidget &plot, int height) const;
    [[nodiscard]] QByteArray drawn(QWidget &owner, PlotWidget &plot, Theme theme) const;

    ReportDialect m_dialect;
    int m_width;
    QTemporaryDir m_folder; ///< plots are saved to files
};

} // namespace proponent::ui
