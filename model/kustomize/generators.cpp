// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/generators.h"

#include "model/base/say.h"
#include "model/kustomize/kustomization.h"
#include "model/yaml/numbertext.h"

#include <QCryptographicHash>

#include <algorithm>
#include <map>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {
struct Content
{
    QByteArray value;
    Origin origin;
};
using Contents = std::map<QString, Content>;

MaybeFault addContent(Contents &contents, const QString &key, QByteArray value, Origin origin)
{
    if (!contents.try_emplace(key, Content{std::move(value), origin}).second)
        return invalid(origin, say("the key %1 is there twice").arg(key));
    return std::nullopt;
}

// A byte order mark is a character like any other to kustomize, and none to QString::fromUtf8().
QString textWithMark(QByteArrayView bytes)
{
    qsizetype marks = 0;
    while (bytes.sliced(3 * marks).startsWith("\xef\xbb\xbf")) ++marks;
    return QString(marks, QChar(0xfeff)) + QString::fromUtf8(bytes.sliced(3 * marks));
}

bool isSpace(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

MaybeFault addEnvFile(Contents &contents, const QByteArray &text, Origin origin)
{
    qsizetype at = 0;
    for (bool first = true; at < text.size(); first = false) {
        qsizetype end = text.indexOf('\n', at);
        if (end < 0) end = text.size();
        QByteArray line = text.mid(at, end - at);
        at = end + 1;
        if (line.endsWith('\r')) line.chop(1);
        if (!line.isValidUtf8()) return invalid(origin, say("the file of variables is not UTF-8"));
        if (first && line.startsWith("\xef\xbb\xbf")) line.remove(0, 3);
        qsizetype start = 0;
        while (start < line.size() && isSpace(line[start])) ++start;
        line.remove(0, start);
        if (line.isEmpty() || line.startsWith('#')) continue;
        const qsizetype equals = line.indexOf('=');
        const QString key = QString::fromUtf8(equals < 0 ? line : line.left(equals));
        if (key.isEmpty()) continue;
        if (auto fault = addContent(contents, key, equals < 0 ? QByteArray() : line.mid(equals + 1), origin))
            return fault;
    }
    return std::nullopt;
}

MaybeFault addLiteral(Contents &contents, const Text &literal)
{
    const qsizetype equals = literal.value.indexOf(u'=');
    if (equals <= 0) return invalid(literal.origin, say("a literal is key=value"));
    QString value = literal.value.mid(equals + 1);
    if (value.size() > 1 && value.front() == value.back() && (value.front() == u'"' || value.front() == u'\''))
        value = value.mid(1, value.size() - 2);
    return addContent(contents, literal.value.left(equals), value.toUtf8(), literal.origin);
}

MaybeFault addFile(Contents &contents, const Text &file, Loader &loader, const Root &root)
{
    const QStringList parts = file.value.split(u'=');
    if (parts.size() > 2 || (parts.size() == 2 && (parts[0].isEmpty() || parts[1].isEmpty())))
        return invalid(file.origin, say("a file is path, or key=path"));
    MaybeFault fault;
    auto bytes = loader.bytes(root, {parts.last(), file.origin}, fault);
    if (!bytes) return fault;
    const QString key = parts.size() == 2 ? parts[0] : parts[0].section(u'/', -1);
    return addContent(contents, key, *std::move(bytes), file.origin);
}

MaybeFault readContents(Contents &contents, const Node &item, Loader &loader, const Root &root)
{
    Texts envs = textsOf(item, u"envs");
    if (const Text env = textOf(item, u"env"); !env.value.isEmpty()) envs.push_back(env);
    MaybeFault fault;
    for (const Text &env : envs) {
        const auto bytes = loader.bytes(root, env, fault);
        if (!bytes) return fault;
        if (fault = addEnvFile(contents, *bytes, env.origin); fault) return fault;
    }
    for (const Text &literal : textsOf(item, u"literals"))
        if (fault = addLiteral(contents, literal); fault) return fault;
    for (const Text &file : textsOf(item, u"files"))
        if (fault = addFile(contents, file, loader, root); fault) return fault;
    return std::nullopt;
}

// As kyaml writes it: long texts in lines of 70.
QString base64(const QByteArray &bytes)
{
    constexpr qsizetype lineLength = 70;
    const QByteArray encoded = bytes.toBase64();
    if (encoded.size() / lineLength == 0) return QString::fromLatin1(encoded);
    QByteArray lines;
    for (qsizetype at = 0; at < encoded.size(); at += lineLength) lines += encoded.mid(at, lineLength) + '\n';
    return QString::fromLatin1(lines);
}

void setEntries(Node &object, const QString &field, const Pairs &pairs, Origin origin)
{
    if (pairs.empty()) return;
    Node *map = object.find(field);
    if (!map) map = &object.set(field, Node(Node::Kind::Map, origin), origin);
    for (const Pair &pair : pairs) map->set(pair.key, Node(Value(pair.value), pair.origin), pair.origin);
}

Pairs withDefaults(Pairs own, const Pairs &defaults)
{
    for (const Pair &pair : defaults)
        if (std::ranges::find(own, pair.key, &Pair::key) == own.end()) own.push_back(pair);
    return own;
}

void addData(Node &object, Generated kind, const Contents &contents, Origin origin)
{
    std::map<QString, Node> fields;
    if (kind == Generated::Secret) fields[u"data"_s] = Node(Node::Kind::Map, origin);
    for (const auto &[key, content] : contents) {
        const bool isText = kind == Generated::ConfigMap && content.value.isValidUtf8();
        const QString field = kind == Generated::Secret || isText ? u"data"_s : u"binaryData"_s;
        const QString value = isText ? textWithMark(content.value) : base64(content.value);
        Node &map = fields.try_emplace(field, Node(Node::Kind::Map, origin)).first->second;
        map.entries.push_back({key, content.origin, Node(Value(value), content.origin)});
    }
    for (auto &[field, map] : fields) object.set(field, std::move(map), origin);
}

} // namespace

std::optional<Object> generate(Generated kind, const Node &item, const Node *options, Loader &loader, const Root &root,
                               MaybeFault &fault)
{
    const Origin origin = item.origin;
    const Text name = textOf(item, u"name"), ns = textOf(item, u"namespace"), type = textOf(item, u"type");
    if (name.value.isEmpty()) {
        fault = invalid(origin, say("a generator has a name"));
        return std::nullopt;
    }
    Contents contents;
    if (fault = readContents(contents, item, loader, root); fault) return std::nullopt;

    static const Node none(Node::Kind::Map);
    const Node *own = item.find(u"options");
    if (!own) own = &none;
    if (!options) options = &none;
    Object object;
    object.origin = origin;
    object.root = Node(Node::Kind::Map, origin);
    const auto set = [&](const QString &field, Value value, Origin from) {
        object.root.set(field, Node(std::move(value), from), from);
    };
    set(u"apiVersion"_s, u"v1"_s, origin);
    set(u"kind"_s, kind == Generated::Secret ? u"Secret"_s : u"ConfigMap"_s, origin);
    object.setName(name.value, name.origin);
    if (!ns.value.isEmpty()) object.setNamespace(ns.value, ns.origin);
    Node &metadata = *object.root.find(u"metadata");
    for (const QString &field : {u"labels"_s, u"annotations"_s})
        setEntries(metadata, field, withDefaults(pairsOf(*own, field), pairsOf(*options, field)), origin);
    if (kind == Generated::Secret)
        set(u"type"_s, type.value.isEmpty() ? u"Opaque"_s : type.value, type.value.isEmpty() ? origin : type.origin);
    addData(object.root, kind, contents, origin);
    if (truthOf(*own, u"immutable") || truthOf(*options, u"immutable")) set(u"immutable"_s, true, origin);
    object.wantsHash = !truthOf(*own, u"disableNameSuffixHash") && !truthOf(*options, u"disableNameSuffixHash");
    const QString behaviour = textOf(item, u"behavior").value;
    if (behaviour == "merge"_L1) object.behaviour = Object::Behaviour::Merge;
    if (behaviour == "replace"_L1) object.behaviour = Object::Behaviour::Replace;
    return object;
}

namespace {
// The new one's entries over those of the old one; sorted, as kustomize leaves them.
void mergeEntries(Node &fresh, const Node *old, const QString &field)
{
    const Node *own = fresh.find(field);
    std::map<QString, Node::Entry> all;
    for (const Node *map : {old, own})
        if (map)
            for (const Node::Entry &entry : map->entries) all.insert_or_assign(entry.key, entry);
    if (all.empty()) return;
    Node merged(Node::Kind::Map, own ? own->origin : old->origin);
    for (auto &[key, entry] : all) merged.entries.push_back(std::move(entry));
    fresh.set(field, std::move(merged), fresh.origin);
}

// As they are written; of a null, an empty one.
void makeTexts(Node &map)
{
    for (Node::Entry &entry : map.entries)
        if (const Node &value = entry.value; value.isScalar() && !value.isString())
            entry.value = Node(Value(value.text()), value.origin);
}

} // namespace

MaybeFault absorb(Objects &objects, Object generated)
{
    const Id id = generated.id();
    const std::vector<int> found = objects.called(id);
    const bool creates = generated.behaviour == Object::Behaviour::Create;
    const Origin origin = generated.origin;
    if (found.size() > 1) return invalid(origin, say("there are several of %1").arg(id.toString()));
    if (found.empty()) {
        if (!creates) return invalid(origin, say("there is no %1 to merge with or replace").arg(id.toString()));
        objects.append(std::move(generated));
        return std::nullopt;
    }
    if (creates)
        return invalid(origin,
                       say("%1 is there already; behavior: merge or replace would change it").arg(id.toString()));
    Object &old = objects.all()[size_t(found.front())];
    Node &metadata = *generated.root.find(u"metadata");
    for (const QString &field : {u"labels"_s, u"annotations"_s}) {
        old.writeOut(field);
        const Node *oldMetadata = old.root.find(u"metadata");
        mergeEntries(metadata, oldMetadata ? oldMetadata->find(field) : nullptr, field);
    }
    if (generated.behaviour == Object::Behaviour::Merge)
        for (const QString &field : {u"data"_s, u"binaryData"_s}) {
            mergeEntries(generated.root, std::as_const(old.root).find(field), field);
            if (Node *data = generated.root.find(field)) makeTexts(*data);
        }
    generated.setName(old.name(), origin);
    generated.setNamespace(old.nameSpace(), origin);
    generated.earlier = old.earlier;
    generated.prefixes = old.prefixes;
    generated.suffixes = old.suffixes;
    generated.wantsHash = generated.wantsHash && old.wantsHash;
    generated.behaviour = old.behaviour;
    old = std::move(generated);
    objects.namesChanged();
    return std::nullopt;
}

namespace {
// Go's encoding/json: escapes what HTML minds, keys sorted.
void putJson(QByteArray &out, const QString &text)
{
    constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const QChar &c : text) { // no copy: what follows it is looked at
        const char16_t unit = c.unicode();
        const bool isEscaped =
            unit < 0x20 || unit == u'<' || unit == u'>' || unit == u'&' || unit == 0x2028 || unit == 0x2029;
        static constexpr std::pair<char16_t, const char *> shorts[] = {{u'"', "\\\""}, {u'\\', "\\\\"}, {u'\n', "\\n"},
                                                                       {u'\r', "\\r"}, {u'\t', "\\t"},  {u'\b', "\\b"},
                                                                       {u'\f', "\\f"}};
        const auto *known = std::ranges::find(shorts, unit, &std::pair<char16_t, const char *>::first);
        if (known != std::end(shorts)) {
            out += known->second;
        } else if (isEscaped) {
            out += "\\u";
            for (int shift = 12; shift >= 0; shift -= 4) out += hex[(unit >> shift) & 15];
        } else if (unit < 0x80) {
            out += char(unit);
        } else if (c.isLowSurrogate() && &c != text.constBegin() && (&c - 1)->isHighSurrogate()) {
            continue; // went with the high one
        } else if (c.isHighSurrogate() && &c + 1 != text.constEnd()) {
            out += QStringView(&c, 2).toUtf8();
        } else {
            out += QStringView(&c, 1).toUtf8();
        }
    }
    out += '"';
}

void putJson(QByteArray &out, const Node &node)
{
    if (node.isScalar()) {
        if (node.isString())
            putJson(out, node.text());
        else
            out += node.isNull() ? QByteArray("null") : Node(node.scalar).text().toUtf8(); // not as it is written
        return;
    }
    std::vector<const Node::Entry *> entries;
    for (const Node::Entry &entry : node.entries) entries.push_back(&entry);
    if (node.isMap()) std::ranges::sort(entries, {}, [](const Node::Entry *entry) { return entry->key.toUtf8(); });
    out += node.isMap() ? '{' : '[';
    for (size_t i = 0; i < entries.size(); ++i) {
        if (i > 0) out += ',';
        if (node.isMap()) {
            putJson(out, entries[i]->key);
            out += ':';
        }
        putJson(out, entries[i]->value);
    }
    out += node.isMap() ? '}' : ']';
}

} // namespace

QString contentHash(const Object &object)
{
    const Node empty(Value(u""_s));
    const auto part = [&](QStringView field) {
        const Node *found = object.root.find(field);
        return found ? *found : empty;
    };
    Node hashed(Node::Kind::Map);
    const QString kind = object.gvk().kind;
    if (kind == "ConfigMap"_L1 || kind == "Secret"_L1) {
        const bool isSecret = kind == "Secret"_L1;
        hashed.set(u"kind"_s, Node(Value(kind)), {});
        hashed.set(u"name"_s, empty, {}); // kustomize looks for the name where none is
        hashed.set(u"data"_s, part(u"data"), {});
        if (isSecret) hashed.set(u"type"_s, Node(Value(part(u"type").text())), {});
        const QString more = isSecret ? u"stringData"_s : u"binaryData"_s;
        if (const Node *found = object.root.find(more); found && found->isMap()) hashed.set(more, *found, {});
    } else {
        hashed = object.root;
    }
    QByteArray json;
    putJson(json, hashed);
    QByteArray hash = QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex().left(10);
    // Letters that make no words.
    hash.replace('0', 'g').replace('1', 'h').replace('3', 'k').replace('a', 'm').replace('e', 't');
    return QString::fromLatin1(hash);
}

} // namespace model::kustomize
