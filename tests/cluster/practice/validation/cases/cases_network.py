# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
NET = "networking.k8s.io/v1"
PATH = "spec.rules.0.http.paths.0"
BACK = {"service": {"name": "web", "port": {"number": 80}}}
GROUPS = [
    {"apiVersion": NET, "kind": "Ingress", "plural": "ingresses",
     "object": {"spec": {"ingressClassName": "x", "rules": [{"host": "a.example.com", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": BACK}]}}],
                         "tls": [{"hosts": ["a.example.com"], "secretName": "s"}]}},
     "create": [
         ("nothing", ("spec.rules", DELETE)), ("class", ("spec.ingressClassName", "A b")),
         ("host", ("spec.rules.0.host", "A_b")), ("host ip", ("spec.rules.0.host", "1.2.3.4")), ("wildcard", ("spec.rules.0.host", "a*.b")), ("wildcard ok", ("spec.rules.0.host", "*.b.c"), ("spec.tls.0.hosts", ["*", "*.x"])),
         ("no paths", ("spec.rules.0.http.paths", [])),
         ("path relative", (PATH + ".path", "a")), ("path empty", (PATH + ".path", "")), ("path dots", (PATH + ".path", "/a//b/../c/./%2f%2F")), ("path end", (PATH + ".path", "/a/..")), ("path end dot", (PATH + ".path", "/a/.")),
         ("type", (PATH + ".pathType", "Foo")), ("type missing", (PATH + ".pathType", DELETE)), ("specific", (PATH + ".pathType", "ImplementationSpecific"), (PATH + ".path", "x")),
         ("no backend", (PATH + ".backend", {})), ("both", (PATH + ".backend", {**BACK, "resource": {"kind": "A", "name": "b"}})),
         ("service name", (PATH + ".backend.service.name", "1A")), ("service no name", (PATH + ".backend.service.name", "")),
         ("no port", (PATH + ".backend.service.port", {})), ("both ports", (PATH + ".backend.service.port", {"name": "a", "number": 1})), ("port name", (PATH + ".backend.service.port", {"name": "A_b"})), ("port number", (PATH + ".backend.service.port", {"number": 70000})),
         ("resource", (PATH + ".backend", {"resource": {"apiGroup": "A b", "kind": "", "name": ""}})), ("resource names", (PATH + ".backend", {"resource": {"kind": "a/b", "name": "c%d"}})),
         ("default", ("spec.defaultBackend", {"service": {"name": "web"}})),
         ("tls host", ("spec.tls.0.hosts", ["A"])), ("tls secret", ("spec.tls.0.secretName", "A b")),
         ("annotation", ("metadata.annotations", {"kubernetes.io/ingress.class": "y"})),
     ],
     "update": [("host", ("spec.rules.0.host", "A_b")), ("secret", ("spec.tls.0.secretName", "A b"))],
     "status": [("ip", ("status.loadBalancer", {"ingress": [{"ip": "1.2"}]})), ("host", ("status.loadBalancer", {"ingress": [{"hostname": "1.2.3.4"}]}))]},
    {"apiVersion": NET, "kind": "IngressClass", "plural": "ingressclasses", "namespaced": False, "name": "recorded-class", "object": {"spec": {"controller": "example.com/x", "parameters": {"kind": "A", "name": "b"}}},
     "create": [
         ("controller", ("spec.controller", "foo")), ("controller empty", ("spec.controller", "")), ("controller bad", ("spec.controller", "A b/c d")), ("long", ("spec.controller", "a/" + "b" * 249)),
         ("parameters", ("spec.parameters", {"kind": "", "name": "", "scope": "Foo"})), ("scope", ("spec.parameters.scope", "Namespace")), ("namespace", ("spec.parameters.namespace", "x")), ("namespace bad", ("spec.parameters.scope", "Namespace"), ("spec.parameters.namespace", "a.b")),
     ],
     "update": [("controller", ("spec.controller", "example.com/y"))]},
    {"apiVersion": NET, "kind": "NetworkPolicy", "plural": "networkpolicies",
     "object": {"spec": {"podSelector": {"matchLabels": {"a": "b"}}, "policyTypes": ["Ingress", "Egress"],
                         "ingress": [{"from": [{"podSelector": {}}], "ports": [{"port": 80, "protocol": "TCP"}]}], "egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.1.0.0/16"]}}]}]}},
     "create": [
         ("selector", ("spec.podSelector", {"matchLabels": {"a b": "c d"}})),
         ("expressions", ("spec.podSelector", {"matchExpressions": [{"key": "a", "operator": "In"}, {"key": "a", "operator": "Exists", "values": ["b"]}, {"key": "", "operator": "Foo"}, {"key": "b", "operator": "NotIn", "values": ["c d"]}]})),
         ("types", ("spec.policyTypes", ["Foo"])), ("types many", ("spec.policyTypes", ["Ingress", "Egress", "Ingress"])),
         ("no peer", ("spec.ingress.0.from.0", {})), ("two peers", ("spec.egress.0.to.0.podSelector", {})),
         ("peer selector", ("spec.ingress.0.from.0", {"namespaceSelector": {"matchExpressions": [{"key": "a", "operator": "In"}]}})),
         ("cidr", ("spec.egress.0.to.0.ipBlock.cidr", "10")), ("cidr empty", ("spec.egress.0.to.0.ipBlock.cidr", "")), ("except", ("spec.egress.0.to.0.ipBlock.except", ["11.0.0.0/16", "10.0.0.0/8", "x", "10.0.0.0/7"])),
         ("port", ("spec.ingress.0.ports.0.port", 0)), ("port name", ("spec.ingress.0.ports.0.port", "A_")), ("protocol", ("spec.ingress.0.ports.0.protocol", "X")),
         ("end", ("spec.ingress.0.ports.0.endPort", 79)), ("end large", ("spec.ingress.0.ports.0.endPort", 70000)), ("end name", ("spec.ingress.0.ports.0", {"port": "http", "protocol": "TCP", "endPort": 90})), ("end alone", ("spec.ingress.0.ports.0", {"protocol": "TCP", "endPort": 90})),
     ],
     "update": [("cidr", ("spec.egress.0.to.0.ipBlock.cidr", "10")), ("types", ("spec.policyTypes", ["Foo"]))]},
    {"apiVersion": NET, "kind": "IPAddress", "plural": "ipaddresses", "namespaced": False, "name": "192.168.77.1", "object": {"spec": {"parentRef": {"resource": "services", "name": "x", "namespace": "y"}}},
     "create": [("name", ("metadata.name", "foo")), ("name zeros", ("metadata.name", "192.168.077.1")), ("name form", ("metadata.name", "2001:DB8::1")), ("parent", ("spec.parentRef", {"resource": "", "name": ""})), ("parent bad", ("spec.parentRef", {"group": "A b", "resource": "a/b", "name": ".", "namespace": "%"}))]},
    {"apiVersion": NET, "kind": "ServiceCIDR", "plural": "servicecidrs", "namespaced": False, "name": "recorded-cidr", "object": {"spec": {"cidrs": ["192.168.88.0/24"]}},
     "create": [("none", ("spec.cidrs", [])), ("bad", ("spec.cidrs", ["x"])), ("host bits", ("spec.cidrs", ["192.168.88.1/24"])), ("same family", ("spec.cidrs", ["192.168.88.0/24", "192.168.89.0/24"])), ("zeros", ("spec.cidrs", ["192.168.088.0/24"])), ("form", ("spec.cidrs", ["2001:DB8::/64"])), ("mapped", ("spec.cidrs", ["::ffff:1.2.3.0/120"]))]},
]
