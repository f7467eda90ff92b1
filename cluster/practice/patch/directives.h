// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <optional>

namespace practice {

// The directives of strategic merge patches.
inline constexpr QStringView patchDirective = u"$patch";
inline constexpr QStringView retainKeysDirective = u"$retainKeys";
inline constexpr QStringView deleteListDirective = u"$deleteFromPrimitiveList";
inline constexpr QStringView elementOrderDirective = u"$setElementOrder";

using Refusal = std::optional<ApiStatus>;

// Statuses of what is wrong with a patch (apiserver handlers interpretStrategicMergePatchError).
ApiStatus patchFailure(const QString &message); // 500
ApiStatus badDirective(const QString &what);    // 400 "invalid patch format of …"
ApiStatus badType(const QString &expected, const model::Value &actual);
ApiStatus noMergeKey(const model::Value &item, const QString &mergeKey);
ApiStatus unknownDirective(const model::Value &directive, const model::Value &item);

// Takes the nulls out of maps, at any depth; stackless.
void discardNulls(model::Value &root);
// Takes out maps that are told to be something, at any depth; whether the root stays. Stackless.
bool removeDirectives(model::Value &root);
// Whether lists and maps are nested deeper than that.
bool isDeeperThan(const model::Value &root, int depth);

// The type of a list's items: a map's, or not; an error when they differ, or are lists.
Answer<bool> haveMaps(const model::ValueList &original, const model::ValueList &patch);
// Whether a patch's list and its $setElementOrder fit together.
Refusal refuseElementOrder(const model::ValueList &patch, const model::ValueList &order, const QString &mergeKey);
// Drops what $retainKeys does not name; takes the directive from patch.
Refusal retainKeys(model::ValueMap &original, model::Value &patch);

} // namespace practice
