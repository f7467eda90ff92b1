// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What looks like a secret where everybody can read it. No message repeats a value.
#include "model/rules/rule.h"

#include <QSet>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

constexpr qsizetype longestLooked = 1 << 16; // of a value

// A name's words, in small letters: DB_PASSWORD, dbPassword, db-password.
QStringList wordsOf(const QString &name)
{
    QStringList words;
    QString word;
    const auto end = [&] {
        if (!word.isEmpty()) words += word.toLower();
        word.clear();
    };
    QChar last;
    for (const QChar c : name.left(longestLooked)) {
        if (!c.isLetterOrNumber()) {
            end();
        } else {
            if (c.isUpper() && last.isLower()) end();
            word += c;
        }
        last = c;
    }
    end();
    return words;
}

// Whether some part of the name could be a telling word: quicker than to take it apart.
bool mayTell(const QString &name)
{
    constexpr QLatin1StringView parts[] = {"pass"_L1, "secret"_L1, "token"_L1, "key"_L1, "cred"_L1, "pwd"_L1};
    for (qsizetype at = 0; at < name.size(); ++at) {
        const char16_t letter = name[at].unicode();
        if (letter >= 0x80) return true; // who knows its small letter
        if (QLatin1StringView("pstkcPSTKC").indexOf(QLatin1Char(char(letter))) < 0) continue;
        const QStringView rest = QStringView(name).sliced(at);
        for (const QLatin1StringView part : parts)
            if (rest.startsWith(part, Qt::CaseInsensitive)) return true;
    }
    return false;
}

// PGPASSWORD and DBPASSWORD, too; not bypass or compass.
bool isPasswordWord(const QString &word)
{
    static const QStringList whole{u"pwd"_s, u"pass"_s, u"dbpass"_s, u"userpass"_s, u"rootpass"_s};
    return whole.contains(word) || word.endsWith(u"password") || word.endsWith(u"passwd") ||
           word.endsWith(u"passphrase");
}

bool isSecretWord(const QString &word)
{
    static const QStringList telling{u"credential"_s, u"credentials"_s};
    return telling.contains(word) || word.endsWith(u"secret") || word.endsWith(u"token") || word.endsWith(u"apikey") ||
           (isPasswordWord(word) && word != u"pass");
}

// "pass" is a password behind whose it is; else it may be a verb, or one of several passes.
bool namesPass(const QStringList &words)
{
    static const QSet<QString> owners{
        u"db"_s,   u"database"_s, u"sql"_s,      u"mysql"_s,      u"mariadb"_s, u"postgres"_s, u"postgresql"_s,
        u"pg"_s,   u"mssql"_s,    u"oracle"_s,   u"mongo"_s,      u"mongodb"_s, u"redis"_s,    u"rabbitmq"_s,
        u"amqp"_s, u"mqtt"_s,     u"kafka"_s,    u"elastic"_s,    u"es"_s,      u"ldap"_s,     u"bind"_s,
        u"smtp"_s, u"mail"_s,     u"email"_s,    u"ftp"_s,        u"sftp"_s,    u"ssh"_s,      u"vnc"_s,
        u"http"_s, u"proxy"_s,    u"wifi"_s,     u"basic"_s,      u"auth"_s,    u"login"_s,    u"user"_s,
        u"root"_s, u"admin"_s,    u"default"_s,  u"superuser"_s,  u"owner"_s,   u"account"_s,  u"service"_s,
        u"api"_s,  u"key"_s,      u"keystore"_s, u"truststore"_s, u"cert"_s,    u"registry"_s, u"docker"_s,
        u"git"_s,  u"github"_s,   u"gitlab"_s,   u"sudo"_s,       u"system"_s,  u"sa"_s,       u"repo"_s};
    return words.last() == u"pass" && words.size() > 1 && owners.contains(words[words.size() - 2]);
}

bool isSecretName(const QString &name)
{
    static const QStringList pairs{u"api key"_s,    u"access key"_s,     u"private key"_s,
                                   u"secret key"_s, u"encryption key"_s, u"auth key"_s};
    // What such a name says about the secret, and not that it is one.
    static const QSet<QString> about{
        u"file"_s,       u"files"_s,     u"path"_s,       u"paths"_s,    u"dir"_s,        u"dirs"_s,
        u"folder"_s,     u"name"_s,      u"names"_s,      u"url"_s,      u"urls"_s,       u"uri"_s,
        u"host"_s,       u"hosts"_s,     u"port"_s,       u"address"_s,  u"addr"_s,       u"id"_s,
        u"ttl"_s,        u"expiry"_s,    u"expiration"_s, u"expire"_s,   u"expires"_s,    u"expired"_s,
        u"lifetime"_s,   u"validity"_s,  u"duration"_s,   u"age"_s,      u"period"_s,     u"interval"_s,
        u"timeout"_s,    u"delay"_s,     u"deadline"_s,   u"grace"_s,    u"leeway"_s,     u"rotation"_s,
        u"in"_s,         u"at"_s,        u"after"_s,      u"before"_s,   u"seconds"_s,    u"minutes"_s,
        u"hours"_s,      u"days"_s,      u"length"_s,     u"size"_s,     u"bytes"_s,      u"bits"_s,
        u"chars"_s,      u"count"_s,     u"limit"_s,      u"quota"_s,    u"max"_s,        u"min"_s,
        u"type"_s,       u"kind"_s,      u"class"_s,      u"mode"_s,     u"format"_s,     u"encoding"_s,
        u"encryption"_s, u"algorithm"_s, u"alg"_s,        u"algo"_s,     u"method"_s,     u"rounds"_s,
        u"iterations"_s, u"cost"_s,      u"policy"_s,     u"strength"_s, u"complexity"_s, u"pattern"_s,
        u"regex"_s,      u"header"_s,    u"prefix"_s,     u"suffix"_s,   u"field"_s,      u"label"_s,
        u"claim"_s,      u"scope"_s,     u"scopes"_s,     u"realm"_s,    u"endpoint"_s,   u"issuer"_s,
        u"audience"_s,   u"server"_s,    u"provider"_s,   u"backend"_s,  u"engine"_s,     u"driver"_s,
        u"store"_s,      u"storage"_s,   u"cache"_s,      u"source"_s,   u"location"_s,   u"mount"_s,
        u"namespace"_s,  u"version"_s,   u"ref"_s,        u"keys"_s,     u"enable"_s,     u"enabled"_s,
        u"disabled"_s,   u"required"_s,  u"allowed"_s,    u"username"_s, u"user"_s,       u"email"_s};
    if (!mayTell(name)) return false;
    const QStringList words = wordsOf(name);
    if (words.isEmpty() || about.contains(words.last())) return false;
    if (namesPass(words) || std::any_of(words.begin(), words.end(), isSecretWord)) return true;
    const QString joined = u' ' + words.join(u' ') + u' ';
    return std::any_of(pairs.begin(), pairs.end(),
                       [&joined](const QString &pair) { return joined.contains(u' ' + pair + u' '); });
}

// A value that could be one: not empty, no switch, nothing that is filled in from elsewhere.
bool couldBeSecret(const QString &value)
{
    static const QStringList plain{u"true"_s, u"false"_s, u"yes"_s, u"no"_s,  u"none"_s,    u"null"_s,
                                   u"0"_s,    u"1"_s,     u"on"_s,  u"off"_s, u"enabled"_s, u"disabled"_s};
    if (value.isEmpty() || plain.contains(value.toLower())) return false;
    return !value.contains(u"$(") && !value.contains(u"${") && !value.contains(u"{{") && !value.startsWith(u'/');
}

// A number, a version, an amount or a time: "3600", "1.5", "4Ki", "50%", "1h30m", "7 days".
bool isMeasure(const QString &value)
{
    static const QSet<QString> units{
        QString(),  u"b"_s,     u"k"_s,      u"ki"_s,      u"kb"_s,   u"kib"_s,  u"m"_s,      u"mi"_s,
        u"mb"_s,    u"mib"_s,   u"g"_s,      u"gi"_s,      u"gb"_s,   u"gib"_s,  u"t"_s,      u"ti"_s,
        u"tb"_s,    u"tib"_s,   u"%"_s,      u"ns"_s,      u"us"_s,   u"µs"_s,   u"ms"_s,     u"s"_s,
        u"sec"_s,   u"secs"_s,  u"second"_s, u"seconds"_s, u"min"_s,  u"mins"_s, u"minute"_s, u"minutes"_s,
        u"h"_s,     u"hour"_s,  u"hours"_s,  u"d"_s,       u"day"_s,  u"days"_s, u"w"_s,      u"week"_s,
        u"weeks"_s, u"month"_s, u"months"_s, u"y"_s,       u"year"_s, u"years"_s};
    constexpr qsizetype longest = 32;
    if (value.isEmpty() || value.size() > longest) return false;
    qsizetype at = value[0] == u'-' || value[0] == u'+' ? 1 : 0;
    if (at == value.size()) return false;
    while (at < value.size()) {
        const qsizetype number = at;
        while (at < value.size() && (value[at].isDigit() || value[at] == u'.')) ++at;
        if (at == number) return false;
        if (at < value.size() && value[at] == u' ') ++at;
        const qsizetype unit = at;
        while (at < value.size() && (value[at].isLetter() || value[at] == u'%')) ++at;
        if (!units.contains(value.mid(unit, at - unit).toLower())) return false;
    }
    return true;
}

// What the value of a name that tells of a secret could be: digits alone are a password only where one is named.
bool looksSecret(const QString &name, const QString &value)
{
    if (!couldBeSecret(value) || !isSecretName(name)) return false;
    if (!isMeasure(value)) return true;
    const bool isDigits = std::all_of(value.begin(), value.end(), [](QChar c) { return c.isDigit(); });
    return isDigits && isPasswordWord(wordsOf(name).last());
}

bool isTokenText(QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'-'; }

// A known beginning, followed by enough of what such keys are made of.
bool hasKey(const QString &value, QStringView prefix, qsizetype least)
{
    for (qsizetype at = value.indexOf(prefix); at >= 0; at = value.indexOf(prefix, at + 1)) {
        if (at > 0 && isTokenText(value[at - 1])) continue;
        qsizetype end = at + prefix.size();
        while (end < value.size() && isTokenText(value[end])) ++end;
        if (end - at - prefix.size() >= least) return true;
    }
    return false;
}

// scheme://user:password@host, in any URL of the text.
bool hasPasswordUrl(const QString &value)
{
    for (qsizetype scheme = value.indexOf(u"://"); scheme >= 0; scheme = value.indexOf(u"://", scheme + 3)) {
        const qsizetype begin = scheme + 3;
        qsizetype end = begin;
        while (end < value.size() && value[end] != u'/' && !value[end].isSpace()) ++end;
        const QString authority = value.mid(begin, end - begin);
        const qsizetype at = authority.lastIndexOf(u'@');
        const qsizetype colon = authority.indexOf(u':');
        const bool hasPassword = scheme > 0 && colon >= 0 && at > colon + 1;
        if (hasPassword && couldBeSecret(authority.mid(colon + 1, at - colon - 1))) return true;
    }
    return false;
}

// What it is, or nothing: the forms that the services which give out keys document.
const char *secretForm(QString value)
{
    constexpr qsizetype shortest = 20; // of all but URLs
    if (value.size() < shortest && !value.contains(u"://")) return nullptr;
    value.truncate(longestLooked);
    if (value.contains(u"-----BEGIN ") && value.contains(u"PRIVATE KEY-----")) return T("a private key");
    if (hasKey(value, u"AKIA", 16) || hasKey(value, u"ASIA", 16)) return T("an access key of AWS");
    for (QStringView prefix : {u"ghp_", u"gho_", u"ghs_", u"github_pat_"})
        if (hasKey(value, prefix, 20)) return T("a token of GitHub");
    if (hasKey(value, u"glpat-", 20)) return T("a token of GitLab");
    for (QStringView prefix : {u"xoxb-", u"xoxp-"})
        if (hasKey(value, prefix, 20)) return T("a token of Slack");
    if (hasKey(value, u"sk_live_", 20)) return T("a key of Stripe");
    if (hasKey(value, u"AIza", 35)) return T("a key of Google");
    if (hasPasswordUrl(value)) return T("a URL with a password");
    return nullptr;
}

void envNamed(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    for (const EnvView &env : container.view.env()) {
        const YamlRef value = env.node[u"value"];
        if (!value.isScalar() || !looksSecret(env.name(), value.text()) || secretForm(value.text())) continue;
        out.add(env.node[u"name"], env.path / u"value"_s,
                sayRule("container %1: the value of %2 looks like a secret").arg(container.name(), env.name()));
    }
}

void recognised(YamlRef value, const FieldPath &field, const QString &where, RuleFindings &out)
{
    if (!value.isScalar()) return;
    const char *form = secretForm(value.text());
    if (form) out.add(value, field, sayRule("%1 holds %2").arg(where, sayRule(form)));
}

void recognisedInContainer(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const QString where = sayRule("container %1: %2");
    for (const EnvView &env : container.view.env())
        recognised(env.node[u"value"], env.path / u"value"_s, where.arg(container.name(), env.name()), out);
    for (const QString &list : {u"command"_s, u"args"_s})
        container.view.node[list].forEachItem([&](int i, YamlRef item) {
            recognised(item, container.at(list) / i, where.arg(container.name(), list), out);
        });
}

void configMap(const RuleSubject &subject, RuleFindings &out)
{
    subject.root[u"data"].forEachEntry([&](const QString &key, YamlRef keyNode, YamlRef value) {
        if (out.isFull() || !value.isScalar()) return;
        const FieldPath field{u"data"_s, key};
        const YamlRef where = keyNode.isValid() ? keyNode : subject.nameNode;
        if (const char *form = secretForm(value.text()))
            out.add(where, field, sayRule("%1 holds %2").arg(key, sayRule(form)));
        else if (looksSecret(key, value.text()) && !value.text().contains(u'\n'))
            out.add(where, field, sayRule("the value of %1 looks like a secret").arg(key));
    });
}

void fromSecret(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    for (const EnvView &env : container.view.env())
        if (env.source()[u"secretKeyRef"].isMapping())
            out.add(env.node[u"name"], env.path / u"valueFrom"_s / u"secretKeyRef"_s,
                    sayRule("container %1 takes a Secret as the variable %2").arg(container.name(), env.name()));
    container.view.node[u"envFrom"].forEachItem([&](int i, YamlRef item) {
        const YamlRef name = item[u"secretRef"][u"name"];
        if (name.isScalar())
            out.add(name, container.at(u"envFrom"_s) / i / u"secretRef"_s,
                    sayRule("container %1 takes all of a Secret as variables").arg(container.name()));
    });
}

void secretInFiles(const RuleSubject &subject, RuleFindings &out)
{
    if (subject.root[u"data"].size() + subject.root[u"stringData"].size() == 0) return;
    out.add(subject.nameNode, {subject.root[u"data"].size() > 0 ? u"data"_s : u"stringData"_s},
            sayRule("the Secret stands in the files with its values"));
}

void tokenSecret(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef type = subject.root[u"type"];
    if (type.text() == u"kubernetes.io/service-account-token")
        out.add(type, {u"type"_s}, sayRule("the Secret holds a token that never ends"));
}

} // namespace

std::vector<PracticeRule> secretRules()
{
    using rulekind::workloads;
    return {
        {"secret-in-env", Severity::Warning, true, workloads,
         T("An environment variable is named like a secret, and its value stands in the manifest."),
         T("Who may read the manifest, the Deployment or the repository has the secret, and it stays in its history "
           "for good."),
         T("put it into a Secret, and use valueFrom.secretKeyRef"), envNamed},
        {"secret-in-text", Severity::Warning, true, workloads,
         T("A value has the form of a known kind of key, token or password."),
         T("Who may read the manifest has it, and it stays in the repository's history for good. If it is real, it "
           "must be replaced where it was given out."),
         T("put it into a Secret, and replace it where it was given out"), recognisedInContainer},
        {"secret-in-configmap", Severity::Warning, true, rulekind::ConfigMap,
         T("A ConfigMap holds what looks like a secret."),
         T("ConfigMaps are shown to everybody who may look at the namespace, and are not encrypted in the cluster's "
           "store."),
         T("put it into a Secret"), configMap},
        {"secret-as-env", Severity::Info, false, workloads, T("A container takes a Secret as environment variables."),
         T("Variables are passed on to every program that the container starts, land in crash reports, and stay as "
           "they are when the Secret changes. A file in a volume does none of that."),
         T("mount the Secret as a volume"), fromSecret},
        {"secret-in-files", Severity::Info, false, rulekind::Secret, T("A Secret stands in the files with its values."),
         T("base64 hides nothing: who can read the repository has the secret."),
         T("have the cluster fetch it from a vault, or seal it"), secretInFiles},
        {"secret-token", Severity::Info, true, rulekind::Secret,
         T("A Secret asks for a token of a ServiceAccount that never ends."),
         T("Pods get tokens that end within an hour by themselves, and kubectl create token makes one for people. One "
           "that never ends stays good when it leaks."),
         T("remove it, and use tokens that end"), tokenSecret},
    };
}

} // namespace model
