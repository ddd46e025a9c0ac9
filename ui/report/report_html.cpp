// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_html.h"

#include "ui/report/report_sections.h"
#include "ui/text/format.h"

#include <QLocale>

namespace proponent::ui {

namespace {

void writeTitle(ReportMarkup &markup, const ReportContents &contents)
{
    const SessionSummary &session = contents.details.summary;
    markup.title(session.name, summaryLine(contents.details));
    QString dates =
        Report::tr("Trained %1 · report written %2").arg(moment(session.created), moment(contents.written));
    if (!session.tags.isEmpty())
        dates += QStringLiteral(" · ") + Report::tr("tags: %1").arg(session.tags.join(QStringLiteral(", ")));
    markup.paragraph(dates, ReportTone::Muted);
    const QStringList paragraphs = session.note.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts);
    for (const QString &paragraph : paragraphs)
        markup.paragraph(paragraph.trimmed());
}

void writeReport(ReportMarkup &markup, const ReportContents &contents)
{
    writeTitle(markup, contents);
    writeKeyFigures(markup, contents);
    writeConfiguration(markup, contents);
    writeData(markup, contents);
    writeLabelChanges(markup, contents);
    writeLearning(markup, contents);
    writeClasses(markup, contents);
    writeMistakes(markup, contents);
    writeTraces(markup, contents);
    writeSelfInfluence(markup, contents);
    writeAudit(markup, contents);
    writeOrigin(markup, contents);
}

} // namespace

QString moment(const QDateTime &when)
{
    return QLocale().toString(when.toLocalTime(), QStringLiteral("d MMM yyyy HH:mm"));
}

QString plantedNote(const SessionDetails &details)
{
    if (details.flipped.isEmpty())
        return {};
    return u' ' + Report::tr("⚑ marks a label that was planted wrong, and says what it was.");
}

ReportCell wordCell(const QString &text)
{
    return {.text = text};
}

ReportCell numberCell(const QString &text)
{
    return {.text = text, .isNumber = true};
}

void writeOrigin(ReportMarkup &markup, const ReportContents &contents)
{
    const SessionDetails &details = contents.details;
    markup.section(QStringLiteral("origin"), Report::tr("How it was made"));
    markup.facts({
        {Report::tr("Program"), QStringLiteral("Proponent " PROPONENT_VERSION)},
        {Report::tr("Trained with"), QStringLiteral("libtorch ") + details.libtorchVersion},
        {Report::tr("Device"), details.summary.device},
        {Report::tr("Precision"), text::precisionName(details.summary.precision)},
    });
    markup.paragraph(
        Report::tr("Influence of a training example z on a test example z′ is TracInCP of Pruthi, Liu, "
                   "Kale and Sundararajan, “Estimating Training Data Influence by Tracing Gradient "
                   "Descent”, NeurIPS 2020, arXiv:2002.08484:"));
    markup.formula(QStringLiteral("TracInCP(<i>z</i>, <i>z</i>′) = Σ<sub><i>i</i></sub> "
                                  "<i>η</i><sub><i>i</i></sub> ∇ℓ(<i>w</i><sub><i>i</i></sub>, <i>z</i>) · "
                                  "∇ℓ(<i>w</i><sub><i>i</i></sub>, <i>z</i>′)"));
    markup.paragraph(
        Report::tr("The sum is over checkpoints: w are the parameters there, η is the learning rate that "
                   "led to it, ℓ the cross-entropy. Above 0: a step on z lowers the loss of z′ (a "
                   "proponent); below 0 it raises it (an opponent). TracIn, cosine divides each product by "
                   "both gradients' norms (Charpiat et al., 2019, arXiv:1910.05085); RelatIF divides the sum "
                   "by the square root of the training example's self-influence (after Barshan et al., 2020, "
                   "arXiv:2003.11630)."));
}

ReportExamples examplesShownIn(const ReportContents &contents)
{
    ReportMarkup markup(ReportDialect::Pages, contents);
    writeReport(markup, contents);
    return markup.examples();
}

QString webReport(const ReportContents &contents)
{
    ReportMarkup markup(ReportDialect::Web, contents);
    writeReport(markup, contents);
    return markup.page(contents.details.summary.name);
}

ReportParts pagedReport(const ReportContents &contents)
{
    ReportMarkup markup(ReportDialect::Pages, contents);
    writeReport(markup, contents);
    return markup.parts();
}

} // namespace proponent::ui
