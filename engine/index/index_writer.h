// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/index/gradient_index.h"

#include <QString>

#include <memory>
#include <span>
#include <vector>

namespace proponent {

/// Writes the file of a GradientIndex: a block of rows at a time, in any order, into "<path>.part" beside it, which gets
/// its name when it is finished: synced, renamed. Who goes on after a crash finds by their checksums which blocks are
/// whole, and writes the others. One writer at a time has the file, among all programs; whoever reads an earlier index of
/// that name goes on reading it.
///
/// For one thread at a time. Everything throws EngineError.
class IndexWriter
{
public:
    /// Goes on with a file that was begun with the same shape and key, or begins anew. Room on the disk is taken at once.
    IndexWriter(const QString &path, const IndexShape &shape, const QJsonObject &key);
    /// What was written stays, for the next one to go on with.
    ~IndexWriter();
    Q_DISABLE_COPY_MOVE(IndexWriter)

    [[nodiscard]] qint64 blocks() const { return m_layout.blocks(); }
    [[nodiscard]] qint64 firstRow(qint64 block) const { return m_layout.firstRow(block); }
    [[nodiscard]] qint64 rows(qint64 block) const { return m_layout.rows(block); }
    [[nodiscard]] bool isWhole(qint64 block) const { return m_whole[std::size_t(block)] != 0; }

    /// `values`: [rows(block), width], row-major.
    void put(qint64 block, std::span<const float> values);

    /// For measuring its error before it is finished. When all blocks are whole.
    [[nodiscard]] GradientIndex written(int threads = 0) const;

    /// When all blocks are whole. Nothing can be put after it.
    void finish(const QJsonObject &facts);

    /// Of the unfinished file of an index.
    [[nodiscard]] static QString partOf(const QString &path);

private:
    [[nodiscard]] bool goOn();
    void begin();
    void reserve(bool begun);
    void write(qint64 offset, const QByteArray &bytes);
    void requireWhole() const;
    [[noreturn]] void throwCantWrite() const;

    QString m_path;
    IndexLayout m_layout;
    int m_descriptor = -1;
    std::vector<char> m_whole; ///< by block; each a byte of its own, for threads
};

} // namespace proponent
