// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/accumulate.h"

#include "model/base/limits.h"
#include "model/base/say.h"
#include "model/kustomize/generators.h"
#include "model/kustomize/kustomization.h"
#include "model/kustomize/patches.h"
#include "model/kustomize/replacements.h"
#include "model/kustomize/sorting.h"
#include "model/kustomize/transformers.h"

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {
constexpr int maxOpen = 50;      // kustomizations one inside the other
constexpr int maxBuilt = 20'000; // kustomizations of one rendering; one that is reached twice counts twice

// Null items are no objects to kustomize.
const Node *nullItem(const Node &node)
{
    for (const Node::Entry &entry : node.entries) {
        if (node.isList() && entry.value.isNull()) return &entry.value;
        if (const Node *found = nullItem(entry.value)) return found;
    }
    return nullptr;
}

} // namespace

MaybeFault Accumulator::build(const Root &root)
{
    if (auto fault = accumulate(root, {}, m_objects, false)) return fault;
    applyHashes(m_objects);
    if (auto fault = fixReferences(m_objects)) return fault;
    std::erase_if(m_objects.all(), [](const Object &object) {
        const Node *metadata = object.root.find(u"metadata");
        const Node *annotations = metadata ? metadata->find(u"annotations") : nullptr;
        const Node *local = annotations ? annotations->find(u"config.kubernetes.io/local-config") : nullptr;
        return local && local->text() != "false"_L1;
    });
    for (Object &object : m_objects.all()) object.writeOut();
    m_objects.namesChanged();
    return applySortOptions(m_objects, *m_top);
}

MaybeFault Accumulator::read(const Root &root, Origin from, std::optional<Kustomization> &kustomization)
{
    MaybeFault fault;
    const QString file = m_loader.kustomizationOf(root, fault);
    if (fault) fault->origin = from;
    if (!fault && file.isEmpty()) fault = invalid(from, say("there is no kustomization.yaml in “%1”").arg(root.path));
    if (fault) return fault;
    if (m_file.isEmpty()) m_file = shownPath(root.path, file);
    auto documents = m_loader.documents(root, {file, from}, Dialect::Kubectl, fault);
    if (fault) return fault;
    if (documents.empty()) return invalid(from, say("the kustomization of “%1” is empty").arg(root.path));
    if (documents.size() > 1)
        return invalid(documents[1].root.origin, say("a kustomization is one document, not several"));
    if (fault = Kustomization::check(documents.front().root); fault) return fault;
    kustomization.emplace(std::move(documents.front().root));
    return std::nullopt;
}

MaybeFault Accumulator::accumulate(const Root &root, Origin from, Objects &into, bool wantsComponent)
{
    if (m_open.size() >= maxOpen || ++m_built > maxBuilt)
        return tooLarge(from, say("too many kustomizations stand on one another"));
    std::optional<Kustomization> by;
    if (auto fault = read(root, from, by)) return fault;
    const bool isTop = m_open.isEmpty();
    if (!isTop && by->isComponent != wantsComponent)
        return invalid(from, wantsComponent ? say("“%1” is no Component").arg(root.path)
                                            : say("“%1” is a Component: it belongs under components").arg(root.path));
    m_open += root.canonical;
    m_folders.insert(root.canonical);
    // A component works on what is there already, any other on its own alone.
    Objects own;
    Objects &objects = by->isComponent ? into : own;
    auto fault = addResources(root, by->texts({u"resources", u"bases"}), objects);
    const Node *options = by->root.find(u"generatorOptions");
    for (const auto &[field, kind] : {std::pair(QStringView(u"configMapGenerator"), Generated::ConfigMap),
                                      std::pair(QStringView(u"secretGenerator"), Generated::Secret)}) {
        const Node *items = by->root.find(field);
        if (!items) continue;
        for (const Node::Entry &item : items->entries) {
            if (fault) break;
            auto generated = generate(kind, item.value, options, m_loader, root, fault);
            if (generated) fault = absorb(objects, *std::move(generated));
        }
    }
    for (const Text &component : by->texts({u"components"}))
        if (!fault) fault = addFolder(root, component, objects, true);
    if (!fault) fault = transform(root, *by, objects);
    if (!fault && isTop) m_top = by;
    m_open.removeLast();
    if (fault || by->isComponent) return fault;
    for (Object &object : own.all()) {
        const Id id = object.id();
        const Origin origin = object.origin;
        if (!into.append(std::move(object)))
            return invalid(from.isKnown() ? from : origin, say("%1 is there already").arg(id.toString()));
    }
    return std::nullopt;
}

MaybeFault Accumulator::transform(const Root &root, const Kustomization &by, Objects &objects)
{
    MaybeFault fault = applyStrategicPatches(objects, by, m_loader, root);
    if (!fault) fault = applyPatches(objects, by, m_loader, root);
    if (!fault) fault = applyNamespace(objects, by);
    if (!fault) applyPrefixAndSuffix(objects, by);
    if (!fault) fault = applyLabels(objects, by);
    if (!fault) fault = applyAnnotations(objects, by);
    if (!fault) fault = applyJsonPatches(objects, by, m_loader, root);
    if (!fault) fault = applyReplicas(objects, by);
    if (!fault) fault = applyImages(objects, by);
    if (!fault) fault = applyReplacements(objects, by, m_loader, root);
    return fault;
}

MaybeFault Accumulator::addResources(const Root &root, const Texts &resources, Objects &into)
{
    for (const Text &path : resources) {
        auto fault =
            Loader::isFolder(root, path.value) ? addFolder(root, path, into, false) : addFile(root, path, into);
        if (fault) return fault;
    }
    return std::nullopt;
}

MaybeFault Accumulator::addFolder(const Root &root, const Text &path, Objects &into, bool isComponent)
{
    MaybeFault fault;
    const auto folder = m_loader.folder(root, path, fault);
    if (!folder) return fault;
    for (const QString &open : std::as_const(m_open))
        if (open == folder->canonical || open.startsWith(folder->canonical + u'/') || folder->canonical == "/"_L1)
            return invalid(
                path.origin,
                say("a cycle: “%1” is, or holds, a kustomization that this one is a part of").arg(path.value));
    return accumulate(*folder, path.origin, into, isComponent);
}

MaybeFault Accumulator::addFile(const Root &root, const Text &path, Objects &into)
{
    MaybeFault fault;
    auto documents = m_loader.documents(root, path, Dialect::Kustomize, fault);
    if (fault) return fault;
    std::vector<Node> lists; // what they hold comes behind everything else
    for (LoadedDocument &document : documents)
        if (fault = addObject(std::move(document.root), path.origin, into, lists); fault) return fault;
    for (size_t i = 0; i < lists.size(); ++i) {
        const Node list = std::move(lists[i]);
        const Node *items = list.find(u"items");
        if (!items->isList() && !items->isNull()) return invalid(items->origin, say("items is a list"));
        for (const Node::Entry &item : items->entries)
            if (fault = addObject(item.value, path.origin, into, lists); fault) return fault;
    }
    return std::nullopt;
}

MaybeFault Accumulator::addObject(Node node, Origin from, Objects &into, std::vector<Node> &lists)
{
    if (node.isNull() || node.isEmptyMap()) return std::nullopt;
    const QString kind = node.textAt({u"kind"});
    if (kind.isEmpty())
        return Fault{u"yaml-not-a-resource"_s, say("there is no kind, so this is no resource"), node.origin};
    const bool isList = kind.endsWith("List"_L1);
    if (isList && node.find(u"items")) {
        lists.push_back(std::move(node));
        return std::nullopt;
    }
    if (!isList && node.textAt({u"metadata", u"name"}).isEmpty())
        return invalid(node.origin, say("%1 has no metadata.name, and kustomize takes none without").arg(kind));
    if (const Node *null = nullItem(node)) return invalid(null->origin, say("an empty item, which kustomize refuses"));
    if (into.all().size() >= limits::maxResources) return tooLarge(from, say("there are too many resources"));
    Object object;
    object.origin = node.origin;
    object.root = std::move(node);
    const Id id = object.id();
    const Origin origin = object.origin;
    if (into.append(std::move(object))) return std::nullopt;
    return Fault{u"duplicate-resource"_s, say("%1 is there already").arg(id.toString()), origin};
}

} // namespace model::kustomize
