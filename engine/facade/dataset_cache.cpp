// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/dataset_cache.h"
#include "engine/facade/facade_text.h"

#include "engine/data/example_order.h"

#include <QDir>

#include <algorithm>
#include <chrono>
#include <sys/stat.h>

namespace proponent {

namespace {

/// Within this time before a reading, a file's time may stay as it is though the file changes: file systems count
/// in steps.
constexpr qint64 settlingNanoseconds = 100'000'000;

constexpr qint64 restAfterLook = 20; ///< times as long as the look took

qint64 nanosecondsNow()
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
}

} // namespace

/// The time of the last change of a file's contents or names: the kernel sets it, so that it can't be in the future, as
/// the time of modification can where an archive or a camera says so, nor be set back by who puts another file there.
DatasetCache::Stamp DatasetCache::stampOf(const QString &path)
{
    struct stat found = {};
    if (::stat(QFile::encodeName(path).constData(), &found) != 0)
        return {};
    return {found.st_ino, S_ISDIR(found.st_mode) ? 0 : qint64(found.st_size),
            found.st_ctim.tv_sec * 1'000'000'000 + found.st_ctim.tv_nsec};
}

DatasetCache::Glance DatasetCache::glanceAt(const Dataset &dataset)
{
    const QDir folder(dataset.info.path);
    Glance glance{folder.entryList(QDir::Files, QDir::Name), {}};
    for (const QString &name : glance.files)
        glance.stamps.push_back(stampOf(folder.filePath(name)));
    for (const QString &path : dataset.sources)
        glance.stamps.push_back(stampOf(path));
    return glance;
}

bool DatasetCache::isFresh(Reading &reading, Look look)
{
    if (!reading.settled)
        return false;
    if (look == Look::Lately && reading.looked.nsecsElapsed() < restAfterLook * reading.lookTook)
        return true;
    QElapsedTimer took;
    took.start();
    const bool same = glanceAt(*reading.dataset) == reading.glance;
    reading.lookTook = took.nsecsElapsed();
    reading.looked.start();
    return same;
}

Result<std::shared_ptr<const Dataset>> DatasetCache::read(const QString &spec, int rules, Look look)
{
    const auto known = std::ranges::find_if(
        m_readings, [&](const Reading &reading) { return reading.spec == spec && reading.rules == rules; });
    if (known != m_readings.end() && isFresh(*known, look))
        return known->dataset;
    const qint64 began = nanosecondsNow();
    auto opened = openDataset(spec, rules);
    if (!opened)
        return opened;
    m_readings.removeIf(
        [&](const Reading &reading) { return reading.spec != spec || reading.rules == rules; });
    m_turned = {};
    Reading reading{spec, rules, *opened, glanceAt(**opened), false, {}, 0};
    reading.looked.start();
    const qint64 ended = nanosecondsNow();
    // A time long after the end is of a clock that is ahead, on a file server say: waiting for it would mean to read
    // again and again.
    reading.settled = std::ranges::none_of(reading.glance.stamps, [=](const Stamp &stamp) {
        return stamp.changed >= began - settlingNanoseconds && stamp.changed <= ended + settlingNanoseconds;
    });
    m_readings += reading;
    return opened;
}

std::shared_ptr<const Dataset> DatasetCache::turned(const std::shared_ptr<const Dataset> &dataset, bool train,
                                                    bool test)
{
    const bool known = m_turned.from == dataset && m_turned.dataset->info.trainInTurn == train &&
                       m_turned.dataset->info.testInTurn == test;
    if (!known)
        m_turned = {dataset, inTurn(*dataset, train, test)};
    return m_turned.dataset;
}

Result<std::shared_ptr<const Dataset>> DatasetCache::open(const QString &spec, Look look)
{
    const std::lock_guard lock(m_mutex);
    return read(spec, latestDatasetRules, look);
}

Result<std::shared_ptr<const Dataset>> DatasetCache::openToTrain(const TrainingConfig &config)
{
    const std::lock_guard lock(m_mutex);
    auto opened = read(config.data, latestDatasetRules, Look::Now);
    if (!opened)
        return opened;
    const bool train = isSortedSample((*opened)->train, config.trainLimit);
    const bool test = isSortedSample((*opened)->test, config.testLimit);
    return train || test ? turned(*opened, train, test) : opened;
}

Result<std::shared_ptr<const Dataset>> DatasetCache::openFor(const DatasetInfo &trainedOn)
{
    const std::lock_guard lock(m_mutex);
    Result<std::shared_ptr<const Dataset>> opened = Error{};
    // By today's rules first: mostly they say the same, and nothing is held twice.
    for (int rules = latestDatasetRules; rules >= 1; --rules) {
        if (rules != latestDatasetRules && rules != trainedOn.rules)
            continue;
        opened = read(trainedOn.spec, rules, Look::Lately);
        if (opened && (trainedOn.trainInTurn || trainedOn.testInTurn))
            opened = turned(*opened, trainedOn.trainInTurn, trainedOn.testInTurn);
        if (opened && (*opened)->info.fingerprint == trainedOn.fingerprint)
            return opened;
    }
    if (!opened && !trainedOn.path.isEmpty() && !QFileInfo::exists(trainedOn.path)) {
        return Error{
            FacadeText::tr(
                "There is no folder %1 any more, with the data that this session was trained on. Put it "
                "back, or say where it is now: proponent-cli relocate SESSION DIR.")
                .arg(trainedOn.path)};
    }
    if (!opened)
        return opened;
    return Error{
        FacadeText::tr("%1 no longer holds the data that this session was trained on. Put the original "
                       "files back, or train a new session.")
            .arg((*opened)->info.path)};
}

} // namespace proponent
