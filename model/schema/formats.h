// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace model {

// A quantity as resource.ParseQuantity reads it (apimachinery pkg/api/resource/quantity.go): sign, digits, an optional
// fraction, then a suffix of n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or an exponent e3, E-3. "" is none, "1." is one.
bool isQuantity(QByteArrayView text);

// RFC 3339 as Go's time.Parse reads it: 2026-01-31T23:59:00Z, any fraction of a second, an offset +01:00.
bool isDateTime(QByteArrayView text);
// The same with exactly six digits of fraction (apimachinery metav1.MicroTime).
bool isMicroTime(QByteArrayView text);

// Standard base64 with padding, line ends allowed inside, as encoding/json reads []byte.
bool isBase64(QByteArrayView text);

} // namespace model
