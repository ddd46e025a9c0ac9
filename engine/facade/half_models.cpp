// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/half_models.h"

#include "engine/device/precision.h"
#include "engine/facade/named_by_checksum.h"
#include "engine/facade/unfinished_analysis.h"
#include "engine/scores/lds.h"
#include "engine/training/subset_training.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace proponent {

namespace {

/// Of subsets and seeds: none that evaluations draw.
constexpr qint64 firstSeed = 1'000'000'000;

const QString namePattern = QStringLiteral("half-%1-%2.safetensors");

/// The models that are there: by number, with the checksum that their name has.
QMap<int, CheckpointInfo> modelsIn(const QDir &folder)
{
    QMap<int, CheckpointInfo> models;
    const QStringList files =
        folder.entryList({namePattern.arg(QStringLiteral("*"), QStringLiteral("*"))}, QDir::Files);
    for (const QString &file : files) {
        CheckpointInfo model;
        model.epoch = file.section(QLatin1Char('-'), 1, 1).toInt();
        model.file = folder.filePath(file);
        model.checksum = QFileInfo(file).completeBaseName().section(QLatin1Char('-'), 2);
        models.insert(model.epoch, model);
    }
    return models;
}

} // namespace

std::optional<QList<CheckpointInfo>> halfModels(SessionStore &store, const SessionDetails &details,
                                                const SessionInputs &inputs, const DeviceId &device,
                                                int count, const AnalysisJobEvents &events,
                                                const std::stop_token &stop)
{
    const Precision precision = resolvePrecision(device, details.summary.precision).valueOrThrow();
    QDir folder = QFileInfo(details.checkpoints.last().file).dir();
    const QString name = QStringLiteral("halves-%1").arg(toString(precision));
    const auto missing = [&] {
        std::vector<int> numbers;
        const QMap<int, CheckpointInfo> known = modelsIn(folder.filePath(name));
        for (int number = 1; number <= count; ++number) {
            if (!known.contains(number))
                numbers.push_back(number);
        }
        return numbers;
    };
    if (!missing().empty()) {
        const auto work = UnfinishedAnalysis::claim(store, details.summary.id, name, events.onNotice, stop);
        if (!work)
            return {};
        const std::vector<int> numbers = missing(); // another program may have been at it
        folder.mkpath(name);
        std::vector<std::int64_t> trained;
        for (std::int64_t i = 0; i < inputs.trainCount; ++i) {
            if (!std::ranges::binary_search(inputs.excluded, i))
                trained.push_back(i);
        }
        std::vector<Subset> subsets;
        for (const int number : numbers)
            subsets.push_back({randomSubset(trained, 0.5, quint64(firstSeed + number)), firstSeed + number});
        const ImageTensors train = inputs.train(device.torch());
        const ImageTensors none = inputs.test(device.torch()).subset(torch::zeros({0}, torch::kLong));
        SubsetTraining task{details.config, inputs.shape(), train, none, device, precision};
        task.onProgress = events.onProgress;
        task.onNotice = events.onNotice;
        const auto onTrained = [&](const TrainedCopy &copy) {
            (void)writeNamedByChecksum(
                folder.filePath(name),
                namePattern.arg(numbers[std::size_t(copy.subset)]).arg(QStringLiteral("%1")), copy.state);
        };
        if (!subsets.empty() && !trainOnSubsets(task, subsets, onTrained, stop))
            return {};
        work->finish();
    }
    return modelsIn(folder.filePath(name)).values().first(count);
}

} // namespace proponent
