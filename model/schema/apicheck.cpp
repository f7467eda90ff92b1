// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/apicheck.h"

#include "model/schema/lifecycle.h"
#include "model/yaml/yamlvalue.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <tuple>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t maxApiFaults = 1000;         // of one resource, as the schema layer has it
constexpr qsizetype maxWords = 2000;               // characters of one field's problem, about
constexpr qsizetype maxApiBytes = 3 * 1024 * 1024; // a server reads no larger request

// The problems of the schema layer behind which a server sees no fields at all, as its strict decoding has stopped; and
// the one that says that more is wrong than is told.
constexpr std::array undecodable = {
    "schema-unknown-field"_L1,   "schema-wrong-type"_L1,  "schema-unknown-kind"_L1, "schema-no-schema"_L1,
    "schema-removed-version"_L1, "yaml-duplicate-key"_L1, "schema-limit"_L1,
};

bool isUndecodable(const Problem &problem)
{
    return std::ranges::any_of(undecodable, [&](QLatin1StringView rule) { return problem.rule == rule; });
}

bool isSchemaError(const Problem &problem)
{
    return problem.severity == Severity::Error && problem.layer == Layer::Schema;
}

QLatin1StringView ruleOfReason(const QString &reason)
{
    if (reason == u"FieldValueRequired") return "api-required"_L1;
    if (reason == u"FieldValueDuplicate") return "api-duplicate"_L1;
    if (reason == u"FieldValueForbidden") return "api-forbidden"_L1;
    return "api-invalid"_L1;
}

QString textOfStep(const FieldPath::Step &step)
{
    const QString *key = std::get_if<QString>(&step);
    return key ? *key : QString::number(std::get<int>(step));
}

// Follows a server's field through the text, for as long as it is written there.
class FieldSearch
{
public:
    explicit FieldSearch(YamlRef root) : m_node(root) {}

    void follow(const FieldPath &field)
    {
        int at = 0;
        while (at < field.size())
            if (const int taken = take(field, at))
                at += taken;
            else
                break;
        m_isWhole = at == field.size();
        std::vector<FieldPath::Step> rest(field.steps().begin() + at, field.steps().end());
        m_path.insert(m_path.end(), rest.begin(), rest.end());
    }

    // The value; of a map, a list, and what is not written, the key at which it stands or would stand below.
    Span span() const
    {
        if (m_isWhole && m_node.isScalar() && m_node.span().end > m_node.span().begin) return m_node.span();
        if (m_key) return m_key.span();
        const YamlNode &written = m_node.written();
        return written.firstChild >= 0 ? YamlRef(m_node.document(), written.firstChild).span() : written.span;
    }

    bool isWhole() const { return m_isWhole; }

    // As the text has it.
    FieldPath path() const { return FieldPath(m_path); }

private:
    // How many steps led one level down; none: it is not written.
    int take(const FieldPath &field, int at)
    {
        if (m_node.isSequence()) {
            const int *index = std::get_if<int>(&field[at]);
            return index ? enter(m_node.at(*index), {}, *index) : enterOnlyHolder(textOfStep(field[at]));
        }
        if (!m_node.isMapping()) return 0;
        // A server writes a map's key after a dot now and then, and keys have dots.
        QString key;
        for (int i = at; i < field.size(); ++i) {
            if (i > at) key += u'.';
            key += textOfStep(field[i]);
            if (enter(m_node[key], m_node.keyNode(key), key)) return i - at + 1;
        }
        // A Go field's name slips in, too.
        key = textOfStep(field[at]);
        if (!key.isEmpty() && key.front().isUpper()) {
            key.front() = key.front().toLower();
            if (enter(m_node[key], m_node.keyNode(key), key)) return 1;
        }
        return throughMetadata(field, at);
    }

    // "volumeMounts.subPath": of an item that the server does not name.
    bool enterOnlyHolder(const QString &key)
    {
        int found = -1, holders = 0;
        m_node.forEachItem([&](int index, YamlRef item) {
            if (!item[key]) return;
            found = index;
            ++holders;
        });
        if (holders != 1) return false;
        const YamlRef item = m_node.at(found);
        m_path.emplace_back(found);
        return enter(item[key], item.keyNode(key), key);
    }

    // Kubernetes leaves out the metadata of a template: "spec.template.labels".
    int throughMetadata(const FieldPath &field, int at)
    {
        const QString key = textOfStep(field[at]);
        const YamlRef metadata = m_node[u"metadata"];
        if (!metadata.isMapping() || m_path.empty() || (key != u"labels" && key != u"annotations")) return 0;
        enter(metadata, m_node.keyNode(u"metadata"), u"metadata"_s);
        return take(field, at);
    }

    bool enter(YamlRef node, YamlRef key, FieldPath::Step step)
    {
        if (!node) return false;
        m_node = node;
        m_key = key;
        m_path.push_back(std::move(step));
        return true;
    }

    YamlRef m_node;
    YamlRef m_key; // at which the node stands; none for an item of a list
    std::vector<FieldPath::Step> m_path;
    bool m_isWhole = false;
};

// Whether the schema lists the values of a field, and so has told of another one. Later versions than the check's may
// have more of them.
bool hasListedValues(SchemaNode root, const Resource &resource, const FieldPath &field)
{
    // These take fewer than the type that they share with others.
    const bool takesFewer = (resource.key.kind == u"StorageClass" && field == FieldPath{u"reclaimPolicy"_s}) ||
                            (resource.key.kind == u"ClusterRoleBinding" && field == FieldPath{u"roleRef"_s, u"kind"_s});
    if (takesFewer) return false;
    const SchemaNode node = SchemaStore::at(root, field);
    return node && node.enumCount() > 0;
}

// A label's problem names the label, a server's the map of them; an item's the item, a server's often the list; and of
// what is not written the server speaks because something beside it is wrong.
bool isAbout(const Problem &problem, const FieldPath &field, bool isWritten)
{
    if (problem.severity != Severity::Error) return false;
    if (field.startsWith(problem.field) || (problem.rule == u"schema-label" && problem.field.startsWith(field)))
        return true;
    if (!isWritten && !field.isEmpty() && problem.field.size() == field.size() &&
        problem.field.parent() == field.parent())
        return true;
    return field.size() > 1 && problem.field.size() == field.size() + 1 && problem.field.startsWith(field);
}

QString oneLine(QString message) { return message.replace(u'\n', u' '); }

QString wordsOf(const ApiFault &fault)
{
    const QString message = oneLine(fault.message);
    if (fault.field.isEmpty())
        return QCoreApplication::translate("ApiCheck", "the API server refuses the resource: %1").arg(message);
    return QCoreApplication::translate("ApiCheck", "the API server refuses %1: %2").arg(fault.field, message);
}

} // namespace

void appendApiProblems(const Resource &resource, const KindSet &kinds, const ApiCheck &check, Places &places,
                       Problems &told)
{
    if (!check || resource.isRefused || resource.root().span().size() > maxApiBytes ||
        std::ranges::any_of(told, isUndecodable))
        return;
    const CustomKind *definition = kinds.find(resource.apiVersion, resource.key.kind);
    const bool isRefusedBySchema = std::ranges::any_of(told, isSchemaError);
    // What a schema says of it is judged once, and by the schema's own words where there is only that.
    if (definition && (definition->openApi.isNull() || isRefusedBySchema)) return;
    Result<Value> value = toValue(resource.root());
    if (!value || !value->isMap()) return;
    // An item of a PodList need not say what it is.
    value->set(u"apiVersion", resource.apiVersion);
    value->set(u"kind", resource.key.kind);
    const int minor = kubernetesMinor(kinds.builtin().kubernetesVersion());
    std::vector<ApiFault> faults = check(*std::move(value), minor, definition);
    if (isRefusedBySchema) std::erase_if(faults, [](const ApiFault &fault) { return fault.reason == u"BadRequest"; });
    if (faults.empty()) return;
    const SchemaNode schema = kinds.builtin().kind(resource.apiVersion.toUtf8(), resource.key.kind.toUtf8()).node;
    Problems found;
    for (const ApiFault &fault : faults) {
        if (found.size() >= maxApiFaults) break;
        FieldSearch search(resource.root());
        search.follow(FieldPath::parse(fault.written));
        const FieldPath field = search.path();
        if (std::ranges::any_of(told,
                                [&](const Problem &problem) { return isAbout(problem, field, search.isWhole()); }))
            continue;
        // An empty text and null are none to the schema, for where there is a default a server takes them.
        const YamlRef written = resource.at(field);
        const bool isEmpty = written.isScalar() && (written.isNull() || written.text().isEmpty());
        if (fault.reason == u"FieldValueNotSupported" && !isEmpty && hasListedValues(schema, resource, field)) continue;
        const auto known = std::ranges::find(found, field, &Problem::field);
        if (known != found.end()) {
            if (known->message.size() < maxWords && !known->message.contains(fault.message))
                known->message += u"; "_s + oneLine(fault.message);
            continue;
        }
        const Span span = search.span();
        const TextPosition at = places.codePoints(resource.document, span.begin);
        found.push_back({.severity = Severity::Error,
                         .layer = Layer::Schema,
                         .rule = ruleOfReason(fault.reason),
                         .file = resource.file,
                         .line = resource.firstLine + at.line + 1,
                         .column = at.column + 1,
                         .span = span.shifted(resource.offset),
                         .resource = resource.key,
                         .field = field,
                         .message = wordsOf(fault),
                         .fix = {}});
    }
    told.insert(told.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
}

} // namespace model
