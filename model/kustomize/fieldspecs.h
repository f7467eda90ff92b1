// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/object.h"

#include <functional>
#include <vector>

namespace model::kustomize {

// A field of some kinds, as kustomize's transformers name them: "spec/template/metadata/labels". Lists on the way are
// gone through; "x[]" is a list that is never made; "\/" is a slash in a key.
struct FieldSpec
{
    Gvk gvk = {}; // empty parts: any
    QString path = {};
    bool create = false; // what is missing on the way is made
};
using FieldSpecs = std::vector<FieldSpec>;

// kustomize api konfig/builtinpluginconsts, as of 5.6.
const FieldSpecs &namespaceSpecs();
const FieldSpecs &selectorLabelSpecs(); // commonLabels; labels with includeSelectors
const FieldSpecs &templateLabelSpecs(); // labels with includeTemplates
const FieldSpecs &annotationSpecs();
const FieldSpecs &imageSpecs();
const FieldSpecs &replicaSpecs();

// Adds those that are not there yet. False: one is there that says otherwise about making what is missing.
bool addSpecs(FieldSpecs &specs, const FieldSpecs &more);

// What is made at the end of a path; None: nothing is.
enum class Make : quint8 { None, Scalar, Map };
using FieldSetter = std::function<MaybeFault(Node &)>;

// Calls set for each node that the spec leads to, if the object is of its kind. A fault when a scalar stands in the
// way.
MaybeFault visitField(Object &object, const FieldSpec &spec, Make make, Origin from, const FieldSetter &set);
// "a/b\/c" → a, b/c
QStringList pathSteps(const QString &path);

} // namespace model::kustomize
