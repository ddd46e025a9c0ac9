// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/image_store.h"

namespace proponent::ui {

namespace {
constexpr qsizetype cacheBytes = 96 * 1024 * 1024;
constexpr qsizetype mostAtOnce = 512; // more than a screen shows; older wishes have scrolled away
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
    if (session == m_session)
        return;
    m_session = session;
    for (Half *half : {&m_train, &m_test}) {
        half->images.clear();
        half->wanted.clear();
        half->requested.clear();
    }
    m_datasetMissing = false;
    Q_EMIT datasetMissingChanged(false);
}

QImage ImageStore::image(Split split, qint64 index)
{
    Half &half = this->half(split);
    if (const QImage *image = half.images.object(index))
        return *image;
    if (m_session.isValid() && index >= 0 && !half.requested.contains(index)) {
        half.requested.insert(index);
        half.wanted.append(index);
        m_collect.start();
    }
    return {};
}

void ImageStore::request()
{
    requestHalf(Split::Test, m_test);
    requestHalf(Split::Train, m_train);
}

void ImageStore::requestHalf(Split split, Half &half)
{
    if (half.wanted.isEmpty())
        return;
    while (half.wanted.size() > mostAtOnce)
        half.requested.remove(half.wanted.takeFirst());
    const QList<qint64> asked = std::exchange(half.wanted, {});
    const SessionId session = m_session;
    m_replies.await(
        m_engine.loadImages(session, split, asked), this, [this, session, asked](const Outcome &outcome) {
            if (const auto *loaded = std::get_if<ImagesLoaded>(&outcome); loaded && session == m_session)
                receive(*loaded, asked);
        });
}

void ImageStore::receive(const ImagesLoaded &loaded, const QList<qint64> &asked)
{
    Half &half = this->half(loaded.split);
    for (auto it = loaded.images.constBegin(); it != loaded.images.constEnd(); ++it) {
        half.images.insert(it.key(), new QImage(it.value()), it.value().sizeInBytes() + 64);
        half.requested.remove(it.key()); // may be asked for again when the cache drops it
    }
    if (loaded.datasetMissing != m_datasetMissing) {
        m_datasetMissing = loaded.datasetMissing;
        Q_EMIT datasetMissingChanged(m_datasetMissing);
    }
    Q_EMIT arrived(loaded.split, asked);
}

} // namespace proponent::ui
