// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

// The parts of an image's reference, as distribution/reference has them: a port is no tag.
struct ImageName
{
    QString registry; // empty: not said
    QString tag, digest;
};

ImageName splitImage(QString image)
{
    ImageName name;
    if (const qsizetype at = image.indexOf(u'@'); at >= 0) {
        name.digest = image.mid(at + 1);
        image.truncate(at);
    }
    if (const qsizetype colon = image.lastIndexOf(u':'); colon > image.lastIndexOf(u'/')) {
        name.tag = image.mid(colon + 1);
        image.truncate(colon);
    }
    const qsizetype slash = image.indexOf(u'/');
    const QString first = slash < 0 ? QString() : image.left(slash);
    if (first.contains(u'.') || first.contains(u':') || first == u"localhost") name.registry = first;
    return name;
}

// What a template engine fills in is not known yet.
bool isKnown(const QString &image) { return !image.isEmpty() && !image.contains(u'$') && !image.contains(u'{'); }

void latest(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const QString image = container.view.image();
    const ImageName name = splitImage(image);
    if (!isKnown(image) || !name.digest.isEmpty() || (!name.tag.isEmpty() && name.tag != u"latest")) return;
    out.add(container.view.node[u"image"], container.at(u"image"_s),
            name.tag.isEmpty()
                ? sayRule("container %1: the image %2 has no tag, which means latest").arg(container.name(), image)
                : sayRule("container %1: the image %2 is whatever is the latest").arg(container.name(), image));
}

void moving(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const QString image = container.view.image();
    const ImageName name = splitImage(image);
    if (!isKnown(image) || !name.digest.isEmpty() || name.tag.isEmpty() || name.tag == u"latest") return;
    if (std::any_of(name.tag.begin(), name.tag.end(), [](QChar c) { return c.isDigit(); })) return;
    out.add(container.view.node[u"image"], container.at(u"image"_s),
            sayRule("container %1: the tag %2 names no version").arg(container.name(), name.tag));
}

void digest(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const QString image = container.view.image();
    if (!isKnown(image) || !splitImage(image).digest.isEmpty()) return;
    out.add(container.view.node[u"image"], container.at(u"image"_s),
            sayRule("container %1: the image %2 is not fixed by a digest").arg(container.name(), image));
}

void pullPolicy(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const QString image = container.view.image();
    const ImageName name = splitImage(image);
    const YamlRef policy = container.view.node[u"imagePullPolicy"];
    // core/v1 SetDefaults_Container: Always for latest, IfNotPresent for the rest.
    const bool always = isSaid(policy) ? policy.text() == u"Always"
                                       : name.digest.isEmpty() && (name.tag.isEmpty() || name.tag == u"latest");
    if (!isKnown(image) || always || !name.digest.isEmpty()) return;
    const FieldPath field = container.at(u"imagePullPolicy"_s);
    out.add(isSaid(policy) ? policy : container.nameNode(), field,
            sayRule("container %1: its image is not looked up at each start").arg(container.name()));
    out.offerSet(field, u"Always"_s);
}

void neverPulled(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const YamlRef policy = container.view.node[u"imagePullPolicy"];
    if (policy.text() != u"Never") return;
    out.add(policy, container.at(u"imagePullPolicy"_s),
            sayRule("container %1 starts only on nodes that have its image already").arg(container.name()));
    out.offerSet(container.at(u"imagePullPolicy"_s), u"IfNotPresent"_s);
}

void registry(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const QStringList allowed = out.words("registries");
    const QString image = container.view.image();
    if (allowed.isEmpty() || !isKnown(image)) return;
    const QString said = splitImage(image).registry;
    const QString full = said.isEmpty() ? u"docker.io/"_s + image : image;
    const bool isAllowed = std::any_of(allowed.begin(), allowed.end(), [&full](const QString &prefix) {
        return full.startsWith(prefix.endsWith(u'/') ? prefix : prefix + u'/');
    });
    if (isAllowed) return;
    out.add(container.view.node[u"image"], container.at(u"image"_s),
            sayRule("container %1: the image %2 comes from none of the registries that are allowed")
                .arg(container.name(), image));
}

void unsaidRegistry(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const QString image = container.view.image();
    if (!isKnown(image) || !splitImage(image).registry.isEmpty()) return;
    out.add(container.view.node[u"image"], container.at(u"image"_s),
            sayRule("container %1: the image %2 names no registry").arg(container.name(), image));
}

} // namespace

std::vector<PracticeRule> imageRules()
{
    using rulekind::workloads;
    return {
        {"image-latest", Severity::Warning, true, workloads, T("An image has the tag latest, or none."),
         T("Nobody can say what runs, Pods of one Deployment may run different programs, and there is no version to go "
           "back to."),
         T("name a version"), latest},
        {"image-moving-tag", Severity::Info, true, workloads, T("An image's tag names no version."),
         T("A tag such as stable or alpine moves: the same manifest runs another program next month, and going back is "
           "guesswork."),
         T("use a tag with a version"), moving},
        {"image-digest", Severity::Info, false, workloads, T("An image is not fixed by its digest."),
         T("Any tag can be moved by whoever may push to the registry. A digest is the image itself."),
         T("append @sha256:…"), digest},
        {"image-pull-policy", Severity::Info, false, workloads, T("An image is not looked up at each start."),
         T("A node that has an image of that name already starts it without asking the registry, which may have "
           "another one by now, and without checking that this Pod may have it."),
         T("set imagePullPolicy: Always"), pullPolicy},
        {"image-never-pulled", Severity::Info, true, workloads, T("An image is never pulled."),
         T("On any node that has not got it already, the container cannot start. It is meant for a cluster on one's "
           "own machine."),
         T("set imagePullPolicy: IfNotPresent"), neverPulled},
        {"image-registry",
         Severity::Warning,
         true,
         workloads,
         T("An image comes from a registry that is not among those that are allowed."),
         T("Images from elsewhere were not scanned, can vanish, and can be somebody's trap. Says nothing until "
           "registries are named."),
         T("use an image of an allowed registry"),
         registry,
         nullptr,
         {{"registries", -1, T("what images may begin with: docker.io/library, registry.example.com")}}},
        {"image-no-registry", Severity::Info, false, workloads, T("An image names no registry."),
         T("The node decides where it comes from, most often docker.io, which limits how often it is asked."),
         T("write the registry before the name: docker.io/library/nginx"), unsaidRegistry},
    };
}

} // namespace model
