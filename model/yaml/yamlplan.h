// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/emitter.h"
#include "model/yaml/splice.h"
#include "model/yaml/yamledit.h"
#include "model/yaml/yamllayout.h"

#include <optional>

namespace model {

// Turns one change at one place into splices of one document's text. The rules are local: they look at the node, its
// parent and the lines around, not at what the whole then means; the caller parses and compares. Nothing: the layout is
// beyond them. The document has no error, and the paths lead over written nodes only (no alias, no merge).
class YamlPlan
{
public:
    explicit YamlPlan(const YamlDocument &document, YamlEmitter::Literals literals = YamlEmitter::Literals::Clipped);

    std::optional<Splices> edit(const YamlEdit &edit) const;
    // Another value at a node that is there.
    std::optional<Splices> replace(int node, const Value &value) const;
    // Takes out an entry, of which the mapping has others, or an item, of which the list has others; given by its
    // value.
    std::optional<Splices> removeOne(int value) const;
    const YamlEmitter &emitter() const { return m_emitter; }

    // The node at the path, going over written nodes; -1.
    int find(const FieldPath &path) const;
    int child(int node, const FieldPath::Step &step) const;

private:
    std::optional<Splices> set(const FieldPath &path, const Value &value) const;
    std::optional<Splices> rename(int key, const QString &name) const;
    int keyOf(int value) const; // in a mapping

    // yamlplan.cpp
    std::optional<Splices> createRoot(const Value &value) const;
    std::optional<Splices> replaceInline(int node, const Value &value) const;
    std::optional<Splices> replaceBlock(int node, YamlSlot slot, qsizetype indicator, const Value &value) const;
    bool staysOnItsLine(const YamlNode &node, const QByteArray &text) const;
    QByteArray sameQuotes(const YamlNode &old, const Value &value) const;

    // yamlinsert.cpp: a mapping's key is given, a sequence's index.
    std::optional<Splices> insertKey(int mapping, const QString &key, const Value &value) const;
    std::optional<Splices> insertItem(int sequence, int index, const Value &value) const;
    std::optional<Splices> insertInFlow(int collection, int before, const QByteArray &text) const;
    Splices insertLines(qsizetype at, int column, const QByteArray &text, const Value &value) const;
    Splices appendLines(int collection, int column, const QByteArray &text, const Value &value) const;
    int keyBehind(int mapping, const QString &key) const;

    // yamlremove.cpp
    std::optional<Splices> removeAt(const FieldPath &path) const;
    std::optional<Splices> removeBlock(int first, int last, qsizetype indicator) const;
    std::optional<Splices> removeFlow(int collection, int first, int last) const;

    // yamlmove.cpp
    std::optional<Splices> moveItem(const FieldPath &path, int to) const;
    std::optional<Splices> moveLines(int item, int before, int behind) const;
    Splices moveFirstDown(int item, qsizetype dash, qsizetype place) const;

    const YamlNode &node(int index) const { return m_document.nodes()[size_t(index)]; }
    bool needsLineEnd(const Value &value) const;
    bool isPresent(qsizetype offset, char c) const { return offset < m_text.size() && m_text[offset] == c; }

    const YamlDocument &m_document;
    const QByteArray &m_text;
    YamlLayout m_layout;
    YamlEmitter m_emitter;
};

} // namespace model
