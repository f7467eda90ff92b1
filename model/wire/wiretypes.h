// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <memory>
#include <vector>

namespace model {

class WireType;
class WireTypes;

// What a Go type is. The numbers are those of the table (resources/wire/README.md).
enum class WireKind : quint8 {
    Struct,
    List,
    Map, // keys are strings
    Bool,
    Int32,
    Int64,
    Float64,
    String, // named ones too (Protocol, UID)
    Bytes,  // base64 in JSON
    Time,
    MicroTime,
    Duration, // no type of Kubernetes 1.33's API has one
    Quantity,
    IntOrString,
    RawExtension, // any JSON, in a message with the text in field 1; so FieldsV1 and Json
    FieldsV1,
    Json,
    SchemaOrBool,  // apiextensions' JSONSchemaPropsOrBool: a schema (type()) or a boolean
    SchemaOrArray, // a schema or a list of schemas (element())
    SchemaOrStrings
};

// A Go type as it is used: cheap values, valid while their table lives, as are the texts they give.
class WireShape
{
public:
    WireShape() = default;

    bool isValid() const { return m_types; }
    WireKind kind() const;
    // As Go prints it: "int32", "v1.PodSpec", "[]v1.Container", "v1.Protocol".
    QByteArrayView goName() const;
    // What a list or map holds, and the list of a Schema kind; no list or map, but for a wrapped list in a map
    // (ExtraValue).
    WireShape element() const;
    // Of Struct, and the schema of the three Schema kinds; invalid otherwise.
    WireType type() const;
    // A list that goes over the wire as a message of its own, with the strings in its field 1 (Verbs, ExtraValue).
    bool isWrapped() const;

private:
    friend class WireTypes;
    friend class WireField;
    WireShape(const WireTypes *types, quint32 index) : m_types(types), m_index(index) {}
    quint32 word(int index) const;
    const WireTypes *m_types = nullptr;
    quint32 m_index = 0;
};

class WireField
{
public:
    WireField() = default;

    bool isValid() const { return m_types; }
    QByteArrayView name() const; // in JSON; empty for an inlined struct
    const QString &key() const;  // the same, shared: costs no memory
    // In the message; 0: not in it (kind and apiVersion, which the envelope has).
    quint32 number() const;
    bool isPointer() const;  // absent is not the zero value
    bool omitsEmpty() const; // omitempty
    bool isInlined() const;  // a struct whose fields stand in the outer JSON object, a message of its own on the wire
    WireShape shape() const;

private:
    friend class WireType;
    friend class WireTypes;
    WireField(const WireTypes *types, quint32 index) : m_types(types), m_index(index) {}
    quint32 word(int index) const;
    const WireTypes *m_types = nullptr;
    quint32 m_index = 0;
};

// A struct, which is a message on the wire.
class WireType
{
public:
    WireType() = default;

    bool isValid() const { return m_types; }
    explicit operator bool() const { return isValid(); }
    // Where it stands: table()->typeAt(index()) is this one.
    const WireTypes *table() const { return m_types; }
    int index() const { return int(m_index); }
    QByteArrayView name() const;    // "PodSpec"
    QByteArrayView package() const; // "core/v1", "meta/v1"
    QByteArrayView group() const;   // empty: core
    QByteArrayView version() const;

    // The JSON object's fields in Go's order, those of inlined structs among them.
    int fieldCount() const;
    WireField field(int index) const;
    // Where the field stands, or -1; case counts.
    int indexOf(QStringView name) const;

    // The message's own fields, in Go's order (not that of their numbers); an inlined struct is one.
    int memberCount() const;
    WireField member(int index) const;

    bool operator==(const WireType &) const = default;

private:
    friend class WireTypes;
    friend class WireShape;
    WireType(const WireTypes *types, quint32 index) : m_types(types), m_index(index) {}
    quint32 word(int index) const;
    const WireTypes *m_types = nullptr;
    quint32 m_index = 0;
};

// What a field of a Kubernetes type is in Go, and how it goes over the wire: read in place from a table. Immutable; any
// thread. Types, fields and shapes point into it: it must outlive them and stay where it is.
class WireTypes
{
public:
    static constexpr int maxFields = 256; // of one type

    // Kubernetes 1.33, part of the program.
    static const WireTypes &builtin();
    // Refuses what is not a whole, consistent table (Error::Invalid). The table keeps the bytes.
    static Result<std::unique_ptr<const WireTypes>> load(QByteArray table);

    WireTypes(const WireTypes &) = delete;
    WireTypes &operator=(const WireTypes &) = delete;

    QByteArrayView kubernetesVersion() const; // "1.33.4"

    // Invalid for a kind that is not built in. group "" is core. Lists, WatchEvent, and the options of requests are
    // kinds of every group and version; Status is one of v1.
    WireType kind(QByteArrayView group, QByteArrayView version, QByteArrayView kind) const;
    // By package and name in Go: "meta/v1", "ListMeta"; "core/v1", "ObjectReference"; "apiextensions/v1",
    // "JSONSchemaProps".
    WireType goType(QByteArrayView package, QByteArrayView name) const;

    struct Kind
    {
        QByteArrayView group, version, kind;
        WireType type;
    };
    int kindCount() const { return int(m_kinds); }
    Kind kindAt(int index) const; // sorted by kind, group, version
    int typeCount() const { return int(m_typeCount); }
    WireType typeAt(int index) const;

private:
    friend class WireType;
    friend class WireField;
    friend class WireShape;
    WireTypes() = default;
    bool open(QByteArray table);
    bool isConsistent() const;
    bool areTypesConsistent() const;
    bool areMembersConsistent() const;
    void shareKeys();
    quint32 word(qsizetype position) const;
    QByteArrayView string(quint32 index) const;

    QByteArray m_table;
    const char *m_data = nullptr;
    quint32 m_strings = 0, m_stringBytes = 0, m_typeCount = 0, m_members = 0, m_shapes = 0, m_words = 0, m_kinds = 0;
    // Where each part starts, in bytes.
    qsizetype m_typesAt = 0, m_membersAt = 0, m_shapesAt = 0, m_wordsAt = 0, m_namesAt = 0, m_kindsAt = 0, m_textAt = 0;
    std::vector<QString> m_keys; // of members' names, by string
};

} // namespace model
