// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_sections.h"
#include "ui/text/format.h"

#include <algorithm>

namespace proponent::ui {

namespace {

constexpr int mostClassesOfAMatrix = 12; ///< more don't fit a sheet of paper
constexpr int commonConfusions = 20;
constexpr int worstMistakes = 12;

/// How often each class was taken for each: [label][predicted].
using Confusion = QList<QList<qint64>>;

Confusion confusionOf(const TestEvaluation &evaluation, int classes)
{
    Confusion confusion(classes, QList<qint64>(classes, 0));
    for (qsizetype i = 0; i < evaluation.labels.size(); ++i) {
        const int label = evaluation.labels.at(i);
        const int predicted = evaluation.predicted.value(i, -1);
        if (label >= 0 && label < classes && predicted >= 0 && predicted < classes)
            ++confusion[label][predicted];
    }
    return confusion;
}

qint64 sumOf(const QList<qint64> &counts)
{
    qint64 sum = 0;
    for (const qint64 count : counts)
        sum += count;
    return sum;
}

void writeByClass(ReportMarkup &markup, const SessionDetails &details, const Confusion &confusion)
{
    const DatasetInfo &dataset = details.dataset;
    ReportTable table;
    table.header = {Report::tr("Class"), Report::tr("Test examples"), Report::tr("Right"),
                    Report::tr("Accuracy"), Report::tr("Most often taken for")};
    for (int label = 0; label < confusion.size(); ++label) {
        QList<qint64> row = confusion.at(label);
        const qint64 all = sumOf(row);
        const qint64 right = std::exchange(row[label], 0);
        const auto other = std::max_element(row.constBegin(), row.constEnd());
        const double share = all > 0 ? double(right) / double(all) : 0;
        QList<ReportCell> cells{wordCell(text::className(dataset, label)), numberCell(text::count(all)),
                                numberCell(text::count(right)),
                                numberCell(all > 0 ? text::percent(share) : Report::tr("none")),
                                wordCell(QString())};
        cells[3].bar = share;
        if (*other > 0)
            cells[4].text = Report::tr("%1 (%2)").arg(text::className(dataset, int(other - row.constBegin())),
                                                      text::count(*other));
        table.rows += cells;
    }
    table.caption = Report::tr("Test examples by the label that they have in the file.");
    markup.table(table);
}

void writeMatrix(ReportMarkup &markup, const SessionDetails &details, const Confusion &confusion)
{
    ReportTable table;
    table.isMatrix = true;
    table.header += Report::tr("label ↓ · predicted →");
    for (int label = 0; label < confusion.size(); ++label) {
        table.header += text::className(details.dataset, label);
        QList<ReportCell> row{wordCell(text::className(details.dataset, label))};
        const double all = double(std::max<qint64>(sumOf(confusion.at(label)), 1));
        for (int predicted = 0; predicted < confusion.size(); ++predicted) {
            const qint64 count = confusion.at(label).at(predicted);
            ReportCell cell = numberCell(text::count(count));
            cell.shade = (label == predicted ? 1 : -1) * double(count) / all;
            row += cell;
        }
        table.rows += row;
    }
    table.caption =
        Report::tr("Each number counts test examples; a cell is the darker the larger its share of the "
                   "row, blue where the answer is right, orange where it is wrong.");
    markup.table(table);
}

void writeCommonConfusions(ReportMarkup &markup, const SessionDetails &details, const Confusion &confusion)
{
    struct Pair
    {
        int label;
        int predicted;
        qint64 count;
    };
    QList<Pair> pairs;
    for (int label = 0; label < confusion.size(); ++label) {
        for (int predicted = 0; predicted < confusion.size(); ++predicted) {
            const qint64 count = confusion.at(label).at(predicted);
            if (label != predicted && count > 0)
                pairs += {label, predicted, count};
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair &a, const Pair &b) { return a.count > b.count; });
    ReportTable table;
    table.header = {Report::tr("Label"), Report::tr("Predicted"), Report::tr("Test examples")};
    for (const Pair &pair : pairs.first(std::min<qsizetype>(pairs.size(), commonConfusions)))
        table.rows +=
            {wordCell(text::className(details.dataset, pair.label)),
             wordCell(text::className(details.dataset, pair.predicted)), numberCell(text::count(pair.count))};
    table.caption = Report::tr("The commonest of %Ln confusion(s) of one class with another.", nullptr,
                               int(pairs.size()));
    markup.table(table);
}

} // namespace

void writeClasses(ReportMarkup &markup, const ReportContents &contents)
{
    const SessionDetails &details = contents.details;
    if (details.evaluation.labels.isEmpty())
        return;
    const Confusion confusion = confusionOf(details.evaluation, details.dataset.classCount());
    markup.section(QStringLiteral("classes"), Report::tr("Classes"));
    writeByClass(markup, details, confusion);
    if (confusion.size() <= mostClassesOfAMatrix)
        writeMatrix(markup, details, confusion);
    else
        writeCommonConfusions(markup, details, confusion);
}

void writeMistakes(ReportMarkup &markup, const ReportContents &contents)
{
    const TestEvaluation &answers = contents.details.evaluation;
    const DatasetInfo &dataset = contents.details.dataset;
    if (answers.labels.isEmpty())
        return;
    QList<qsizetype> wrong;
    for (qsizetype i = 0; i < answers.labels.size(); ++i) {
        if (answers.labels.at(i) != answers.predicted.value(i, -1))
            wrong += i;
    }
    std::stable_sort(wrong.begin(), wrong.end(), [&answers](qsizetype a, qsizetype b) {
        return answers.losses.value(a, 0) > answers.losses.value(b, 0);
    });
    markup.section(QStringLiteral("mistakes"), Report::tr("Worst mistakes"));
    if (wrong.isEmpty()) {
        markup.paragraph(Report::tr("Every test example is predicted right."));
        return;
    }
    markup.paragraph(Report::tr("Of %Ln wrong answer(s) on the test split, those with the highest loss.",
                                nullptr, int(wrong.size())));
    QList<ReportThumbnail> thumbnails;
    for (const qsizetype test : wrong.first(std::min<qsizetype>(wrong.size(), worstMistakes))) {
        const QString label = text::className(dataset, answers.labels.at(test));
        const QString predicted = text::className(dataset, answers.predicted.value(test, -1));
        const QString loss = text::loss(answers.losses.value(test, 0));
        thumbnails +=
            {Split::Test,
             test,
             Report::tr("Test example %1: %2, predicted %3").arg(text::example(test), label, predicted),
             {{text::example(test), ReportTone::Muted},
              {label, ReportTone::Strong},
              {Report::tr("predicted %1").arg(predicted), ReportTone::Wrong},
              {Report::tr("loss %1").arg(loss), ReportTone::Muted}}};
    }
    markup.thumbnails(thumbnails);
}

} // namespace proponent::ui
