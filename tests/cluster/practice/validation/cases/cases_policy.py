# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
SPACE = "recorded-validation"
GROUPS = [
    {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "plural": "priorityclasses", "namespaced": False, "name": "recorded-priority", "object": {"value": 10},
     "create": [("system", ("metadata.name", "system-foo")), ("critical", ("metadata.name", "system-node-critical")), ("large", ("value", 1000000001)), ("preemption", ("preemptionPolicy", "Foo"))],
     "update": [("value", ("value", 11)), ("preemption", ("preemptionPolicy", "Never"))]},
    {"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "plural": "runtimeclasses", "namespaced": False, "name": "recorded-runtime", "object": {"handler": "h", "scheduling": {"nodeSelector": {"a": "b"}}, "overhead": {"podFixed": {"cpu": "1"}}},
     "create": [("handler", ("handler", "A_b")), ("no handler", ("handler", "")), ("selector", ("scheduling.nodeSelector", {"a": "b c"})),
                ("overhead", ("overhead.podFixed", {"foo": "1"})), ("overhead negative", ("overhead.podFixed", {"cpu": "-1"})), ("toleration", ("scheduling.tolerations", [{"key": "a b", "operator": "Exists"}]))],
     "update": [("handler", ("handler", "i"))]},
    {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "plural": "leases", "object": {"spec": {"holderIdentity": "x", "leaseDurationSeconds": 10}},
     "create": [("duration", ("spec.leaseDurationSeconds", 0)), ("transitions", ("spec.leaseTransitions", -1)), ("name", ("metadata.name", "A"))],
     "update": [("duration", ("spec.leaseDurationSeconds", -1))]},
    {"apiVersion": "v1", "kind": "Event", "plural": "events", "object": {"involvedObject": {"kind": "Pod", "name": "x", "namespace": SPACE}, "reason": "Why", "message": "m", "type": "Normal"},
     "create": [
         ("namespace", ("involvedObject.namespace", "other")), ("no namespace", ("involvedObject.namespace", DELETE)),
         ("new", ("eventTime", "2026-01-01T00:00:00.000000Z"), ("reason", "")), ("new long", ("eventTime", "2026-01-01T00:00:00.000000Z"), ("reportingComponent", "a b"), ("reportingInstance", "x" * 129), ("action", "x" * 129), ("reason", "x" * 129), ("message", "x" * 1025)),
     ]},
    {"apiVersion": "events.k8s.io/v1", "kind": "Event", "plural": "events", "name": "new", "object": {"regarding": {"kind": "Pod", "name": "x", "namespace": SPACE}, "reason": "Why", "note": "m", "type": "Normal", "eventTime": "2026-01-01T00:00:00.000000Z", "reportingController": "example.com/x", "reportingInstance": "i", "action": "a"},
     "create": [
         ("no time", ("eventTime", None)), ("type", ("type", "Foo")), ("series", ("series", {"count": 1, "lastObservedTime": None})), ("first", ("deprecatedFirstTimestamp", "2026-01-01T00:00:00Z"), ("deprecatedLastTimestamp", "2026-01-01T00:00:00Z")), ("count", ("deprecatedCount", 1)), ("source", ("deprecatedSource", {"component": "x"})),
         ("no controller", ("reportingController", "")), ("no action", ("action", "")), ("namespace", ("regarding.namespace", DELETE)),
     ],
     "update": [("reason", ("reason", "Other")), ("note", ("note", "other")), ("type", ("type", "Warning")), ("action", ("action", "other")), ("instance", ("reportingInstance", "other"))]},
]
