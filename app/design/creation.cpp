// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/creation.h"

#include "model/document/streamedit.h"
#include "model/relations/referencefixes.h"

#include <QSet>

#include <algorithm>

namespace app {

namespace {

// Of a kind of which no more is known; the user fills it in.
model::Value skeletonOf(const model::ResourceKey &key)
{
    model::ValueMap metadata, content;
    metadata.emplace_back(QStringLiteral("name"), key.name);
    if (!key.ns.isEmpty()) metadata.emplace_back(QStringLiteral("namespace"), key.ns);
    content.emplace_back(QStringLiteral("apiVersion"),
                         key.group.isEmpty() ? QStringLiteral("v1") : key.group + QStringLiteral("/v1"));
    content.emplace_back(QStringLiteral("kind"), key.kind);
    content.emplace_back(QStringLiteral("metadata"), std::move(metadata));
    return content;
}

// What the edge's quick fix adds, else the skeleton beside the holder.
model::AddResource wantedBy(const model::ResourceSet &set, const model::Edge &edge, const model::ResourceKey &key)
{
    for (const model::ReferenceFix &fix : model::fixesFor(set, edge))
        if (const auto *add = std::get_if<model::AddResource>(&fix.edits.front())) return *add;
    return {set.find(edge.holder)->file, skeletonOf(key)};
}

bool takesYaml(const model::Document &document, const QString &file)
{
    return !file.isEmpty() && !document.isReadOnly(file) && !file.endsWith(u".json") &&
           !model::isJson(document.text(file));
}

QString fileWithoutReferrer(const model::Document &document, const model::ResourceKey &key, const QString &shownFile)
{
    const QStringList files = document.files();
    if (files.contains(shownFile) && takesYaml(document, shownFile)) return shownFile;
    const auto first = std::ranges::find_if(files, [&](const QString &file) { return takesYaml(document, file); });
    if (first != files.end()) return *first;
    QString fresh = key.name + QStringLiteral(".yaml");
    for (int i = 2; files.contains(fresh); ++i) fresh = QStringLiteral("%1-%2.yaml").arg(key.name).arg(i);
    return fresh;
}

} // namespace

model::Edits creationOf(const model::Document &document, const model::Edges &edges, const model::ResourceKey &key,
                        const QString &shownFile)
{
    const auto resources = document.resources();
    std::optional<model::Value> content;
    QSet<QString> tried;
    for (const model::Edge &edge : edges) {
        const model::Resource *holder = edge.broken ? resources->find(edge.holder) : nullptr;
        const model::ResourceKey &named = edge.holder == edge.from ? edge.to : edge.from;
        if (!holder || named != key || tried.contains(holder->file)) continue;
        tried.insert(holder->file);
        const model::AddResource wanted = wantedBy(*resources, edge, key);
        if (document.compile(model::Edits{wanted})) return {wanted};
        if (!content) content = wanted.content;
    }
    return {model::AddResource{fileWithoutReferrer(document, key, shownFile), content.value_or(skeletonOf(key))}};
}

} // namespace app
