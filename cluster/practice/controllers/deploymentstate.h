// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <optional>
#include <vector>

namespace practice {

// The rules by which a Deployment is rolled out (pkg/controller/deployment/util), asked of plain objects: d is a
// Deployment, a set is a ReplicaSet. They change nothing but what is handed to them.

using Sets = std::vector<model::Value>;

namespace revisions {
inline constexpr QStringView revision = u"deployment.kubernetes.io/revision";
inline constexpr QStringView history = u"deployment.kubernetes.io/revision-history";
inline constexpr QStringView desired = u"deployment.kubernetes.io/desired-replicas";
inline constexpr QStringView most = u"deployment.kubernetes.io/max-replicas";
inline constexpr QStringView rollbackTo = u"deprecated.deployment.rollback.to";
inline constexpr QStringView hashLabel = u"pod-template-hash";
} // namespace revisions

// Annotations that are either a Deployment's or a ReplicaSet's, and not copied.
bool isKeptFromSets(QStringView key);
QString annotationOf(const model::Value &object, QStringView key);

model::Value statusIn(const model::Value &object); // an empty map where there is none
// spec.replicas of anything that has it, or their sum.
qint64 wantedReplicas(const model::Value &object);
qint64 wantedReplicas(const Sets &sets);
// The sum of a number in their status.
qint64 countIn(const Sets &sets, QStringView statusField);
Sets activeOnes(const Sets &sets); // that want pods
bool isOlder(const model::Value &left, const model::Value &right);

bool isRollingUpdate(const model::Value &d);
qint64 maxSurge(const model::Value &d);
qint64 maxUnavailable(const model::Value &d);
bool hasProgressDeadline(const model::Value &d);
// Nothing: all old ones are kept.
std::optional<qint64> historyLimit(const model::Value &d);

// Two pod templates, whatever their pod-template-hash.
bool isSameTemplate(const model::Value &left, const model::Value &right);
model::Value templateOf(const model::Value &object);
// The oldest of several, which are in that order; -1: none.
int findNewSet(const model::Value &d, const Sets &sets);

// 0 where there is none; nothing where it is no number.
std::optional<qint64> revisionOf(const model::Value &set);
qint64 newestRevision(const Sets &sets);
qint64 lastRevision(const Sets &sets); // the one before the newest
// What a new ReplicaSet has of its Deployment, its revision, and the revisions it had before. Whether anything changed.
bool annotateNewSet(const model::Value &d, model::Value &set, qint64 revision, bool isNew);
bool annotateReplicas(model::Value &set, const model::Value &d);
// How many the Deployment wanted when the set was scaled last, as its annotation has it.
std::optional<qint64> desiredReplicas(const model::Value &set);

// How many replicas the new ReplicaSet may have now; all: it among the others.
qint64 newSetReplicas(const model::Value &d, const Sets &all, const model::Value &newSet);
bool isSaturated(const model::Value &d, const model::Value &newSet);
// How many of toAdd replicas are this ReplicaSet's share, when added of them are given away already.
qint64 shareOf(const model::Value &set, const model::Value &d, qint64 toAdd, qint64 added);

bool isComplete(const model::Value &d, const model::Value &status);
bool isProgressing(const model::Value &d, const model::Value &status);
bool isTimedOut(const model::Value &d, const model::Value &status, qint64 nowMs);

// Conditions of a status. Null: there is none of the type.
const model::Value *conditionIn(const model::Value &status, QStringView type);
model::Value newCondition(const QString &type, const QString &status, const QString &reason, const QString &message,
                          qint64 nowMs);
// Does nothing where it says what is there already; keeps the time of the transition where there is none.
void setCondition(model::Value &status, model::Value condition);
void removeCondition(model::Value &status, QStringView type);

} // namespace practice
