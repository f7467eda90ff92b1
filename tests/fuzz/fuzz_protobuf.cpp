// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/protobuf.h"

#include <QtGlobal>

using namespace model;

namespace {

// Beyond the size of what was skipped in a message, its meaning may be too large for what is left.
bool isTooLarge(const Result<Value> &read) { return !read && read.error().code == Error::Code::TooLarge; }

} // namespace

// Two bytes that choose a kind, then its message. What is read can be written; what that gives stays as it is.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto object = readProtobufObject(bytes); object && !writeProtobufObject(*object))
        qFatal("an object that was read is of no kind");
    if (size < 2) return 0;
    const WireTypes &types = WireTypes::builtin();
    const WireType type = types.kindAt((data[0] << 8 | data[1]) % types.kindCount()).type;
    const auto first = readProtobuf(type, bytes.sliced(2));
    if (!first) {
        if (first.error().message.isEmpty()) qFatal("an error without words");
        return 0;
    }
    const auto second = readProtobuf(type, writeProtobuf(type, *first));
    if (isTooLarge(second)) return 0;
    if (!second) qFatal("what was written cannot be read: %s", qPrintable(second.error().message));
    const QByteArray written = writeProtobuf(type, *second);
    const auto third = readProtobuf(type, written);
    if (isTooLarge(third)) return 0;
    if (!third || !third->means(*second)) qFatal("another object");
    if (writeProtobuf(type, *third) != written) qFatal("another message");
    return 0;
}
