// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/splice.h"
#include "model/yaml/yamlstream.h"

#include <QByteArray>

namespace model {

// Appends a YAML document (LF line ends, with a final one) as the stream's last, behind a `---` line where one is
// needed, in the line ends of the file.
Splice appendDocument(const YamlStream &stream, const QByteArray &yaml);

// Removes the part and one separator line. Comments of the neighbours stay, and so does a comment at the head of the
// file that an empty line sets apart from what follows it (a licence).
Splice removeDocument(const YamlStream &stream, int part);

// Whether the text is JSON to kubectl: its first character that is not white space is a brace.
bool isJson(const QByteArray &text);

} // namespace model
