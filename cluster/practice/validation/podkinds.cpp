// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/rules.h"

#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

namespace {

// pkg/apis/core/validation/validation.go ValidatePodTemplate, ValidatePodTemplateUpdate.
void createPodTemplate(const Value &object, FieldErrors &errors)
{
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkPodTemplate(errors, Where(u"template"), structIn(object, u"template"), podOptions(nullptr, false));
}

void updatePodTemplate(const Value &object, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(object, old, errors);
    checkPodTemplate(errors, Where(u"template"), structIn(object, u"template"),
                     podOptions(&structIn(old, u"template"), false));
}

// ValidatePodBinding.
void createBinding(const Value &object, FieldErrors &errors)
{
    const Where where(u"target");
    const Value &target = structIn(object, u"target");
    if (const QString &kind = textIn(target, u"kind"); !kind.isEmpty())
        checkOneOf(errors, where.child(u"kind"), kind, {u"Node", u"<empty>"});
    if (textIn(target, u"name").isEmpty()) errors.required(where.child(u"name"));
}

// An update of a pod is hardly ever a person's, so nobody is warned (pkg/registry/core/pod/strategy.go).
std::vector<QString> warnOfPod(const Value &object, const Value *old)
{
    if (old) return {};
    std::vector<QString> warnings = podWarnings(Where(), object, false);
    const Problems found = dns1123LabelProblems(textIn(structIn(object, u"metadata"), u"name"));
    const QStringList problems(found.begin(), found.end());
    if (!problems.isEmpty())
        warnings.insert(warnings.begin(),
                        u"metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; "
                        "a DNS label is recommended: [%1]"_s.arg(problems.join(u' ')));
    return warnings;
}

std::vector<QString> warnOfPodTemplate(const Value &object, const Value *old)
{
    const auto generation = [](const Value &of) { return numberIn(structIn(of, u"metadata"), u"generation"); };
    if (old && generation(object) == generation(*old)) return {};
    return podWarnings(Where(u"template"), structIn(object, u"template"), true);
}

constexpr std::array podTable = {
    KindValidation{u"", u"Pod", createWith<createPod, true>, updateWith<updatePod, true>,
                   updateWith<updatePodStatus, true>, warnOfPod},
    KindValidation{u"", u"PodTemplate", createWith<createPodTemplate, true>, updateWith<updatePodTemplate, true>,
                   nullptr, warnOfPodTemplate},
    KindValidation{u"", u"Binding", createBinding},
};

} // namespace

std::span<const KindValidation> podKinds() { return podTable; }

} // namespace practice
