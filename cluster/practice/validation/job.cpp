// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/workload.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

// pkg/apis/batch/validation/validation.go: validateJobSpec.
namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr qint64 manyIndexes = 100000; // parallelism and maxFailedIndexes of an Indexed Job; completions' soft limit
constexpr qint64 limitForMany = 10000; // of parallelism and maxFailedIndexes above it

void checkManyCompletions(FieldErrors &errors, const Where &where, std::optional<qint64> parallelism,
                          std::optional<qint64> maxFailed)
{
    const QString detail = u"must be less than or equal to 10000 when completions are above 100000 and used with "
                           u"backoff limit per index"_s;
    if (!maxFailed)
        errors.required(where.child(u"maxFailedIndexes"), u"must be specified when completions is above 100000"_s);
    if (parallelism.value_or(0) > limitForMany)
        invalidNumber(errors, where.child(u"parallelism"), *parallelism, detail);
    if (maxFailed.value_or(0) > limitForMany)
        invalidNumber(errors, where.child(u"maxFailedIndexes"), *maxFailed, detail);
}

void checkIndexed(FieldErrors &errors, const Where &where, const Value &spec)
{
    const auto completions = numberIn(spec, u"completions");
    const auto parallelism = numberIn(spec, u"parallelism");
    const auto maxFailed = numberIn(spec, u"maxFailedIndexes");
    if (!completions) errors.required(where.child(u"completions"), u"when completion mode is Indexed"_s);
    if (parallelism.value_or(0) > manyIndexes)
        invalidNumber(errors, where.child(u"parallelism"), *parallelism,
                      u"must be less than or equal to 100000 when completion mode is Indexed"_s);
    if (completions && maxFailed && *maxFailed > *completions)
        invalidNumber(errors, where.child(u"maxFailedIndexes"), *maxFailed,
                      u"must be less than or equal to completions"_s);
    if (maxFailed.value_or(0) > manyIndexes)
        invalidNumber(errors, where.child(u"maxFailedIndexes"), *maxFailed, u"must be less than or equal to 100000"_s);
    if (completions.value_or(0) > manyIndexes && fieldIn(spec, u"backoffLimitPerIndex"))
        checkManyCompletions(errors, where, parallelism, maxFailed);
}

void checkExitCodes(FieldErrors &errors, const Where &where, const Value &codes, const QSet<QString> &containers)
{
    const QString &op = textIn(codes, u"operator");
    if (op.isEmpty())
        errors.required(where.child(u"operator"), u"valid values: [\"In\" \"NotIn\"]"_s);
    else
        checkOneOf(errors, where.child(u"operator"), op, {u"In", u"NotIn"});
    if (const Value *name = fieldIn(codes, u"containerName"); name && !containers.contains(textOf(*name)))
        errors.invalidText(where.child(u"containerName"), textOf(*name),
                           u"must be one of the container or initContainer names in the pod template"_s);
    const Where valuesAt = where.child(u"values");
    const ValueList &values = listIn(codes, u"values");
    if (values.empty())
        errors.invalid(valuesAt, goNumberList(fieldIn(codes, u"values"), u"int32"),
                       u"at least one value is required"_s);
    else if (values.size() > 255)
        errors.tooMany(valuesAt, qsizetype(values.size()), 255);
    bool isOrdered = true;
    QSet<qint64> seen;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Where at = valuesAt.index(qsizetype(i));
        const qint64 code = values[i].integer() ? *values[i].integer() : 0;
        if (op == u"In" && code == 0) invalidNumber(errors, at, code, u"must not be 0 for the In operator"_s);
        if (seen.contains(code)) errors.duplicate(at, goNumber(code));
        seen.insert(code);
        if (i > 0 && values[i - 1].integer() && *values[i - 1].integer() > code) isOrdered = false;
    }
    if (!isOrdered) errors.invalid(valuesAt, goNumberList(fieldIn(codes, u"values"), u"int32"), u"must be ordered"_s);
}

void checkConditions(FieldErrors &errors, const Where &where, const ValueList &patterns)
{
    if (patterns.size() > 20) errors.tooMany(where, qsizetype(patterns.size()), 20);
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const QString &type = textIn(patterns[i], u"type");
        const QString &status = textIn(patterns[i], u"status");
        invalidEach(errors, at.child(u"type"), type, qualifiedNameProblems(type));
        if (status.isEmpty())
            errors.required(at.child(u"status"), u"valid values: [\"False\" \"True\" \"Unknown\"]"_s);
        else
            checkOneOf(errors, at.child(u"status"), status, {u"False", u"True", u"Unknown"});
    }
}

void checkFailureRule(FieldErrors &errors, const Where &where, const Value &rule, const Value &spec,
                      const QSet<QString> &containers)
{
    const QString &action = textIn(rule, u"action");
    if (action.isEmpty()) {
        errors.required(where.child(u"action"), u"valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]"_s);
    } else if (action == u"FailIndex") {
        if (!fieldIn(spec, u"backoffLimitPerIndex"))
            errors.invalidText(where.child(u"action"), action, u"requires the backoffLimitPerIndex to be set"_s);
    } else {
        checkOneOf(errors, where.child(u"action"), action, {u"Count", u"FailIndex", u"FailJob", u"Ignore"});
    }
    const Value *codes = fieldIn(rule, u"onExitCodes");
    const ValueList &conditions = listIn(rule, u"onPodConditions");
    if (codes) checkExitCodes(errors, where.child(u"onExitCodes"), *codes, containers);
    if (!conditions.empty()) checkConditions(errors, where.child(u"onPodConditions"), conditions);
    if (codes && !conditions.empty())
        invalidOmitted(errors, where, u"specifying both OnExitCodes and OnPodConditions is not supported"_s);
    if (!codes && conditions.empty())
        invalidOmitted(errors, where, u"specifying one of OnExitCodes and OnPodConditions is required"_s);
}

void checkFailurePolicy(FieldErrors &errors, const Where &where, const Value &policy, const Value &spec)
{
    const Where rulesAt = where.child(u"rules");
    const ValueList &rules = listIn(policy, u"rules");
    if (rules.size() > 20) errors.tooMany(rulesAt, qsizetype(rules.size()), 20);
    const Value &podSpec = structIn(structIn(spec, u"template"), u"spec");
    QSet<QString> containers;
    for (const QStringView list : {u"containers", u"initContainers"})
        for (const Value &container : listIn(podSpec, list)) containers.insert(textIn(container, u"name"));
    for (std::size_t i = 0; i < rules.size(); ++i)
        checkFailureRule(errors, rulesAt.index(qsizetype(i)), rules[i], spec, containers);
}

void checkSuccessRule(FieldErrors &errors, const Where &where, const Value &rule, qint64 completions)
{
    const Value *indexes = fieldIn(rule, u"succeededIndexes");
    const auto count = numberIn(rule, u"succeededCount");
    const Where indexesAt = where.child(u"succeededIndexes");
    const Where countAt = where.child(u"succeededCount");
    if (!indexes && !count)
        errors.required(where, u"at least one of succeededCount or succeededIndexes must be specified"_s);
    IndexCount found;
    if (indexes) {
        if (utf8Size(textOf(*indexes)) > 64 * 1024) errors.tooLong(indexesAt, 64 * 1024);
        found = countIndexes(textOf(*indexes), completions);
        if (!found.problem.isEmpty())
            errors.invalidText(indexesAt, textOf(*indexes), u"error parsing succeededIndexes: "_s + found.problem);
    }
    if (!count) return;
    checkNotNegative(errors, countAt, *count);
    if (*count > completions)
        invalidNumber(errors, countAt, *count,
                      u"must be less than or equal to %1 (the number of specified completions)"_s.arg(completions));
    if (indexes && *count > found.total)
        invalidNumber(
            errors, countAt, *count,
            u"must be less than or equal to %1 (the number of indexes in the specified succeededIndexes field)"_s.arg(
                found.total));
}

void checkSuccessPolicy(FieldErrors &errors, const Where &where, const Value &policy, const Value &spec)
{
    if (textIn(spec, u"completionMode") != u"Indexed")
        return errors.invalid(where, goOpaque(u"batch.SuccessPolicy"), u"requires indexed completion mode"_s);
    const Where rulesAt = where.child(u"rules");
    const ValueList &rules = listIn(policy, u"rules");
    if (rules.empty())
        errors.required(rulesAt, u"at least one rules must be specified when the successPolicy is specified"_s);
    if (rules.size() > 20) errors.tooMany(rulesAt, qsizetype(rules.size()), 20);
    for (std::size_t i = 0; i < rules.size(); ++i)
        checkSuccessRule(errors, rulesAt.index(qsizetype(i)), rules[i], numberIn(spec, u"completions").value_or(0));
}

void checkCompletion(FieldErrors &errors, const Where &where, const Value &spec)
{
    const QString &mode = textIn(spec, u"completionMode");
    if (fieldIn(spec, u"completionMode"))
        checkOneOf(errors, where.child(u"completionMode"), mode, {u"NonIndexed", u"Indexed"});
    if (mode == u"Indexed") checkIndexed(errors, where, spec);
    if (fieldIn(spec, u"completionMode") && mode != u"NonIndexed") return;
    for (const QStringView field : {u"backoffLimitPerIndex", u"maxFailedIndexes"})
        if (const auto value = numberIn(spec, field))
            invalidNumber(errors, where.child(field), *value, u"requires indexed completion mode"_s);
}

void checkRestarts(FieldErrors &errors, const Where &where, const Value &spec)
{
    const Where templateAt = where.child(u"template");
    const Where specAt = templateAt.child(u"spec");
    const Where at = specAt.child(u"restartPolicy");
    const QString &policy = textIn(structIn(structIn(spec, u"template"), u"spec"), u"restartPolicy");
    if (policy == u"Always" || policy.isEmpty())
        errors.required(at, u"valid values: \"OnFailure\", \"Never\""_s);
    else if (checkOneOf(errors, at, policy, {u"OnFailure", u"Never"}) && fieldIn(spec, u"podFailurePolicy") &&
             policy != u"Never")
        errors.invalidText(at, policy, u"only \"Never\" is supported when podFailurePolicy is specified"_s);
}

} // namespace

void checkJobSpecBody(FieldErrors &errors, const Where &where, const Value &spec, const PodOptions &options)
{
    checkNotNegativeFields(errors, where, spec,
                           {u"parallelism", u"completions", u"activeDeadlineSeconds", u"backoffLimit",
                            u"ttlSecondsAfterFinished", u"backoffLimitPerIndex", u"maxFailedIndexes"});
    if (fieldIn(spec, u"maxFailedIndexes") && !fieldIn(spec, u"backoffLimitPerIndex"))
        errors.required(where.child(u"backoffLimitPerIndex"), u"when maxFailedIndexes is specified"_s);
    if (fieldIn(spec, u"managedBy")) {
        checkDomainPrefixedPath(errors, where.child(u"managedBy"), textIn(spec, u"managedBy"));
        if (utf8Size(textIn(spec, u"managedBy")) > 63) errors.tooLong(where.child(u"managedBy"), 63);
    }
    checkCompletion(errors, where, spec);
    const Value *failure = fieldIn(spec, u"podFailurePolicy");
    if (failure) checkFailurePolicy(errors, where.child(u"podFailurePolicy"), *failure, spec);
    if (const Value *success = fieldIn(spec, u"successPolicy"))
        checkSuccessPolicy(errors, where.child(u"successPolicy"), *success, spec);
    if (fieldIn(spec, u"podReplacementPolicy")) {
        const Where at = where.child(u"podReplacementPolicy");
        if (failure)
            checkOneOf(errors, at, textIn(spec, u"podReplacementPolicy"), {u"Failed"});
        else
            checkOneOf(errors, at, textIn(spec, u"podReplacementPolicy"), {u"Failed", u"TerminatingOrFailed"});
    }
    checkPodTemplate(errors, where.child(u"template"), structIn(spec, u"template"), options);
    checkRestarts(errors, where, spec);
}

namespace {

struct Interval
{
    qint64 first = 0;
    qint64 last = 0;
    QString problem = {};
};

// parseIndexInterval.
Interval readInterval(QStringView text, qint64 completions)
{
    const qsizetype dash = text.indexOf(u'-');
    if (text.count(u'-') > 1)
        return {
            0, 0,
            u"the fragment %1 violates the requirement that an index interval can have at most two parts separated by '-'"_s
                .arg(goQuoted(text))};
    const auto read = [&](QStringView part, qint64 &number) -> QString {
        bool fits = false;
        number = part.toLongLong(&fits);
        if (!fits || part.trimmed() != part) return u"cannot convert string to integer for index: "_s + goQuoted(part);
        return number >= completions ? u"too large index: "_s + goQuoted(part) : QString();
    };
    Interval interval;
    interval.problem = read(dash < 0 ? text : text.first(dash), interval.first);
    interval.last = interval.first;
    if (!interval.problem.isEmpty() || dash < 0) return interval;
    interval.problem = read(text.sliced(dash + 1), interval.last);
    if (interval.problem.isEmpty() && interval.first >= interval.last)
        interval.problem = u"non-increasing order, previous: %1, current: %2"_s.arg(interval.first).arg(interval.last);
    return interval;
}

} // namespace

IndexCount countIndexes(const QString &text, qint64 completions)
{
    IndexCount count;
    if (text.isEmpty()) return count;
    std::optional<qint64> previous;
    for (const QStringView part : QStringView(text).tokenize(u',')) {
        const Interval interval = readInterval(part, completions);
        if (!interval.problem.isEmpty()) return {0, interval.problem};
        if (previous && *previous >= interval.first)
            return {0, u"non-increasing order, previous: %1, current: %2"_s.arg(*previous).arg(interval.first)};
        count.total += interval.last - interval.first + 1;
        previous = interval.last;
    }
    return count;
}

QString overlapProblem(const QString &completed, const QString &failed, qint64 completions)
{
    if (completed.isEmpty() || failed.isEmpty()) return {};
    const QStringList left = completed.split(u',');
    const QStringList right = failed.split(u',');
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < left.size() && j < right.size()) {
        const Interval a = readInterval(left[i], completions);
        const Interval b = readInterval(right[j], completions);
        const bool readable = a.problem.isEmpty() && b.problem.isEmpty();
        if (readable && a.first <= b.last && b.first <= a.last)
            return u"failedIndexes and completedIndexes overlap at index: %1"_s.arg(std::max(a.first, b.first));
        if (!a.problem.isEmpty() || (readable && a.first <= b.first))
            ++i;
        else
            ++j;
    }
    return {};
}

} // namespace practice
