// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/float_array.h"

#include <QFile>
#include <QtEndian>

#include <cerrno>
#include <unistd.h>

namespace proponent {

namespace {

constexpr qint64 bytesOfFloat = sizeof(float);

/// At a place of its own, whoever else reads the file; not mapped, as a file that is cut short would end the program.
bool readAt(int descriptor, char *to, qint64 bytes, qint64 from)
{
    while (bytes > 0) {
        const ssize_t read = ::pread(descriptor, to, std::size_t(bytes), off_t(from));
        if (read < 0 && errno == EINTR)
            continue;
        if (read <= 0)
            return false;
        to += read;
        from += read;
        bytes -= read;
    }
    return true;
}

} // namespace

FloatArray FloatArray::ofFile(const QString &file)
{
    FloatArray array;
    auto opened = std::make_shared<QFile>(file);
    if (opened->open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        array.m_size = opened->size() / bytesOfFloat;
        array.m_file = std::move(opened);
    }
    return array;
}

QList<float> FloatArray::mid(qint64 position, qint64 length) const
{
    if (position < 0 || length < 0 || position + length > m_size)
        return {};
    if (!m_file)
        return m_values.mid(position, length);
    QList<float> values(length);
    char *bytes = reinterpret_cast<char *>(values.data());
    if (!readAt(m_file->handle(), bytes, length * bytesOfFloat, position * bytesOfFloat))
        return {};
    qFromLittleEndian<float>(bytes, length, values.data());
    return values;
}

} // namespace proponent
