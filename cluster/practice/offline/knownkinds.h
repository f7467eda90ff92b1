// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/discovery/catalogue.h"
#include "model/base/value.h"
#include "model/wire/wiretypes.h"

#include <QHash>

#include <memory>
#include <vector>

namespace practice {

// Kubernetes' own kinds with their Go types: those that the practice cluster serves, and the others of 1.33. Does not
// change; any thread.
class KnownKinds
{
public:
    KnownKinds();
    // Made for who asks first.
    static const KnownKinds &builtin();

    struct Known
    {
        const ApiKind *kind = nullptr;
        model::WireType type = {};
    };
    // By apiVersion and kind; nothing: none of them, or without a type.
    Known find(const model::Value &object) const;

private:
    void addUnserved();

    const Catalogue m_catalogue;
    QHash<const ServedKind *, model::WireType> m_types;
    std::vector<std::unique_ptr<const ApiKind>> m_unserved;
    QHash<QString, Known> m_byName; // "group/version/Kind"
};

} // namespace practice
