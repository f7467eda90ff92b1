// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"
#include "model/schema/suggest.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

const FieldPath labelsPath{u"metadata"_s, u"labels"_s};
const FieldPath annotationsPath{u"metadata"_s, u"annotations"_s};
constexpr QStringView common = u"app.kubernetes.io/";

YamlRef labels(const RuleSubject &subject) { return subject.root[u"metadata"][u"labels"]; }

void recommended(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload && !subject.is(rulekind::Service)) return;
    if (isSaid(labels(subject)[u"app.kubernetes.io/name"])) return;
    out.add(subject.nameNode, labelsPath / u"app.kubernetes.io/name"_s,
            sayRule("it has no label app.kubernetes.io/name"));
}

void required(const RuleSubject &subject, RuleFindings &out, const char *parameter, YamlRef map, const FieldPath &path,
              const char *message)
{
    for (const QString &key : out.words(parameter))
        if (!isSaid(map[key]) || map[key].text().isEmpty())
            out.add(subject.nameNode, path / key, sayRule(message).arg(key));
}

void requiredLabels(const RuleSubject &subject, RuleFindings &out)
{
    required(subject, out, "labels", labels(subject), labelsPath, T("it has no label %1"));
}

void requiredAnnotations(const RuleSubject &subject, RuleFindings &out)
{
    required(subject, out, "annotations", subject.annotations(), annotationsPath, T("it has no annotation %1"));
}

const std::vector<QByteArrayView> &commonLabels()
{
    static const std::vector<QByteArrayView> names{"app.kubernetes.io/name",    "app.kubernetes.io/instance",
                                                   "app.kubernetes.io/version", "app.kubernetes.io/component",
                                                   "app.kubernetes.io/part-of", "app.kubernetes.io/managed-by"};
    return names;
}

void misspelt(const RuleSubject &subject, RuleFindings &out)
{
    labels(subject).forEachEntry([&](const QString &key, YamlRef keyNode, YamlRef) {
        // created-by was recommended once.
        if (!key.startsWith(common) || key == u"app.kubernetes.io/created-by" || !keyNode.isValid()) return;
        const QByteArray utf8 = key.toUtf8();
        for (QByteArrayView name : commonLabels())
            if (name == utf8) return;
        QByteArrayView near;
        for (QByteArrayView name : commonLabels())
            if (wordDistance(utf8, name, 3) <= 3 && near.isEmpty()) near = name;
        if (near.isEmpty()) return;
        const QString meant = QString::fromUtf8(near);
        out.add(keyNode, labelsPath / key, sayRule("no tool knows the label %1").arg(key)).fix =
            sayRule("did you mean %1?").arg(meant);
        if (!isSaid(labels(subject)[meant]))
            out.offer(sayRule("Rename it to %1").arg(meant),
                      {RenameField{subject.resource.key, labelsPath / key, meant}});
    });
}

void changingSelector(const RuleSubject &subject, RuleFindings &out)
{
    static const QStringList changing{u"app.kubernetes.io/version"_s, u"helm.sh/chart"_s, u"version"_s, u"chart"_s,
                                      u"pod-template-hash"_s};
    if (!subject.workload || !subject.workload->hasSelector()) return;
    const FieldPath path = subject.workload->selectorLabelsPath();
    subject.root.at(path).forEachEntry([&](const QString &key, YamlRef keyNode, YamlRef) {
        if (changing.contains(key) && keyNode.isValid())
            out.add(keyNode, path / key, sayRule("the selector holds %1, which changes with the version").arg(key));
    });
}

void defaultNamespace(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef ns = subject.root[u"metadata"][u"namespace"];
    if (!subject.workload &&
        !subject.is(rulekind::Service | rulekind::ConfigMap | rulekind::Secret | rulekind::Claim | rulekind::Ingress))
        return;
    if (!ns.text().isEmpty() && ns.text() != u"default") return;
    out.add(isSaid(ns) ? ns : subject.nameNode, {u"metadata"_s, u"namespace"_s},
            isSaid(ns) ? sayRule("it is in the namespace default") : sayRule("it names no namespace"));
}

void systemNamespace(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef ns = subject.root[u"metadata"][u"namespace"];
    if (subject.workload &&
        (ns.text() == u"kube-system" || ns.text() == u"kube-public" || ns.text() == u"kube-node-lease"))
        out.add(ns, {u"metadata"_s, u"namespace"_s}, sayRule("it is in %1, a namespace of the system").arg(ns.text()));
}

void podSecurity(const RuleSubject &subject, RuleFindings &out)
{
    const QString key = u"pod-security.kubernetes.io/enforce"_s;
    const YamlRef level = labels(subject)[key];
    if (isSaid(level) && level.text() != u"privileged") return;
    out.add(isSaid(level) ? level : subject.nameNode, labelsPath / key,
            sayRule("any Pod is let in, however privileged"));
    out.offerSet(labelsPath / key, u"baseline"_s);
}

struct OldAnnotation
{
    QStringView key;
    bool isPrefix;
    const char *instead;
};

// core/v1 annotation_key_constants, networking/v1beta1, scheduling: what fields have replaced.
constexpr OldAnnotation oldAnnotations[] = {
    {u"seccomp.security.alpha.kubernetes.io/pod", false, "securityContext.seccompProfile"},
    {u"container.seccomp.security.alpha.kubernetes.io/", true, "securityContext.seccompProfile"},
    {u"container.apparmor.security.beta.kubernetes.io/", true, "securityContext.appArmorProfile"},
    {u"scheduler.alpha.kubernetes.io/critical-pod", false, "spec.priorityClassName"},
    {u"scheduler.alpha.kubernetes.io/tolerations", false, "spec.tolerations"},
    {u"scheduler.alpha.kubernetes.io/affinity", false, "spec.affinity"},
    {u"volume.beta.kubernetes.io/storage-class", false, "spec.storageClassName"},
    {u"service.alpha.kubernetes.io/tolerate-unready-endpoints", false, "spec.publishNotReadyAddresses"},
    {u"kubernetes.io/ingress.class", false, "spec.ingressClassName"},
    {u"pod.beta.kubernetes.io/init-containers", false, "spec.initContainers"},
};

void lookAtAnnotations(const RuleSubject &subject, YamlRef map, const FieldPath &path, RuleFindings &out)
{
    map.forEachEntry([&](const QString &key, YamlRef keyNode, YamlRef value) {
        for (const OldAnnotation &old : oldAnnotations) {
            if (old.isPrefix ? !key.startsWith(old.key) : key != old.key) continue;
            const QString instead = QLatin1String(old.instead);
            out.add(keyNode.isValid() ? keyNode : subject.nameNode, path / key,
                    sayRule("the annotation %1 has become a field").arg(key))
                .fix = sayRule("use %1").arg(instead);
            // These two mean the same as their fields, word for word.
            const bool isPlain =
                old.key == u"kubernetes.io/ingress.class" || old.key == u"volume.beta.kubernetes.io/storage-class";
            const FieldPath field{u"spec"_s, instead.mid(5)};
            if (isPlain && !isSaid(subject.root.at(field)) && value.isScalar() && keyNode.isValid())
                out.offer(sayRule("Use %1").arg(instead),
                          {SetField{subject.resource.key, field, value.text()},
                           RemoveField{subject.resource.key, map.size() == 1 ? path : path / key}});
        }
    });
}

void oldAnnotation(const RuleSubject &subject, RuleFindings &out)
{
    lookAtAnnotations(subject, subject.annotations(), annotationsPath, out);
    if (subject.workload && !subject.is(rulekind::Pod))
        lookAtAnnotations(subject, subject.workload->podTemplate()[u"metadata"][u"annotations"],
                          subject.workload->podTemplatePath() / u"metadata"_s / u"annotations"_s, out);
}

} // namespace

std::vector<PracticeRule> labelRules()
{
    using namespace rulekind;
    return {
        {"label-recommended", Severity::Info, false, workloads | Service,
         T("The recommended label app.kubernetes.io/name is missing."),
         T("Tools group what belongs together by these labels, and people find it by them."),
         T("add app.kubernetes.io/name"), recommended, T("%1 resources have no label app.kubernetes.io/name: %2")},
        {"label-required",
         Severity::Warning,
         true,
         workloads | Service | Namespace,
         T("A label that the settings ask for is missing."),
         T("Your own rules want it, to know whose it is. Says nothing until labels are named."),
         T("add the label"),
         requiredLabels,
         nullptr,
         {{"labels", -1, T("keys that must be there: owner, team")}}},
        {"annotation-required",
         Severity::Warning,
         true,
         workloads | Service | Namespace,
         T("An annotation that the settings ask for is missing."),
         T("Your own rules want it, to know whom to call. Says nothing until annotations are named."),
         T("add the annotation"),
         requiredAnnotations,
         nullptr,
         {{"annotations", -1, T("keys that must be there: example.com/email")}}},
        {"label-misspelt", Severity::Warning, true, all, T("A label is nearly one of the recommended ones."),
         T("It does nothing, and the one that was meant is missing."), T("write it as it is recommended"), misspelt},
        {"label-in-selector", Severity::Warning, true, lasting,
         T("A selector holds a label that changes with the version."),
         T("A workload's selector can never be changed: with the next version the API server refuses the manifest, and "
           "it has to be deleted first."),
         T("leave it out of the selector"), changingSelector},
        {"namespace-default", Severity::Info, false, all & ~Other, T("A resource goes to the namespace default."),
         T("What is together in default shares rights, quotas and policies, and where it lands depends on who applies "
           "it."),
         T("set metadata.namespace"), defaultNamespace, T("%1 resources name no namespace of their own: %2")},
        {"namespace-system", Severity::Info, false, workloads, T("A workload is in a namespace of the system."),
         T("What runs there is trusted by the cluster, and upgrades may replace what is in it."),
         T("give it a namespace of its own"), systemNamespace},
        {"namespace-pod-security", Severity::Info, false, Namespace,
         T("A Namespace enforces no Pod Security Standard."),
         T("With the label the cluster refuses Pods that ask for more than the level allows."),
         T("set pod-security.kubernetes.io/enforce: baseline or restricted"), podSecurity},
        {"annotation-old", Severity::Warning, true, all, T("An annotation has become a field."),
         T("Kubernetes reads the field. Some of these annotations do nothing any more, and nobody is told."),
         T("use the field"), oldAnnotation},
    };
}

} // namespace model
