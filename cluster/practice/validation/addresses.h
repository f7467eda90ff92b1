// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/ipaddress.h"
#include "cluster/practice/validation/names.h"

#include <QStringView>

namespace practice {

// apimachinery pkg/util/validation/ip.go. The legacy forms take what the strict ones refuse (leading zeros, mapped).
Problems ipProblems(QStringView value); // of the strict form
void checkIp(FieldErrors &errors, const Where &where, QStringView value);
void checkLegacyIp(FieldErrors &errors, const Where &where, QStringView value);
void checkCidr(FieldErrors &errors, const Where &where, QStringView value);
void checkLegacyCidr(FieldErrors &errors, const Where &where, QStringView value);
bool isIp(QStringView value);
bool isIpv6(QStringView value); // parses, and is no IPv4
bool isIpv4(QStringView value);
bool isCidr(QStringView value);

} // namespace practice
