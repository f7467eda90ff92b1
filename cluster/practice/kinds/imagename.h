// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace practice {

// Whether a container image is asked for under the tag "latest", which is also meant where there is neither tag nor
// digest. False for a text that is no image name (pkg/util/parsers ParseImageName, distribution/reference).
bool isLatestImage(QStringView image);

} // namespace practice
