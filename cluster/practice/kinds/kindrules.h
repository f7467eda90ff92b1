// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

namespace practice {

// What an apiserver does to objects on their way in, by kind and version. Every rule names its source in Kubernetes.
// Objects are in normal form (model/wire/typed.h) before and after.

// The object as Go writes it: fields in order, empty ones gone (readTyped). Others, which are bound to have it, stay as
// they are. The rules below end with it.
void makeNormal(const ApiKind &kind, model::Value &object);

// The defaults of the version (pkg/apis/*/v1/defaults.go): restartPolicy, protocol, probes' numbers, imagePullPolicy…
void setDefaults(const ApiKind &kind, model::Value &object);
// The same for somebody who only reads it: new fields come last, and may be empty ones.
void fillDefaults(const ApiKind &kind, model::Value &object);
// The strategy's part (pkg/registry/*/strategy.go): status dropped, generation 1, fields the server owns.
// uid, creationTimestamp and name are there already. posted is the object before its defaults: a Job that
// was posted without labels shares those of its template, with the generated ones. Call setDefaults() again afterwards,
// as reading from the store does.
void prepareForCreate(const ApiKind &kind, model::Value &object, const model::Value *posted = nullptr);
// status from old, generation counted up when the spec differs, and what else the kind keeps.
void prepareForUpdate(const ApiKind &kind, model::Value &object, const model::Value &old);
// The same for the status subresource: everything but status from old.
// now (RFC 3339) stamps what changes its state by this.
void prepareForStatusUpdate(const ApiKind &kind, model::Value &object, const model::Value &old,
                            const QString &now = {});
// The same for other subresources that take the whole object: pods/ephemeralcontainers, pods/resize,
// namespaces/finalize, certificatesigningrequests/approval.
void prepareForSubresource(const ApiKind &kind, const QString &subresource, model::Value &object,
                           const model::Value &old);
// Fields that nobody owns by writing to the endpoint (GetResetFields): "status"; "spec", "metadata" below status.
std::vector<QString> resetFields(const ApiKind &kind, const QString &subresource);

} // namespace practice
