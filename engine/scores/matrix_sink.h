// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/scores/score_sink.h"

#include <QFile>
#include <QList>

#include <memory>
#include <vector>

namespace proponent {

/// All scores, as a float32 .npy file that is written where they belong as they come: larger than memory may be. What
/// was taken before an interruption is believed by a checksum of each row.
class MatrixSink final : public ScoreSink
{
public:
    /// The file's array has the shape [rows, columns], or [columns] where `isFlat`. One sink at a time may be at a file.
    MatrixSink(QString path, qint64 rows, qint64 columns, bool isFlat = false);
    ~MatrixSink() override;
    Q_DISABLE_COPY_MOVE(MatrixSink)

    void take(const ScoreBlock &block, qint64 row) override;
    void sync() override;
    void write(QDataStream &stream) const override;
    [[nodiscard]] bool read(QDataStream &stream) override;
    /// A new file. Throws EngineError when the disk is full or not writable.
    void clear() override;

    /// Once all is taken. Throws EngineError.
    void finish();
    [[nodiscard]] QString path() const { return m_path; }

private:
    struct Row
    {
        qint64 taken = 0; ///< columns
        quint64 checksum = 0;
    };

    [[nodiscard]] bool map();
    void close();
    [[nodiscard]] qint64 size() const;
    [[nodiscard]] float *valuesOf(qint64 row) const;

    QString m_path;
    qint64 m_columns;
    QByteArray m_header;
    std::vector<Row> m_rows;
    std::unique_ptr<QFile> m_file;
    uchar *m_mapped = nullptr;
};

} // namespace proponent
