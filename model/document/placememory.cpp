// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/placememory.h"

#include "model/base/files.h"
#include "model/base/say.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QSet>

#include <cmath>
#include <optional>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxMemoryBytes = qsizetype(16) << 20;
constexpr double farthest = 1e7; // no card is put there by hand

// One file has one name here, however it was given.
QString placeName(const QString &file)
{
    const QFileInfo info(file);
    const QString canonical = info.canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(info.absoluteFilePath()) : canonical;
}

QJsonArray readMemory(const QString &path)
{
    const auto text = readFileLimited(path, maxMemoryBytes);
    return text ? QJsonDocument::fromJson(*text)[u"files"_s].toArray() : QJsonArray();
}

std::optional<QPointF> pointOf(const QJsonValue &value)
{
    const QJsonArray pair = value.toArray();
    const QPointF point(pair.at(0).toDouble(NAN), pair.at(1).toDouble(NAN));
    if (!(std::abs(point.x()) < farthest) || !(std::abs(point.y()) < farthest)) return std::nullopt;
    return point;
}

} // namespace

QHash<ResourceKey, QPointF> PlaceMemory::pinsOf(const ResourceSet &set) const
{
    QHash<ResourceKey, QPointF> pins;
    const QJsonArray memory = readMemory(m_path);
    if (memory.isEmpty()) return pins;
    QHash<QString, QJsonObject> known;
    for (const QJsonValue &file : memory) known.insert(file[u"path"].toString(), file[u"pins"].toObject());
    QHash<QString, QJsonObject> ofFiles;
    for (const SourceFile &file : set.files())
        if (const auto found = known.constFind(placeName(file.path)); found != known.cend())
            ofFiles.insert(file.path, *found);
    if (ofFiles.isEmpty()) return pins;
    for (const Resource &resource : set.resources()) {
        const auto file = ofFiles.constFind(resource.file);
        if (file == ofFiles.cend()) continue;
        if (const auto place = pointOf(file->value(resource.key.id()))) pins.insert(resource.key, *place);
    }
    return pins;
}

Result<void> PlaceMemory::remember(const ResourceSet &set, const QStringList &files,
                                   const QHash<ResourceKey, QPointF> &pins) const
{
    const Error failure{Error::Code::Io, say("the places of cards cannot be kept"), Location{m_path}};
    if (!QDir().mkpath(QFileInfo(m_path).path())) return failure;
    QLockFile lock(m_path + u".lock"_s);
    if (constexpr int patienceMs = 2000; !lock.tryLock(patienceMs)) return failure;
    QHash<QString, QJsonObject> placed; // by file
    for (auto pin = pins.cbegin(); pin != pins.cend(); ++pin)
        if (const Resource *resource = set.find(pin.key()))
            placed[resource->file].insert(pin.key().id(), QJsonArray{pin->x(), pin->y()});
    QSet<QString> replaced;
    QJsonArray memory;
    for (const QString &file : files) {
        const QString name = placeName(file);
        replaced.insert(name);
        if (const auto own = placed.constFind(file); own != placed.cend())
            memory.append(QJsonObject{{u"path"_s, name}, {u"pins"_s, *own}});
    }
    for (const QJsonValue &file : readMemory(m_path))
        if (memory.size() < maxFiles && !replaced.contains(file[u"path"].toString())) memory.append(file);
    QSaveFile out(m_path);
    const QByteArray text = QJsonDocument(QJsonObject{{u"files"_s, memory}}).toJson(QJsonDocument::Compact);
    const bool isOpen = out.open(QIODevice::WriteOnly) && out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!isOpen || out.write(text) != text.size() || !out.commit()) return failure;
    return {};
}

} // namespace model
