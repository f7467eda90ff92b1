// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/names.h"

#include <QStringList>

#include <algorithm>

// The checks of names that write their errors themselves (apimachinery pkg/util/validation/validation.go).

namespace practice {

namespace {

QString joined(const Problems &problems) { return QStringList(problems.begin(), problems.end()).join(u','); }

bool isHttpPath(QStringView path)
{
    return !path.isEmpty() && std::all_of(path.begin(), path.end(), [](QChar c) {
        return (c.unicode() < 0x80 && c.isLetterOrNumber()) || QStringView(u"/-._~%!$&'()*+,;=:").contains(c);
    });
}

} // namespace

void checkFullyQualifiedName(FieldErrors &errors, const Where &where, QStringView value)
{
    if (value.isEmpty()) return errors.required(where);
    if (const Problems problems = dns1123SubdomainProblems(value); !problems.empty())
        return errors.invalidText(where, value, joined(problems));
    if (value.count(u'.') < 2)
        errors.invalidText(where, value,
                           QStringLiteral("should be a domain with at least three segments separated by dots"));
}

void checkFullyQualifiedDomainName(FieldErrors &errors, const Where &where, QStringView value)
{
    if (value.isEmpty()) return errors.required(where);
    if (value.endsWith(u'.')) value.chop(1);
    if (const Problems problems = dns1123SubdomainProblems(value); !problems.empty())
        return errors.invalidText(where, value, joined(problems));
    if (!value.contains(u'.'))
        return errors.invalidText(where, value,
                                  QStringLiteral("should be a domain with at least two segments separated by dots"));
    for (const QStringView label : value.split(u'.'))
        if (const Problems problems = dns1123LabelProblems(label); !problems.empty())
            return errors.invalidText(where, label, joined(problems));
}

void checkDomainPrefixedPath(FieldErrors &errors, const Where &where, QStringView value)
{
    if (value.isEmpty()) return errors.required(where);
    const qsizetype slash = value.indexOf(u'/');
    if (slash <= 0 || slash == value.size() - 1)
        return errors.invalidText(where, value,
                                  QStringLiteral("must be a domain-prefixed path (such as \"acme.io/foo\")"));
    const QStringView host = value.first(slash), path = value.sliced(slash + 1);
    invalidEach(errors, where, host, dns1123SubdomainProblems(host));
    if (!isHttpPath(path))
        errors.invalidText(where, path,
                           QStringLiteral("Invalid path (regex used for validation is "
                                          "'[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')"));
}

} // namespace practice
