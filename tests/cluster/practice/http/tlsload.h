// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// Clients that cost little, so that what is measured is the server. They block; they need no event loop.

// Opens this many connections, completes their handshakes, says "ready" on stdout, and holds them until stdin ends.
// Answers how many there were.
int holdConnections(quint16 port, int count);

// Asks on so many connections at once, each in a thread of its own, one small request after the other, and answers how
// many answers came a second; 0 when anything went wrong.
double requestsPerSecond(quint16 port, int connections, int seconds);
