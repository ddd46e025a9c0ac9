// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/objective/objective.h"
#include "tests/test_registry.h"

#include <torch/autograd.h>

#include <QTest>

#include <cmath>

using namespace proponent;

/// Each question's measurement, and its gradient, against the formula written out for single numbers.
class ObjectiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measures_data();
    void measures();
    void measuresConfidentAnswersToo();
    void drawsLabelsFromThePrediction();
    void drawsWithoutRegardToTheBatch();
    void readsQuestions_data();
    void readsQuestions();
};

namespace {

using Row = std::vector<double>;

double probability(const Row &logits, int label)
{
    double sum = 0;
    for (const double logit : logits)
        sum += std::exp(logit);
    return std::exp(logits[std::size_t(label)]) / sum;
}

double expectedOf(const Question &question, const Row &logits, int label)
{
    const auto best = int(std::max_element(logits.begin(), logits.end()) - logits.begin());
    switch (question.kind) {
    case Question::Kind::Loss:
        return -std::log(probability(logits, label));
    case Question::Kind::Predicted:
        return -std::log(probability(logits, best));
    case Question::Kind::Class:
        return -std::log(probability(logits, question.label));
    case Question::Kind::Margin:
        return -std::log(probability(logits, label) / (1 - probability(logits, label)));
    case Question::Kind::Versus:
        return logits[std::size_t(question.label)] - logits[std::size_t(label)];
    }
    return 0;
}

torch::Tensor someLogits()
{
    return torch::tensor({{1.5, -0.25, 0.75, 2.0}, {-1.0, 3.0, 0.5, 0.25}, {0.0, 0.0, 0.0, 0.0}},
                         torch::kDouble);
}

const std::vector<int> someLabels{2, 1, 3};

} // namespace

void ObjectiveTest::measures_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"loss", "predicted", "class=0", "class=3", "margin", "versus=0", "versus=1"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void ObjectiveTest::measures()
{
    QFETCH(QString, text);
    const auto question = Question::fromString(text);
    QVERIFY(question);
    QCOMPARE(question->toString(), text);
    const torch::Tensor logits = someLogits().requires_grad_(true);
    const torch::Tensor labels = torch::tensor({2, 1, 3}, torch::kLong);
    const torch::Tensor measured = measurementOf(*question)(logits, labels);
    QCOMPARE(measured.scalar_type(), torch::kDouble);
    const torch::Tensor gradient = torch::autograd::grad({measured.sum()}, {logits}).front();
    for (int example = 0; example < 3; ++example) {
        Row row;
        for (int label = 0; label < 4; ++label)
            row.push_back(someLogits()[example][label].item<double>());
        const double expected = expectedOf(*question, row, someLabels[std::size_t(example)]);
        QVERIFY(std::abs(measured[example].item<double>() - expected) < 1e-12);
        for (int label = 0; label < 4; ++label) {
            constexpr double step = 1e-6;
            Row shifted = row;
            shifted[std::size_t(label)] += step;
            // In the third row the label that the model says depends on the step.
            if (question->kind == Question::Kind::Predicted && example == 2)
                continue;
            const double slope =
                (expectedOf(*question, shifted, someLabels[std::size_t(example)]) - expected) / step;
            QVERIFY(std::abs(gradient[example][label].item<double>() - slope) < 1e-5);
        }
    }
}

/// Where 1 - p is less than the last digit of 1.
void ObjectiveTest::measuresConfidentAnswersToo()
{
    const torch::Tensor logits = torch::tensor({{60.0F, 0.0F, -1.0F}}, torch::kFloat);
    const torch::Tensor margin =
        measurementOf({Question::Kind::Margin})(logits, torch::tensor({0}, torch::kLong));
    QVERIFY(std::abs(margin.item<double>() + (60 - std::log(1 + std::exp(-1)))) < 1e-4);
}

void ObjectiveTest::drawsLabelsFromThePrediction()
{
    constexpr int64_t draws = 20'000;
    const torch::Tensor row = torch::tensor({0.5, -1.0, 1.0, 0.0}, torch::kDouble);
    const torch::Tensor uniform = (torch::arange(draws, torch::kDouble) + 0.5) / draws;
    const torch::Tensor measured = lossOfSampledLabels()(row.expand({draws, 4}), uniform);
    const torch::Tensor expected = -row.log_softmax(0);
    for (int label = 0; label < 4; ++label) {
        const double share =
            measured.sub(expected[label]).abs().lt(1e-9).to(torch::kDouble).mean().item<double>();
        QVERIFY(std::abs(share - std::exp(-expected[label].item<double>())) < 2.0 / draws);
    }
}

void ObjectiveTest::drawsWithoutRegardToTheBatch()
{
    const torch::Tensor logits = torch::randn({9, 4});
    const torch::Tensor uniform = torch::rand({9});
    const torch::Tensor whole = lossOfSampledLabels()(logits, uniform);
    for (int64_t example = 0; example < 9; ++example) {
        const torch::Tensor alone = lossOfSampledLabels()(logits.slice(0, example, example + 1),
                                                          uniform.slice(0, example, example + 1));
        QCOMPARE(alone.item<float>(), whole[example].item<float>());
    }
}

void ObjectiveTest::readsQuestions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    for (const char *text : {"loss", "predicted", "margin", "class=7", "versus=0"})
        QTest::newRow(text) << QString::fromLatin1(text) << true;
    for (const char *text :
         {"", "Loss", "class", "class=", "class=-1", "class=x", "loss=1", "versus", "class=1=2"})
        QTest::newRow(text) << QString::fromLatin1(text) << false;
}

void ObjectiveTest::readsQuestions()
{
    QFETCH(QString, text);
    QFETCH(bool, valid);
    QCOMPARE(Question::fromString(text).has_value(), valid);
}

PROPONENT_TEST(ObjectiveTest)
#include "test_objective.moc"
