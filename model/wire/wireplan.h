// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/wiretypes.h"

#include <QString>

#include <vector>

namespace model {

// A type's members as the codec wants them at hand.
struct WireMember
{
    quint32 number = 0;
    WireKind kind = WireKind::String;    // Struct, List, Map, …
    WireKind element = WireKind::String; // of a List or Map, else the kind again
    bool isPointer = false;
    bool omitsEmpty = false;
    bool isInlined = false;
    bool isWrapped = false;       // a list of strings in a message of its own; in a map each element is one
    const QString *key = nullptr; // in JSON
    WireType type = {};           // of the struct or schema, also as an element
};

struct WirePlan
{
    std::vector<WireMember> members; // in Go's order
    std::vector<quint16> byNumber;   // indexes of those that are in the message, as Go's marshalers write them

    size_t always = 0; // members that the JSON object always has, but for inlined ones

    // The member of a number, or -1.
    int find(quint32 number) const;
};

// type: a valid one of WireTypes::builtin(). Lives as long as the program; any thread.
const WirePlan &wirePlan(const WireType &type);

// A kind whose value is a message that is read with a plan.
constexpr bool isSchema(WireKind kind) { return kind >= WireKind::SchemaOrBool; }
// Numbers inside the messages of apiextensions' JSONSchemaPropsOr….
constexpr quint32 schemaNumber(WireKind kind) { return kind == WireKind::SchemaOrBool ? 2 : 1; }

} // namespace model
