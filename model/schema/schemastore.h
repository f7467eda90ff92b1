// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"
#include "model/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>

#include <memory>
#include <span>
#include <vector>

namespace model {

// The numbers are those of the bundle file (resources/schemas/README.md).
enum class SchemaType : quint8 { Any, Object, Array, String, Integer, Number, Boolean, Quantity, IntOrString };
enum class SchemaFormat : quint8 {
    None,
    Int32,
    Int64,
    Double,
    Byte,
    DateTime,
    MicroTime,
    LabelMap,
    Annotations,
    DnsLabel,
    PortName
};
enum class SchemaListType : quint8 { None, Atomic, Set, Map };

class SchemaStore;
struct SchemaProperty;

// What a value may be: a cheap value, valid while its store lives. Every question to an invalid node answers "nothing".
class SchemaNode
{
public:
    SchemaNode() = default;

    bool isValid() const { return m_store; }
    explicit operator bool() const { return isValid(); }
    SchemaType type() const;
    SchemaFormat format() const;
    // The API type's name without package, "PodSpec"; empty for a plain field.
    QByteArrayView typeName() const;

    // Fields of an object, sorted by name.
    int propertyCount() const;
    SchemaProperty property(int index) const;
    // Where the property stands, or -1.
    int indexOf(QByteArrayView name) const;
    // An object without listed fields that takes any (RawExtension, FieldsV1).
    bool isOpen() const;
    // What a list holds, or the values of a map with free keys; invalid when it is neither.
    SchemaNode child() const;
    bool isMap() const { return type() == SchemaType::Object && propertyCount() == 0 && child().isValid(); }

    // Values that the API names, or (isEnumStated() is false) that only its validation knows.
    int enumCount() const;
    bool isEnumStated() const;
    QByteArrayView enumValue(int index) const;
    bool hasEnumValue(QByteArrayView value) const;

    // How server-side apply merges it: list type and its keys, or a struct replaced as a whole.
    SchemaListType listType() const;
    std::vector<QByteArrayView> mapKeys() const;
    bool isAtomicMap() const;
    // The key of strategic merge patches; empty when there is none.
    QByteArrayView patchMergeKey() const;

    bool operator==(const SchemaNode &) const = default;

private:
    friend class SchemaStore;
    SchemaNode(const SchemaStore *store, quint32 index) : m_store(store), m_index(index) {}
    quint32 word(int index) const;
    const SchemaStore *m_store = nullptr;
    quint32 m_index = 0;
};

struct SchemaProperty
{
    QByteArrayView name;
    SchemaNode node;
    bool required = false;        // no object without it is taken
    bool statedRequired = false;  // the API's OpenAPI calls it so, which is not quite the same
    bool always = false;          // a struct that is there even when it is not written: what it requires is required
    bool patchMerge = false;      // x-kubernetes-patch-strategy: merge
    bool patchRetainKeys = false; // … retainKeys
    bool patchReplace = false;    // … replace: a map is not merged with the one that is there
    bool granular = false;        // x-kubernetes-map-type: granular: here, even a struct that is atomic elsewhere
    bool zeroDefault = false;     // the API states a default that says nothing: "", 0 or false
    QByteArrayView defaultJson;   // only defaults that say something ("\"TCP\""); mostly empty
};

// A built-in kind and the resource that serves it.
struct SchemaKind
{
    QByteArrayView group; // empty: core
    QByteArrayView version;
    QByteArrayView kind;
    QByteArrayView plural;     // empty: no resource of its own (PodList, Eviction)
    QByteArrayView shortNames; // with commas: "deploy", "po", "pvc"
    bool namespaced = false;
    bool stored = false; // it can be read back, and so needs a name; not: SubjectAccessReview, Binding
    SchemaNode node;

    bool isValid() const { return node.isValid(); }
    explicit operator bool() const { return isValid(); }
};

// Schemas of the kinds of one Kubernetes version, read in place from a bundle. Immutable; any thread. Nodes point into
// the store: it must outlive them and stay where it is.
class SchemaStore
{
public:
    static constexpr int maxProperties = 256; // of one object

    // Those of the versions of Kubernetes that are part of the program are opened when they are first asked for.
    // Kubernetes 1.33: what the practice cluster serves.
    static const SchemaStore &builtin();
    // The newest one: what files are checked against where nobody says otherwise.
    static const SchemaStore &newest();
    // The versions that there are, oldest first: "1.33", …
    static std::span<const char *const> builtinVersions();
    // That of "1.34", "v1.34", "1.34.2" or "1.34.2-gke.100"; null: there is none.
    static const SchemaStore *ofVersion(QByteArrayView version);
    // The same, or the nearest that there is.
    static const SchemaStore &nearest(QByteArrayView version);
    // Refuses what is not a whole, consistent bundle (Error::Invalid). The store keeps the bytes.
    static Result<std::unique_ptr<const SchemaStore>> load(QByteArray bundle);

    SchemaStore(const SchemaStore &) = delete;
    SchemaStore &operator=(const SchemaStore &) = delete;

    QByteArrayView kubernetesVersion() const; // "1.33.4"

    SchemaKind kind(QByteArrayView group, QByteArrayView version, QByteArrayView kind) const;
    // The same with apiVersion as it stands in files: "apps/v1", "v1".
    SchemaKind kind(QByteArrayView apiVersion, QByteArrayView kind) const;
    // Every version of a group's kind, the preferred one first.
    std::vector<SchemaKind> versions(QByteArrayView group, QByteArrayView kind) const;
    int kindCount() const { return int(m_kinds); }
    SchemaKind kindAt(int index) const; // sorted by kind; of a group, the preferred version first
    bool hasGroup(QByteArrayView group) const;

    // The schema of a field of a kind's root node; invalid for a field that does not exist. Indexes may be any number.
    static SchemaNode at(SchemaNode root, const FieldPath &path);

private:
    friend class SchemaNode;
    SchemaStore() = default;
    bool open(QByteArray bundle);
    bool isConsistent() const;
    bool areNodesConsistent() const;
    quint32 word(qsizetype position) const;
    QByteArrayView string(quint32 index) const;
    int firstOfKind(QByteArrayView kind) const;

    QByteArray m_bundle;
    const char *m_data = nullptr;
    quint32 m_strings = 0, m_stringBytes = 0, m_nodes = 0, m_properties = 0, m_words = 0, m_kinds = 0;
    // Where each part starts, in bytes.
    qsizetype m_nodesAt = 0, m_propertiesAt = 0, m_wordsAt = 0, m_kindsAt = 0, m_textAt = 0;
};

// "apps/v1" → {"apps", "v1"}; "v1" → {"", "v1"}.
std::pair<QByteArrayView, QByteArrayView> splitApiVersion(QByteArrayView apiVersion);

} // namespace model
