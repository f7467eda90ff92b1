// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

// A column of what `kubectl get` shows.
struct TableColumn
{
    QString name;
    QString type = QStringLiteral("string"); // string, integer, number, boolean, date
    QString format = {};                     // "name", or a format of OpenAPI
    QString description = {};
    int priority = 0;      // above 0: for -o wide
    QString jsonPath = {}; // of a custom kind's column: ".spec.replicas"
};

enum class IncludeObject { None, Metadata, Object }; // ?includeObject=

struct TableOptions
{
    IncludeObject include = IncludeObject::Metadata;
    bool noHeaders = false;                 // the events of a watch but the first
    QString version = QStringLiteral("v1"); // of meta.k8s.io: v1, v1beta1
    qint64 nowMs = 0;                       // since 1970; ages count from here
    // A custom kind's additionalPrinterColumns in its version. Empty: name and age.
    std::vector<TableColumn> columns = {};
};

// A Table of meta.k8s.io (kubernetes pkg/printers/internalversion; apiextensions-apiserver tableconvertor). Objects are
// in any served version (of autoscaling/v1, the CPU alone is shown: what v2 has beside it stands in annotations there).
// metadata is the list's, or has an object's resourceVersion: what is in it is taken over as it is. Descriptions of
// built-in columns are empty.
model::Value makeTable(const ApiKind &kind, const std::vector<const model::Value *> &objects,
                       const model::Value &metadata, const TableOptions &options);

// A Scale's table.
model::Value makeScaleTable(const model::Value &scale, const TableOptions &options);

// as=PartialObjectMetadata and as=PartialObjectMetadataList, of meta.k8s.io in a version.
model::Value partialMetadata(const model::Value &object, const QString &version);
model::Value partialMetadataList(const std::vector<const model::Value *> &objects, const model::Value &metadata,
                                 const QString &version);

} // namespace practice
