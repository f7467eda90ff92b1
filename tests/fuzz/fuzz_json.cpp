// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/json.h"

#include <QtGlobal>

using namespace model;

// What is read can be written, and means the same when it is read again.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto read = readJson(QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!read) {
        if (read.error().message.isEmpty()) qFatal("an error without words");
        return 0;
    }
    const QByteArray text = writeJson(read->value);
    const auto again = readJson(text);
    if (!again) qFatal("what was written cannot be read: %s", text.constData());
    if (!again->duplicates.empty()) qFatal("a key was written twice: %s", text.constData());
    // -0.0 is written as -0, which is an integer to who reads it.
    const QByteArray stable = writeJson(again->value);
    const auto third = readJson(stable);
    if (!third || writeJson(third->value) != stable) qFatal("another text: %s", stable.constData());
    if (text.size() != stable.size() && !text.contains("-0")) qFatal("another text: %s", text.constData());
    return 0;
}
