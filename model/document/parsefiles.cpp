// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/parsefiles.h"

#include "model/base/parallel.h"

#include <atomic>
#include <optional>

namespace model {

namespace {

// Larger files are left for later, one by one: so much text beside the budget is a bounded number of nodes.
constexpr qsizetype largest = qsizetype(1) << 20;

struct ParsedAside
{
    YamlStream stream;
    YamlBudget spent = {.documents = 0, .nodes = 0};
};

ParsedAside parseAside(const QByteArray &text)
{
    const YamlBudget all;
    YamlBudget left;
    ParsedAside parsed{YamlStream::parse(text, nullptr, &left)};
    parsed.spent = {.documents = all.documents - left.documents, .nodes = all.nodes - left.nodes};
    return parsed;
}

} // namespace

std::vector<SourceFile> parseFiles(std::vector<ReadFile> &&files, YamlBudget &budget, int threads)
{
    std::vector<std::optional<ParsedAside>> aside(files.size());
    std::atomic<qint64> nodes = 0;
    if (threads > 1)
        forEachParallel(files.size(), threads, [&](size_t i) {
            if (files[i].text.size() > largest) return true;
            aside[i] = parseAside(files[i].text);
            return (nodes += aside[i]->spent.nodes) <= budget.nodes;
        });
    std::vector<SourceFile> sources;
    sources.reserve(files.size());
    for (size_t i = 0; i < files.size(); ++i) {
        // What would have spent the budget is read again, as far as it goes.
        const bool fits =
            aside[i] && aside[i]->spent.documents <= budget.documents && aside[i]->spent.nodes < budget.nodes;
        if (fits) {
            budget.documents -= aside[i]->spent.documents;
            budget.nodes -= aside[i]->spent.nodes;
            sources.push_back({files[i].path, std::move(aside[i]->stream)});
        } else {
            sources.push_back({files[i].path, YamlStream::parse(std::move(files[i].text), nullptr, &budget)});
        }
        aside[i].reset();
        files[i].text.clear();
    }
    return sources;
}

ParsedFiles parsed(std::vector<ReadFile> files, int threads)
{
    ParsedFiles result;
    QHash<QString, size_t> places;
    std::vector<ReadFile> each;
    for (ReadFile &file : files) {
        if (file.isRendered) result.rendered.insert(file.path);
        if (!file.stamp.isNull()) result.stamps.insert(file.path, file.stamp);
        const auto known = places.constFind(file.path);
        if (known == places.cend()) {
            places.insert(file.path, each.size());
            each.push_back(std::move(file));
        } else {
            each[*known] = std::move(file);
        }
    }
    YamlBudget budget;
    result.resources = ResourceSet::build(parseFiles(std::move(each), budget, threads));
    return result;
}

} // namespace model
