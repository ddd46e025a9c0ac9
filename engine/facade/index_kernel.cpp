// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/index_kernel.h"

#include "engine/facade/facade_text.h"
#include "engine/facade/named_by_checksum.h"
#include "engine/model/safetensors.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace proponent {

namespace {

QString kernelPattern(const QString &indexFile)
{
    return QFileInfo(indexFile).completeBaseName() + QStringLiteral("-%1.kernel");
}

QString kernelFile(const QString &indexFile, const QString &checksum)
{
    return QFileInfo(indexFile).dir().filePath(kernelPattern(indexFile).arg(checksum));
}

IndexKernel opened(const QString &indexFile, const QString &checksum, TensorFile contents,
                   const torch::Device &device)
{
    for (auto &[name, tensor] : contents.tensors) {
        if (tensor.is_floating_point())
            tensor = tensor.to(device);
    }
    return {ProjectedKernel::restore(contents.tensors), checksum,
            QFileInfo(kernelFile(indexFile, checksum)).size()};
}

/// What is kept with an index isn't kept twice.
class OnlyFinding final : public FittedTransforms
{
public:
    explicit OnlyFinding(FittedTransforms *kept) : m_kept(kept) {}
    [[nodiscard]] std::optional<StateDict> find(const QString &name) override
    {
        return m_kept ? m_kept->find(name) : std::nullopt;
    }
    bool keep(const QString &, const StateDict &) override { return false; }

private:
    FittedTransforms *m_kept;
};

/// As it was kept, or anew. Nothing when stopped.
std::shared_ptr<const ProjectedKernel> fit(const AnalysisSetup &setup, const ScoringTask &task,
                                           const std::stop_token &stop)
{
    std::shared_ptr<const GradientTransform> transform;
    OnlyFinding kept(task.fitted);
    ScoringTask fitting = task;
    fitting.fitted = &kept;
    PerExampleGradients gradients(task.network, task.parameters, task.dtype);
    const bool finished = gradients.consistently([&] {
        return fitTransform(fitting, {setup.header.method, setup.header.parameters}, task.checkpoints.last(),
                            gradients, transform, stop);
    });
    return finished ? std::dynamic_pointer_cast<const ProjectedKernel>(transform) : nullptr;
}

} // namespace

AttributionChoice indexedMethod()
{
    return checkedChoice({QStringLiteral("logra"), {}});
}

IndexKernel IndexKernel::open(const QString &indexFile, const QString &checksum, const torch::Device &device)
{
    auto read = readSafetensors(kernelFile(indexFile, checksum), checksum);
    if (!read)
        throw EngineError(
            FacadeText::tr("%1 Build the index again (proponent-cli index).").arg(read.error()));
    return opened(indexFile, checksum, std::move(*read), device);
}

std::optional<IndexKernel> IndexKernel::make(AnalysisSetup &setup, const ScoringTask &task, int rank,
                                             const QString &indexFile, const std::stop_token &stop)
{
    QFile note(QDir(setup.keptFolder()).filePath(QStringLiteral("kernel")));
    if (note.open(QIODevice::ReadOnly)) {
        const QString checksum = QString::fromLatin1(note.readAll());
        if (auto read = readSafetensors(kernelFile(indexFile, checksum), checksum))
            return opened(indexFile, checksum, std::move(*read), setup.device());
        note.close();
    }
    const auto fitted = fit(setup, task, stop);
    if (!fitted)
        return {};
    auto kernel = fitted->withLeading(rank);
    const QString checksum =
        writeNamedByChecksum(QFileInfo(indexFile).path(), kernelPattern(indexFile), kernel->state());
    QSaveFile saved(note.fileName());
    if (saved.open(QIODevice::WriteOnly) && saved.write(checksum.toLatin1()) == checksum.size())
        (void)saved.commit(); // without it, an interrupted index is begun anew
    return IndexKernel{std::move(kernel), checksum, QFileInfo(kernelFile(indexFile, checksum)).size()};
}

void IndexKernel::removeOthers(const QString &indexFile) const
{
    QDir folder = QFileInfo(indexFile).dir();
    for (const QString &name :
         folder.entryList({kernelPattern(indexFile).arg(QLatin1Char('*'))}, QDir::Files)) {
        if (folder.filePath(name) != kernelFile(indexFile, checksum))
            folder.remove(name);
    }
}

} // namespace proponent
