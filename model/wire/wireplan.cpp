// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/wireplan.h"

#include <algorithm>

namespace model {

namespace {

WireMember planMember(const WireField &field)
{
    const WireShape shape = field.shape();
    const bool holds = shape.kind() == WireKind::List || shape.kind() == WireKind::Map;
    const WireShape element = holds ? shape.element() : WireShape();
    WireMember member;
    member.number = field.number();
    member.kind = shape.kind();
    member.element = element.isValid() ? element.kind() : member.kind;
    member.isPointer = field.isPointer();
    member.omitsEmpty = field.omitsEmpty();
    member.isInlined = field.isInlined();
    member.isWrapped = shape.isWrapped() || element.isWrapped();
    member.key = &field.key();
    member.type = element.isValid() ? element.type() : shape.type();
    return member;
}

std::vector<WirePlan> planAll(const WireTypes &types)
{
    std::vector<WirePlan> plans(size_t(types.typeCount()));
    for (int i = 0; i < types.typeCount(); ++i) {
        const WireType type = types.typeAt(i);
        WirePlan &plan = plans[size_t(i)];
        for (int m = 0; m < type.memberCount(); ++m) {
            plan.members.push_back(planMember(type.member(m)));
            const WireMember &member = plan.members.back();
            if (member.number > 0) plan.byNumber.push_back(quint16(m));
            if (!member.omitsEmpty && !member.isInlined) ++plan.always;
        }
        std::sort(plan.byNumber.begin(), plan.byNumber.end(),
                  [&plan](quint16 a, quint16 b) { return plan.members[a].number < plan.members[b].number; });
    }
    return plans;
}

} // namespace

int WirePlan::find(quint32 number) const
{
    const auto found =
        std::lower_bound(byNumber.begin(), byNumber.end(), number,
                         [this](quint16 index, quint32 wanted) { return members[index].number < wanted; });
    return found == byNumber.end() || members[*found].number != number ? -1 : int(*found);
}

const WirePlan &wirePlan(const WireType &type)
{
    static const std::vector<WirePlan> plans = planAll(WireTypes::builtin());
    Q_ASSERT(type.table() == &WireTypes::builtin());
    return plans[size_t(type.index())];
}

} // namespace model
