// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/copy_log.h"

#include "engine/facade/facade_text.h"
#include "engine/result.h"
#include "engine/whole_file.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QUuid>

namespace proponent {

namespace {

constexpr qsizetype checksumSize = 32;
constexpr QDataStream::Version streamVersion = QDataStream::Qt_6_0;

QByteArray checksumOfBytes(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256);
}

} // namespace

CopyLog::CopyLog(QString folder, qint64 columns) : m_folder(std::move(folder)), m_columns(columns)
{
}

QHash<CopyKey, QList<float>> CopyLog::read() const
{
    QHash<CopyKey, QList<float>> copies;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({QStringLiteral("copies-*")}, QDir::Files)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        const QByteArray contents = bytes.chopped(qMin(bytes.size(), checksumSize));
        if (checksumOfBytes(contents) != bytes.mid(contents.size()))
            continue;
        QDataStream stream(contents);
        stream.setVersion(streamVersion);
        stream.setFloatingPointPrecision(QDataStream::SinglePrecision);
        QList<quint64> parts;
        QList<qint64> seeds;
        QList<float> values;
        stream >> parts >> seeds >> values;
        if (stream.status() != QDataStream::Ok || seeds.size() != parts.size() ||
            values.size() != parts.size() * m_columns)
            continue;
        for (qsizetype i = 0; i < parts.size(); ++i)
            copies.insert({parts[i], seeds[i]}, values.mid(i * m_columns, m_columns));
    }
    return copies;
}

void CopyLog::add(const CopyKey &copy, const QList<float> &values)
{
    m_parts += copy.part;
    m_seeds += copy.seed;
    m_values += values;
}

void CopyLog::flush()
{
    if (m_parts.isEmpty())
        return;
    QByteArray contents;
    QDataStream stream(&contents, QIODevice::WriteOnly);
    stream.setVersion(streamVersion);
    stream.setFloatingPointPrecision(QDataStream::SinglePrecision);
    stream << m_parts << m_seeds << m_values;
    WholeFile file(QDir(m_folder).filePath(QStringLiteral("copies-") +
                                           QUuid::createUuid().toString(QUuid::WithoutBraces)));
    if (!file.writeAll(contents + checksumOfBytes(contents))) {
        throw EngineError(
            FacadeText::tr(
                "%1 can't be written: %2. Free some space, or use another library; what was finished "
                "before is kept.")
                .arg(file.path(), file.problem()));
    }
    m_parts.clear();
    m_seeds.clear();
    m_values.clear();
}

} // namespace proponent
