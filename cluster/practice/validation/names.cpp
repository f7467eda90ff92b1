// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/names.h"

#include <QStringList>

#include <algorithm>
#include <limits>

namespace practice {

namespace {

constexpr qsizetype maxLabel = 63, maxSubdomain = 253, maxPortName = 15;

bool isLower(QChar c) { return c >= u'a' && c <= u'z'; }
bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }
bool isLowerOrDigit(QChar c) { return isLower(c) || isDigit(c); }
bool isLetter(QChar c) { return isLower(c) || (c >= u'A' && c <= u'Z'); }
bool isAlphanumeric(QChar c) { return isLetter(c) || isDigit(c); }

bool holdsOnly(QStringView text, QStringView extra)
{
    return std::all_of(text.begin(), text.end(), [&](QChar c) { return isAlphanumeric(c) || extra.contains(c); });
}

// [a-z0-9]([-a-z0-9]*[a-z0-9])?, with a leading and inner '_' where they are allowed
bool isDnsPart(QStringView text, bool underscore = false)
{
    if (underscore && text.startsWith(u'_')) text = text.sliced(1);
    return !text.isEmpty() && isLowerOrDigit(text.front()) && isLowerOrDigit(text.back()) &&
           std::all_of(text.begin(), text.end(),
                       [&](QChar c) { return isLowerOrDigit(c) || c == u'-' || (underscore && c == u'_'); });
}

bool isDnsParts(QStringView text, bool underscore = false)
{
    for (qsizetype dot = text.indexOf(u'.'); dot >= 0; dot = text.indexOf(u'.')) {
        if (!isDnsPart(text.first(dot), underscore)) return false;
        text = text.sliced(dot + 1);
    }
    return isDnsPart(text, underscore);
}

bool isLabelText(QStringView text)
{
    return !text.isEmpty() && isAlphanumeric(text.front()) && isAlphanumeric(text.back()) && holdsOnly(text, u"-_.");
}

QString regexProblem(QStringView what, QStringView regex, const QStringList &examples)
{
    QString text = what.toString() + (examples.isEmpty() ? QStringLiteral(" (") : QStringLiteral(" (e.g. "));
    for (qsizetype at = 0; at < examples.size(); ++at)
        text += (at ? QStringLiteral(" or '") : QStringLiteral("'")) + examples[at] + QStringLiteral("', ");
    return text + QStringLiteral("regex used for validation is '") + regex.toString() + QStringLiteral("')");
}

constexpr QStringView labelRegex = u"[a-z0-9]([-a-z0-9]*[a-z0-9])?";
constexpr QStringView subdomainRegex = u"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

QString subdomainProblem()
{
    return regexProblem(u"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "
                        u"'.', and must start and end with an alphanumeric character",
                        subdomainRegex, {QStringLiteral("example.com")});
}

QString qualifiedNameProblem()
{
    return regexProblem(u"must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
                        u"alphanumeric character",
                        u"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]",
                        {QStringLiteral("MyName"), QStringLiteral("my.name"), QStringLiteral("123-abc")});
}

Problems withMaxLength(QStringView value, qsizetype max)
{
    return utf8Size(value) > max ? Problems{maxLengthProblem(max)} : Problems();
}

void addParentDirectory(Problems &problems, QStringView value)
{
    if (value == u".")
        problems.push_back(QStringLiteral("must not be '.'"));
    else if (value == u"..")
        problems.push_back(QStringLiteral("must not be '..'"));
    else if (value.startsWith(u".."))
        problems.push_back(QStringLiteral("must not start with '..'"));
}

// A prefix may end in '-', since something comes after it.
QString masked(QStringView name, bool prefix)
{
    if (!prefix || name.size() < 2 || !name.endsWith(u'-')) return name.toString();
    return name.chopped(2).toString() + u'a';
}

} // namespace

qsizetype utf8Size(QStringView text)
{
    qsizetype size = 0;
    for (const QChar c : text) {
        if (c.unicode() < 0x80)
            size += 1;
        else if (c.unicode() < 0x800 || c.isSurrogate())
            size += 2; // two halves make the four bytes of a pair
        else
            size += 3;
    }
    return size;
}

QString maxLengthProblem(qsizetype max) { return QStringLiteral("must be no more than %1 characters").arg(max); }

QString emptyProblem() { return QStringLiteral("must be non-empty"); }

QString negativeProblem() { return QStringLiteral("must be greater than or equal to 0"); }

QString immutableProblem() { return QStringLiteral("field is immutable"); }

Problems dns1123LabelProblems(QStringView value)
{
    Problems problems = withMaxLength(value, maxLabel);
    if (isDnsPart(value)) return problems;
    if (isDnsParts(value))
        problems.push_back(QStringLiteral("must not contain dots"));
    else
        problems.push_back(regexProblem(u"a lowercase RFC 1123 label must consist of lower case alphanumeric "
                                        u"characters or '-', and must start and end with an alphanumeric character",
                                        labelRegex, {QStringLiteral("my-name"), QStringLiteral("123-abc")}));
    return problems;
}

Problems conditionReasonProblems(QStringView value)
{
    const bool good = !value.isEmpty() && isLetter(value.front()) &&
                      (isAlphanumeric(value.back()) || value.back() == u'_') && holdsOnly(value, u"_,:");
    if (good) return {};
    return {regexProblem(u"a condition reason must start with alphabetic character, optionally followed by a string of "
                         u"alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'",
                         u"[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?",
                         {QStringLiteral("my_name"), QStringLiteral("MY_NAME"), QStringLiteral("MyName"),
                          QStringLiteral("ReasonA,ReasonB"), QStringLiteral("ReasonA:ReasonB")})};
}

Problems dns1123SubdomainProblems(QStringView value)
{
    Problems problems = withMaxLength(value, maxSubdomain);
    if (!isDnsParts(value)) problems.push_back(subdomainProblem());
    return problems;
}

Problems dns1123SubdomainWithUnderscoreProblems(QStringView value)
{
    Problems problems = withMaxLength(value, maxSubdomain);
    if (!isDnsParts(value, true))
        problems.push_back(regexProblem(u"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
                                        u"characters, '_', '-' or '.', and must start and end with an alphanumeric "
                                        u"character",
                                        subdomainRegex, {QStringLiteral("example.com")}));
    return problems;
}

Problems dns1035LabelProblems(QStringView value)
{
    Problems problems = withMaxLength(value, maxLabel);
    if (!isDnsPart(value) || !isLower(value.front()))
        problems.push_back(
            regexProblem(u"a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
                         u"alphabetic character, and end with an alphanumeric character",
                         u"[a-z]([-a-z0-9]*[a-z0-9])?", {QStringLiteral("my-name"), QStringLiteral("abc-123")}));
    return problems;
}

Problems wildcardSubdomainProblems(QStringView value)
{
    Problems problems = withMaxLength(value, maxSubdomain);
    if (!value.startsWith(u"*.") || !isDnsParts(value.sliced(2)))
        problems.push_back(regexProblem(
            u"a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must "
            u"consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
            QString(QStringLiteral("\\*\\.") + subdomainRegex.toString()), {QStringLiteral("*.example.com")}));
    return problems;
}

Problems qualifiedNameProblems(QStringView value)
{
    Problems problems;
    const qsizetype slash = value.indexOf(u'/');
    if (slash >= 0 && value.lastIndexOf(u'/') != slash)
        return {QStringLiteral("a qualified name ") + qualifiedNameProblem() +
                QStringLiteral(" with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')")};
    if (slash == 0) problems.push_back(QStringLiteral("prefix part ") + emptyProblem());
    if (slash > 0)
        for (const QString &problem : dns1123SubdomainProblems(value.first(slash)))
            problems.push_back(QStringLiteral("prefix part ") + problem);
    const QStringView name = value.sliced(slash + 1);
    if (name.isEmpty())
        problems.push_back(QStringLiteral("name part ") + emptyProblem());
    else if (utf8Size(name) > maxLabel)
        problems.push_back(QStringLiteral("name part ") + maxLengthProblem(maxLabel));
    if (!isLabelText(name)) problems.push_back(QStringLiteral("name part ") + qualifiedNameProblem());
    return problems;
}

Problems labelValueProblems(QStringView value)
{
    Problems problems = withMaxLength(value, maxLabel);
    if (!value.isEmpty() && !isLabelText(value))
        problems.push_back(
            regexProblem(u"a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or "
                         u"'.', and must start and end with an alphanumeric character",
                         u"(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
                         {QStringLiteral("MyValue"), QStringLiteral("my_value"), QStringLiteral("12345")}));
    return problems;
}

Problems cIdentifierProblems(QStringView value)
{
    if (!value.isEmpty() && !isDigit(value.front()) && holdsOnly(value, u"_")) return {};
    return {regexProblem(u"a valid C identifier must start with alphabetic character or '_', followed by a string of "
                         u"alphanumeric characters or '_'",
                         u"[A-Za-z_][A-Za-z0-9_]*",
                         {QStringLiteral("my_name"), QStringLiteral("MY_NAME"), QStringLiteral("MyName")})};
}

Problems portNumberProblems(qint64 port) { return rangeProblems(port, 1, 65535); }

Problems rangeProblems(qint64 value, qint64 min, qint64 max)
{
    if (value >= min && value <= max) return {};
    return {QStringLiteral("must be between %1 and %2, inclusive").arg(min).arg(max)};
}

Problems userIdProblems(qint64 id) { return rangeProblems(id, 0, std::numeric_limits<qint32>::max()); }

Problems groupIdProblems(qint64 id) { return rangeProblems(id, 0, std::numeric_limits<qint32>::max()); }

Problems portNameProblems(QStringView value)
{
    Problems problems = withMaxLength(value, maxPortName);
    if (value.isEmpty() ||
        !std::all_of(value.begin(), value.end(), [](QChar c) { return isLowerOrDigit(c) || c == u'-'; }))
        problems.push_back(QStringLiteral("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"));
    if (std::none_of(value.begin(), value.end(), isLower))
        problems.push_back(QStringLiteral("must contain at least one letter (a-z)"));
    if (value.contains(u"--")) problems.push_back(QStringLiteral("must not contain consecutive hyphens"));
    if (value.startsWith(u'-') || value.endsWith(u'-'))
        problems.push_back(QStringLiteral("must not begin or end with a hyphen"));
    return problems;
}

Problems percentProblems(QStringView value)
{
    if (value.size() > 1 && value.endsWith(u'%') && std::all_of(value.begin(), value.end() - 1, isDigit)) return {};
    return {regexProblem(u"a valid percent string must be a numeric string followed by an ending '%'", u"[0-9]+%",
                         {QStringLiteral("1%"), QStringLiteral("93%")})};
}

Problems httpHeaderNameProblems(QStringView value)
{
    if (!value.isEmpty() && holdsOnly(value, u"-")) return {};
    return {regexProblem(u"a valid HTTP header must consist of alphanumeric characters or '-'", u"[-A-Za-z0-9]+",
                         {QStringLiteral("X-Header-Name")})};
}

Problems envVarNameProblems(QStringView value)
{
    Problems problems;
    if (value.isEmpty() || isDigit(value.front()) || !holdsOnly(value, u"-._"))
        problems.push_back(regexProblem(
            u"a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and "
            u"must not start with a digit",
            u"[-._a-zA-Z][-._a-zA-Z0-9]*",
            {QStringLiteral("my.env-name"), QStringLiteral("MY_ENV.NAME"), QStringLiteral("MyEnvName1")}));
    addParentDirectory(problems, value);
    return problems;
}

Problems relaxedEnvVarNameProblems(QStringView value)
{
    if (value.isEmpty()) return {QStringLiteral("environment variable name ") + emptyProblem()};
    if (std::all_of(value.begin(), value.end(), [](QChar c) { return c >= u' ' && c <= u'~' && c != u'='; })) return {};
    return {QStringLiteral("a valid environment variable name must consist only of printable ASCII characters other "
                           "than '='")};
}

Problems configMapKeyProblems(QStringView value)
{
    Problems problems = withMaxLength(value, maxSubdomain);
    if (value.isEmpty() || !holdsOnly(value, u"-._"))
        problems.push_back(regexProblem(
            u"a valid config key must consist of alphanumeric characters, '-', '_' or '.'", u"[-._a-zA-Z0-9]+",
            {QStringLiteral("key.name"), QStringLiteral("KEY_NAME"), QStringLiteral("key-name")}));
    addParentDirectory(problems, value);
    return problems;
}

Problems pathSegmentProblems(QStringView value)
{
    if (value == u"." || value == u"..") return {QStringLiteral("may not be '%1'").arg(value)};
    return nameIsPathSegment(value, true);
}

Problems nameIsSubdomain(QStringView name, bool prefix) { return dns1123SubdomainProblems(masked(name, prefix)); }

Problems nameIsLabel(QStringView name, bool prefix) { return dns1123LabelProblems(masked(name, prefix)); }

Problems nameIs1035Label(QStringView name, bool prefix) { return dns1035LabelProblems(masked(name, prefix)); }

Problems nameIsPathSegment(QStringView name, bool prefix)
{
    if (!prefix) return pathSegmentProblems(name);
    Problems problems;
    for (const QChar bad : {u'/', u'%'})
        if (name.contains(bad)) problems.push_back(QStringLiteral("may not contain '%1'").arg(bad));
    return problems;
}

void invalidEach(FieldErrors &errors, const Where &where, QStringView value, const Problems &problems)
{
    for (const QString &problem : problems) errors.invalidText(where, value, problem);
}

void invalidEach(FieldErrors &errors, const Where &where, qint64 value, const Problems &problems)
{
    for (const QString &problem : problems) invalidNumber(errors, where, value, problem);
}

void invalidNumber(FieldErrors &errors, const Where &where, qint64 value, const QString &detail)
{
    errors.invalid(where, QString::number(value), detail);
}

void checkNotNegative(FieldErrors &errors, const Where &where, qint64 value)
{
    if (value < 0) invalidNumber(errors, where, value, negativeProblem());
}

void checkLabelName(FieldErrors &errors, const Where &where, QStringView value)
{
    invalidEach(errors, where, value, qualifiedNameProblems(value));
}

} // namespace practice
