// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

void manyWriters(const RuleSubject &subject, RuleFindings &out)
{
    subject.spec[u"accessModes"].forEachItem([&](int i, YamlRef mode) {
        if (mode.text() == u"ReadWriteMany")
            out.add(mode, {u"spec"_s, u"accessModes"_s, i},
                    sayRule("it asks for storage that many nodes can write to"));
    });
}

void noClass(const RuleSubject &subject, RuleFindings &out)
{
    const FieldPath field{u"spec"_s, u"storageClassName"_s};
    if (!subject.spec.isMapping() || isSaid(subject.root.at(field)) || isSaid(subject.spec[u"volumeName"])) return;
    out.add(subject.nameNode, field, sayRule("it takes the storage that the cluster has as its default"));
}

void deletesData(const RuleSubject &subject, RuleFindings &out)
{
    const bool isClass = subject.is(rulekind::StorageClass);
    const FieldPath field =
        isClass ? FieldPath{u"reclaimPolicy"_s} : FieldPath{u"spec"_s, u"persistentVolumeReclaimPolicy"_s};
    const YamlRef policy = subject.root.at(field);
    if (isSaid(policy) ? policy.text() != u"Delete" : !isClass) return;
    out.add(isSaid(policy) ? policy : subject.nameNode, field, sayRule("its data goes with the claim"));
    out.offerSet(field, u"Retain"_s);
}

void emptyDirs(const RuleSubject &subject, RuleFindings &out, bool ofMemory)
{
    subject.pod.volumes().forEachItem([&](int i, YamlRef volume) {
        const YamlRef directory = volume[u"emptyDir"];
        if (!directory.isMapping() || isSaid(directory[u"sizeLimit"]) ||
            (directory[u"medium"].text() == u"Memory") != ofMemory)
            return;
        out.add(
            volume[u"name"], subject.pod.path / u"volumes"_s / i / u"emptyDir"_s / u"sizeLimit"_s,
            ofMemory
                ? sayRule("the volume %1 may take all memory that its Pod has, or its node").arg(volume[u"name"].text())
                : sayRule("the volume %1 may fill the node's disk").arg(volume[u"name"].text()));
    });
}

void memoryDir(const RuleSubject &subject, RuleFindings &out) { emptyDirs(subject, out, true); }
void diskDir(const RuleSubject &subject, RuleFindings &out) { emptyDirs(subject, out, false); }

void subPath(const RuleSubject &subject, RuleFindings &out)
{
    QStringList names;
    subject.pod.volumes().forEachItem([&](int, YamlRef volume) {
        if (isSaid(volume[u"configMap"]) || isSaid(volume[u"secret"]) || isSaid(volume[u"projected"]))
            names += volume[u"name"].text();
    });
    if (names.isEmpty()) return;
    for (const RuleContainer &container : subject.containers)
        container.view.node[u"volumeMounts"].forEachItem([&](int i, YamlRef mount) {
            const YamlRef path = mount[u"subPath"];
            if (path.text().isEmpty() || !names.contains(mount[u"name"].text())) return;
            out.add(path, container.at(u"volumeMounts"_s) / i / u"subPath"_s,
                    sayRule("container %1 does not see when %2 changes").arg(container.name(), path.text()));
        });
}

} // namespace

std::vector<PracticeRule> storageRules()
{
    using rulekind::Claim, rulekind::workloads;
    return {
        {"storage-many-writers", Severity::Info, false, Claim, T("A claim wants storage that many nodes can write to."),
         T("Few kinds of storage can do that. With others the claim stays pending, and programs that do not expect "
           "each other spoil the data."),
         T("use ReadWriteOnce or ReadWriteOncePod, if one Pod writes"), manyWriters},
        {"storage-class", Severity::Info, false, Claim, T("A claim names no StorageClass."),
         T("Which disk it gets, how fast, and whether it is kept, is then another matter in each cluster."),
         T("set storageClassName"), noClass},
        {"storage-deletes", Severity::Info, false, rulekind::StorageClass | rulekind::Volume,
         T("Data is deleted together with its claim."),
         T("Deleting a namespace, or a claim by mistake, then deletes what is stored."),
         T("set the reclaim policy to Retain for data that matters"), deletesData},
        {"storage-memory", Severity::Info, true, workloads, T("A volume in memory has no limit."),
         T("What is written there counts as memory of the container, which is ended when it has no more, and of the "
           "node where nothing limits the container."),
         T("set sizeLimit"), memoryDir},
        {"storage-empty-dir", Severity::Info, false, workloads, T("An emptyDir has no limit."),
         T("When it has filled the node's disk, the node evicts Pods, and not always the one that filled it."),
         T("set sizeLimit"), diskDir},
        {"storage-sub-path", Severity::Info, false, workloads,
         T("A file of a ConfigMap or Secret is mounted by subPath."),
         T("The kubelet renews mounted ConfigMaps and Secrets when they change, but never those that are mounted by "
           "subPath."),
         T("mount the whole volume as a folder"), subPath},
    };
}

} // namespace model
