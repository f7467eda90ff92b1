// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/likelytext.h"

#include "model/base/say.h"
#include "model/schema/problemplace.h"
#include "model/yaml/scalartext.h"
#include "model/yaml/yamlvalue.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostWarnings = 100;

// Whether the scalar is the key of an entry.
bool isKey(const YamlDocument &document, int index)
{
    const auto &nodes = document.nodes();
    const int parent = nodes[size_t(index)].parent;
    if (parent < 0 || nodes[size_t(parent)].kind != YamlKind::Mapping) return false;
    bool key = true;
    for (int i = nodes[size_t(parent)].firstChild; i != index; i = nodes[size_t(i)].nextSibling) key = !key;
    return key;
}

bool isPlain(const YamlNode &node)
{
    return node.kind == YamlKind::Scalar && node.style == YamlStyle::Plain && !node.value.isEmpty();
}

class LikelyTexts
{
public:
    LikelyTexts(const Resource &resource, SchemaNode schema) : m_resource(resource), m_schema(schema)
    {
        if (!schema) m_metadata = SchemaStore::builtin().kind("v1", "Pod").node;
    }

    template<typename Report>
    void find(const Report &report) const
    {
        const YamlDocument &document = *m_resource.document;
        const auto &nodes = document.nodes();
        int left = mostWarnings;
        for (int i = m_resource.rootIndex + 1; i < int(nodes.size()) && left > 0; ++i) {
            const YamlNode &node = nodes[size_t(i)];
            if (node.parent < m_resource.rootIndex) break; // nodes are in the order of the text
            if (!isPlain(node) || !isLikelyText(node.value, isVersion(node))) continue;
            const YamlProperties *properties = document.properties(node);
            if (properties && !properties->tag.isEmpty()) continue; // whoever writes a tag knows
            const YamlRef ref(&document, i);
            const bool key = isKey(document, i);
            if (key && isMergeKey(ref)) continue;
            const FieldPath field = m_resource.pathOf(ref);
            if (!key && !isUntyped(field)) continue;
            if (key && keyText(ref) == textOf(node.value)) continue; // 1e21 stays what it is
            --left;
            report(ref, field, key);
        }
    }

private:
    // 1.10 and 2.0 are numbers, but seldom where a version stands.
    bool isVersion(const YamlNode &node) const
    {
        if (node.parent < 0) return false;
        const auto &nodes = m_resource.document->nodes();
        const YamlNode &parent = nodes[size_t(node.parent)];
        if (parent.kind != YamlKind::Mapping || node.value.indexOf('.') < 0) return false;
        int name = -1;
        for (int i = parent.firstChild; &nodes[size_t(i)] != &node; i = nodes[size_t(i)].nextSibling) name = i;
        if (name < 0) return false;
        const QByteArray lower = nodes[size_t(name)].value.toByteArray().toLower();
        return lower.endsWith("version") || lower.endsWith("tag") || lower == "ver" || lower == "release";
    }

    bool isUntyped(const FieldPath &field) const
    {
        SchemaNode root = m_schema;
        if (!root) {
            const QString first = field.isEmpty() ? QString() : FieldPath({field[0]}).toString();
            if (first == u"apiVersion" || first == u"kind" || first == u"status") return false;
            if (first != u"metadata") return true;
            root = m_metadata;
        }
        FieldPath path = field;
        SchemaNode node = SchemaStore::at(root, path);
        if (node) return node.type() == SchemaType::Any;
        while (!node && !path.isEmpty()) {
            path = path.parent();
            node = SchemaStore::at(root, path);
        }
        // Below a field that does not exist nothing more is said.
        return node && (node.type() == SchemaType::Any ||
                        (node.type() == SchemaType::Object && node.propertyCount() == 0 && node.isOpen()));
    }

    const Resource &m_resource;
    SchemaNode m_schema;
    SchemaNode m_metadata; // of any resource
};

// What kubectl makes of it, as it would print it.
QString meaning(YamlRef scalar, bool key)
{
    if (key) return keyText(scalar);
    const auto value = toValue(scalar);
    const auto json = value ? toJson(*value) : Result<QByteArray>(value.error());
    return json ? QString::fromUtf8(*json) : QString();
}

} // namespace

void appendLikelyTexts(const Resource &resource, SchemaNode schema, Places &places, Problems &out)
{
    if (resource.isRefused) return;
    LikelyTexts(resource, schema).find([&](YamlRef scalar, FieldPath field, bool key) {
        const TextPosition at = places.codePoints(resource.document, scalar.span().begin);
        const QString written = scalar.text();
        out.push_back({.severity = Severity::Warning,
                       .layer = Layer::Yaml,
                       .rule = u"yaml-likely-text"_s,
                       .file = resource.file,
                       .line = resource.firstLine + at.line + 1,
                       .column = at.column + 1,
                       .span = resource.spanInFile(scalar),
                       .resource = resource.key,
                       .field = std::move(field),
                       .message = (key ? say("the key %1 is read as \"%2\"") : say("%1 is read as %2"))
                                      .arg(written, meaning(scalar, key)),
                       .fix = say("quote it if text is meant: \"%1\"").arg(written)});
    });
}

std::vector<TextFix> textFixesFor(const ResourceSet &set, const Problem &problem)
{
    const bool isWrongType = problem.rule == u"schema-wrong-type" && !problem.fix.isEmpty();
    if (problem.rule != u"yaml-likely-text" && !isWrongType) return {};
    const Resource *resource = editableAt(set, problem);
    const YamlRef value = resource ? resource->at(problem.field) : YamlRef();
    if (!value || problem.field.isEmpty()) return {};
    const auto *name = std::get_if<QString>(&problem.field.last());
    const YamlRef key = name ? resource->at(problem.field.parent()).keyNode(*name) : YamlRef();
    if (key && resource->spanInFile(key) == problem.span && !isWrongType)
        return {{say("Quote %1").arg(key.text()), {RenameField{resource->key, problem.field, key.text()}}}};
    // Of a value that is no string, the fix of schema-wrong-type says that it needs quotes.
    if (!isPlain(value.node()) || value.scalar().type == ScalarType::String) return {};
    return {{say("Quote %1").arg(value.text()), {SetField{resource->key, problem.field, value.text()}}}};
}

} // namespace model
