// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

namespace proponent::ui {

/// How the answers of A and B on a test example differ. Fixed: only B is right. Broken: only A is right.
/// OtherMistake: both are wrong, each in its own way.
enum class ChangeKind { Fixed, Broken, OtherMistake };

/// A test example that the two sessions answer differently.
struct ChangedExample
{
    qint64 test = -1;
    int label = -1;
    int predictedByA = -1;
    int predictedByB = -1;
    double lossByA = 0;
    double lossByB = 0;
    ChangeKind kind = ChangeKind::Fixed;
};

/// How many of a class's test examples each session gets right.
struct ClassAccuracy
{
    int label = -1;
    qint64 count = 0;
    qint64 rightByA = 0;
    qint64 rightByB = 0;

    friend bool operator==(const ClassAccuracy &, const ClassAccuracy &) = default;
};

/// Whether two sessions' answers can be held against each other, and if not, why.
enum class Comparability { Comparable, OtherData, NotTested };

/// Two sessions' newest answers on the test examples that both were tested on.
struct TestComparison
{
    Comparability comparability = Comparability::NotTested;
    qint64 testCount = 0; ///< how many those are: the first of the file
    bool isShortened = false; ///< one of the two was tested on more
    qint64 rightByA = 0;
    qint64 rightByB = 0;
    QList<ChangedExample> changed; ///< the largest change of loss first
    QList<ClassAccuracy> classes; ///< by label

    [[nodiscard]] bool isComparable() const { return comparability == Comparability::Comparable; }
    [[nodiscard]] qint64 count(ChangeKind kind) const;
    /// mcNemarExact() of what was fixed and broken.
    [[nodiscard]] double chance() const;
};

[[nodiscard]] TestComparison compareTests(const SessionDetails &a, const SessionDetails &b);

/// The chance that two models that are equally good differ at least this much: the two-sided exact form of
/// McNemar's test (Psychometrika 12, 1947). Each of the n = fixed + broken examples that only one model
/// gets right is either model's with probability 1/2, so p = min(1, 2 P(X <= min(fixed, broken))) with
/// X ~ Binomial(n, 1/2). It is the test that Dietterich (Neural Computation 10, 1998) recommends for two
/// classifiers that were trained once. 1 when n is 0.
[[nodiscard]] double mcNemarExact(qint64 fixed, qint64 broken);

} // namespace proponent::ui
