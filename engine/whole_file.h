// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QSaveFile>
#include <QString>

namespace proponent {

/// A file that is whole or not there: written under another name, synced, renamed. QSaveFile with two things
/// mended: it forgets why a write failed ("Unknown error" on a full disk), and it puts a file in the place of a
/// device or pipe that the name, or a link of that name, leads to.
class WholeFile
{
public:
    explicit WholeFile(const QString &path) : m_file(path) {}

    /// @name Each false when it failed; problem() says why then, and nothing is left of the file.
    /// @{
    [[nodiscard]] bool open();
    [[nodiscard]] bool write(QByteArrayView bytes);
    [[nodiscard]] bool commit();
    /// open(), write() and commit().
    [[nodiscard]] bool writeAll(QByteArrayView bytes);
    /// @}
    /// Once it is open, for what writes to a device. What fails there shows in commit().
    [[nodiscard]] QIODevice &device() { return m_file; }

    [[nodiscard]] QString path() const { return m_file.fileName(); }
    /// A few words for a message: "No space left on device".
    [[nodiscard]] QString problem() const { return m_problem.isEmpty() ? m_file.errorString() : m_problem; }

    /// Why no file can be put there; empty when nothing speaks against it.
    [[nodiscard]] static QString problemOf(const QString &path);

private:
    bool fail();

    QSaveFile m_file;
    QString m_problem;
};

} // namespace proponent
