// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/safetensors.h"

#include "engine/model/file_checksum.h"
#include "engine/model/model_text.h"
#include "engine/whole_file.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <algorithm>
#include <fcntl.h>
#include <functional>
#include <future>
#include <unistd.h>

namespace proponent {

namespace {

constexpr qint64 prefixSize = 8; ///< the header's length, little endian
constexpr qint64 largestHeader = 100'000'000; ///< as in the reference implementation

struct TypeName
{
    const char *name;
    torch::ScalarType type;
};
constexpr TypeName typeNames[] = {
    {"F64", torch::kDouble}, {"F32", torch::kFloat}, {"F16", torch::kHalf},  {"BF16", torch::kBFloat16},
    {"I64", torch::kLong},   {"I32", torch::kInt},   {"I16", torch::kShort}, {"I8", torch::kChar},
    {"U8", torch::kByte},    {"BOOL", torch::kBool},
};

QString nameOf(torch::ScalarType type)
{
    for (const TypeName &entry : typeNames) {
        if (entry.type == type)
            return QString::fromLatin1(entry.name);
    }
    throw EngineError(ModelText::tr("A tensor of type %1 can't be written as safetensors.")
                          .arg(QString::fromUtf8(torch::toString(type))));
}

std::optional<torch::ScalarType> typeOf(const QString &name)
{
    for (const TypeName &entry : typeNames) {
        if (name == QLatin1String(entry.name))
            return entry.type;
    }
    return {};
}

struct NamedTensor
{
    std::string name;
    torch::Tensor tensor; ///< contiguous, on the CPU
};

/// In the order of the data. Wider numbers come first, as in the reference implementation: the format allows no
/// holes, and so each tensor begins at a multiple of its numbers' size, where a mapped file can be used as it is.
std::vector<NamedTensor> inOrder(const StateDict &tensors)
{
    std::vector<NamedTensor> ordered;
    for (const auto &[name, tensor] : tensors)
        ordered.push_back({name, tensor.detach().to(torch::kCPU).contiguous()});
    std::ranges::stable_sort(ordered, std::greater(),
                             [](const NamedTensor &entry) { return entry.tensor.element_size(); });
    return ordered;
}

QByteArray makeHeader(const std::vector<NamedTensor> &tensors, const QMap<QString, QString> &metadata)
{
    QJsonObject header;
    qint64 offset = 0;
    for (const auto &[name, tensor] : tensors) {
        QJsonArray shape;
        for (const int64_t size : tensor.sizes())
            shape.append(qint64(size));
        const qint64 end = offset + qint64(tensor.nbytes());
        header.insert(QString::fromStdString(name),
                      QJsonObject{{QStringLiteral("dtype"), nameOf(tensor.scalar_type())},
                                  {QStringLiteral("shape"), shape},
                                  {QStringLiteral("data_offsets"), QJsonArray{offset, end}}});
        offset = end;
    }
    if (!metadata.isEmpty()) {
        QJsonObject values;
        for (auto it = metadata.begin(); it != metadata.end(); ++it)
            values.insert(it.key(), it.value());
        header.insert(QStringLiteral("__metadata__"), values);
    }
    QByteArray text = QJsonDocument(header).toJson(QJsonDocument::Compact);
    text.append(QByteArray((8 - text.size() % 8) % 8, ' '));
    return text;
}

/// Makes the rename of a file in this folder last through a power cut.
void syncFolder(const QString &folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

QByteArrayView bytesOf(const torch::Tensor &tensor)
{
    return {static_cast<const char *>(tensor.data_ptr()), qsizetype(tensor.nbytes())};
}

/// One tensor of the header, checked against the bytes that are there. Copies them.
std::optional<torch::Tensor> readTensor(const QJsonObject &entry, QByteArrayView bytes)
{
    const auto type = typeOf(entry.value(QStringLiteral("dtype")).toString());
    const QJsonArray offsets = entry.value(QStringLiteral("data_offsets")).toArray();
    if (!type || offsets.size() != 2 || !entry.value(QStringLiteral("shape")).isArray())
        return {};
    const auto begin = qint64(offsets.at(0).toDouble(-1));
    const auto end = qint64(offsets.at(1).toDouble(-1));
    std::vector<int64_t> shape;
    qint64 size = qint64(c10::elementSize(*type));
    const QJsonArray sizes = entry.value(QStringLiteral("shape")).toArray();
    for (const QJsonValue &value : sizes) {
        shape.push_back(qint64(value.toDouble(-1)));
        if (shape.back() < 0 || (shape.back() > 0 && size > bytes.size() / shape.back() + 1))
            return {};
        size *= shape.back();
    }
    if (begin < 0 || end < begin || end > bytes.size() || end - begin != size)
        return {};
    const torch::Tensor tensor = torch::empty(shape, *type);
    if (size > 0)
        std::memcpy(tensor.data_ptr(), bytes.data() + begin, std::size_t(size));
    return tensor;
}

} // namespace

QString writeSafetensors(const QString &path, const TensorFile &contents)
{
    const std::vector<NamedTensor> tensors = inOrder(contents.tensors);
    const QByteArray header = makeHeader(tensors, contents.metadata);
    QByteArray prefix(prefixSize, '\0');
    qToLittleEndian<quint64>(quint64(header.size()), prefix.data());

    // On another core while this one writes and syncs, which takes about as long.
    std::future<QByteArray> checksum = std::async(std::launch::async, [&] {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        hash.addData(prefix);
        hash.addData(header);
        for (const auto &[name, tensor] : tensors)
            hash.addData(bytesOf(tensor));
        return hash.result().toHex();
    });
    WholeFile file(path); // commit() syncs before it renames
    bool good = file.open() && file.write(prefix) && file.write(header);
    for (auto it = tensors.begin(); good && it != tensors.end(); ++it)
        good = file.write(bytesOf(it->tensor));
    if (!good || !file.commit())
        throw EngineError(ModelText::tr("Can't write %1: %2. Free some space or choose another folder.")
                              .arg(path, file.problem()));
    syncFolder(QFileInfo(path).absolutePath());
    return QString::fromLatin1(checksum.get());
}

Result<TensorFile> readSafetensors(const QString &path, const QString &checksum)
{
    const Result<QByteArray> read = readChecked(path, checksum);
    if (!read)
        return Error{read.error()};
    const QByteArrayView file = *read;
    const Error damaged{
        ModelText::tr("%1 is not a whole safetensors file: it is damaged or was cut off.").arg(path)};

    if (file.size() < prefixSize)
        return damaged;
    const auto headerSize = qFromLittleEndian<quint64>(file.data());
    if (headerSize > quint64(std::min(largestHeader, file.size() - prefixSize)))
        return damaged;
    const QJsonDocument header =
        QJsonDocument::fromJson(file.sliced(prefixSize, qint64(headerSize)).toByteArray());
    if (!header.isObject())
        return damaged;
    const QByteArrayView bytes = file.sliced(prefixSize + qint64(headerSize));

    TensorFile contents;
    const QJsonObject entries = header.object();
    for (auto it = entries.begin(); it != entries.end(); ++it) {
        if (it.key() == QLatin1String("__metadata__")) {
            const QJsonObject values = it.value().toObject();
            for (auto value = values.begin(); value != values.end(); ++value)
                contents.metadata.insert(value.key(), value.value().toString());
            continue;
        }
        const auto tensor = readTensor(it.value().toObject(), bytes);
        if (!tensor)
            return damaged;
        contents.tensors[it.key().toStdString()] = *tensor;
    }
    return contents;
}

} // namespace proponent
