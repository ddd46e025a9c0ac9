// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/score_export.h"

#include "engine/result.h"
#include "engine/scores/scores_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <vector>

namespace proponent {

namespace {

/// Magic, version 1.0, length of the dictionary, dictionary padded so that data begins at a multiple of 64.
QByteArray headerOf(const char *type, const QList<qint64> &shape)
{
    QByteArray sizes;
    for (const qint64 size : shape)
        sizes += QByteArray::number(size) + ", ";
    if (shape.size() > 1)
        sizes.chop(2);
    else
        sizes.chop(1); // "(n,)"
    QByteArray dictionary =
        QByteArray("{'descr': '") + type + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
    constexpr qsizetype prefix = 10;
    dictionary.append(QByteArray((64 - (prefix + dictionary.size() + 1) % 64) % 64, ' ')).append('\n');
    QByteArray header("\x93NUMPY\x01\x00\x00\x00", prefix);
    qToLittleEndian<quint16>(quint16(dictionary.size()), header.data() + 8);
    return header + dictionary;
}

[[noreturn]] void throwUnwritable(const WholeFile &file)
{
    throw EngineError(ScoresText::tr("Can't write %1: %2. Choose another file or free some space.")
                          .arg(file.path(), file.problem()));
}

[[noreturn]] void throwUnreadable(const QFile &file)
{
    throw EngineError(ScoresText::tr("Can't read %1: %2.").arg(file.fileName(), file.errorString()));
}

template <class Number>
QByteArrayView bytesOf(std::span<const Number> values)
{
    static_assert(Q_BYTE_ORDER == Q_LITTLE_ENDIAN);
    return {reinterpret_cast<const char *>(values.data()), qsizetype(values.size_bytes())};
}

/// Of a .npy file of version 1.0 that is open and at its start.
qint64 dataBeginOf(QFile &file)
{
    constexpr qint64 prefix = 10;
    const QByteArray start = file.read(prefix);
    return prefix + (start.size() == prefix ? qFromLittleEndian<quint16>(start.constData() + 8) : 0);
}

void exportText(const QString &npyFile, const QString &target, const QList<qint64> &testIndices,
                const char *name)
{
    QFile source(npyFile);
    if (!source.open(QIODevice::ReadOnly))
        throwUnreadable(source);
    const qint64 dataBegin = dataBeginOf(source);
    const qint64 rows = std::max<qint64>(1, testIndices.size());
    const qint64 columns = (source.size() - dataBegin) / qint64(sizeof(float)) / rows;
    const auto *values = reinterpret_cast<const float *>(source.map(dataBegin, source.size() - dataBegin));
    if (!values && columns > 0)
        throwUnreadable(source);

    QByteArray line = "train_index";
    for (const qint64 test : testIndices)
        line += ",test_" + QByteArray::number(test);
    if (testIndices.isEmpty())
        line += QByteArray(",") + name;
    WholeFile file(target);
    bool good = file.open() && file.write(line + '\n');
    for (qint64 column = 0; good && column < columns; ++column) {
        line = QByteArray::number(column);
        for (qint64 row = 0; row < rows; ++row) // 9 digits are enough to read the same float32 back
            line += ',' + QByteArray::number(double(values[row * columns + column]), 'g', 9);
        good = file.write(line + '\n');
    }
    if (!good || !file.commit())
        throwUnwritable(file);
}

void exportCopy(const QString &source, const QString &target)
{
    QFile in(source);
    if (!in.open(QIODevice::ReadOnly))
        throwUnreadable(in);
    WholeFile out(target);
    bool good = out.open();
    while (good && !in.atEnd()) {
        const QByteArray part = in.read(1 << 20);
        if (part.isEmpty())
            throwUnreadable(in);
        good = out.write(part);
    }
    if (!good || !out.commit())
        throwUnwritable(out);
}

} // namespace

QByteArray npyHeader(const QList<qint64> &shape)
{
    return headerOf("<f4", shape);
}

NpyWriter::NpyWriter(const QString &path, const QList<qint64> &shape) : m_file(path)
{
    require(m_file.open());
    require(m_file.write(npyHeader(shape)));
}

void NpyWriter::append(std::span<const float> values)
{
    require(m_file.write(bytesOf(values)));
}

void NpyWriter::commit()
{
    require(m_file.commit());
}

void NpyWriter::require(bool good)
{
    if (!good)
        throwUnwritable(m_file);
}

void writeNpy(const QString &path, std::span<const std::int64_t> values)
{
    WholeFile file(path);
    if (!file.open() || !file.write(headerOf("<i8", {qint64(values.size())})) ||
        !file.write(bytesOf(values)) || !file.commit())
        throwUnwritable(file);
}

std::vector<float> readNpyValues(const QString &path, const QList<qint64> &positions)
{
    QFile file(path);
    bool good = file.open(QIODevice::ReadOnly);
    const qint64 dataBegin = good ? dataBeginOf(file) : 0;
    std::vector<float> values(std::size_t(positions.size()));
    for (qsizetype i = 0; good && i < positions.size(); ++i) {
        constexpr auto size = qint64(sizeof(float));
        good = file.seek(dataBegin + positions[i] * size) &&
               file.read(reinterpret_cast<char *>(&values[std::size_t(i)]), size) == size;
    }
    if (!good)
        throw EngineError(
            ScoresText::tr("Can't read scores from %1: it is missing or incomplete.").arg(path));
    return values;
}

void exportScores(const QString &npyFile, const QString &target, const QList<qint64> &testIndices,
                  const char *column)
{
    if (target.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive))
        exportText(npyFile, target, testIndices, column);
    else
        exportCopy(npyFile, target);
}

QString exportFileProblem(const QString &target)
{
    const QFileInfo info(target);
    if (!target.endsWith(QLatin1String(".npy"), Qt::CaseInsensitive) &&
        !target.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive))
        return ScoresText::tr("Can't export to %1: the name has to end in .npy or .csv.").arg(target);
    if (!info.absoluteDir().exists())
        return ScoresText::tr("Can't export to %1: there is no folder %2. Make it first.")
            .arg(target, info.absolutePath());
    if (const QString problem = WholeFile::problemOf(target); !problem.isEmpty())
        return ScoresText::tr("Can't export to %1: %2. Name another file.").arg(target, problem);
    return {};
}

} // namespace proponent
