// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/discovery/table.h"
#include "model/base/value.h"

#include <QStringView>

#include <vector>

namespace practice {

// An object's cells, those for -o wide too, in the order of its kind's columns.
using CellMaker = model::ValueList (*)(const model::Value &object, qint64 nowMs);

// How a built-in kind is shown.
struct TableKind
{
    std::vector<TableColumn> columns;
    CellMaker cells = nullptr;
    bool emptyIsNull = false; // "rows": null for a list without objects: of the columns of any kind
};

// Any kind without columns of its own has its name and the time of its making.
const TableKind &tableKind(QStringView group, QStringView plural);
std::vector<TableColumn> scaleColumns();

// pods.cpp
model::ValueList podCells(const model::Value &pod, qint64 nowMs);
model::ValueList podTemplateCells(const model::Value &object, qint64 nowMs);
// "Completed" of a pod that has ended; null else.
model::Value podRowConditions(const model::Value &pod);
// workloads
model::ValueList deploymentCells(const model::Value &object, qint64 nowMs);
model::ValueList replicaSetCells(const model::Value &object, qint64 nowMs);
model::ValueList replicationControllerCells(const model::Value &object, qint64 nowMs);
model::ValueList statefulSetCells(const model::Value &object, qint64 nowMs);
model::ValueList daemonSetCells(const model::Value &object, qint64 nowMs);
model::ValueList jobCells(const model::Value &object, qint64 nowMs);
model::ValueList cronJobCells(const model::Value &object, qint64 nowMs);
model::ValueList controllerRevisionCells(const model::Value &object, qint64 nowMs);
model::ValueList podDisruptionBudgetCells(const model::Value &object, qint64 nowMs);
model::ValueList autoscalerCells(const model::Value &object, qint64 nowMs);
model::ValueList scaleCells(const model::Value &object, qint64 nowMs);
// the network
model::ValueList serviceCells(const model::Value &object, qint64 nowMs);
model::ValueList ingressCells(const model::Value &object, qint64 nowMs);
model::ValueList ingressClassCells(const model::Value &object, qint64 nowMs);
model::ValueList networkPolicyCells(const model::Value &object, qint64 nowMs);
model::ValueList endpointsCells(const model::Value &object, qint64 nowMs);
model::ValueList endpointSliceCells(const model::Value &object, qint64 nowMs);
// storage
model::ValueList volumeCells(const model::Value &object, qint64 nowMs);
model::ValueList claimCells(const model::Value &object, qint64 nowMs);
model::ValueList storageClassCells(const model::Value &object, qint64 nowMs);
model::ValueList volumeAttachmentCells(const model::Value &object, qint64 nowMs);
model::ValueList csiDriverCells(const model::Value &object, qint64 nowMs);
model::ValueList csiNodeCells(const model::Value &object, qint64 nowMs);
// the rest
model::ValueList nodeCells(const model::Value &object, qint64 nowMs);
model::ValueList eventCells(const model::Value &object, qint64 nowMs);
model::ValueList resourceQuotaCells(const model::Value &object, qint64 nowMs);
model::ValueList roleBindingCells(const model::Value &object, qint64 nowMs);
model::ValueList apiServiceCells(const model::Value &object, qint64 nowMs);
model::ValueList componentStatusCells(const model::Value &object, qint64 nowMs);
model::ValueList namespaceCells(const model::Value &object, qint64 nowMs);
model::ValueList configMapCells(const model::Value &object, qint64 nowMs);
model::ValueList secretCells(const model::Value &object, qint64 nowMs);
model::ValueList serviceAccountCells(const model::Value &object, qint64 nowMs);
model::ValueList leaseCells(const model::Value &object, qint64 nowMs);
model::ValueList priorityClassCells(const model::Value &object, qint64 nowMs);
model::ValueList runtimeClassCells(const model::Value &object, qint64 nowMs);
model::ValueList webhooksCells(const model::Value &object, qint64 nowMs);
model::ValueList defaultCells(const model::Value &object, qint64 nowMs);

} // namespace practice
