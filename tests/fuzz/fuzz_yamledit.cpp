// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/yaml/yamlinvariants.h"

#include <cstdio>
#include <cstdlib>

// One byte that chooses the edits, and any text.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size < 1) return 0;
    const QByteArray text(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const QByteArray broken = brokenEdit(text, data[0]);
    if (broken.isEmpty()) return 0;
    std::fprintf(stderr, "%s\n", broken.constData());
    std::abort();
}
