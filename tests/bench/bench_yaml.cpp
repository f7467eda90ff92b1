// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/files.h"
#include "model/yaml/yamledit.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <QDirIterator>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

// What row 7 and row 10 of the budgets stand on: reading YAML, looking fields up, changing one field.

using namespace model;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 9;

// The median of the processor time of some rounds, in milliseconds.
double milliseconds(const std::function<void()> &work)
{
    std::vector<double> spent;
    for (int i = 0; i < rounds; ++i) {
        const std::clock_t start = std::clock();
        work();
        spent.push_back(1000.0 * double(std::clock() - start) / CLOCKS_PER_SEC);
    }
    std::ranges::sort(spent);
    return spent[rounds / 2];
}

// All manifests of the tests behind each other, as often as it takes to have some megabytes.
QByteArray sample()
{
    QByteArray once;
    QStringList paths;
    QDirIterator files(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests"), {u"*.yaml"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) paths << files.next();
    paths.sort();
    for (const QString &path : paths) {
        const auto text = readFileLimited(path);
        if (text && !text->contains("{{")) once += *text + "\n---\n";
    }
    return once.repeated(10);
}

qsizetype lookUp(const YamlStream &stream)
{
    static const FieldPath fields[]{{u"metadata"_s, u"name"_s},
                                    {u"metadata"_s, u"namespace"_s},
                                    {u"kind"_s},
                                    {u"spec"_s, u"template"_s, u"spec"_s, u"containers"_s, 0, u"image"_s}};
    qsizetype found = 0;
    for (const auto &part : stream.parts())
        for (const FieldPath &field : fields) found += part.document->root().at(field).isValid() ? 1 : 0;
    return found;
}

} // namespace

int main()
{
    const QByteArray text = sample();
    const double megabytes = double(text.size()) / 1e6;
    YamlStream stream;
    const double reading = milliseconds([&] { stream = YamlStream::parse(text); });
    std::printf("yaml read: %.1f MB in %.1f ms CPU: %.0f MB/s (aim 40)\n", megabytes, reading,
                megabytes / reading * 1000);
    const double lookups = milliseconds([&] { lookUp(stream); });
    std::printf("yaml look-up: 4 paths in each of %zu documents: %.2f ms CPU\n", stream.parts().size(), lookups);
    const double values = milliseconds([&] {
        for (const auto &part : stream.parts()) (void)toValue(part.document->root());
    });
    std::printf("yaml values: %.1f ms CPU: %.0f MB/s\n", values, megabytes / values * 1000);
    const auto largest =
        std::ranges::max_element(stream.parts(), {}, [](const auto &part) { return part.span.size(); });
    bool edited = true;
    const double edit = milliseconds([&] {
        for (int i = 0; i < 100; ++i)
            edited = edited && editYaml(largest->document, {YamlEdit::set({u"kind"_s}, QString::number(i))}).ok();
    });
    std::printf("yaml edit: one field of a document of %lld bytes: %.2f ms CPU\n",
                static_cast<long long>(largest->span.size()), edit / 100);
    return edited ? 0 : 1;
}
