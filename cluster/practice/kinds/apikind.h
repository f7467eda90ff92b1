// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/schema/schemastore.h"

#include <QString>
#include <QStringList>

namespace practice {

// A kind as one version of it is served.
struct ApiKind
{
    QString group; // empty: core
    QString version;
    QString kind;
    QString plural;
    QString singular;
    QStringList shortNames = {};
    QStringList categories = {}; // "all"
    bool namespaced = true;
    bool hasStatus = false; // subresources
    bool hasScale = false;
    QString storedVersion = {}; // what the store holds; converted on the way in and out
    model::SchemaNode schema = {};
    bool isCustom = false;             // of a CustomResourceDefinition, as are those that follow
    model::Value openApi = {};         // openAPIV3Schema; null: none, anything goes
    QStringList selectableFields = {}; // what selectors may ask for beside name and namespace: "spec.color"
    QString listKind = {};             // that the definition names; else empty

    QString listName() const { return listKind.isEmpty() ? kind + QStringLiteral("List") : listKind; }
    QString apiVersion() const { return group.isEmpty() ? version : group + u'/' + version; }
};

} // namespace practice
