// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/http/parsertranscript.h"

#include <cstdio>
#include <cstdlib>

// Any bytes, however they are cut: the same requests and refusals come out, and no limit is exceeded. The first byte
// says where to cut.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size == 0) return 0;
    const practice::HttpParser::Limits limits{.headBytes = 512, .bodyBytes = 1024};
    const QByteArray input(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    const QByteArray whole = transcript({input}, limits);

    const qsizetype cut = input.isEmpty() ? 0 : data[0] % input.size();
    const QByteArray halves = transcript({input.first(cut), input.sliced(cut)}, limits);
    std::vector<QByteArray> pieces;
    const qsizetype step = 1 + data[0] % 7;
    for (qsizetype at = 0; at < input.size(); at += step) pieces.push_back(input.mid(at, step));
    const QByteArray steps = transcript(pieces, limits);
    if (whole == halves && whole == steps) return 0;
    std::fprintf(stderr, "whole: %s\nin two: %s\nin steps: %s\n", whole.constData(), halves.constData(),
                 steps.constData());
    std::abort();
}
