// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/yamltree.h"

#include <QByteArray>
#include <QString>

namespace model {

// Where a string is written: decides what it may contain without quotes.
enum class ScalarPlace { Block, Flow };

// The text whole: QString::fromUtf8() drops a byte order mark at its head.
QString textOf(QByteArrayView utf8);

// A string as one line of YAML that every reader of YAML 1.1 and 1.2 takes for that string. Plain where it can be; else
// in the wished quotes where they can hold it; else in double quotes. wish Plain: quotes as needed.
QByteArray scalarText(const QString &text, ScalarPlace place, YamlStyle wish = YamlStyle::Plain);

// A string in double quotes, in the escapes that JSON and YAML share where the text allows it.
QByteArray doubleQuoted(const QString &text);

// Whether a string can stand as a literal block (`|`) exactly: it has a line break, and nothing that the block would
// change.
bool fitsLiteral(const QString &text);

} // namespace model
