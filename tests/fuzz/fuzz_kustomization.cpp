// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/rendering.h"
#include "model/yaml/yamlstream.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>

using namespace model;

namespace {

constexpr const char *names[] = {"over/kustomization.yaml", "over/a.yaml", "over/patch.yaml", "base/kustomization.yaml",
                                 "base/a.yaml"};

[[noreturn]] void fail(const char *what, const QByteArray &text)
{
    std::fprintf(stderr, "%s\n%s\n", what, text.constData());
    std::abort();
}

// In memory, where there is such a place.
const QString &folder()
{
    static const QTemporaryDir made(QFile::exists(QStringLiteral("/dev/shm")) ? QStringLiteral("/dev/shm/fuzz-XXXXXX")
                                                                              : QStringLiteral("fuzz-XXXXXX"));
    static const QString path = [] {
        for (const char *name : {"over", "base"}) QDir(made.path()).mkdir(QLatin1StringView(name));
        return made.path();
    }();
    return path;
}

} // namespace

// Up to five files, with a line "%%" between them: what is rendered can be read, is the same every time, and every line
// of it has a place that it comes from.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    QByteArray rest(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const char *name : names) {
        const qsizetype end = rest.indexOf("\n%%\n");
        QFile file(folder() + u'/' + QLatin1StringView(name));
        if (!file.open(QIODevice::WriteOnly)) fail("cannot write", file.fileName().toUtf8());
        file.write(end < 0 ? rest : rest.left(end + 1));
        rest = end < 0 ? QByteArray() : rest.mid(end + 4);
    }
    const QString over = folder() + QStringLiteral("/over");
    const auto rendering = Rendering::kustomize(over);
    if (Rendering::kustomize(over)->text() != rendering->text()) fail("not the same again", rendering->text());
    const YamlStream stream = YamlStream::parse(rendering->text());
    for (const YamlStream::Part &part : stream.parts()) {
        if (part.document->error()) fail("cannot be read", rendering->text());
        for (const YamlNode &node : part.document->nodes()) {
            const YamlRef ref(part.document.get(), int(&node - part.document->nodes().data()));
            Problem problem;
            problem.file = rendering->file();
            problem.line = part.firstLine + 1;
            problem.field = ref.path();
            rendering->relocate(problem);
            if (problem.file.isEmpty() || problem.line < 0) fail("comes from nowhere", rendering->text());
            if (part.document->nodes().size() > 200) break; // a path costs a walk
        }
    }
    return 0;
}
