// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

#include <QString>

#include <vector>

// What a real apiserver said of broken objects (tests/data/practice/validation/rest-*.json, made by record.py).
struct RecordedCase
{
    QString name;      // "Service noded: lb class"
    QString operation; // create, update, status
    practice::ApiKind kind;
    model::Value object;
    model::Value old; // null for a create
    std::vector<practice::Cause> causes;
    model::Value schema; // of a custom resource; null for built-in kinds
    model::Value result; // what the server made of the object, without metadata; of custom resources that it took
};

// Fails the test when the file cannot be read.
std::vector<RecordedCase> recordedCases(const QString &file);
// What ours says.
std::vector<practice::Cause> causesOf(const RecordedCase &recorded);
// One line for each cause, so that a difference can be read; addresses of Go's memory made equal.
QString shown(const std::vector<practice::Cause> &causes);
