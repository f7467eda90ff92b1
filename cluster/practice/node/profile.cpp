// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/node/profile.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/quantities.h"

#include <QCryptographicHash>

#include <array>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mebi = 1024 * 1024;

// Images that people practise with: how big, how much they use, what they say. Others are as "nginx" without words.
struct KnownImage
{
    const char16_t *name; // the last part of the repository
    qint64 megabytes;
    qint64 milliCpu;
    qint64 memoryMi;
    qint64 startsMs; // until it answers probes
    const char16_t *says;
    bool isShell; // ends at once without a command
};
constexpr std::array<KnownImage, 16> knownImages = {{
    {u"nginx", 72, 2, 12, 0, u"start worker processes", false},
    {u"httpd", 58, 2, 16, 0, u"AH00094: Command line: 'httpd -D FOREGROUND'", false},
    {u"redis", 45, 5, 10, 0, u"Ready to accept connections tcp", false},
    {u"postgres", 155, 10, 48, 2000, u"database system is ready to accept connections", false},
    {u"mysql", 240, 15, 380, 8000, u"ready for connections. port: 3306", false},
    {u"mongo", 280, 15, 160, 3000, u"Waiting for connections", false},
    {u"memcached", 40, 2, 4, 0, u"server listening", false},
    {u"rabbitmq", 110, 12, 120, 6000, u"Server startup complete", false},
    {u"hpa-example", 140, 1, 14, 0, u"apache2 configured", false},
    {u"pause", 1, 1, 1, 0, u"", false},
    {u"busybox", 2, 1, 1, 0, u"", true},
    {u"alpine", 4, 1, 1, 0, u"", true},
    {u"debian", 48, 1, 2, 0, u"", true},
    {u"ubuntu", 30, 1, 2, 0, u"", true},
    {u"curl", 9, 1, 2, 0, u"", true},
    {u"hello-world", 1, 1, 1, 0, u"Hello from Docker!", true},
}};

// "docker.io", "library/nginx", "latest" of "nginx"; a digest counts as a tag.
struct ImageParts
{
    QString registry;
    QString repository;
    QString tag;
    bool isDigest = false;
};

ImageParts partsOf(const QString &image)
{
    ImageParts parts;
    QString rest = image;
    if (const qsizetype at = rest.indexOf(u'@'); at >= 0) {
        parts.tag = rest.mid(at + 1);
        parts.isDigest = true;
        rest.truncate(at);
    }
    if (const qsizetype colon = rest.lastIndexOf(u':'); colon > rest.lastIndexOf(u'/')) {
        if (!parts.isDigest) parts.tag = rest.mid(colon + 1);
        rest.truncate(colon);
    }
    const qsizetype slash = rest.indexOf(u'/');
    const QString first = slash < 0 ? QString() : rest.left(slash);
    const bool isHost = first.contains(u'.') || first.contains(u':') || first == u"localhost";
    parts.registry = isHost ? first : u"docker.io"_s;
    parts.repository = isHost ? rest.mid(slash + 1) : rest;
    if (!isHost && !parts.repository.contains(u'/')) parts.repository.prepend(u"library/"_s);
    if (parts.tag.isEmpty()) parts.tag = u"latest"_s;
    return parts;
}

// What containerd says of an image that is not there, or of a registry that nobody knows.
QString pullErrorOf(const ImageParts &parts, const QString &full)
{
    const QString begin = u"failed to pull and unpack image \"%1\": failed to resolve reference \"%1\": "_s.arg(full);
    const bool isNowhere = parts.registry.endsWith(u".invalid") || parts.registry.endsWith(u".example") ||
                           parts.registry.endsWith(u".local") || parts.registry.startsWith(u"no-such");
    if (isNowhere)
        return u"rpc error: code = Unknown desc = "_s + begin +
               u"failed to do request: Head \"https://%1/v2/%2/manifests/%3\": dial tcp: lookup %1 on 10.255.255.254:53: no such host"_s
                   .arg(parts.registry, parts.repository, parts.tag);
    const QString name = parts.repository.section(u'/', -1);
    if (name.startsWith(u"no-such") || name.startsWith(u"nosuch") || name.startsWith(u"does-not-exist"))
        return u"rpc error: code = Unknown desc = "_s + begin +
               u"pull access denied, repository does not exist or may require authorization: server message: "
               "insufficient_scope: authorization failed"_s;
    if (parts.tag == u"broken" || parts.tag == u"nope" || parts.tag.startsWith(u"no-such") ||
        parts.tag.startsWith(u"does-not-exist"))
        return u"rpc error: code = NotFound desc = "_s + begin + u"%1: not found"_s.arg(full);
    return {};
}

void ends(ContainerProfile &profile, qint64 afterMs, int code)
{
    profile.endsAfterMs = afterMs;
    profile.exitCode = code;
}

// A shell's script, as far as it can be told without running it: its sleeps, its exit, what it prints, and that another
// program takes its place.
void readScript(ContainerProfile &profile, const QString &script, qint64 usualEndMs)
{
    if (script.contains(u"while ") || script.contains(u"tail -f") || script.contains(u"sleep inf")) {
        profile.onTerm = ContainerProfile::OnTerm::Ignores;
        profile.endsAfterMs = -1;
        return;
    }
    QString text = script;
    text.replace(u"&&"_s, u";"_s).replace(u'\n', u';').replace(u"||"_s, u";"_s);
    qint64 ms = 0;
    int code = 0;
    for (const QString &part : text.split(u';', Qt::SkipEmptyParts)) {
        const QStringList words = part.simplified().split(u' ', Qt::SkipEmptyParts);
        if (words.isEmpty()) continue;
        const QString argument = words.value(1);
        code = 0;
        if (words[0] == u"sleep") ms += profileTime(argument).value_or(0);
        if (words[0] == u"false") code = 1;
        if (words[0] == u"echo") profile.says.append(part.trimmed().mid(5).remove(u'"').remove(u'\''));
        if (words[0] == u"exec") {
            profile.endsAfterMs = usualEndMs;
            return;
        }
        if (words[0] == u"exit") {
            code = argument.toInt() & 255;
            break;
        }
    }
    ends(profile, ms, code);
    if (ms > 0) profile.onTerm = ContainerProfile::OnTerm::Ignores; // a shell that waits, as process 1
}

// An init container, or one of a pod that is not begun again: whoever wrote it counts on its end.
bool isMeantToEnd(const Value &pod, const Value &container)
{
    const QString name = textAt(container, {u"name"});
    const auto isInit = [&name](const Value &init) { return textAt(init, {u"name"}) == name; };
    if (std::ranges::any_of(listAt(pod, {u"spec", u"initContainers"}), isInit))
        return textAt(container, {u"restartPolicy"}) != u"Always";
    const QString policy = textAt(pod, {u"spec", u"restartPolicy"});
    return policy == u"Never" || policy == u"OnFailure";
}

// usualEndMs: of a program that is not known; -1: it runs.
void readCommand(ContainerProfile &profile, const Value &container, qint64 usualEndMs)
{
    QStringList words;
    for (const QStringView field : {QStringView(u"command"), QStringView(u"args")})
        for (const Value &word : listAt(container, {field}))
            if (word.string()) words.append(*word.string());
    if (words.isEmpty()) return;
    const QString program = words[0].section(u'/', -1);
    const auto says = [&profile](const QString &line) { profile.says = {line}; };
    if (program == u"sleep") {
        profile.says.clear();
        profile.onTerm = ContainerProfile::OnTerm::Ignores; // nothing handles signals of process 1
        const auto time = profileTime(words.value(1));
        if (time)
            ends(profile, *time, 0);
        else
            profile.endsAfterMs = -1;
    } else if (program == u"true" || program == u"false") {
        ends(profile, 0, program == u"false" ? 1 : 0);
    } else if (program == u"echo") {
        says(words.mid(1).join(u' '));
        ends(profile, 0, 0);
    } else if ((program == u"sh" || program == u"bash" || program == u"ash") && words.value(1).startsWith(u'-')) {
        profile.says.clear();
        readScript(profile, words.value(2), usualEndMs);
    } else if (program == u"exit") {
        ends(profile, 0, words.value(1).toInt() & 255);
    } else {
        profile.endsAfterMs = usualEndMs;
    }
}

qint64 bytesOf(const QString &text, qint64 otherwise)
{
    const auto quantity = Quantity::parse(text);
    return quantity ? quantity->roundedUp() : otherwise;
}

// "crash after=3s exit=2 memory=64Mi"
void readAnnotation(ContainerProfile &profile, const QString &text)
{
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty()) return;
    const QString kind = words[0].contains(u'=') ? QString() : words[0];
    const auto option = [&words](QStringView name) -> QString {
        for (const QString &word : words)
            if (word.startsWith(name) && word.size() > name.size() && word[name.size()] == u'=')
                return word.mid(name.size() + 1);
        return {};
    };
    const auto time = [&option](QStringView name, qint64 otherwise) {
        return profileTime(option(name)).value_or(otherwise);
    };
    const QString exit = option(u"exit");
    if (kind == u"healthy") profile.endsAfterMs = -1;
    if (kind == u"slow") profile.readyAfterMs = time(u"start", 30000);
    if (kind == u"crash") {
        ends(profile, time(u"after", 2000), exit.isEmpty() ? 1 : exit.toInt() & 255);
        profile.lastWords = u"panic: practice crash"_s;
    }
    if (kind == u"complete") ends(profile, time(u"after", 5000), exit.toInt() & 255);
    if (kind == u"leak") profile.leakPerSecond = bytesOf(option(u"rate"), 8 * mebi);
    if (kind == u"unready") profile.unreadyAfterMs = time(u"after", 0);
    if (kind == u"hang") profile.hangsAfterMs = time(u"after", 20000);
    if (kind == u"ignore-term") profile.onTerm = ContainerProfile::OnTerm::Ignores;
    if (kind == u"no-image") profile.pullError = u"no-image"_s;
    profile.pullMs = time(u"pull", profile.pullMs);
    profile.stopMs = time(u"stop", profile.stopMs);
    profile.memory = bytesOf(option(u"memory"), profile.memory);
    if (const auto cpu = Quantity::parse(option(u"cpu"))) profile.milliCpu = qint64(cpu->toDouble() * 1000);
}

} // namespace

std::optional<qint64> profileTime(QStringView text)
{
    constexpr qint64 longest = 365LL * 24 * 3600 * 1000;
    qsizetype digits = 0;
    while (digits < text.size() && (text[digits].isDigit() || text[digits] == u'.')) ++digits;
    bool isNumber = false;
    const double number = text.first(digits).toDouble(&isNumber);
    if (!isNumber) return std::nullopt;
    const QStringView unit = text.sliced(digits);
    const double factor = unit == u"ms"                    ? 1
                          : unit.isEmpty() || unit == u"s" ? 1000
                          : unit == u"m"                   ? 60000
                          : unit == u"h"                   ? 3600000
                          : unit == u"d"                   ? 86400000
                                                           : -1;
    if (factor < 0) return std::nullopt;
    return qint64(qMin(number * factor, double(longest)));
}

QString fullImageName(const QString &image)
{
    const ImageParts parts = partsOf(image);
    return parts.registry + u'/' + parts.repository + (parts.isDigest ? u'@' : u':') + parts.tag;
}

QString imageReference(const QString &image)
{
    const ImageParts parts = partsOf(image);
    const QString full = fullImageName(image);
    const QString digest =
        parts.isDigest
            ? parts.tag
            : u"sha256:"_s +
                  QString::fromLatin1(QCryptographicHash::hash(full.toUtf8(), QCryptographicHash::Sha256).toHex());
    return parts.registry + u'/' + parts.repository + u'@' + digest;
}

QString goDuration(qint64 ms)
{
    if (ms == 0) return u"0s"_s;
    if (ms < 1000) return QString::number(ms) + u"ms"_s;
    const qint64 hours = ms / 3600000;
    const qint64 minutes = ms / 60000 % 60;
    const qint64 rest = ms % 60000;
    QString seconds = QString::number(rest / 1000);
    if (rest % 1000) {
        QString fraction = QString::number(rest % 1000).rightJustified(3, u'0');
        while (fraction.endsWith(u'0')) fraction.chop(1);
        seconds += u'.' + fraction;
    }
    QString text;
    if (hours) text = QString::number(hours) + u'h';
    if (hours || minutes) text += QString::number(minutes) + u'm';
    return text + seconds + u's';
}

ContainerProfile profileOf(const Value &pod, const Value &container)
{
    ContainerProfile profile;
    constexpr qint64 workMs = 2000;
    const qint64 usualEndMs = isMeantToEnd(pod, container) ? workMs : -1;
    profile.endsAfterMs = usualEndMs;
    const QString image = textAt(container, {u"image"});
    const ImageParts parts = partsOf(image);
    const QString name = parts.repository.section(u'/', -1);
    for (const KnownImage &known : knownImages) {
        if (name != known.name) continue;
        profile.imageBytes = known.megabytes * 1000 * 1000;
        profile.pullMs = 400 + known.megabytes * 15;
        profile.milliCpu = known.milliCpu;
        profile.memory = known.memoryMi * mebi;
        profile.readyAfterMs = known.startsMs;
        if (*known.says) profile.says.append(QStringView(known.says).toString());
        if (known.isShell) ends(profile, 0, 0);
    }
    readCommand(profile, container, usualEndMs);
    profile.pullError = pullErrorOf(parts, fullImageName(image));
    const Value *annotations = at(pod, {u"metadata", u"annotations"});
    if (!annotations) return profile;
    readAnnotation(profile, textAt(*annotations, {u"practice.kubewright.io/profile"}));
    readAnnotation(profile,
                   textAt(*annotations, {QString(u"practice.kubewright.io/"_s + textAt(container, {u"name"}))}));
    if (profile.pullError == u"no-image") {
        const QString full = fullImageName(image);
        profile.pullError = u"rpc error: code = NotFound desc = failed to pull and unpack image \"%1\": failed to "
                            "resolve reference \"%1\": %1: not found"_s.arg(full);
    }
    return profile;
}

} // namespace practice
