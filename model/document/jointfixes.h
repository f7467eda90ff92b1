// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/quickfixes.h"
#include "model/yaml/splice.h"
#include "model/yaml/yamledit.h"

#include <map>
#include <memory>
#include <optional>

namespace model {

class YamlPlan;

// Fixes of a set's only file that are done together, each planned in the text as it is. What they mean together is
// known from what each means, so that the new text is read once, however many they are. The set outlives it.
class JointFixes
{
public:
    explicit JointFixes(const ResourceSet &set);
    ~JointFixes();

    // False: it can't be done beside those that were added, or not at all without writing more than the field, or
    // taking along a comment, an anchor or a tag.
    bool add(const QuickFix &fix);

    // The text after all of them.
    QByteArray text() const;
    // What makes it of the text as it is.
    Splices splices() const;
    // Whether the documents of that text mean what the edits say. What changes of text mean is not known.
    bool isRight(const ResourceSet &after) const;
    // Whether the documents of that text mean what they meant.
    bool meansTheSame(const ResourceSet &after) const;

private:
    using PartEdits = std::vector<std::pair<int, YamlEdit>>; // with the part of the file

    std::optional<Splices> planChanges(const ChangeSet &changes) const;
    std::optional<Splices> planEdits(const Edits &edits, PartEdits &planned);
    std::optional<Splices> planEdit(int part, const YamlEdit &edit);
    bool isApart(const Splices &splices) const;

    const ResourceSet &m_set;
    const SourceFile &m_file;
    std::map<int, std::unique_ptr<YamlPlan>> m_plans; // by part
    std::map<int, std::vector<YamlEdit>> m_edits;     // by part
    std::map<qsizetype, Splice> m_splices;            // of the file, by where they begin
};

} // namespace model
