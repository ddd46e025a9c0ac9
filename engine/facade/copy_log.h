// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>

namespace proponent {

/// What a retrained copy is known by.
struct CopyKey
{
    quint64 part = 0; ///< names its training examples
    qint64 seed = 0;

    friend bool operator==(const CopyKey &, const CopyKey &) = default;
    friend size_t qHash(const CopyKey &key, size_t seed = 0) { return qHashMulti(seed, key.part, key.seed); }
};

/// Copies that are done, in a folder of files that are whole, each with a checksum: for going on after an interruption.
class CopyLog
{
public:
    /// `columns`: values of a copy.
    CopyLog(QString folder, qint64 columns);

    /// What is there; a file that is damaged, or of another width, is passed over.
    [[nodiscard]] QHash<CopyKey, QList<float>> read() const;
    void add(const CopyKey &copy, const QList<float> &values);
    /// Writes what was added since. Throws EngineError when it can't.
    void flush();

private:
    QString m_folder;
    qint64 m_columns;
    QList<quint64> m_parts; ///< of the copies that aren't written yet
    QList<qint64> m_seeds;
    QList<float> m_values;
};

} // namespace proponent
