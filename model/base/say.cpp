// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/say.h"

#include <QCoreApplication>

namespace model {

QString say(const char *text, int count) { return QCoreApplication::translate("Kubewright", text, nullptr, count); }

} // namespace model
