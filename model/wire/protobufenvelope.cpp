// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/jsontext.h"
#include "model/wire/protobuf.h"
#include "model/wire/protobufleaf.h"
#include "model/wire/reversebuffer.h"

#include <QtEndian>

#include <optional>
#include <utility>

#include <protozero/pbf_reader.hpp>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// apimachinery pkg/runtime/serializer/protobuf, pkg/runtime/generated.proto
constexpr QByteArrayView prefix("k8s\0", 4);
enum UnknownField : quint32 { TypeMeta = 1, Raw = 2, ContentEncoding = 3, ContentType = 4 };
enum TypeMetaField : quint32 { ApiVersion = 1, Kind = 2 };

// The bytes of a field that must have some.
QByteArrayView readBytes(protozero::pbf_reader &reader, QStringView field, std::optional<Error> &error)
{
    if (reader.wire_type() == protozero::pbf_wire_type::length_delimited) {
        const protozero::data_view view = reader.get_view();
        return {view.data(), qsizetype(view.size())};
    }
    reader.skip();
    if (!error)
        error = Error{Error::Code::Protocol,
                      u"proto: wrong wireType = %1 for field %2"_s.arg(int(reader.wire_type())).arg(field)};
    return {};
}

QString readText(protozero::pbf_reader &reader, QStringView field, std::optional<Error> &error)
{
    auto text = utf8Text(readBytes(reader, field, error));
    if (!text && !error) error = Error{Error::Code::Protocol, u"proto: field %1 contains invalid UTF-8"_s.arg(field)};
    return text ? std::move(*text) : QString();
}

void readTypeMeta(QByteArrayView message, WireEnvelope &envelope, std::optional<Error> &error)
{
    protozero::pbf_reader reader(message.data(), size_t(message.size()));
    while (!error && reader.next()) {
        switch (reader.tag()) {
        case ApiVersion: envelope.apiVersion = readText(reader, u"APIVersion", error); break;
        case Kind: envelope.kind = readText(reader, u"Kind", error); break;
        default: reader.skip();
        }
    }
}

void readUnknown(QByteArrayView message, WireEnvelope &envelope, std::optional<Error> &error)
{
    protozero::pbf_reader reader(message.data(), size_t(message.size()));
    while (!error && reader.next()) {
        switch (reader.tag()) {
        case TypeMeta: readTypeMeta(readBytes(reader, u"TypeMeta", error), envelope, error); break;
        case Raw: envelope.raw = readBytes(reader, u"Raw", error).toByteArray(); break;
        case ContentEncoding: envelope.contentEncoding = readText(reader, u"ContentEncoding", error); break;
        case ContentType: envelope.contentType = readText(reader, u"ContentType", error); break;
        default: reader.skip();
        }
    }
}

// Of "apps/v1" and "v1".
std::pair<QByteArray, QByteArray> groupVersion(const QString &apiVersion)
{
    const QByteArray text = apiVersion.toUtf8();
    const qsizetype slash = text.indexOf('/');
    if (slash < 0) return {{}, text};
    return {text.first(slash), text.sliced(slash + 1)};
}

WireType typeOf(const QString &apiVersion, const QString &kind)
{
    const auto [group, version] = groupVersion(apiVersion);
    return WireTypes::builtin().kind(group, version, kind.toUtf8());
}

Error notBuiltIn(const QString &apiVersion, const QString &kind)
{
    return {Error::Code::Unsupported,
            u"no kind \"%1\" is registered for version \"%2\" in scheme \"pkg/runtime/scheme.go:110\""_s.arg(
                kind, apiVersion)};
}

} // namespace

Result<WireEnvelope> readEnvelope(QByteArrayView bytes)
{
    if (bytes.isEmpty()) return Error{Error::Code::Protocol, u"empty data"_s};
    if (!bytes.startsWith(prefix))
        return Error{Error::Code::Protocol,
                     u"provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]"_s};
    if (bytes.size() == prefix.size()) return Error{Error::Code::Protocol, u"empty body"_s};
    WireEnvelope envelope;
    std::optional<Error> error;
    try {
        readUnknown(bytes.sliced(prefix.size()), envelope, error);
    } catch (const protozero::exception &problem) {
        return protobufError(problem);
    }
    if (error) return std::move(*error);
    return envelope;
}

QByteArray writeEnvelope(const WireEnvelope &envelope)
{
    ReverseBuffer out;
    out.field(envelope.contentType, ContentType);
    out.field(envelope.contentEncoding, ContentEncoding);
    out.bytes(envelope.raw);
    out.length(envelope.raw.size(), Raw);
    const qsizetype end = out.size();
    out.field(envelope.kind, Kind);
    out.field(envelope.apiVersion, ApiVersion);
    out.length(out.size() - end, TypeMeta);
    out.bytes(prefix);
    return out.take();
}

Result<Value> readProtobufObject(QByteArrayView bytes)
{
    auto envelope = readEnvelope(bytes);
    if (!envelope) return std::move(envelope).error();
    const WireType type = typeOf(envelope->apiVersion, envelope->kind);
    if (!type) return notBuiltIn(envelope->apiVersion, envelope->kind);
    auto object = readProtobuf(type, envelope->raw);
    if (!object) return object;
    ValueMap named;
    named.reserve(object->map()->size() + 2);
    named.emplace_back(u"kind"_s, envelope->kind);
    named.emplace_back(u"apiVersion"_s, envelope->apiVersion);
    for (auto &entry : *object->map())
        if (entry.first != u"kind" && entry.first != u"apiVersion") named.push_back(std::move(entry));
    return Value(std::move(named));
}

Result<QByteArray> writeProtobufObject(const Value &object)
{
    const auto text = [&object](QStringView key) {
        const Value *value = object.find(key);
        return value && value->isString() ? *value->string() : QString();
    };
    WireEnvelope envelope;
    envelope.apiVersion = text(u"apiVersion");
    envelope.kind = text(u"kind");
    const WireType type = typeOf(envelope.apiVersion, envelope.kind);
    if (!type) return notBuiltIn(envelope.apiVersion, envelope.kind);
    envelope.raw = writeProtobuf(type, object);
    return writeEnvelope(envelope);
}

QByteArray writeProtobufList(const Value &listMeta, const std::vector<QByteArray> &items)
{
    ReverseBuffer out;
    for (size_t i = items.size(); i > 0; --i) {
        out.bytes(items[i - 1]);
        out.length(items[i - 1].size(), 2);
    }
    const QByteArray meta = writeProtobuf(WireTypes::builtin().goType("meta/v1", "ListMeta"), listMeta);
    out.bytes(meta);
    out.length(meta.size(), 1);
    return out.take();
}

QByteArray writeProtobufWatchFrame(QByteArrayView type, QByteArrayView objectWithEnvelope)
{
    ReverseBuffer out;
    out.bytes(objectWithEnvelope);
    out.length(objectWithEnvelope.size(), 1); // RawExtension
    out.length(out.size(), 2);
    out.bytes(type);
    out.length(type.size(), 1);
    const quint32 size = qToBigEndian(quint32(out.size()));
    out.bytes({reinterpret_cast<const char *>(&size), sizeof size});
    return out.take();
}

} // namespace model
