// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <vector>

namespace model {

// Where in a template a line of what was rendered from it stands.
struct TemplateLine
{
    int line = 0;    // from 1; 0: nobody can tell
    int columns = 0; // bytes at its beginning that are the same in both

    bool operator==(const TemplateLine &) const = default;
};

// For each line of one document that helm rendered, its line in the template: the same line, or one that is the same
// but for what stands in {{ }}, in order; else the only line between two of those that can have made it. A guess that
// can be wrong where equal lines follow one another (a range), and nothing where an include made them. Work is bounded:
// lines are compared for as long as there is a budget; beyond, only the equal lines at the beginning and the end count.
std::vector<TemplateLine> templateLines(QByteArrayView rendered, QByteArrayView source, qsizetype &budget);

} // namespace model
