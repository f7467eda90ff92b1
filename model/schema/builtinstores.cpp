// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/lifecycle.h"
#include "model/schema/schemastore.h"

#include <QResource>

#include <array>
#include <cstdlib>
#include <utility>

// Q_INIT_RESOURCE must stand outside of namespaces; a static library's resources are not found without it.
static void initSchemaResource() { Q_INIT_RESOURCE(schemas); }

namespace model {

namespace {

// resources/schemas/kubernetes-VERSION.bin, oldest first.
constexpr const char *versionNames[] = {"1.33", "1.34", "1.35", "1.36", "1.37"};
constexpr size_t versionCount = std::size(versionNames);

// Opened once, by whoever asks first.
template<size_t Index>
const SchemaStore &store()
{
    static const std::unique_ptr<const SchemaStore> opened = [] {
        initSchemaResource();
        const QResource file(QStringLiteral(":/schemas/kubernetes-%1.bin").arg(QLatin1String(versionNames[Index])));
        auto loaded = SchemaStore::load(
            QByteArray::fromRawData(reinterpret_cast<const char *>(file.data()), qsizetype(file.size())));
        if (!loaded) qFatal("the program's own schemas cannot be read");
        return std::move(loaded).value();
    }();
    return *opened;
}

using Opener = const SchemaStore &(*)();

template<size_t... Indexes>
constexpr std::array<Opener, sizeof...(Indexes)> openersOf(std::index_sequence<Indexes...>)
{
    return {&store<Indexes>...};
}

constexpr std::array<Opener, versionCount> openers = openersOf(std::make_index_sequence<versionCount>());

} // namespace

const SchemaStore &SchemaStore::builtin() { return store<0>(); }

const SchemaStore &SchemaStore::newest() { return store<versionCount - 1>(); }

std::span<const char *const> SchemaStore::builtinVersions() { return versionNames; }

const SchemaStore *SchemaStore::ofVersion(QByteArrayView version)
{
    const int minor = kubernetesMinor(version);
    for (size_t i = 0; i < versionCount; ++i)
        if (minor > 0 && kubernetesMinor(versionNames[i]) == minor) return &openers[i]();
    return nullptr;
}

const SchemaStore &SchemaStore::nearest(QByteArrayView version)
{
    const int minor = kubernetesMinor(version);
    if (minor == 0) return newest();
    size_t best = 0;
    for (size_t i = 1; i < versionCount; ++i)
        if (std::abs(kubernetesMinor(versionNames[i]) - minor) < std::abs(kubernetesMinor(versionNames[best]) - minor))
            best = i;
    return openers[best]();
}

} // namespace model
