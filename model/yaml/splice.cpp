// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/splice.h"

#include <algorithm>

namespace model {

namespace {

// Cuts off what a splice leaves as it was, on whole characters only.
void shrink(const QByteArray &text, Splice &splice)
{
    const auto isContinuation = [](char c) { return (uchar(c) & 0xC0) == 0x80; };
    Span &span = splice.span;
    qsizetype same = 0;
    while (same < span.size() && same < splice.text.size() && text[span.begin + same] == splice.text[same]) ++same;
    while (same > 0 && ((span.begin + same < text.size() && isContinuation(text[span.begin + same])) ||
                        (same < splice.text.size() && isContinuation(splice.text[same]))))
        --same;
    span.begin += same;
    splice.text.remove(0, same);
    while (!span.isEmpty() && !splice.text.isEmpty() && text[span.end - 1] == splice.text.back() &&
           !isContinuation(splice.text.back()) && uchar(splice.text.back()) < 0x80) {
        --span.end;
        splice.text.chop(1);
    }
}

} // namespace

QByteArray applySplices(const QByteArray &text, const Splices &splices)
{
    QByteArray out;
    qsizetype from = 0;
    for (const Splice &splice : splices) {
        Q_ASSERT(splice.span.begin >= from && splice.span.end >= splice.span.begin && splice.span.end <= text.size());
        out += QByteArrayView(text).sliced(from, splice.span.begin - from);
        out += splice.text;
        from = splice.span.end;
    }
    return out += QByteArrayView(text).sliced(from);
}

Splices inverseSplices(const QByteArray &text, const Splices &splices)
{
    Splices inverse;
    qsizetype shift = 0;
    for (const Splice &splice : splices) {
        const qsizetype begin = splice.span.begin + shift;
        inverse.push_back({{begin, begin + splice.text.size()}, text.mid(splice.span.begin, splice.span.size())});
        shift += splice.text.size() - splice.span.size();
    }
    return inverse;
}

Splices composeSplices(const QByteArray &text, const Splices &first, const Splices &second)
{
    // Both cut the text between into pieces; where their pieces overlap they become one.
    Splices result;
    size_t i = 0, j = 0;
    qsizetype shift = 0; // from the first text to the one between, before first[i]
    const QByteArray between = applySplices(text, first);
    const auto middle = [&](const Splice &splice, qsizetype by) {
        return Span{splice.span.begin + by, splice.span.begin + by + splice.text.size()};
    };
    while (i < first.size() || j < second.size()) {
        const bool startsWithFirst =
            i < first.size() && (j == second.size() || middle(first[i], shift).begin <= second[j].span.begin);
        const qsizetype begin = startsWithFirst ? middle(first[i], shift).begin : second[j].span.begin;
        const qsizetype shiftBefore = shift;
        Span covered{begin, begin};
        QByteArray made;
        qsizetype copied = begin;
        for (bool grown = true; grown;) {
            grown = false;
            while (i < first.size() && middle(first[i], shift).begin <= covered.end) {
                covered.end = std::max(covered.end, middle(first[i], shift).end);
                shift += first[i].text.size() - first[i].span.size();
                ++i;
                grown = true;
            }
            while (j < second.size() && second[j].span.begin <= covered.end) {
                made += QByteArrayView(between).sliced(copied, second[j].span.begin - copied);
                made += second[j].text;
                copied = second[j].span.end;
                covered.end = std::max(covered.end, second[j].span.end);
                ++j;
                grown = true;
            }
        }
        made += QByteArrayView(between).sliced(copied, covered.end - copied);
        result.push_back({{covered.begin - shiftBefore, covered.end - shift}, made});
    }
    return tidySplices(text, std::move(result));
}

Splices tidySplices(const QByteArray &text, Splices splices)
{
    std::stable_sort(splices.begin(), splices.end(),
                     [](const Splice &a, const Splice &b) { return a.span.begin < b.span.begin; });
    Splices tidy;
    for (Splice &splice : splices) {
        if (!tidy.empty() && tidy.back().span.end == splice.span.begin) {
            tidy.back().span.end = splice.span.end;
            tidy.back().text += splice.text;
        } else {
            tidy.push_back(std::move(splice));
        }
    }
    for (Splice &splice : tidy) shrink(text, splice);
    std::erase_if(tidy, [](const Splice &splice) { return splice.span.isEmpty() && splice.text.isEmpty(); });
    return tidy;
}

} // namespace model
