// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/influence_words.h"

#include "engine/engine.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace proponent::ui::text {

namespace {

struct InfluenceText
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::InfluenceWords)
};

} // namespace

QString influenceMethodName(const QString &stored)
{
    const QList<AttributionInfo> methods = Engine::methods();
    const auto known = std::find_if(methods.begin(), methods.end(), [&stored](const AttributionInfo &method) {
        return method.name == stored;
    });
    return known == methods.end() ? stored : known->title;
}

QString layersName(LayerChoice layers)
{
    return layers == LayerChoice::All ? InfluenceText::tr("all layers") : InfluenceText::tr("last layer");
}

QString influenceMethodExplanation(const AttributionInfo &method)
{
    return QStringList{method.explanation, method.formula, method.source}.join(u'\n');
}

QString indexWords(const SessionIndex &index)
{
    return InfluenceText::tr(
               "Questions about this session are answered at once now, by %1. Of what exact scores rank "
               "first, %2 % is in the answers; rows of %3 training examples take %4.")
        .arg(influenceMethodName(index.method.name), number(100 * index.error.recallExact, 3),
             count(index.rows), bytes(index.bytes));
}

QString lds(const MethodResult &result)
{
    const QLocale locale;
    const int digits = result.standardError > 0 && result.standardError < 0.005 ? 3 : 2;
    return InfluenceText::tr("LDS %1 ± %2")
        .arg(locale.toString(result.value, 'f', digits), locale.toString(result.standardError, 'f', digits));
}

QString conditions(const MethodEvaluation &evaluation)
{
    return InfluenceText::tr("%1 subsets × %2, %Ln test example(s)", nullptr, int(evaluation.tests.size()))
        .arg(count(evaluation.subsets), count(evaluation.runs));
}

QString questionName(Question::Kind kind)
{
    switch (kind) {
    case Question::Kind::Loss:
        return InfluenceText::tr("True label");
    case Question::Kind::Predicted:
        return InfluenceText::tr("Predicted label");
    case Question::Kind::Class:
        return InfluenceText::tr("A class");
    case Question::Kind::Margin:
        return InfluenceText::tr("Margin");
    case Question::Kind::Versus:
        //: "The true label rather than", with a class after it
        return InfluenceText::tr("Rather than");
    }
    Q_UNREACHABLE();
}

QString questionTarget(const Question &question, const TestInfluence &influence, const DatasetInfo &dataset,
                       bool toward)
{
    const auto name = [&](int label) { return unbroken(className(dataset, label)); };
    const QString truth =
        influence.label >= 0 ? name(influence.label) : InfluenceText::tr("their true labels");
    switch (question.kind) {
    case Question::Kind::Loss:
        return truth;
    case Question::Kind::Predicted:
        if (influence.predicted >= 0)
            return InfluenceText::tr("%1, which the model says").arg(name(influence.predicted));
        return influence.testIndex >= 0 ? InfluenceText::tr("what the model says of it")
                                        : InfluenceText::tr("what the model says of them");
    case Question::Kind::Class:
        return name(question.label);
    case Question::Kind::Margin:
        return InfluenceText::tr("%1 against all others").arg(truth);
    case Question::Kind::Versus:
        return toward ? InfluenceText::tr("%1 rather than %2").arg(truth, name(question.label))
                      : InfluenceText::tr("%1 rather than %2").arg(name(question.label), truth);
    }
    Q_UNREACHABLE();
}

QString proponentWords(const AnalysisHeader &header, const TestInfluence &influence,
                       const DatasetInfo &dataset)
{
    if (header.question.kind == Question::Kind::Loss && header.group.isEmpty())
        return InfluenceText::tr("training on them lowered the loss of this example");
    return InfluenceText::tr("training on them pushed toward %1")
        .arg(questionTarget(header.question, influence, dataset, true));
}

QString opponentWords(const AnalysisHeader &header, const TestInfluence &influence,
                      const DatasetInfo &dataset)
{
    if (header.question.kind == Question::Kind::Loss && header.group.isEmpty())
        return InfluenceText::tr("training on them raised it");
    if (header.question.kind != Question::Kind::Versus)
        return InfluenceText::tr("training on them pushed away from that");
    return InfluenceText::tr("training on them pushed toward %1")
        .arg(questionTarget(header.question, influence, dataset, false));
}

QString influenceSentence(const AnalysisHeader &header, const TestInfluence &influence,
                          const RankedExample &example, const DatasetInfo &dataset)
{
    const int checkpoints = int(header.checkpoints.size());
    const bool isPositive = example.score >= 0;
    // Away from one of two is toward the other.
    const bool toward = isPositive || header.question.kind == Question::Kind::Versus;
    QString sentence;
    if (header.ofTraining && example.trainIndex == influence.testIndex) {
        sentence = toward ? InfluenceText::tr("Training on %1 (%2) pushed the example itself toward %3: %4 "
                                              "over %Ln checkpoint(s).",
                                              nullptr, checkpoints)
                          : InfluenceText::tr("Training on %1 (%2) pushed the example itself away from %3: "
                                              "%4 over %Ln checkpoint(s).",
                                              nullptr, checkpoints);
    } else if (header.group.isEmpty()) {
        sentence = toward ? InfluenceText::tr("Training on %1 (%2) pushed this example toward %3: %4 over "
                                              "%Ln checkpoint(s).",
                                              nullptr, checkpoints)
                          : InfluenceText::tr("Training on %1 (%2) pushed this example away from %3: %4 "
                                              "over %Ln checkpoint(s).",
                                              nullptr, checkpoints);
    } else {
        sentence = toward ? InfluenceText::tr("Training on %1 (%2) pushed these examples toward %3: %4 "
                                              "over %Ln checkpoint(s).",
                                              nullptr, checkpoints)
                          : InfluenceText::tr("Training on %1 (%2) pushed these examples away from %3: %4 "
                                              "over %Ln checkpoint(s).",
                                              nullptr, checkpoints);
    }
    return sentence.arg(text::example(example.trainIndex), unbroken(className(dataset, example.label)),
                        questionTarget(header.question, influence, dataset, isPositive),
                        signedScore(example.score));
}

} // namespace proponent::ui::text
