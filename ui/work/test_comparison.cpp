// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/test_comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace proponent::ui {

namespace {

ChangeKind kindOf(int label, int predictedByA, int predictedByB)
{
    if (predictedByB == label)
        return ChangeKind::Fixed;
    return predictedByA == label ? ChangeKind::Broken : ChangeKind::OtherMistake;
}

/// A loss that is not a number, of a training that diverged, counts as the largest change.
double lossChange(const ChangedExample &example)
{
    const double change = std::abs(example.lossByA - example.lossByB);
    return std::isfinite(change) ? change : std::numeric_limits<double>::infinity();
}

void countAnswers(TestComparison &comparison, const TestEvaluation &a, const TestEvaluation &b)
{
    for (qint64 test = 0; test < comparison.testCount; ++test) {
        const int label = a.labels.at(test);
        const int byA = a.predicted.at(test);
        const int byB = b.predicted.at(test);
        comparison.rightByA += byA == label;
        comparison.rightByB += byB == label;
        if (label >= 0 && label < comparison.classes.size()) {
            ClassAccuracy &one = comparison.classes[label];
            ++one.count;
            one.rightByA += byA == label;
            one.rightByB += byB == label;
        }
        if (byA != byB) {
            comparison.changed.append({test, label, byA, byB, double(a.losses.value(test, 0)),
                                       double(b.losses.value(test, 0)), kindOf(label, byA, byB)});
        }
    }
}

} // namespace

qint64 TestComparison::count(ChangeKind kind) const
{
    return std::count_if(changed.begin(), changed.end(),
                         [kind](const ChangedExample &example) { return example.kind == kind; });
}

double TestComparison::chance() const
{
    return mcNemarExact(count(ChangeKind::Fixed), count(ChangeKind::Broken));
}

TestComparison compareTests(const SessionDetails &a, const SessionDetails &b)
{
    TestComparison comparison;
    if (a.dataset.fingerprint != b.dataset.fingerprint) {
        comparison.comparability = Comparability::OtherData;
        return comparison;
    }
    const qsizetype inA = std::min(a.evaluation.labels.size(), a.evaluation.predicted.size());
    const qsizetype inB = std::min(b.evaluation.labels.size(), b.evaluation.predicted.size());
    if (inA == 0 || inB == 0)
        return comparison;
    comparison.comparability = Comparability::Comparable;
    comparison.testCount = std::min(inA, inB);
    comparison.isShortened = inA != inB;
    for (int label = 0; label < a.dataset.classCount(); ++label)
        comparison.classes.append({label, 0, 0, 0});
    countAnswers(comparison, a.evaluation, b.evaluation);
    std::stable_sort(comparison.changed.begin(), comparison.changed.end(),
                     [](const ChangedExample &left, const ChangedExample &right) {
                         return lossChange(left) > lossChange(right);
                     });
    return comparison;
}

double mcNemarExact(qint64 fixed, qint64 broken)
{
    const qint64 n = fixed + broken;
    const qint64 fewer = std::min(fixed, broken);
    if (fixed == broken)
        return 1;
    // From the largest term down, by the ratio of neighbours: the powers of 1/2 alone would underflow.
    double term = std::exp(std::lgamma(double(n) + 1) - std::lgamma(double(fewer) + 1) -
                           std::lgamma(double(n - fewer) + 1) - double(n) * std::numbers::ln2);
    double tail = 0;
    for (qint64 k = fewer; k >= 0; --k) {
        tail += term;
        term *= double(k) / double(n - k + 1);
    }
    return std::min(1.0, 2 * tail);
}

} // namespace proponent::ui
