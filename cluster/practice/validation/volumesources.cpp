// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/volumesources.h"

#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

namespace {

// Longer texts are refused unread, so that no pattern runs for long.
constexpr qsizetype maxPatternText = 4096;

bool matches(const QRegularExpression &pattern, const QString &text)
{
    return text.size() <= maxPatternText && pattern.match(text).hasMatch();
}

bool isInitiatorFormat(const QString &name)
{
    static const QRegularExpression iqn(
        QStringLiteral(R"(iqn\.[0-9]{4}-[0-9]{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\s]+)\z)"));
    static const QRegularExpression eui(QStringLiteral(R"(\Aeui.[A-Za-z0-9]{16}\z)"));
    static const QRegularExpression naa(QStringLiteral(R"(\Anaa.[A-Za-z0-9]{32}\z)"));
    if (name.startsWith(u"iqn")) return matches(iqn, name);
    if (name.startsWith(u"eui")) return matches(eui, name);
    return !name.startsWith(u"naa") || matches(naa, name);
}

bool isInitiatorPrefix(const QString &name)
{
    return name.startsWith(u"iqn") || name.startsWith(u"eui") || name.startsWith(u"naa");
}

void checkInitiator(FieldErrors &errors, const Where &where, const QString &name)
{
    if (!isInitiatorPrefix(name))
        errors.invalidText(where, name, u"must be valid format starting with iqn, eui, or naa"_s);
    else if (!isInitiatorFormat(name))
        errors.invalidText(where, name, u"must be valid format"_s);
}

// net.SplitHostPort.
bool isHostPort(QStringView text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon < 0) return false;
    QStringView host = text.first(colon);
    if (host.startsWith(u'[')) {
        if (text.indexOf(u']') != colon - 1) return false;
        host = host.sliced(1, host.size() - 2);
    } else if (host.contains(u':')) {
        return false;
    }
    return !host.contains(u'[') && !host.contains(u']') && !text.sliced(colon).contains(u'[') &&
           !text.sliced(colon).contains(u']');
}

} // namespace

void checkHostPath(FieldErrors &errors, const Where &where, const Value &source)
{
    const QString &path = textIn(source, u"path");
    if (path.isEmpty()) {
        errors.required(where.child(u"path"));
        return;
    }
    checkNoBacksteps(errors, where.child(u"path"), path);
    if (fieldIn(source, u"type"))
        checkOneOf(errors, where.child(u"type"), textIn(source, u"type"),
                   {u"", u"BlockDevice", u"CharDevice", u"Directory", u"DirectoryOrCreate", u"File", u"FileOrCreate",
                    u"Socket"});
}

void checkGitRepo(FieldErrors &errors, const Where &where, const Value &source)
{
    checkRelativePath(errors, where.child(u"directory"), textIn(source, u"directory"));
}

void checkPartition(FieldErrors &errors, const Where &where, const Value &source)
{
    const qint64 partition = numberIn(source, u"partition").value_or(0);
    if (partition < 0 || partition > 255)
        invalidNumber(errors, where.child(u"partition"), partition, u"must be between 1 and 255, inclusive"_s);
}

void checkFiles(FieldErrors &errors, const Where &where, const Value &source)
{
    checkFileMode(errors, where, source, u"defaultMode");
    const Where itemsAt = where.child(u"items");
    const auto &items = listIn(source, u"items");
    for (std::size_t i = 0; i < items.size(); ++i) checkKeyToPath(errors, itemsAt.index(qsizetype(i)), items[i]);
}

void checkNfs(FieldErrors &errors, const Where &where, const Value &source)
{
    const QString &path = textIn(source, u"path");
    if (!path.startsWith(u'/')) errors.invalidText(where.child(u"path"), path, u"must be an absolute path"_s);
}

void checkIscsi(FieldErrors &errors, const Where &where, const Value &source)
{
    if (textIn(source, u"targetPortal").isEmpty()) errors.required(where.child(u"targetPortal"));
    const QString &iqn = textIn(source, u"iqn");
    if (iqn.isEmpty())
        errors.required(where.child(u"iqn"));
    else
        checkInitiator(errors, where.child(u"iqn"), iqn);
    const qint64 lun = numberIn(source, u"lun").value_or(0);
    invalidEach(errors, where.child(u"lun"), lun, rangeProblems(lun, 0, 255));
    const bool authenticates =
        flagIn(source, u"chapAuthDiscovery").value_or(false) || flagIn(source, u"chapAuthSession").value_or(false);
    if (authenticates && !fieldIn(source, u"secretRef")) errors.required(where.child(u"secretRef"));
    if (fieldIn(source, u"initiatorName"))
        checkInitiator(errors, where.child(u"initiatorname"), textIn(source, u"initiatorName"));
}

void checkFlocker(FieldErrors &errors, const Where &where, const Value &source)
{
    const QString &name = textIn(source, u"datasetName");
    const bool hasUuid = !textIn(source, u"datasetUUID").isEmpty();
    if (name.isEmpty() && !hasUuid) errors.required(where, u"one of datasetName and datasetUUID is required"_s);
    if (!name.isEmpty() && hasUuid)
        errors.invalidText(where, u"resource", u"datasetName and datasetUUID can not be specified simultaneously"_s);
    if (name.contains(u'/')) errors.invalidText(where.child(u"datasetName"), name, u"must not contain '/'"_s);
}

void checkNamedSecret(FieldErrors &errors, const Where &where, const Value &source)
{
    const Value *secret = fieldIn(source, u"secretRef");
    if (secret && textIn(*secret, u"name").isEmpty()) errors.required(where.child(u"secretRef").child(u"name"));
}

void checkQuobyte(FieldErrors &errors, const Where &where, const Value &source)
{
    const QString pairs = u"must be a host:port pair or multiple pairs separated by commas"_s;
    const QString &registry = textIn(source, u"registry");
    if (registry.isEmpty()) {
        errors.required(where.child(u"registry"), pairs);
    } else if (utf8Size(textIn(source, u"tenant")) >= 65) {
        errors.required(where.child(u"tenant"), u"must be a UUID and may not exceed a length of 64 characters"_s);
    } else {
        for (const QStringView pair : QStringView(registry).tokenize(u','))
            if (!isHostPort(pair)) errors.invalidText(where.child(u"registry"), registry, pairs);
    }
    if (textIn(source, u"volume").isEmpty()) errors.required(where.child(u"volume"));
}

void checkFibreChannel(FieldErrors &errors, const Where &where, const Value &source)
{
    const bool hasTargets = !listIn(source, u"targetWWNs").empty();
    const bool hasIds = !listIn(source, u"wwids").empty();
    if (!hasTargets && !hasIds)
        errors.required(where.child(u"targetWWNs"), u"must specify either targetWWNs or wwids, but not both"_s);
    if (hasTargets && hasIds)
        errors.invalid(where.child(u"targetWWNs"), goStringList(fieldIn(source, u"targetWWNs")),
                       u"targetWWNs and wwids can not be specified simultaneously"_s);
    if (!hasTargets) return;
    if (const auto lun = numberIn(source, u"lun"))
        invalidEach(errors, where.child(u"lun"), *lun, rangeProblems(*lun, 0, 255));
    else
        errors.required(where.child(u"lun"), u"lun is required if targetWWNs is specified"_s);
}

void checkFlexVolume(FieldErrors &errors, const Where &where, const Value &source)
{
    const Where optionsAt = where.child(u"options");
    for (const auto &[key, value] : entriesIn(source, u"options")) {
        const QString domain = u'.' + key.section(u'/', 0, 0).toLower();
        if (domain.endsWith(u".kubernetes.io") || domain.endsWith(u".k8s.io"))
            errors.invalidText(optionsAt.key(key), key, u"kubernetes.io and k8s.io namespaces are reserved"_s);
    }
}

void checkAzureDisk(FieldErrors &errors, const Where &where, const Value &source)
{
    if (fieldIn(source, u"cachingMode"))
        checkOneOf(errors, where.child(u"cachingMode"), textIn(source, u"cachingMode"),
                   {u"None", u"ReadOnly", u"ReadWrite"});
    if (!fieldIn(source, u"kind")) return;
    const QString &kind = textIn(source, u"kind");
    const QString &uri = textIn(source, u"diskURI");
    checkOneOf(errors, where.child(u"kind"), kind, {u"Dedicated", u"Managed", u"Shared"});
    if (kind == u"Managed" && !uri.startsWith(u"/subscriptions/"))
        errors.notSupported(where.child(u"diskURI"), goQuoted(uri),
                            {u"/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/"
                             u"{disk-id}"_s});
    if (kind != u"Managed" && !uri.startsWith(u"https://"))
        errors.notSupported(where.child(u"diskURI"), goQuoted(uri),
                            {u"https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"_s});
}

void checkStorageOs(FieldErrors &errors, const Where &where, const Value &source)
{
    const QString &name = textIn(source, u"volumeName");
    if (name.isEmpty())
        errors.required(where.child(u"volumeName"));
    else
        invalidEach(errors, where.child(u"volumeName"), name, dns1123LabelProblems(name));
    if (const QString &space = textIn(source, u"volumeNamespace"); !space.isEmpty())
        invalidEach(errors, where.child(u"volumeNamespace"), space, dns1123LabelProblems(space));
    checkNamedSecret(errors, where, source);
}

void checkCsi(FieldErrors &errors, const Where &where, const Value &source)
{
    const QString &driver = textIn(source, u"driver");
    const Where driverAt = where.child(u"driver");
    if (driver.isEmpty()) errors.required(driverAt);
    if (utf8Size(driver) > 63) errors.tooLong(driverAt, 63);
    invalidEach(errors, driverAt, driver, dns1123SubdomainProblems(driver.toLower()));
    const Value *secret = fieldIn(source, u"nodePublishSecretRef");
    if (!secret) return;
    const QString &name = textIn(*secret, u"name");
    if (name.isEmpty())
        errors.required(where.child(u"nodePublishSecretRef").child(u"name"));
    else
        invalidEach(errors, where.child(u"name"), name, dns1123SubdomainProblems(name));
}

} // namespace practice
