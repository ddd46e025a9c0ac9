// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/whole_file.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace proponent {

QString WholeFile::problemOf(const QString &path)
{
    const QFileInfo there(path); // of what a link leads to
    if (!there.exists() || there.isFile())
        return {};
    return there.isDir()
               ? QCoreApplication::translate("proponent::WholeFile", "it is a folder")
               : QCoreApplication::translate("proponent::WholeFile", "it is a device or a pipe, not a file");
}

bool WholeFile::open()
{
    m_problem = problemOf(m_file.fileName());
    if (!m_problem.isEmpty())
        return false;
    return m_file.open(QIODevice::WriteOnly) || fail();
}

bool WholeFile::write(QByteArrayView bytes)
{
    // A disk that fills up takes a part, without an error.
    while (!bytes.isEmpty()) {
        const qint64 written = m_file.write(bytes.data(), bytes.size());
        if (written <= 0)
            return fail();
        bytes = bytes.sliced(written);
    }
    return true;
}

bool WholeFile::commit()
{
    // Not left to QSaveFile::commit(), which closes the file, and with that forgets the error.
    if (!m_file.flush())
        return fail();
    return m_file.commit() || fail();
}

bool WholeFile::writeAll(QByteArrayView bytes)
{
    return open() && write(bytes) && commit();
}

bool WholeFile::fail()
{
    if (m_file.isOpen())
        m_file.flush(); // where only a part was taken, what is wrong is told when the rest is asked for
    m_problem = m_file.error() == QFileDevice::NoError
                    ? QCoreApplication::translate("proponent::WholeFile", "the disk may be full")
                    : m_file.errorString();
    m_file.cancelWriting();
    return false;
}

} // namespace proponent
