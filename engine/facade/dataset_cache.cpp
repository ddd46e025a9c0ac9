// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/dataset_cache.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>

namespace proponent {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(proponent::DatasetCache)
};

/// What a glance at the folder tells: names, sizes and times of its files.
QStringList glanceAt(const QString &folder)
{
    QStringList files;
    for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files, QDir::Name)) {
        files += QStringLiteral("%1 %2 %3")
                     .arg(file.fileName(), QString::number(file.size()),
                          QString::number(file.lastModified().toMSecsSinceEpoch()));
    }
    return files;
}

} // namespace

Result<std::shared_ptr<const Dataset>> DatasetCache::open(const QString &spec)
{
    const QMutexLocker lock(&m_mutex);
    if (m_dataset && m_spec == spec && m_files == glanceAt(m_dataset->info.path))
        return m_dataset;
    auto opened = openDataset(spec);
    if (opened) {
        m_spec = spec;
        m_dataset = *opened;
        m_files = glanceAt(m_dataset->info.path);
    }
    return opened;
}

Result<std::shared_ptr<const Dataset>> DatasetCache::openFor(const DatasetInfo &trainedOn)
{
    auto opened = open(trainedOn.spec);
    if (opened && (*opened)->info.fingerprint != trainedOn.fingerprint)
        return Error{
            Text::tr("%1 no longer holds the data that this session was trained on. Put the original "
                     "files back, or train a new session.")
                .arg((*opened)->info.path)};
    return opened;
}

} // namespace proponent
