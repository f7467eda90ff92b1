// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/typed.h"
#include "model/wire/typedplan.h"

#include <map>

namespace model {

// A container whose content is being read.
struct TypedFrame
{
    Value *value;
    WireType type;     // of a struct; invalid for lists and maps
    WireShape element; // of a list or map
    std::size_t next = 0;
    std::size_t slots = 0; // of a struct: where its fields' slots start
    // Read by a decoder of its own, as the schemas within schemas are: it reports no unknown fields, and its first
    // error ends all.
    bool isNested = false;
    bool keepsEmpty = false;        // a list in a message of its own
    const TypePlan *plan = nullptr; // of a struct
    std::size_t nextField = 0;      // which comes next when the fields are in order
};

// What sigs.k8s.io/json's decoder does with a value, with frames on the heap instead of calls. The first error of a
// wrong type is remembered and the reading goes on, as a type's own decoder may still end it with another one.
class TypedReader
{
public:
    Result<TypedObject> read(const WireType &type, Value input);
    // The error, or an empty text. input is a map.
    QString readMap(const WireType &type, Value &input);

private:
    const TypePlan &planOf(const WireType &type);
    static int fieldOf(TypedFrame &frame, const QString &key);
    void step();
    void enter(const TypedFrame &frame);
    void leave();
    void leaveStruct(TypedFrame &frame);
    bool isWhole(const TypedFrame &frame) const;
    void visit(Value &value, WireShape shape, bool nullStays);
    void visitContainer(Value &value, WireShape shape);
    void visitScalar(Value &value, WireShape shape);
    void visitInteger(Value &value, WireShape shape);
    void visitBytes(Value &value, WireShape shape);
    void visitOwn(Value &value, WireShape shape);
    void visitSchema(Value &value, WireShape shape);
    void wrongType(const Value &value, QByteArrayView goType);
    void unreadable(const QString &what, QByteArrayView goType, bool ends = false);
    void end(const QString &message);
    void reportUnknown(const QString &name);
    QString strictPath() const;

    std::vector<TypedFrame> m_frames;
    std::vector<int> m_slots; // which entry each field of the structs in m_frames has, or -1
    std::vector<QString> m_unknown;
    std::map<int, TypePlan> m_plans;         // of another table's types
    std::vector<QString> m_saved{QString()}; // the first error of a wrong type; of each nested decoder
    QString m_end;                           // the error that ends the reading
    bool m_isStable = true;                  // what is in normal form so far is read again as it is
};

} // namespace model
