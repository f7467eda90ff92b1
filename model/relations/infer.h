// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/relations/edge.h"
#include "model/resource/resourceset.h"

#include <memory>

namespace model {

// Every edge of the files, by the rules of docs/edges.md: sorted by holder, relation, field and target, unique, the
// same for the same files. At most limits::maxEdges (referenceProblems() says so). Any thread.
Edges inferEdges(const ResourceSet &set);

// The same for a set that changes a little at a time: what a document said is remembered as long as the set keeps that
// document. One thread at a time.
class EdgeInferrer
{
public:
    EdgeInferrer();
    ~EdgeInferrer();
    // On up to so many threads; the result is the same.
    Edges infer(const ResourceSet &set, int threads = 1);

private:
    class Memory;
    std::unique_ptr<Memory> m_memory;
};

} // namespace model
