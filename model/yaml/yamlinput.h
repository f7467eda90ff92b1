// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/span.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace model {

// libyaml counts code points; everything else here counts bytes.
class YamlOffsets
{
public:
    explicit YamlOffsets(QByteArrayView text);
    qsizetype of(size_t codePoints) const;

private:
    static constexpr size_t step = 64;
    QByteArrayView m_text;
    std::vector<qsizetype> m_marks; // byte offset of every 64th code point
    bool m_ascii = false;
};

// Past blanks and line breaks, those of YAML 1.1 (NEL, LS, PS) among them.
qsizetype skipYamlWhite(QByteArrayView text, qsizetype at);
// Where the comment ends that starts at an offset: at a line break of YAML 1.1, NEL, LS and PS among them.
qsizetype commentEnd(QByteArrayView text, qsizetype at);

// A text as libyaml has to be given it so that it reads what kubectl's reader (sigs.k8s.io/yaml goyaml.v2) reads. Every
// byte keeps its offset. Offsets count in the text, which must outlive it.
class YamlInput
{
public:
    explicit YamlInput(QByteArrayView text);
    const QByteArray &bytes() const { return m_bytes; }

    // goyaml takes a colon in brackets that no blank follows for text: [fe80::, a]. libyaml stops at one that a comma
    // or bracket follows: hidden behind another letter it is none. False: there is none, or too many are hidden
    // already.
    bool hideColon(qsizetype offset);
    // goyaml knows the escape \' in double quotes, libyaml does not. False: there is none at the offset, or the text
    // has all escapes that one could be hidden behind.
    bool hideEscape(qsizetype offset);
    // A scalar's decoded text with what is hidden in its span put back.
    QByteArray unhidden(QByteArray decoded, Span span) const;

private:
    QByteArrayView m_text;
    QByteArray m_bytes;
    std::vector<qsizetype> m_colons; // hidden ones, in order
    char m_escape = 0;               // the letter of the escape that stands for hidden ones
    int m_escapes = 0;               // how many are hidden
    bool m_hasHiddenMarks = false;   // byte order marks that start a line: text to goyaml, passed over by libyaml
};

} // namespace model
