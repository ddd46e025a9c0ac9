// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/logistic_reference.h"

#include "tests/app/array_file.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace proponent::test {

namespace {

constexpr int pixels = SmallDataset::side * SmallDataset::side;
constexpr int classes = SmallDataset::classes;

double dot(const std::vector<double> &a, const std::vector<double> &b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

} // namespace

LogisticReference::LogisticReference(const QString &exportFolder, const SmallDataset &data)
{
    const QDir folder(exportFolder);
    QFile file(folder.filePath(u"session.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject session = QJsonDocument::fromJson(file.readAll()).object();
    m_mean = session[u"normalisation"_s][u"mean"_s][0].toDouble(NAN);
    m_std = session[u"normalisation"_s][u"std"_s][0].toDouble(NAN);

    for (const QJsonValue &entry : session[u"checkpoints"_s].toArray()) {
        const auto tensors = readSafetensors(folder.filePath(entry[u"file"_s].toString()));
        const Checkpoint checkpoint{entry[u"learning_rate"_s].toDouble(NAN), tensors[u"fc.weight"_s].values,
                                    tensors[u"fc.bias"_s].values};
        if (checkpoint.weight.size() != classes * pixels || checkpoint.bias.size() != classes)
            return;
        m_checkpoints.push_back(checkpoint);
    }

    const NumberArray labels = readNpy(folder.filePath(u"train_labels.npy"_s));
    m_trainLabels.assign(labels.values.begin(), labels.values.end());
    m_testLabels.assign(data.test.labels.begin(), data.test.labels.end());
    m_train = normalised(data.train.pixels);
    m_test = normalised(data.test.pixels);
    m_isValid = !m_checkpoints.empty() && std::isfinite(m_mean) && m_std > 0 &&
                m_trainLabels.size() == m_train.size();
}

std::vector<LogisticReference::Vector> LogisticReference::normalised(
    const std::vector<std::uint8_t> &bytes) const
{
    std::vector<Vector> examples;
    for (auto begin = bytes.begin(); begin != bytes.end(); begin += pixels) {
        Vector example(begin, begin + pixels);
        for (double &value : example)
            value = (value / 255 - m_mean) / m_std;
        examples.push_back(std::move(example));
    }
    return examples;
}

LogisticReference::Vector LogisticReference::probabilities(const Checkpoint &checkpoint, const Vector &input)
{
    Vector result(classes);
    for (int c = 0; c < classes; ++c) {
        const auto row = checkpoint.weight.begin() + std::ptrdiff_t(c) * pixels;
        result[c] = std::inner_product(input.begin(), input.end(), row, checkpoint.bias[c]);
    }
    const double largest = *std::max_element(result.begin(), result.end());
    for (double &value : result)
        value = std::exp(value - largest);
    const double sum = std::accumulate(result.begin(), result.end(), 0.0);
    for (double &value : result)
        value /= sum;
    return result;
}

LogisticReference::Vector LogisticReference::residual(const Checkpoint &checkpoint, const Vector &input,
                                                      int label)
{
    Vector result = probabilities(checkpoint, input);
    result[label] -= 1;
    return result;
}

double LogisticReference::testLoss(int test) const
{
    return -std::log(probabilities(m_checkpoints.back(), m_test[test])[m_testLabels[test]]);
}

double LogisticReference::influence(int test, int train) const
{
    const double inputs = dot(m_test[test], m_train[train]) + 1;
    double score = 0;
    for (const Checkpoint &checkpoint : m_checkpoints) {
        score += checkpoint.learningRate * inputs *
                 dot(residual(checkpoint, m_test[test], m_testLabels[test]),
                     residual(checkpoint, m_train[train], m_trainLabels[train]));
    }
    return score;
}

double LogisticReference::selfInfluence(int train) const
{
    const double inputs = dot(m_train[train], m_train[train]) + 1;
    double score = 0;
    for (const Checkpoint &checkpoint : m_checkpoints) {
        const Vector difference = residual(checkpoint, m_train[train], m_trainLabels[train]);
        score += checkpoint.learningRate * inputs * dot(difference, difference);
    }
    return score;
}

} // namespace proponent::test
