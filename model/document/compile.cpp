// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/compile.h"

#include "model/document/streamedit.h"

#include <QCoreApplication>

namespace model {

namespace {

QString say(const char *text) { return QCoreApplication::translate("Edits", text); }

} // namespace

Result<ChangeSet> compileEdits(const ResourceSet &, const Edits &edits)
{
    if (edits.empty()) return ChangeSet();
    return Error{Error::Code::Unsupported, say("this edit cannot be written yet")};
}

} // namespace model
