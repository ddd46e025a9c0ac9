// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/replies.h"

#include <QCache>
#include <QImage>
#include <QSet>
#include <QTimer>

namespace proponent::ui {

/// Images of the open session's examples: what was loaded before is there at once, anything else is asked
/// of the engine in batches and announced when it arrives. Only what somebody looks at is ever asked for.
class ImageStore : public QObject
{
    Q_OBJECT

public:
    ImageStore(Engine &engine, Replies &replies, QObject *parent = nullptr);

    /// Forgets the images of the session before.
    void setSession(SessionId session);
    /// A null image: not here yet, or nowhere to be had; arrived() tells when it is.
    [[nodiscard]] QImage image(Split split, qint64 index);
    [[nodiscard]] bool isDatasetMissing() const { return m_datasetMissing; }

Q_SIGNALS:
    void arrived(proponent::Split split, const QList<qint64> &indices);
    void datasetMissingChanged(bool missing);

private:
    struct Half
    {
        QCache<qint64, QImage> images;
        QList<qint64> wanted; ///< newest last
        QSet<qint64> requested; ///< asked for, or known to be nowhere
    };

    void request();
    void requestHalf(Split split, Half &half);
    void receive(const ImagesLoaded &loaded, const QList<qint64> &asked);
    Half &half(Split split) { return split == Split::Train ? m_train : m_test; }

    Engine &m_engine;
    Replies &m_replies;
    SessionId m_session;
    Half m_train;
    Half m_test;
    QTimer m_collect; ///< one request for everything that a repaint asks for
    bool m_datasetMissing = false;
};

} // namespace proponent::ui
