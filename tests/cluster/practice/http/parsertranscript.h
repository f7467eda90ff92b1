// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpparser.h"

#include <QByteArray>

#include <vector>

// What a parser makes of bytes that come in these pieces, one line a happening: "GET /x?q=1 close {host: a} body",
// "continue", "400 why", and at the end "more" when a request has begun.
QByteArray transcript(const std::vector<QByteArray> &pieces, practice::HttpParser::Limits limits = {});
