// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/leftout.h"

#include "app/cli/report.h"
#include "app/cli/talk.h"
#include "model/base/say.h"
#include "model/resource/kinds.h"
#include "model/yaml/yamlvalue.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <iterator>
#include <tuple>

namespace app {

using namespace Qt::StringLiterals;

namespace {

// One that is left out: what it is, what it says, and that as one text.
struct LeftOut
{
    QString id;
    model::Value value;
    QByteArray text;

    auto order() const { return std::tie(id, text); }
};

LeftOut leftOutOf(const QString &id, model::YamlRef node)
{
    LeftOut one{id, model::toValue(node).valueOr({}), {}};
    one.text = model::toJson(one.value).valueOr({});
    return one;
}

LeftOut leftOutOf(const model::Resource &resource)
{
    return leftOutOf(model::comparableKey(resource.key).id(), resource.root());
}

// The outermost node that starts at each byte of a document.
QHash<qsizetype, int> outermostNodes(const model::YamlDocument &document)
{
    QHash<qsizetype, int> outermost;
    const std::vector<model::YamlNode> &nodes = document.nodes();
    for (int i = 0; i < int(nodes.size()); ++i) {
        const auto known = outermost.constFind(nodes[size_t(i)].span.begin);
        if (known == outermost.cend() || nodes[size_t(*known)].span.end < nodes[size_t(i)].span.end)
            outermost.insert(nodes[size_t(i)].span.begin, i);
    }
    return outermost;
}

bool isNone(const model::Problem &problem) { return problem.rule == u"yaml-not-a-resource"; }
bool isPassedOver(const model::Problem &problem) { return problem.rule == u"yaml-ignored-text"; }

// Documents and items that are none, and texts that kubectl passes over.
void addNoResources(const model::ResourceSet &set, std::vector<LeftOut> &all)
{
    QHash<const model::YamlDocument *, QHash<qsizetype, int>> places;
    for (const model::Problem &problem : set.problems()) {
        if (!isNone(problem) && !isPassedOver(problem)) continue;
        const model::SourceFile *file = set.file(problem.file);
        const int at = file ? file->stream.partAt(problem.span.begin) : -1;
        if (at < 0) continue;
        const model::YamlStream::Part &part = file->stream.parts()[size_t(at)];
        const model::YamlDocument *document = part.document.get();
        const qsizetype offset = problem.span.begin - part.span.begin;
        if (isPassedOver(problem)) {
            all.push_back({u"text"_s, {}, document->text().mid(offset).trimmed()});
            continue;
        }
        if (!places.contains(document)) places.insert(document, outermostNodes(*document));
        const int node = places[document].value(offset, -1);
        if (node >= 0) all.push_back(leftOutOf({}, model::YamlRef(document, node)));
    }
}

// In the order of what they say.
std::vector<LeftOut> leftOutsOf(const model::ResourceSet &set)
{
    std::vector<LeftOut> all;
    for (const model::Resource &resource : set.leftOut()) all.push_back(leftOutOf(resource));
    addNoResources(set, all);
    // Where nothing and the default are said, the first of the two is compared.
    QSet<model::ResourceKey> known;
    for (const model::Resource &resource : set.resources()) {
        const model::ResourceKey key = model::comparableKey(resource.key);
        if (known.contains(key)) all.push_back(leftOutOf(resource));
        known.insert(key);
    }
    std::ranges::sort(all, {}, &LeftOut::order);
    return all;
}

std::vector<LeftOut> without(const std::vector<LeftOut> &all, const std::vector<LeftOut> &others)
{
    std::vector<LeftOut> rest;
    std::ranges::set_difference(all, others, std::back_inserter(rest), {}, &LeftOut::order, &LeftOut::order);
    return rest;
}

// A text has no value.
bool isSameValue(const LeftOut &one, const LeftOut &other)
{
    return one.value.isNull() ? one.text == other.text : one.value.means(other.value);
}

} // namespace

void sayLeftOut(const QString &command, const Inputs &inputs, const std::function<QString(const QString &)> &inWords)
{
    constexpr size_t maxLines = 20;
    model::Problems left = inputs.resources->problems();
    std::erase_if(left, [](const model::Problem &problem) {
        return problem.rule != u"duplicate-resource" && !isNone(problem) && !isPassedOver(problem);
    });
    if (left.empty()) return;
    inputs.relocate(left);
    say(left.size() == 1 ? model::say("%1: 1 object is left out:").arg(command)
                         : model::say("%1: %2 objects are left out:").arg(command).arg(left.size()));
    for (size_t i = 0; i < std::min(left.size(), maxLines); ++i)
        say(inWords ? inWords(problemLine(left[i])) : problemLine(left[i]));
    if (left.size() > maxLines) say(model::say("… and %1 more").arg(left.size() - maxLines));
}

bool isSameLeftOut(const model::ResourceSet &a, const model::ResourceSet &b)
{
    constexpr size_t mostCompared = 1000;
    const std::vector<LeftOut> ofA = leftOutsOf(a), ofB = leftOutsOf(b);
    if (ofA.size() != ofB.size()) return false;
    const std::vector<LeftOut> here = without(ofA, ofB);
    std::vector<LeftOut> there = without(ofB, ofA);
    if (here.size() != there.size() || here.size() > mostCompared) return false;
    for (const LeftOut &one : here) {
        const auto same = std::ranges::find_if(
            there, [&one](const LeftOut &other) { return one.id == other.id && isSameValue(one, other); });
        if (same == there.end()) return false;
        there.erase(same);
    }
    return true;
}

} // namespace app
