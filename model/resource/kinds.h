// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/resource/resourcekey.h"

#include <QString>

namespace model {

// What a kind is for: the colour family of its node.
enum class KindFamily : quint8 { Workload, Network, Config, Storage, Access, Other };

struct KindInfo
{
    QString group;
    QString kind;
    KindFamily family = KindFamily::Other;
    QString glyph; // one or two capital letters, a built-in kind's own: "D", "CJ"
    bool namespaced = true;
};

// Never fails. A kind that isn't built in is Other, namespaced, and has its first letter as its glyph. The group
// counts: a Service of serving.knative.dev is not the core's. Kinds that moved are known under extensions too.
KindInfo kindInfo(const QString &group, const QString &kind);
inline KindInfo kindInfo(const ResourceKey &key) { return kindInfo(key.group, key.kind); }

// A Pod, or a built-in kind that makes Pods from a template inside it.
bool isWorkload(const ResourceKey &key);
// The core group's Service, ConfigMap, …
bool isCore(const ResourceKey &key, QStringView kind);

// The namespace in which a file's resource lands when nothing else is said: kubectl's default one. "" and "default" are
// the same namespace to every rule.
QString effectiveNamespace(const QString &ns);
bool sameNamespace(const QString &a, const QString &b);
// With the namespace said, where the kind has any: two keys of one object are equal then.
ResourceKey comparableKey(ResourceKey key);

} // namespace model
