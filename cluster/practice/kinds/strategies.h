// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <initializer_list>

namespace practice {

// What counts metadata.generation up when an object is updated.
enum class Counts : quint8 { Nothing, Spec, SpecAndAnnotations, Template, Webhooks, AllButMetadata };

// What the status endpoint leaves of metadata as it was.
enum class StatusKeeps : quint8 { Nothing, Labels, Owners, Metadata, AllMetadata };

// How a kind is prepared: pkg/registry/GROUP/KIND/strategy.go.
struct Strategy
{
    const char *group; // empty: core
    const char *kind;
    const char *emptyStatus = nullptr; // as it is after the defaults; null: the kind's status is its writer's
    Counts counts = Counts::Nothing;
    bool startsAtOne = false; // metadata.generation of a new object
    StatusKeeps statusKeeps = StatusKeeps::Nothing;
    void (*create)(model::Value &object) = nullptr;                          // before the status is emptied
    void (*created)(model::Value &object) = nullptr;                         // after it
    void (*update)(model::Value &object, const model::Value &old) = nullptr; // after status and generation
    void (*statusUpdate)(model::Value &object, const model::Value &old) = nullptr;
    bool ownStatus = false; // create has made the status

    bool hasStatus() const { return emptyStatus || statusUpdate; }
};

// Null for a kind without one.
const Strategy *strategyOf(const QString &group, const QString &kind);

// Fields behind feature gates that are off by default go, unless old has them (pkg/api/pod/util.go
// dropDisabledFields). spec: a PodSpec. old may be null.
void dropDisabledPodFields(model::Value &spec, const model::Value *old);
void preparePod(model::Value &pod);
void finishPod(model::Value &pod);
void updatePod(model::Value &pod, const model::Value &old);
void updatePodStatus(model::Value &pod, const model::Value &old);
QString qosClassOf(const model::Value &pod); // pkg/apis/core/helper/qos

void prepareJob(model::Value &job);
void updateServiceType(model::Value &service, const model::Value &old);
void prepareClaim(model::Value &claim);
void updateClaim(model::Value &claim, const model::Value &old);

// Puts what old has at a way of keys, or removes it.
void keepFrom(const model::Value &old, model::Value &object, QStringView field);
void keepMetadata(const model::Value &old, model::Value &object, std::initializer_list<QStringView> fields);
bool sameAt(const model::Value &a, const model::Value &b, std::initializer_list<QStringView> way);

} // namespace practice
