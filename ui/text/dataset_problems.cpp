// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/dataset_problems.h"

#include "ui/text/format.h"

#include <QCoreApplication>
#include <QSet>

namespace proponent::ui::text {

namespace {

constexpr qint64 fewExamples = 10;
constexpr double largeRatio = 10;
constexpr qsizetype mostNamed = 4;

struct ProblemText
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::DatasetProblems)
};

/// "Bag, Coat, Shirt, Dress and 3 more".
QString listed(const QStringList &names)
{
    const QString first = names.mid(0, mostNamed).join(QStringLiteral(", "));
    const qsizetype more = names.size() - mostNamed;
    return more > 0 ? ProblemText::tr("%1 and %2 more").arg(first, text::count(more)) : first;
}

QStringList classesWith(const DatasetInfo &dataset, const QList<qint64> &counts, qint64 least, qint64 most)
{
    QStringList names;
    for (int label = 0; label < dataset.classCount(); ++label) {
        const qint64 count = counts.value(label);
        if (count >= least && count <= most)
            names += className(dataset, label);
    }
    return names;
}

QString problemOfBalance(const DatasetInfo &dataset)
{
    int smallest = -1;
    int largest = -1;
    for (int label = 0; label < dataset.trainClassCounts.size(); ++label) {
        const qint64 count = dataset.trainClassCounts.at(label);
        if (count > 0 && (smallest < 0 || count < dataset.trainClassCounts.at(smallest)))
            smallest = label;
        if (largest < 0 || count > dataset.trainClassCounts.at(largest))
            largest = label;
    }
    if (smallest < 0)
        return {};
    const qint64 least = dataset.trainClassCounts.at(smallest);
    const qint64 most = dataset.trainClassCounts.at(largest);
    const double ratio = double(most) / double(least);
    if (ratio <= largeRatio)
        return {};
    return ProblemText::tr(
               "The classes are unequal: %1 has %2 training examples, %3 has %4, %5 times as many. A "
               "model learns to prefer the large ones; look at the accuracy of each class.")
        .arg(className(dataset, smallest), text::count(least), className(dataset, largest), text::count(most),
             text::number(ratio, 2));
}

QString problemOfNames(const DatasetInfo &dataset)
{
    QSet<QString> seen;
    QStringList twice;
    for (const QString &name : dataset.classNames) {
        if (seen.contains(name) && !twice.contains(name))
            twice += name;
        seen += name;
    }
    return twice.isEmpty() ? QString()
                           : ProblemText::tr("More than one class is called %1. Give each a name of its own.")
                                 .arg(listed(twice));
}

} // namespace

QStringList datasetProblems(const DatasetInfo &dataset)
{
    QStringList problems = dataset.remarks();
    const auto add = [&problems](const QStringList &names, const QString &sentence) {
        if (!names.isEmpty())
            problems += sentence.arg(listed(names));
    };
    add(classesWith(dataset, dataset.trainClassCounts, 0, 0),
        ProblemText::tr("No training examples: %1. A model can't learn what it never sees."));
    add(classesWith(dataset, dataset.trainClassCounts, 1, fewExamples - 1),
        ProblemText::tr("Fewer than %Ln training example(s): %1. Too few to learn from.", nullptr,
                        int(fewExamples)));
    add(classesWith(dataset, dataset.testClassCounts, 0, 0),
        ProblemText::tr("No test examples: %1. How well a model knows them can't be measured."));
    for (const QString &problem : {problemOfBalance(dataset), problemOfNames(dataset)}) {
        if (!problem.isEmpty())
            problems += problem;
    }
    return problems;
}

} // namespace proponent::ui::text
