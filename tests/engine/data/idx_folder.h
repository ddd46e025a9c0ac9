// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtEndian>

#include <zlib.h>

namespace proponent {

/// Shape and bytes as an IDX file of unsigned bytes has them.
inline QByteArray idx(const QList<int> &shape, const QByteArray &bytes, char elementType = 0x08)
{
    QByteArray file("\0\0", 2);
    file.append(elementType);
    file.append(char(shape.size()));
    for (const int length : shape) {
        const quint32 big = qToBigEndian(quint32(length));
        file.append(reinterpret_cast<const char *>(&big), 4);
    }
    return file + bytes;
}

/// `count` bytes 0, 7, 14, … so that no two neighbours are equal.
inline QByteArray somePixels(qsizetype count)
{
    QByteArray bytes(count, '\0');
    for (qsizetype i = 0; i < count; ++i)
        bytes[i] = char(i * 7 % 251);
    return bytes;
}

/// Labels 0, 1, 2, 0, 1, …
inline QByteArray someLabels(int count, int classes = 3)
{
    QByteArray bytes(count, '\0');
    for (int i = 0; i < count; ++i)
        bytes[i] = char(i % classes);
    return bytes;
}

inline QByteArray gzip(const QByteArray &bytes)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY); // 16: a gzip header
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(bytes.size()))), '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

/// A temporary folder with files in it.
class DataFolder
{
public:
    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir(path()).mkpath(QFileInfo(filePath(name)).path());
        QFile file(filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("can't write %s", qPrintable(file.fileName()));
    }
    void remove(const QString &name) const { QFile::remove(filePath(name)); }

    /// 6 training and 4 test examples of 3 classes, 8 x 9 pixels.
    void writeValid() const
    {
        write(trainImages, idx({6, 8, 9}, somePixels(6 * 72)));
        write(trainLabels, idx({6}, someLabels(6)));
        write(testImages, idx({4, 8, 9}, somePixels(4 * 72)));
        write(testLabels, idx({4}, someLabels(4)));
    }

    const QString trainImages = QStringLiteral("train-images-idx3-ubyte");
    const QString trainLabels = QStringLiteral("train-labels-idx1-ubyte");
    const QString testImages = QStringLiteral("t10k-images-idx3-ubyte");
    const QString testLabels = QStringLiteral("t10k-labels-idx1-ubyte");

private:
    QTemporaryDir m_folder;
};

} // namespace proponent
