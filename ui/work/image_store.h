// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/replies.h"

#include <QCache>
#include <QImage>
#include <QSet>
#include <QTimer>

namespace proponent::ui {

/// Images of a session's or a data set's examples: what was loaded before is there at once, anything else is
/// asked of the engine and announced when it arrives. Only what somebody looks at is ever asked for, the last
/// looked at first, in small batches one after the other: what has scrolled away meanwhile is dropped, not
/// waited for.
class ImageStore : public QObject
{
    Q_OBJECT

public:
    ImageStore(Engine &engine, Replies &replies, QObject *parent = nullptr);

    /// Forgets the images of what was shown before. Where the data set is gone, its stored thumbnails.
    void setSession(SessionId session);
    /// Likewise, for a data set that no session has to know.
    void setDataset(const QString &spec);
    /// A null image: not here yet, or nowhere to be had; arrived() tells when it is.
    [[nodiscard]] QImage image(Split split, qint64 index);
    [[nodiscard]] bool isDatasetMissing() const { return m_datasetMissing; }
    /// Forgets all images: they are of what the data set was.
    void forget();
    /// Looks again for what was nowhere: the data set may be back.
    void tryAgain();

Q_SIGNALS:
    void arrived(proponent::Split split, const QList<qint64> &indices);
    void datasetMissingChanged(bool missing);
    /// The files of the data set have changed; the images of what they were are forgotten.
    void datasetChanged();

private:
    struct Half
    {
        QCache<qint64, QImage> images;
        QList<qint64> wanted; ///< newest last
        QSet<qint64> requested; ///< in `wanted`, or being loaded
        QSet<qint64> nowhere; ///< neither the data set nor a stored thumbnail has them
        JobId loading;
    };

    void show(SessionId session, const QString &spec);
    void want(Half &half, qint64 index);
    void request();
    void requestHalf(Split split, Half &half);
    void receive(Split split, const QList<qint64> &asked, const Outcome &outcome);
    void keep(Half &half, const QList<qint64> &asked, const QHash<qint64, QImage> &images);
    Half &half(Split split) { return split == Split::Train ? m_train : m_test; }

    Engine &m_engine;
    Replies &m_replies;
    SessionId m_session; ///< at most one of the two
    QString m_spec;
    Half m_train;
    Half m_test;
    QTimer m_collect; ///< one request for everything that a repaint asks for
    QString m_fingerprint; ///< of the data set that the images are of, once it is known
    bool m_datasetMissing = false;
};

} // namespace proponent::ui
