// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/yaml/yamlinvariants.h"

#include <cstdio>
#include <cstdlib>

// Any text: read, expanded, printed as JSON and YAML, and read again.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const QByteArray broken = brokenReading(text);
    if (broken.isEmpty()) return 0;
    std::fprintf(stderr, "%s\n", broken.constData());
    std::abort();
}
