// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/discovery/catalogue.h"
#include "cluster/practice/discovery/table.h"
#include "cluster/practice/kinds/convert.h"
#include "cluster/practice/validation/customschema.h"
#include "model/base/value.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace practice {

// The kinds that CustomResourceDefinitions declare: read from the definitions as they come and go.
class CustomKinds
{
public:
    explicit CustomKinds(Catalogue &catalogue) : m_catalogue(catalogue) {}

    // What a definition says of one version, served or not; null where it says nothing.
    struct Entry
    {
        model::Value schema;              // openAPIV3Schema
        QStringList selectableFields;     // "spec.color"
        std::vector<TableColumn> columns; // additionalPrinterColumns
        std::optional<ScalePaths> scale;
        QString deprecation = {};                             // the warning of a deprecated version; empty: it is none
        std::shared_ptr<const model::SchemaStore> store = {}; // what the kind's schema node lives in
    };

    // What a definition says of the form of its objects.
    struct Forms
    {
        std::map<QString, Entry> versions;
        QString storedVersion;
        quint64 generation = 0; // another one whenever a version's schema or anything else here has changed; never 0
    };

    // A definition was written or removed: what it serves is served at once, or no more.
    void define(const model::Value &definition);
    void forget(const model::Value &definition);
    // Called before a kind goes, or is replaced by another of its name: nobody may hold it any longer.
    void onGoing(std::function<void(const ApiKind &)> function) { m_onGoing = std::move(function); }

    // Those of all versions of the kind; no versions, and the generation 0, where there is no such kind.
    const Forms &formsOf(const ApiKind &kind) const;
    // The schema nodes of the kind's versions by apiVersion; empty for a kind that is not custom. Good until the kind
    // changes.
    std::function<model::SchemaNode(const QString &)> schemasOfVersions(const ApiKind &kind) const;
    const Entry &entryOf(const ApiKind &kind) const;
    const std::vector<TableColumn> &columnsOf(const ApiKind &kind) const { return entryOf(kind).columns; }
    const ScalePaths *scaleOf(const ApiKind &kind) const
    {
        return entryOf(kind).scale ? &*entryOf(kind).scale : nullptr;
    }
    CustomRules rulesOf(const ApiKind &kind) const;
    // Null pointer for a kind that is not custom.
    const model::Value *schemaAt(const ApiKind &kind) const { return kind.isCustom ? &entryOf(kind).schema : nullptr; }

private:
    Catalogue &m_catalogue;
    std::map<QString, Forms> m_forms; // by "plural.group"
    quint64 m_generation = 0;
    std::function<void(const ApiKind &)> m_onGoing;
};

} // namespace practice
