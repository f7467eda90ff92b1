// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/wire/wiretypes.h"

#include <QByteArray>

namespace practice {

// Objects as Go prints them with all their types (github.com/davecgh/go-spew, "%#v", no pointers' addresses, keys
// sorted), for what a Kubernetes template holds. No deeper than the types are: their nesting is bounded.
class GoPrinter
{
public:
    // A struct without the name of its type: "{Name:(string)c Image:(string)nginx:1 …}".
    QByteArray print(const model::Value &object, const model::WireType &type);

private:
    void printStruct(const model::Value *object, const model::WireType &type);
    void printField(const model::Value *object, const model::WireField &field, const model::WireType &type);
    // Without its type. Null pointer: Go's zero value.
    void printValue(const model::Value *value, const model::WireShape &shape);
    void printList(const model::Value *value, const model::WireShape &shape);
    void printMap(const model::Value *value, const model::WireShape &shape);
    void printQuantity(const model::Value *value);
    void printIntOrString(const model::Value *value);
    void printTime(const model::Value *value);

    QByteArray m_text;
};

} // namespace practice
