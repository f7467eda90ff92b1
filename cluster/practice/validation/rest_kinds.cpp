// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/restrules.h"

#include <vector>

namespace practice {

std::span<const KindValidation> restKinds()
{
    static const std::vector<KindValidation> kinds = [] {
        std::vector<KindValidation> all;
        for (const auto table :
             {coreKinds(), nodeKinds(), serviceKinds(), endpointKinds(), volumeKinds(), claimKinds(), storageKinds(),
              networkKinds(), ingressKinds(), rbacKinds(), policyKinds(), quotaKinds(), eventKinds(), extensionKinds(),
              webhookKinds(), apiServiceKinds(), flowKinds(), certificateKinds(), admissionPolicyKinds()})
            all.insert(all.end(), table.begin(), table.end());
        return all;
    }();
    return kinds;
}

} // namespace practice
