// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/kept_fits.h"

#include "engine/facade/named_by_checksum.h"
#include "engine/model/safetensors.h"

#include <QDir>
#include <QFileInfo>

namespace proponent {

namespace {

constexpr qint64 mostBytes = qint64(4) << 30;
constexpr qsizetype shownOfName = 32;

QString patternOf(const QString &name)
{
    return QStringLiteral("%1-%2.safetensors").arg(name.first(qMin(shownOfName, name.size())));
}

} // namespace

KeptFits::KeptFits(QString folder, torch::Device device) : m_folder(std::move(folder)), m_device(device)
{
}

std::optional<StateDict> KeptFits::find(const QString &name)
{
    const QDir folder(m_folder);
    for (const QString &file : folder.entryList({patternOf(name).arg(QLatin1Char('*'))}, QDir::Files)) {
        const QString path = folder.filePath(file);
        auto read = readSafetensors(path, QFileInfo(file).completeBaseName().section(QLatin1Char('-'), 1));
        if (!read) { // damaged: fitted again
            QFile::remove(path);
            continue;
        }
        QFile used(path);
        if (used.open(QIODevice::ReadWrite))
            used.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime);
        StateDict state = std::move(read.value().tensors);
        for (auto &[key, tensor] : state) {
            if (tensor.is_floating_point())
                tensor = tensor.to(m_device);
        }
        return state;
    }
    return {};
}

void KeptFits::makeRoom(qint64 bytes) const
{
    const QFileInfoList files =
        QDir(m_folder).entryInfoList({QStringLiteral("*.safetensors")}, QDir::Files, QDir::Time);
    for (const QFileInfo &file : files) { // newest first
        bytes += file.size();
        if (bytes > mostBytes)
            QFile::remove(file.filePath());
    }
}

bool KeptFits::keep(const QString &name, const StateDict &state)
{
    qint64 bytes = 0;
    for (const auto &[key, tensor] : state)
        bytes += qint64(tensor.nbytes());
    if (bytes > mostBytes)
        return false;
    makeRoom(bytes);
    try {
        (void)writeNamedByChecksum(m_folder, patternOf(name), state);
        return true;
    } catch (const EngineError &) {
        return false;
    }
}

} // namespace proponent
