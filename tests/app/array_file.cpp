// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/array_file.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace proponent::test {

namespace {

template <class Stored>
std::vector<double> numbersIn(QByteArrayView bytes)
{
    std::vector<double> values;
    for (qsizetype i = 0; i + qsizetype(sizeof(Stored)) <= bytes.size(); i += qsizetype(sizeof(Stored)))
        values.push_back(double(qFromLittleEndian<Stored>(bytes.data() + i)));
    return values;
}

NumberArray arrayOf(const QByteArray &type, const QList<qint64> &shape, QByteArrayView bytes)
{
    NumberArray array{type, shape, {}};
    if (type == "F32" || type == "<f4")
        array.values = numbersIn<float>(bytes);
    else if (type == "I64" || type == "<i8")
        array.values = numbersIn<qint64>(bytes);
    return qint64(array.values.size()) == array.size() ? array : NumberArray{};
}

} // namespace

qint64 NumberArray::size() const
{
    qint64 product = 1;
    for (const qint64 length : shape)
        product *= length;
    return product;
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QHash<QString, NumberArray> readSafetensors(const QString &path)
{
    const QByteArray contents = contentsOf(path);
    if (contents.size() < 8)
        return {};
    const auto headerSize = qsizetype(qFromLittleEndian<quint64>(contents.constData()));
    if (headerSize > contents.size() - 8)
        return {};
    const QJsonObject header = QJsonDocument::fromJson(contents.mid(8, headerSize)).object();
    const QByteArrayView data = QByteArrayView(contents).sliced(8 + headerSize);

    QHash<QString, NumberArray> tensors;
    qint64 covered = 0;
    for (auto entry = header.begin(); entry != header.end(); ++entry) {
        if (entry.key() == u"__metadata__"_s)
            continue;
        const QJsonObject tensor = entry.value().toObject();
        const qint64 begin = tensor[u"data_offsets"_s][0].toInteger(-1);
        const qint64 end = tensor[u"data_offsets"_s][1].toInteger(-1);
        if (begin < 0 || end < begin || end > data.size())
            return {};
        QList<qint64> shape;
        for (const QJsonValue &length : tensor[u"shape"_s].toArray())
            shape.append(length.toInteger());
        tensors.insert(entry.key(), arrayOf(tensor[u"dtype"_s].toString().toLatin1(), shape,
                                            data.sliced(begin, end - begin)));
        covered += end - begin;
    }
    return covered == data.size() ? tensors : QHash<QString, NumberArray>{}; // no holes, nothing left over
}

NumberArray readNpy(const QString &path)
{
    const QByteArray contents = contentsOf(path);
    if (contents.size() < 10 || !contents.startsWith("\x93NUMPY\x01"))
        return {};
    const qsizetype dataBegin = 10 + qFromLittleEndian<quint16>(contents.constData() + 8);
    const QString header = QString::fromLatin1(contents.mid(10, dataBegin - 10));
    static const QRegularExpression typePattern(u"'descr': '([^']+)'"_s);
    static const QRegularExpression shapePattern(u"'shape': \\(([^)]*)\\)"_s);
    if (dataBegin % 64 != 0 || !header.endsWith(u'\n') || !header.contains(u"'fortran_order': False"_s))
        return {};

    QList<qint64> shape;
    const QStringList lengths = shapePattern.match(header).captured(1).split(u',', Qt::SkipEmptyParts);
    for (const QString &length : lengths) {
        if (!length.trimmed().isEmpty())
            shape.append(length.toLongLong());
    }
    return arrayOf(typePattern.match(header).captured(1).toLatin1(), shape,
                   QByteArrayView(contents).sliced(dataBegin));
}

} // namespace proponent::test
