// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/comparison_words.h"

#include "ui/text/format.h"

#include <QCoreApplication>

#include <cmath>

namespace proponent::ui::text {

namespace {

struct ComparisonText
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::ComparisonWords)
};

QString otherData(const DatasetInfo &a, const DatasetInfo &b)
{
    if (a.name == b.name)
        return ComparisonText::tr(
                   "A and B were tested on different contents of %1: their answers can't be compared. Below "
                   "are their curves and what was set differently.")
            .arg(a.name);
    return ComparisonText::tr(
               "A was tested on %1 and B on %2: their answers can't be compared. Below are their curves and "
               "what was set differently.")
        .arg(a.name, b.name);
}

QString notTested(const SessionDetails &a, const SessionDetails &b)
{
    if (!a.evaluation.labels.isEmpty())
        return ComparisonText::tr(
            "B has no finished epoch yet: the answers can be compared after the first one.");
    if (!b.evaluation.labels.isEmpty())
        return ComparisonText::tr(
            "A has no finished epoch yet: the answers can be compared after the first one.");
    return ComparisonText::tr(
        "A and B have no finished epoch yet: the answers can be compared after the first one.");
}

/// "0.8 points better".
QString difference(qint64 fixed, qint64 broken, qint64 count)
{
    const QString points = number(100 * double(std::abs(fixed - broken)) / double(count), 2);
    if (fixed == broken)
        return ComparisonText::tr("neither is better");
    return fixed > broken ? ComparisonText::tr("%1 points better").arg(points)
                          : ComparisonText::tr("%1 points worse").arg(points);
}

} // namespace

QString chance(double probability)
{
    if (probability >= 0.01)
        return ComparisonText::tr("in %1 of 100 cases").arg(count(std::llround(100 * probability)));
    if (probability >= 0.001)
        return ComparisonText::tr("in %1 of %2 cases")
            .arg(count(std::llround(1000 * probability)), count(1000));
    return ComparisonText::tr("in fewer than 1 of %1 cases").arg(count(1000));
}

QString comparisonVerdict(const TestComparison &tests, const SessionDetails &a, const SessionDetails &b)
{
    if (tests.comparability == Comparability::OtherData)
        return otherData(a.dataset, b.dataset);
    if (tests.comparability == Comparability::NotTested)
        return notTested(a, b);
    const qint64 fixed = tests.count(ChangeKind::Fixed);
    const qint64 broken = tests.count(ChangeKind::Broken);
    if (fixed + broken == 0)
        return ComparisonText::tr("A and B are right on the same test examples: neither is better.");
    return ComparisonText::tr(
               "B is right on %1 that A got wrong, and wrong on %2 that A got right: %3; such a difference "
               "arises by chance %4 (McNemar).")
        .arg(ComparisonText::tr("%Ln example(s)", nullptr, int(fixed)), count(broken),
             difference(fixed, broken, tests.testCount), chance(tests.chance()));
}

QString comparisonBasis(const TestComparison &tests)
{
    if (!tests.isComparable())
        return {};
    const auto accuracy = [&](qint64 right) { return percent(double(right) / double(tests.testCount)); };
    const QString examples =
        tests.isShortened ? ComparisonText::tr("On the first %Ln test example(s), which both have", nullptr,
                                               int(tests.testCount))
                          : ComparisonText::tr("On %Ln test example(s)", nullptr, int(tests.testCount));
    return ComparisonText::tr("%1: A %2 right, B %3 right.")
        .arg(examples, accuracy(tests.rightByA), accuracy(tests.rightByB));
}

QString aboutChance()
{
    return ComparisonText::tr(
        "McNemar's exact test: how often two models that are equally good would differ at least this "
        "much, only because these test examples were drawn and not others. It knows nothing of the "
        "seed: the same settings trained once more give other answers, too.");
}

} // namespace proponent::ui::text
