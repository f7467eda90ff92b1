// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/base/problemlist.h"
#include "model/resource/resourceset.h"

#include <QHash>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace model {

// One wish to be left alone by a rule, where it is written.
struct IgnoreMark
{
    QString rule;           // an id or a pattern
    bool isForeign = false; // of kube-linter or kube-score: nothing is said when it matches nothing
    Problem place;          // file, line, column, span and resource of the mark
};
using IgnoreMarks = std::vector<IgnoreMark>;

// A comment, for one rule, and the lines that it is for.
struct IgnoreComment
{
    IgnoreMark mark;
    int firstLine = 0, lastLine = 0; // from 1, both within
    bool isAbove = false;            // of a document: for all of it
};

// The comments of a file: "# kubewright:ignore ID[, ID…] [REASON]" behind a line is for that line, on a line of its own
// for the next one, above a document for all of it. "# kubewright:ignore-rendered" is the same, put there when a
// kustomization was rendered: nothing is said when it matches nothing. At most 10,000.
std::vector<IgnoreComment> readIgnoreComments(const SourceFile &file);
// rules-ignore-unknown, if there is no rule that the mark means.
std::optional<Problem> unknownIgnore(const IgnoreMark &mark);

// The annotations of a resource (and of the Pod template in it): kubewright.io/ignore: ID,ID,
// ignore.kubewright.io/ID: REASON, and those of kube-linter and kube-score.
IgnoreMarks readIgnoreAnnotations(const Resource &resource);

// All marks of a set, and which of them did something.
class RuleIgnores
{
public:
    // Reads the comments of the set's files.
    explicit RuleIgnores(const ResourceSet &set);
    void add(const Resource &resource, std::shared_ptr<const IgnoreMarks> annotations);

    bool covers(const Problem &problem);
    // rules-ignore-unknown (a warning): there is no such rule; rules-ignore-unused (info): nothing was to be ignored.
    void report(ProblemList &problems) const;

private:
    struct OfResource
    {
        std::shared_ptr<const IgnoreMarks> marks;
        std::vector<bool> used;
    };
    struct Comment
    {
        IgnoreComment comment;
        bool used = false;
    };

    QHash<ResourceKey, std::vector<OfResource>> m_resources;
    QHash<QString, std::vector<Comment>> m_comments; // by file
};

} // namespace model
