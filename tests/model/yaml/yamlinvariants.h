// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/yamltree.h"

#include <QByteArray>

// What holds for any text whatever; for property tests and fuzzers. Each gives what is wrong, or nothing.

// Spans lie in the text, nest and follow each other; a scalar's bytes alone mean the same.
QByteArray brokenSpan(const model::YamlDocument &document);
// Both readers, BlockReader and libyaml, give the same nodes; true as well when only libyaml takes the text.
QByteArray brokenBlocks(const QByteArray &text);
// Values, JSON and emitted YAML of a text say the same; a text with an error has a place.
QByteArray brokenReading(const QByteArray &text);
// A few random edits: each means what it says, covers only what it changes, and can be taken back.
QByteArray brokenEdit(const QByteArray &text, quint32 seed);
