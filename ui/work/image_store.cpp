// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/image_store.h"

namespace proponent::ui {

namespace {

constexpr qsizetype cacheBytes = 64 * 1024 * 1024; // of each split; all of Fashion-MNIST fits
constexpr qsizetype bytesOfAnImage = 256; // what a QImage takes beside its pixels
constexpr qsizetype mostAtOnce = 128; // soon there, also where the images are large
constexpr qsizetype mostWanted = 4096; // more than a screen shows; older wishes have scrolled away
constexpr qsizetype mostNowhere = 65536;
constexpr int collectMilliseconds = 10;

} // namespace

ImageStore::ImageStore(Engine &engine, Replies &replies, QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies)
{
    m_train.images.setMaxCost(cacheBytes);
    m_test.images.setMaxCost(cacheBytes);
    m_collect.setSingleShot(true);
    m_collect.setInterval(collectMilliseconds);
    connect(&m_collect, &QTimer::timeout, this, &ImageStore::request);
}

void ImageStore::setSession(SessionId session)
{
    show(session, QString());
}

void ImageStore::setDataset(const QString &spec)
{
    show(SessionId{}, spec);
}

void ImageStore::show(SessionId session, const QString &spec)
{
    if (session == m_session && spec == m_spec)
        return;
    m_session = session;
    m_spec = spec;
    forget();
    m_datasetMissing = false;
    Q_EMIT datasetMissingChanged(false);
}

void ImageStore::forget()
{
    m_fingerprint.clear();
    for (Half *half : {&m_train, &m_test}) {
        m_replies.forget(half->loading);
        m_engine.cancel(std::exchange(half->loading, {}));
        half->images.clear();
        half->wanted.clear();
        half->requested.clear();
        half->nowhere.clear();
    }
}

QImage ImageStore::image(Split split, qint64 index)
{
    Half &half = this->half(split);
    if (const QImage *image = half.images.object(index))
        return *image;
    const bool anywhere = m_session.isValid() || !m_spec.isEmpty();
    if (!anywhere || index < 0 || half.requested.contains(index) || half.nowhere.contains(index))
        return {};
    want(half, index);
    return {};
}

void ImageStore::want(Half &half, qint64 index)
{
    half.requested.insert(index);
    half.wanted.append(index);
    if (half.wanted.size() > mostWanted)
        half.requested.remove(half.wanted.takeFirst());
    if (!m_collect.isActive() && !half.loading.isValid())
        m_collect.start();
}

void ImageStore::tryAgain()
{
    for (const Split split : {Split::Train, Split::Test}) {
        const QSet<qint64> lost = std::exchange(half(split).nowhere, {});
        if (!lost.isEmpty())
            Q_EMIT arrived(split, lost.values()); // whoever shows one asks for it
    }
    if (m_datasetMissing && !m_test.requested.contains(0))
        want(m_test, 0); // tells, also where every image that is shown was stored
}

void ImageStore::request()
{
    requestHalf(Split::Test, m_test);
    requestHalf(Split::Train, m_train);
}

void ImageStore::requestHalf(Split split, Half &half)
{
    if (half.wanted.isEmpty() || half.loading.isValid())
        return;
    const qsizetype count = qMin(mostAtOnce, half.wanted.size());
    const QList<qint64> asked = half.wanted.last(count);
    half.wanted.resize(half.wanted.size() - count);
    half.loading = m_session.isValid() ? m_engine.loadImages(m_session, split, asked)
                                       : m_engine.loadImages(m_spec, split, asked);
    m_replies.await(half.loading, this,
                    [this, split, asked](const Outcome &outcome) { receive(split, asked, outcome); });
}

void ImageStore::receive(Split split, const QList<qint64> &asked, const Outcome &outcome)
{
    Half &half = this->half(split);
    half.loading = {};
    for (const qint64 index : asked)
        half.requested.remove(index); // may be asked for again when the cache drops it
    const auto *loaded = std::get_if<ImagesLoaded>(&outcome);
    const QString fingerprint = loaded ? loaded->fingerprint : QString();
    if (!fingerprint.isEmpty() && !m_fingerprint.isEmpty() && fingerprint != m_fingerprint) {
        forget();
        Q_EMIT datasetChanged();
        return;
    }
    if (!fingerprint.isEmpty())
        m_fingerprint = fingerprint;
    // Of a session the thumbnails would have come instead.
    const bool missing = loaded ? loaded->datasetMissing : !m_session.isValid();
    const bool changed = std::exchange(m_datasetMissing, missing) != missing;
    if (changed)
        tryAgain();
    keep(half, asked, loaded ? loaded->images : QHash<qint64, QImage>());
    requestHalf(split, half);
    Q_EMIT arrived(split, asked);
    if (changed)
        Q_EMIT datasetMissingChanged(missing);
}

void ImageStore::keep(Half &half, const QList<qint64> &asked, const QHash<qint64, QImage> &images)
{
    for (const qint64 index : asked) {
        const auto found = images.constFind(index);
        if (found == images.constEnd()) {
            if (half.nowhere.size() >= mostNowhere)
                half.nowhere.clear();
            half.nowhere.insert(index);
        } else {
            half.images.insert(index, new QImage(*found), found->sizeInBytes() + bytesOfAnImage);
        }
    }
}

} // namespace proponent::ui
