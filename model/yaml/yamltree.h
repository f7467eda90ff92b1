// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"
#include "model/base/span.h"
#include "model/yaml/resolver.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace model {

enum class YamlKind : quint8 { Scalar, Sequence, Mapping, Alias };
enum class YamlStyle : quint8 { Plain, SingleQuoted, DoubleQuoted, Literal, Folded, Block, Flow };

// A node as it stands in the text. Nodes live in one array, in the order of the text; links are indexes, -1 is none.
struct YamlNode
{
    YamlKind kind = YamlKind::Scalar;
    YamlStyle style = YamlStyle::Plain;
    int parent = -1;
    int firstChild = -1; // of a mapping: key, value, key, value, …
    int nextSibling = -1;
    int childCount = 0;
    int target = -1;  // of an alias: the anchored node
    Span span;        // bytes of the node itself: quotes and brackets included, anchor, tag, comments and line end not
    QByteArray value; // of a scalar: decoded text; of an alias: its name
    QByteArray anchor;
    QByteArray tag; // "" when not written; "!" for a quoted or explicitly non-specific one
};

// A finding inside one YAML document; offset is a byte of the document's text.
struct YamlIssue
{
    enum class Kind { Syntax, DuplicateKey, BadKey, TooLarge, TooDeep, Alias };
    Kind kind = Kind::Syntax;
    qsizetype offset = 0;
    QString message;
};

class YamlRef;

// One YAML document (what stands between two `---` lines), immutable and shared between versions of a file. Text that
// is not YAML is kept too: then error() is set and there are no nodes. Any thread.
class YamlDocument
{
public:
    // Never fails: see error(). text is UTF-8; at most limits::maxDocumentBytes and limits::maxDepth are read.
    static std::shared_ptr<const YamlDocument> parse(QByteArray text);

    const QByteArray &text() const { return m_text; }
    const std::optional<YamlIssue> &error() const { return m_error; }
    // What kubectl's strict decoding refuses though the text can be read: duplicate keys.
    const std::vector<YamlIssue> &issues() const { return m_issues; }

    // Only comments and white space.
    bool isEmpty() const { return m_nodes.empty(); }
    YamlRef root() const;
    const std::vector<YamlNode> &nodes() const { return m_nodes; }
    // The innermost node whose span holds the offset, or an invalid reference.
    YamlRef nodeAt(qsizetype offset) const;

private:
    friend class YamlTreeBuilder;
    QByteArray m_text;
    std::vector<YamlNode> m_nodes;
    std::optional<YamlIssue> m_error;
    std::vector<YamlIssue> m_issues;
};

// A node to read from: cheap, copied, valid while its document lives. Reading goes through aliases and merge keys as
// kubectl does; every question to an invalid reference answers "nothing".
class YamlRef
{
public:
    YamlRef() = default;
    YamlRef(const YamlDocument *document, int index) : m_document(document), m_index(index) {}

    bool isValid() const { return m_document && m_index >= 0; }
    explicit operator bool() const { return isValid(); }
    const YamlDocument *document() const { return m_document; }
    int index() const { return m_index; }
    // The node as written here (an alias stays one), and what it stands for.
    const YamlNode &written() const;
    const YamlNode &node() const;

    bool isMapping() const { return isValid() && node().kind == YamlKind::Mapping; }
    bool isSequence() const { return isValid() && node().kind == YamlKind::Sequence; }
    bool isScalar() const { return isValid() && node().kind == YamlKind::Scalar; }
    bool isNull() const { return isScalar() && scalar().type == ScalarType::Null; }

    // A mapping's value: the last of equal keys, explicit ones before merged ones.
    YamlRef operator[](QStringView key) const;
    // The key's own node, for its span. Only keys written in this mapping itself.
    YamlRef keyNode(QStringView key) const;
    // A sequence's item.
    YamlRef at(int index) const;
    YamlRef at(const FieldPath &path) const;
    int size() const; // entries or items as written
    void forEachEntry(
        const std::function<void(const QString &key, YamlRef keyNode, YamlRef value)> &visit) const; // merged ones last
    void forEachItem(const std::function<void(int index, YamlRef item)> &visit) const;

    Scalar scalar() const;  // String when this is no scalar
    QString text() const;   // a scalar's text whatever its type; else empty
    QString string() const; // a scalar's text when it is a string to kubectl; else empty
    std::optional<qint64> integer() const;
    std::optional<bool> boolean() const;

    Span span() const { return isValid() ? written().span : Span(); }
    // The way from the root (of the document) to this node as written.
    FieldPath path() const;
    YamlRef parent() const;

private:
    YamlRef child(int index) const { return {m_document, index}; }
    YamlRef findMerged(QStringView key, int &budget) const;
    const YamlDocument *m_document = nullptr;
    int m_index = -1;
};

// A mapping key as kubectl sees it: booleans and numbers become their text ("true", "1").
QString keyText(const YamlNode &key);

} // namespace model
