// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/discovery/catalogue.h"
#include "model/base/value.h"

#include <QStringList>

#include <map>

namespace practice {

// The kinds that CustomResourceDefinitions declare: read from the definitions as they come and go.
class CustomKinds
{
public:
    explicit CustomKinds(Catalogue &catalogue) : m_catalogue(catalogue) {}

    // A definition was written or removed: what it serves is served at once, or no more.
    void define(const model::Value &definition);
    void forget(const model::Value &definition);

    // The openAPIV3Schema of a kind's version; null where there is none.
    const model::Value &schemaOf(const ApiKind &kind) const;

private:
    Catalogue &m_catalogue;
    std::map<QString, model::Value> m_schemas; // by "group/version/kind"
};

} // namespace practice
