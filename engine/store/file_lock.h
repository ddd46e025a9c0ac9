// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace proponent {

/// A lock on a file, held until the object goes or the process ends, however it ends.
///
/// The kernel keeps it (flock), bound to this object's open file: a second one on the same file is refused
/// within the same process too. QLockFile would not do: it believes the process number in the file, which
/// means nothing to another container and may belong to someone else by now.
class FileLock
{
public:
    /// Exclusive: one alone. Shared: any number, while nobody has it exclusively.
    enum class Kind { Exclusive, Shared };

    /// Nothing when somebody else holds it. Throws EngineError when the file can't be made.
    [[nodiscard]] static std::unique_ptr<FileLock> tryLock(const QString &file, Kind kind = Kind::Exclusive);
    ~FileLock();
    Q_DISABLE_COPY_MOVE(FileLock)

    /// Deletes the file; the lock is still held, on a file that has no name any more.
    void removeFile();

private:
    FileLock(const QString &file, int descriptor);

    QString m_file;
    int m_descriptor = -1;
};

} // namespace proponent
