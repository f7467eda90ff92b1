// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/base/value.h"
#include "model/yaml/scalartext.h"

#include <QByteArray>

namespace model {

// How a document is written. The defaults are kubectl's.
struct EmitStyle
{
    int indent = 2;            // columns from a key to the keys of its mapping
    int listIndent = 0;        // columns from a key to the dashes of its list
    QByteArray lineEnd = "\n"; // or CRLF
    bool json = false;         // strings and keys in double quotes, collections in brackets
    bool spacedBraces = false; // { a: 1 } rather than {a: 1}
    bool resourceOrder = true; // apiVersion, kind, metadata and spec first at the root of a resource
    bool operator==(const EmitStyle &) const = default;
};

// The style that the document itself keeps, by majority; defaults where it shows none.
EmitStyle styleOf(const YamlDocument &document);

// A value as a whole document, ending with a line end. Strings that any YAML 1.1 or 1.2 reader would take for something
// else are quoted; text of several lines is a literal block where that is exact; empty collections are {} and []. At
// the root of a resource apiVersion, kind, metadata and spec come first. Error TooLarge beyond
// limits::maxDocumentBytes, and Invalid for NaN and infinities, which no Kubernetes field can hold.
Result<QByteArray> emitYaml(const Value &value, const EmitStyle &style = {});

// Where a value hangs, and so how its text goes on behind the indicator.
enum class YamlSlot {
    Root, // behind nothing
    Key,  // behind `key:`
    Item, // behind `-`
};

// The pieces of text that edits are made of. None ends with a line end.
class YamlEmitter
{
public:
    explicit YamlEmitter(EmitStyle style) : m_style(std::move(style)) {}
    const EmitStyle &style() const { return m_style; }

    QByteArray key(const QString &key, ScalarPlace place) const; // with its colon
    // One line; collections in brackets.
    QByteArray flow(const Value &value, ScalarPlace place) const;
    // What follows the indicator that stands in this column: " web", "\n  a: 1\n  b: 2", " |\n  text", " a: 1\n  b: 2".
    QByteArray after(YamlSlot slot, int column, const Value &value) const;
    // One entry or item whole, its first line not indented: "key: value", "- value".
    QByteArray entry(int column, const QString &key, const Value &value) const;
    QByteArray item(int column, const Value &value) const;
    // How text of several lines is written. A literal block takes comment lines that follow it in its own column along,
    // and
    // `|+` also blank ones: right only where nothing follows.
    enum class Literals { Never, Clipped, All };
    void setLiterals(Literals literals) { m_literals = literals; }
    bool isLiteral(const Value &value) const;

private:
    QByteArray lines(int column, const Value &value, int depth) const;
    QByteArray after(YamlSlot slot, int column, const Value &value, int depth) const;
    QByteArray literal(int column, const QString &text) const;
    QByteArray leaf(const Value &value, ScalarPlace place) const;

    EmitStyle m_style;
    Literals m_literals = Literals::Clipped;
};

} // namespace model
