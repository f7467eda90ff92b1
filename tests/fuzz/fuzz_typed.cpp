// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/json.h"
#include "model/wire/protobuf.h"
#include "model/wire/typed.h"

#include <QtEndian>

using namespace model;

// Two bytes choose a type, the rest is JSON. What it is read into is the same after protobuf.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) return 0;
    const WireTypes &types = WireTypes::builtin();
    const WireType type = types.typeAt(qFromLittleEndian<quint16>(data) % types.typeCount());
    auto text = readJson(QByteArrayView(reinterpret_cast<const char *>(data + 2), qsizetype(size) - 2));
    if (!text) return 0;
    auto typed = readTyped(type, std::move(text->value));
    if (!typed) {
        if (typed.error().message.isEmpty()) qFatal("an error without words");
        return 0;
    }
    for (const QStringView key : {u"kind", u"apiVersion"})
        if (type.field(type.indexOf(key)).number() == 0) typed->object.remove(key);
    typed = readTyped(type, std::move(typed->object)); // a pointer to a zero time, which is null too, only JSON has
    if (!typed) return 0;                              // years that no text may have
    const QByteArray before = writeJson(typed->object);
    const auto again = readProtobuf(type, writeProtobuf(type, typed->object));
    if (!again) qFatal("protobuf: %s", qPrintable(again.error().message));
    if (writeJson(*again) != before) qFatal("another object: %s", writeJson(*again).constData());
    return 0;
}
