// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace model {

/// A sentence for a person, in the language that the program speaks; `text` is its English form and its key. With
/// `count`, which `%n` in the text stands for, the form that the language has for so many. Any thread.
QString say(const char *text, int count = -1);

} // namespace model
