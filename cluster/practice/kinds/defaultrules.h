// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <cstddef>
#include <span>

namespace practice {

// When a field counts as not given: a pointer in Go has no value, or a plain field has its zero.
enum class Unset : quint8 { Missing, Zero };

// One unconditional default: the field of every struct of a Go type, wherever it stands in an object.
struct FieldDefault
{
    const char *group; // of the object's kind; "" is core, null any
    const char *type;  // "Probe"
    const char *field; // as in JSON
    Unset unset;
    const char *json;   // the value
    const char *source; // where Kubernetes has it
};

// A default that depends on other fields. Sees the struct alone, before anything below it has its defaults.
struct TypeDefault
{
    const char *group;
    const char *type;
    void (*apply)(model::Value &object);
    const char *source;
};

std::span<const FieldDefault> fieldDefaults();
std::span<const TypeDefault> podDefaults();
std::span<const TypeDefault> workloadDefaults();
std::span<const TypeDefault> serviceDefaults();
std::span<const TypeDefault> otherDefaults();
// No defaults, but what reading into the internal types and writing again changes (pkg/apis/*/v1/conversion.go). They
// come behind the defaults.
std::span<const TypeDefault> hubForms();

// volumeClaimTemplates name their kind, first of all fields; readTyped drops that below the outermost object.
void nameClaimTemplates(model::Value &spec);

// Small words for the rules.
bool isUnset(const model::Value &object, QStringView field, Unset unset);
// Of an object whose rule depends on its spec alone: there is nothing to do.
bool specHasDefaults(const model::Value &object);
void putIf(Unset unset, model::Value &object, QStringView field, model::Value value);
// Adds the entries whose keys a map has not, and sorts it. Either may be large.
void addMissing(model::Value &map, const model::ValueMap &entries);

} // namespace practice
