// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"

using namespace Qt::StringLiterals;

// pkg/api/pod/warnings.go: warningsForOverlappingVirtualPaths.
namespace practice {

using model::Value;

namespace {

struct SourcedPath
{
    QString path;
    QString source;
    QString toString() const { return source.isEmpty() ? goQuoted(path) : goQuoted(path) + u" ("_s + source + u')'; }
};

// Paths are compared in pairs: of very many, the first ones only.
constexpr std::size_t maxPaths = 500;

QString withoutSlashes(QString path)
{
    while (path.endsWith(u'/')) path.chop(1);
    return path;
}

bool overlaps(const QString &one, const QString &other)
{
    const QString left = one + u'/';
    const QString right = other + u'/';
    return !one.isEmpty() && !other.isEmpty() && (left.startsWith(right) || right.startsWith(left));
}

std::vector<SourcedPath> pathsOf(const Value &source, const QString &name)
{
    std::vector<SourcedPath> paths;
    for (const Value &item : listIn(source, u"items")) paths.push_back({textIn(item, u"path"), name});
    return paths;
}

class Overlaps
{
public:
    Overlaps(std::vector<QString> &warnings, const QString &volume, const QString &what)
        : m_warnings(warnings), m_start(u"volume "_s + goQuoted(volume) + u" ("_s + what + u"): overlapping paths: "_s)
    {
    }

    void add(std::vector<SourcedPath> paths)
    {
        for (SourcedPath &path : paths) {
            path.path = withoutSlashes(path.path);
            for (const SourcedPath &earlier : m_paths)
                if (overlaps(earlier.path, path.path))
                    m_warnings.push_back(m_start + path.toString() + u" with "_s + earlier.toString());
            if (m_paths.size() < maxPaths) m_paths.push_back(std::move(path));
        }
    }

private:
    std::vector<QString> &m_warnings;
    QString m_start;
    std::vector<SourcedPath> m_paths;
};

QString named(const QString &what, const QString &name) { return what + u' ' + goQuoted(name); }

void warnOfProjected(std::vector<QString> &warnings, const QString &volume, const Value &projected)
{
    Overlaps found(warnings, volume, u"Projected"_s);
    std::vector<SourcedPath> paths; // a source without any keeps those of the one before, as in Go
    for (const Value &source : listIn(projected, u"sources")) {
        if (source.map() && source.map()->empty()) {
            warnings.push_back(u"volume "_s + goQuoted(volume) + u" (Projected) has no sources provided"_s);
            continue;
        }
        const Value &configMap = structIn(source, u"configMap");
        const Value &secret = structIn(source, u"secret");
        const Value &downward = structIn(source, u"downwardAPI");
        if (fieldIn(configMap, u"items"))
            paths = pathsOf(configMap, named(u"ConfigMap"_s, textIn(configMap, u"name")));
        else if (fieldIn(secret, u"items"))
            paths = pathsOf(secret, named(u"Secret"_s, textIn(secret, u"name")));
        else if (fieldIn(downward, u"items"))
            paths = pathsOf(downward, u"DownwardAPI"_s);
        else if (const Value *token = fieldIn(source, u"serviceAccountToken"))
            paths = {{textIn(*token, u"path"), u"ServiceAccountToken"_s}};
        found.add(paths);
    }
}

} // namespace

void warnOfOverlaps(std::vector<QString> &warnings, const Value &spec)
{
    for (const Value &volume : listIn(spec, u"volumes")) {
        const QString &name = textIn(volume, u"name");
        if (const Value *configMap = fieldIn(volume, u"configMap"))
            Overlaps(warnings, name, named(u"ConfigMap"_s, textIn(*configMap, u"name"))).add(pathsOf(*configMap, {}));
        if (const Value *secret = fieldIn(volume, u"secret"))
            Overlaps(warnings, name, named(u"Secret"_s, textIn(*secret, u"secretName"))).add(pathsOf(*secret, {}));
        if (const Value *downward = fieldIn(volume, u"downwardAPI"))
            Overlaps(warnings, name, u"DownwardAPI"_s).add(pathsOf(*downward, {}));
        if (const Value *projected = fieldIn(volume, u"projected")) warnOfProjected(warnings, name, *projected);
    }
}

} // namespace practice
