// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <span>

// A custom resource, and what is said about it. An apiserver that has the definition takes or refuses it alike
// (tst_validatelive).
struct CustomCase
{
    const char *name;
    const char *spec;      // in flow style, or with further lines
    const char *problems;  // line:column: …, as the text output has it; empty: sound
    const char *rest = ""; // further lines at the top
    const char *metadata = "name: a";
};

// A CustomResourceDefinition of Widgets with every kind of rule.
const char *widgetDefinition();
std::span<const CustomCase> customCases();
QByteArray resourceOf(const CustomCase &one);
