// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/dataset_cache.h"
#include "engine/facade/facade_text.h"

#include <QDateTime>
#include <QDir>

#include <algorithm>

namespace proponent {

namespace {

/// Within this time before a reading, a file's time may stay as it is though the file changes: file systems count
/// in steps.
constexpr qint64 settlingMilliseconds = 100;

struct Glance
{
    QStringList files;
    qint64 newest = 0; ///< ms since 1970
};

/// What a glance tells: names, sizes and times of the files in the dataset's folder, and of the folders below it.
/// Not of each image in those, of which there may be a million: that one came or went is enough.
Glance glanceAt(const Dataset &dataset)
{
    QFileInfoList seen = QDir(dataset.info.path).entryInfoList(QDir::Files, QDir::Name);
    for (const QString &folder : dataset.folders)
        seen += QFileInfo(folder);
    Glance glance;
    for (const QFileInfo &one : seen) {
        const qint64 changed = one.lastModified().toMSecsSinceEpoch();
        glance.newest = std::max(glance.newest, changed);
        glance.files += QStringLiteral("%1 %2 %3")
                            .arg(one.filePath(), QString::number(one.size()), QString::number(changed));
    }
    return glance;
}

} // namespace

Result<std::shared_ptr<const Dataset>> DatasetCache::open(const QString &spec)
{
    const std::lock_guard lock(m_mutex);
    if (m_dataset && m_spec == spec && m_settled && m_files == glanceAt(*m_dataset).files)
        return m_dataset;
    const qint64 began = QDateTime::currentMSecsSinceEpoch();
    auto opened = openDataset(spec);
    if (opened) {
        m_spec = spec;
        m_dataset = *opened;
        const Glance glance = glanceAt(*m_dataset);
        m_files = glance.files;
        m_settled = glance.newest < began - settlingMilliseconds;
    }
    return opened;
}

Result<std::shared_ptr<const Dataset>> DatasetCache::openFor(const DatasetInfo &trainedOn)
{
    auto opened = open(trainedOn.spec);
    if (!opened && !trainedOn.path.isEmpty() && !QFileInfo::exists(trainedOn.path)) {
        return Error{
            FacadeText::tr(
                "There is no folder %1 any more, with the data that this session was trained on. Put it "
                "back, or say where it is now: proponent-cli relocate SESSION DIR.")
                .arg(trainedOn.path)};
    }
    if (opened && (*opened)->info.fingerprint != trainedOn.fingerprint)
        return Error{
            FacadeText::tr("%1 no longer holds the data that this session was trained on. Put the original "
                           "files back, or train a new session.")
                .arg((*opened)->info.path)};
    return opened;
}

} // namespace proponent
