// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/transformers.h"

#include "model/base/say.h"
#include "model/kustomize/fieldspecs.h"
#include "model/kustomize/generators.h"

#include <QRegularExpression>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {
MaybeFault notScalar(const Node &node) { return invalid(node.origin, say("a single value should be here")); }

FieldSetter setText(const Text &text)
{
    return [text](Node &node) -> MaybeFault {
        if (!node.isScalar()) return notScalar(node);
        node = Node(Value(text.value), text.origin);
        return std::nullopt;
    };
}

MaybeFault setSubjects(Node &root, const Text &ns)
{
    Node *subjects = root.find(u"subjects");
    if (!subjects || !subjects->isList()) return std::nullopt;
    for (Node::Entry &subject : subjects->entries)
        if (subject.value.textAt({u"name"}) == "default"_L1)
            subject.value.set(u"namespace"_s, Node(Value(ns.value), ns.origin), ns.origin);
    return std::nullopt;
}

} // namespace

MaybeFault applyNamespace(Objects &objects, const Kustomization &by)
{
    const Text ns = by.text(u"namespace");
    if (ns.value.isEmpty()) return std::nullopt;
    for (Object &object : objects.all()) {
        object.rememberId();
        const Gvk gvk = object.gvk();
        if (!isClusterScoped(gvk)) object.setNamespace(ns.value, ns.origin);
        const bool isBinding = gvk.kind == "RoleBinding"_L1 || gvk.kind == "ClusterRoleBinding"_L1;
        if (isBinding)
            if (auto fault = setSubjects(object.root, ns)) return fault;
        for (const FieldSpec &spec : namespaceSpecs()) {
            if (spec.path == "metadata/name"_L1 && gvk.apiVersion() != "v1"_L1) continue;
            if (auto fault = visitField(object, spec, Make::Scalar, ns.origin, setText(ns))) return fault;
        }
    }
    objects.namesChanged();
    if (const auto twice = objects.repeated())
        return invalid(ns.origin, say("in this namespace, %1 is there twice").arg(twice->toString()));
    return std::nullopt;
}

void applyPrefixAndSuffix(Objects &objects, const Kustomization &by)
{
    const Text prefix = by.text(u"namePrefix"), suffix = by.text(u"nameSuffix");
    const auto isLeft = [](const Gvk &gvk) {
        return gvk.kind == "CustomResourceDefinition"_L1 || gvk.kind == "Namespace"_L1 ||
               (gvk.kind == "APIService"_L1 && gvk.group == "apiregistration.k8s.io"_L1);
    };
    for (const bool isPrefix : {true, false}) {
        const Text &part = isPrefix ? prefix : suffix;
        if (part.value.isEmpty()) continue;
        for (Object &object : objects.all()) {
            if (isLeft(object.firstId().gvk)) continue;
            (isPrefix ? object.prefixes : object.suffixes) += part.value;
            object.rememberId();
            const Node *metadata = object.root.find(u"metadata");
            const Node *name = metadata ? metadata->find(u"name") : nullptr;
            if (!name) continue;
            object.setName(isPrefix ? part.value + name->text() : name->text() + part.value, name->origin);
        }
    }
    objects.namesChanged();
}

namespace {
MaybeFault setPairs(Objects &objects, const Pairs &pairs, const FieldSpecs &specs)
{
    for (Object &object : objects.all())
        for (const Pair &pair : pairs)
            for (const FieldSpec &spec : specs) {
                const auto set = [&pair](Node &node) -> MaybeFault {
                    if (!node.isMap()) return invalid(node.origin, say("a map should be here"));
                    node.set(pair.key, Node(Value(pair.value), pair.origin), pair.origin);
                    return std::nullopt;
                };
                if (auto fault = visitField(object, spec, Make::Map, pair.origin, set)) return fault;
            }
    return std::nullopt;
}

FieldSpecs ownSpecs(const Node &label)
{
    FieldSpecs specs;
    const Node *fields = label.find(u"fields");
    if (!fields) return specs;
    for (const Node::Entry &field : fields->entries)
        specs.push_back({{textOf(field.value, u"group").value, textOf(field.value, u"version").value,
                          textOf(field.value, u"kind").value},
                         textOf(field.value, u"path").value,
                         truthOf(field.value, u"create")});
    return specs;
}

} // namespace

MaybeFault applyLabels(Objects &objects, const Kustomization &by)
{
    static const FieldSpecs metadata = {{{}, u"metadata/labels"_s, true}};
    if (const Node *labels = by.root.find(u"labels"))
        for (const Node::Entry &item : labels->entries) {
            FieldSpecs specs = ownSpecs(item.value);
            const bool selects = truthOf(item.value, u"includeSelectors");
            bool agrees = true;
            if (selects) agrees = addSpecs(specs, selectorLabelSpecs());
            if (!selects && truthOf(item.value, u"includeTemplates")) agrees = addSpecs(specs, templateLabelSpecs());
            if (!selects) agrees = agrees && addSpecs(specs, metadata);
            if (!agrees) return invalid(item.value.origin, say("its fields differ in `create` from the built-in ones"));
            if (auto fault = setPairs(objects, pairsOf(item.value, u"pairs"), specs)) return fault;
        }
    return setPairs(objects, pairsOf(by.root, u"commonLabels"), selectorLabelSpecs());
}

MaybeFault applyAnnotations(Objects &objects, const Kustomization &by)
{
    return setPairs(objects, pairsOf(by.root, u"commonAnnotations"), annotationSpecs());
}

MaybeFault applyReplicas(Objects &objects, const Kustomization &by)
{
    const Node *replicas = by.root.find(u"replicas");
    if (!replicas) return std::nullopt;
    for (const Node::Entry &item : replicas->entries) {
        const QString name = textOf(item.value, u"name").value;
        const Node *given = item.value.find(u"count");
        const qint64 *number = given ? given->scalar.integer() : nullptr;
        const Node count(Value(number ? *number : qint64(0)), given ? given->origin : item.value.origin);
        bool found = false;
        for (const FieldSpec &spec : replicaSpecs())
            for (Object &object : objects.all()) {
                std::vector<Id> ids = object.earlierIds();
                ids.push_back(object.id());
                const auto isMeant = [&](const Id &id) { return id.name == name && id.gvk.isSelectedBy(spec.gvk); };
                if (std::ranges::none_of(ids, isMeant)) continue;
                found = true;
                const auto set = [&count](Node &node) -> MaybeFault {
                    if (!node.isScalar()) return notScalar(node);
                    node = count;
                    return std::nullopt;
                };
                if (auto fault = visitField(object, spec, Make::Scalar, count.origin, set)) return fault;
            }
        if (!found)
            return invalid(item.value.origin, say("no Deployment, ReplicaSet, StatefulSet or ReplicationController is "
                                                  "called %1")
                                                  .arg(name));
    }
    return std::nullopt;
}

namespace {
struct ImageName
{
    QString name, tag, digest;
};

// A colon before the first slash is that of a port.
ImageName splitImage(const QString &image)
{
    const qsizetype start = std::max<qsizetype>(image.indexOf(u'/'), 0);
    const qsizetype at = image.indexOf(u'@', start), colon = image.indexOf(u':', start);
    if (at < 0 && colon < 0) return {image, {}, {}};
    if (at >= 0 && (colon < 0 || at < colon)) return {image.left(at), {}, image.mid(at + 1)};
    if (at >= 0) return {image.left(colon), image.mid(colon + 1, at - colon - 1), image.mid(at + 1)};
    return {image.left(colon), image.mid(colon + 1), {}};
}

QString changedImage(const QString &image, const Node &by)
{
    ImageName parts = splitImage(image);
    const QString name = textOf(by, u"newName").value, tag = textOf(by, u"newTag").value,
                  digest = textOf(by, u"digest").value, suffix = textOf(by, u"tagSuffix").value;
    if (!name.isEmpty()) parts.name = name;
    if (!tag.isEmpty() || !digest.isEmpty()) {
        parts.tag = tag;
        parts.digest = digest;
    } else if (!suffix.isEmpty()) {
        parts.tag += suffix;
        parts.digest.clear();
    }
    QString changed = parts.name;
    if (!parts.tag.isEmpty()) changed += u':' + parts.tag;
    if (!parts.digest.isEmpty()) changed += u'@' + parts.digest;
    return changed;
}

// Images in every list called containers or initContainers, wherever it is; kustomize does these first, and then those
// of the table, so that a tagSuffix may be there twice.
MaybeFault visitContainers(Node &node, const FieldSetter &set)
{
    for (Node::Entry &entry : node.entries) {
        if (auto fault = visitContainers(entry.value, set)) return fault;
        const bool isMeant = node.isMap() && (entry.key == "containers"_L1 || entry.key == "initContainers"_L1);
        if (!isMeant || !entry.value.isList()) continue;
        for (Node::Entry &item : entry.value.entries)
            if (Node *image = item.value.find(u"image"); image && !image->isNull())
                if (auto fault = set(*image)) return fault;
    }
    return std::nullopt;
}

} // namespace

MaybeFault applyImages(Objects &objects, const Kustomization &by)
{
    for (const QStringView field : {u"images", u"imageTags"}) {
        const Node *images = by.root.find(field);
        if (!images) continue;
        for (const Node::Entry &item : images->entries) {
            const Text name = textOf(item.value, u"name");
            // The name is a pattern, to kustomize.
            const QRegularExpression form(u"(*LIMIT_MATCH=100000)^"_s + name.value +
                                          u"(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?\\z"_s);
            if (name.value.size() > 1000 || !form.isValid())
                return invalid(name.origin, say("“%1” is no pattern of an image's name").arg(name.value));
            const auto set = [&](Node &node) -> MaybeFault {
                if (!node.isScalar()) return notScalar(node);
                const QString image = node.text();
                if (!form.match(image).hasMatch()) return std::nullopt;
                if (const QString changed = changedImage(image, item.value); changed != image)
                    node = Node(Value(changed), item.value.origin);
                return std::nullopt;
            };
            for (Object &object : objects.all()) {
                if (object.gvk().kind == "CustomResourceDefinition"_L1) continue;
                if (auto fault = visitContainers(object.root, set)) return fault;
                for (const FieldSpec &spec : imageSpecs())
                    if (auto fault = visitField(object, spec, Make::None, item.value.origin, set)) return fault;
            }
        }
    }
    return std::nullopt;
}

void applyHashes(Objects &objects)
{
    for (Object &object : objects.all()) {
        if (!object.wantsHash) continue;
        object.rememberId();
        const Node *name = object.root.find(u"metadata")->find(u"name");
        object.setName(name->text() + u'-' + contentHash(object), name->origin);
    }
    objects.namesChanged();
}

} // namespace model::kustomize
