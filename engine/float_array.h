// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <memory>

class QFile;

namespace proponent {

/// Numbers in memory, or in a file of which only what is asked for is read. Copies are cheap and share them.
class FloatArray
{
public:
    FloatArray() = default;
    FloatArray(QList<float> values) : m_values(std::move(values)), m_size(m_values.size()) {}

    /// Of a file of little-endian float32, which is held open: it may be deleted. Empty when it can't be read.
    [[nodiscard]] static FloatArray ofFile(const QString &file);

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    /// Empty when they can't be read. Thread-safe.
    [[nodiscard]] QList<float> mid(qint64 position, qint64 length) const;
    [[nodiscard]] QList<float> toList() const { return mid(0, m_size); }

private:
    QList<float> m_values;
    std::shared_ptr<const QFile> m_file; ///< instead of values
    qint64 m_size = 0;
};

} // namespace proponent
