// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/session_store.h"

namespace proponent {

/// A session with something in every field.
inline NewSession exampleSession(const QString &name = QStringLiteral("first try"),
                                 const QString &fingerprint = QStringLiteral("f00d"))
{
    NewSession session;
    session.config.data = QStringLiteral("/data/some folder");
    session.config.trainLimit = 1000;
    session.config.labelNoise = 0.1;
    session.config.model = QStringLiteral("mlp");
    session.config.epochs = 12;
    session.config.learningRate = 0.1 + 0.2; // needs all 17 digits
    session.config.seed = (qint64(1) << 53) - 1;
    session.config.labelChanges = {{5, LabelDecision::Verdict::Relabel, 0},
                                   {900, LabelDecision::Verdict::Exclude, -1}};
    session.name = name;
    session.dataset.spec = QStringLiteral("/data/some folder");
    session.dataset.path = QStringLiteral("/data/some folder");
    session.dataset.name = QStringLiteral("some folder");
    session.dataset.format = QStringLiteral("IDX (gzip)");
    session.dataset.fingerprint = fingerprint;
    session.dataset.trainCount = 60'000;
    session.dataset.testCount = 4;
    session.dataset.channels = 3;
    session.dataset.height = 32;
    session.dataset.width = 40;
    session.dataset.classNames = {QStringLiteral("Katze"), QString::fromUtf8("Größe \"X\""),
                                  QStringLiteral("c")};
    session.dataset.trainClassCounts = {20'000, 30'000, 10'000};
    session.dataset.testClassCounts = {2, 1, 1};
    session.dataset.rules = 1;
    session.dataset.testInTurn = true;
    session.mean = {0.1, 0.2, 1.0 / 3};
    session.std = {0.3, 0.4, 2.0 / 3};
    session.device = QStringLiteral("cuda:0");
    session.precision = Precision::Bf16;
    session.parameters = 421'642;
    session.trainCount = 1000;
    session.testCount = 4;
    session.flipped = {3, 77, 999};
    session.libtorchVersion = QStringLiteral("1.13.1");
    return session;
}

/// 4 test examples, 3 classes; all numbers depend on the epoch.
inline EpochRecord exampleEpoch(int epoch, const QString &checkpointFile = {})
{
    EpochRecord record;
    record.metrics = {epoch,        1.0 / epoch, 0.5,    1.1 / epoch, 0.25 * (epoch % 4),
                      0.05 / epoch, 1.5,         1234.5, 65536.0,     qint64(epoch)};
    record.evaluation.epoch = epoch;
    record.evaluation.labels = {0, 0, 1, 2};
    record.evaluation.predicted = {epoch % 3, 0, 1, 1};
    record.evaluation.losses = {1.0f / float(epoch), 0.5f, 0.25f, 3e-38f};
    QList<float> probabilities;
    for (int i = 0; i < 12; ++i)
        probabilities.append(float(i) / float(12 * epoch));
    record.evaluation.probabilities = probabilities;
    record.checkpointFile = checkpointFile;
    return record;
}

/// The store, or the end of the program.
inline std::unique_ptr<SessionStore> openStore(const QString &folder)
{
    auto store = SessionStore::open(folder);
    if (!store)
        qFatal("%s", qPrintable(store.error()));
    return std::move(*store);
}

/// Of the newest session.
inline SessionState stateOf(SessionStore &store)
{
    return store.sessions().first().state;
}

} // namespace proponent
