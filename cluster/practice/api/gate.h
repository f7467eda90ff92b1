// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/admission.h"
#include "model/base/value.h"

#include <QString>

namespace practice {

// What a write must pass besides its kind's own rules: admission, and what is handed out from the cluster's stock
// (addresses, ports, quota). Nothing answered: go on. What one write takes is given back unless keep() is called before
// the next one begins. One thread.
class Gate
{
public:
    virtual ~Gate() = default;

    virtual void begin() = 0;
    // Before the kind's strategy: may change the object.
    virtual Refusal admit(const AdmissionRequest &request) = 0;
    // Addresses and ports of Services, before the kind's strategy: fills in what the object asks for.
    virtual Refusal allocate(const AdmissionRequest &request, bool dryRun) = 0;
    // After validation.
    virtual Refusal check(const AdmissionRequest &request) = 0;
    // The write happened: what it took is its own.
    virtual void keep(const QString &now) = 0;
    // The object was removed: gives back what it held.
    virtual void release(const ApiKind &kind, const model::Value &object) = 0;
};

} // namespace practice
