// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_markup.h"

// The sections of a report, each from the same contents, in any dialect. Private to ui/report.
namespace proponent::ui {

void writeKeyFigures(ReportMarkup &markup, const ReportContents &contents);
void writeConfiguration(ReportMarkup &markup, const ReportContents &contents);
void writeData(ReportMarkup &markup, const ReportContents &contents);
void writeLearning(ReportMarkup &markup, const ReportContents &contents);

/// By class, and what was taken for what.
void writeClasses(ReportMarkup &markup, const ReportContents &contents);
void writeMistakes(ReportMarkup &markup, const ReportContents &contents);

void writeTraces(ReportMarkup &markup, const ReportContents &contents);
void writeSelfInfluence(ReportMarkup &markup, const ReportContents &contents);
void writeAudit(ReportMarkup &markup, const ReportContents &contents);
/// What a child session's labels have that its data's don't; nothing for other sessions.
void writeLabelChanges(ReportMarkup &markup, const ReportContents &contents);

void writeOrigin(ReportMarkup &markup, const ReportContents &contents);

/// A moment with its date, which a reader needs on another day.
[[nodiscard]] QString moment(const QDateTime &when);
/// What the sign at a thumbnail means, to go after a sentence; empty where no label is planted wrong.
[[nodiscard]] QString plantedNote(const SessionDetails &details);
[[nodiscard]] ReportCell wordCell(const QString &text);
[[nodiscard]] ReportCell numberCell(const QString &text);

} // namespace proponent::ui
