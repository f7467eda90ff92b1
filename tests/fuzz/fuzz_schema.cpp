// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/checker.h"
#include "model/schema/definitionfile.h"

#include <QStringList>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace model;

namespace {

[[noreturn]] void fail(const char *what, const QString &detail)
{
    std::fprintf(stderr, "%s: %s\n", what, qUtf8Printable(detail));
    std::abort();
}

QStringList lines(const Problems &problems)
{
    QStringList all;
    for (const Problem &problem : problems) all += toText(problem) + QStringLiteral(" | ") + problem.fix;
    return all;
}

bool isPrintable(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < ' ' || c.unicode() == 0x7F; });
}

void checkForm(const Problem &problem, const QByteArray &text)
{
    const QString shown = toText(problem);
    if (problem.rule.isEmpty() || problem.message.isEmpty()) fail("says nothing", shown);
    if (!isPrintable(problem.message) || !isPrintable(problem.fix)) fail("would upset a terminal", shown);
    if (problem.line < 0 || problem.line > text.count('\n') + text.count('\r') + 1) fail("stands on no line", shown);
    if (problem.span.begin < 0 || problem.span.end > text.size()) fail("stands outside the text", shown);
    const bool isInside = problem.span.begin < problem.span.end && problem.span.end < text.size();
    if (isInside && text.isValidUtf8() && (uchar(text[problem.span.begin]) & 0xC0) == 0x80)
        fail("begins within a character", shown);
}

} // namespace

// A file of definitions, a line "%%", and a manifest; or a manifest alone. Every problem has a place and can be shown,
// and whoever remembers the last text finds the same as whoever does not.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype border = input.indexOf("\n%%\n");
    const QByteArray text = border < 0 ? input : input.mid(border + 4);
    KindSet kinds;
    if (border >= 0) kinds.add(customKindsOfFile(input.left(border + 1), QStringLiteral("defined.yaml")));

    Checker checker(kinds), fresh(kinds);
    const QString path = QStringLiteral("a.yaml");
    const auto half = ResourceSet::build({{path, YamlStream::parse(text.left(text.size() / 2))}});
    checker.check(*half);
    const auto whole = ResourceSet::build({{path, YamlStream::parse(text)}}, half.get());
    const Problems found = checker.check(*whole);
    const auto alone = ResourceSet::build({{path, YamlStream::parse(text)}});
    if (!alone->isBroken() && lines(found) != lines(fresh.check(*alone)))
        fail("another answer with a memory", lines(found).join(u'\n'));
    for (const Problem &problem : found) checkForm(problem, text);
    return 0;
}
