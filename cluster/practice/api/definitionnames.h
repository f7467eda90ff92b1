// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QSet>
#include <QString>

#include <optional>

namespace practice {

// Names of CustomResourceDefinitions: who has which, as an apiserver's naming and establishing controllers say it in
// the definitions' status (apiextensions-apiserver pkg/controller/status and establish).

// What the definitions of one group have.
class TakenNames
{
public:
    void take(const model::Value &definition);                                        // what was accepted of it
    bool isResource(const QString &name) const { return m_resources.contains(name); } // plural, singular, short
    bool isKind(const QString &name) const { return m_kinds.contains(name); }         // of objects or of lists

private:
    QSet<QString> m_resources, m_kinds;
};

bool isEstablished(const model::Value &definition);
// The status with the names that are free accepted, and told which are not; nothing: there is nothing new to tell.
std::optional<model::Value> namedStatus(const model::Value &definition, const TakenNames &taken, const QString &now);
// The status of one whose names are accepted, and which is served from now on; nothing: it is not, or was before.
std::optional<model::Value> establishedStatus(const model::Value &definition, const QString &now);
// A definition with the names that were accepted as those it asks for: what is served.
model::Value servedDefinition(const model::Value &definition);

} // namespace practice
