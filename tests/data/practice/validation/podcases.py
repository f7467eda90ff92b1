# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pods, broken in every way that pkg/apis/core/validation refuses."""
POD = """
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: valpod, labels: {app: web}}
spec:
  serviceAccountName: default
  volumes:
  - {name: data, emptyDir: {}}
  - {name: claim, persistentVolumeClaim: {claimName: disk}}
  containers:
  - {name: web, image: nginx, ports: [{name: http, containerPort: 80}], volumeMounts: [{name: data, mountPath: /data}], env: [{name: A, value: b}]}
  - {name: side, image: busybox}
  initContainers:
  - {name: init, image: busybox}
"""
C = "spec.containers[0]"
LONG = "a" * 64
PROBE = {"timeoutSeconds": 1, "periodSeconds": 10, "successThreshold": 1, "failureThreshold": 3}
CONTAINER = {"name": "debug", "image": "busybox", "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
             "imagePullPolicy": "Always", "resources": {}}


def port(**fields):
    return {"containerPort": 80, "protocol": "TCP", **fields}


def field(path):
    return {"apiVersion": "v1", "fieldPath": path}


def probe(**handler):
    return {**PROBE, **handler}


def metadata(case):
    for name in ("Web", "a..b", "a" * 254, "-x", "x_y"):
        case(("metadata.name", name))
    case(("metadata.labels['a b']", "x"))
    case(("metadata.labels.app", "not ok"))
    case(("metadata.labels['-a/b']", "x"))
    case(("metadata.annotations['a b']", "x"))
    case(("metadata.finalizers", ["nodomain"]))
    case(("metadata.annotations['controller.kubernetes.io/pod-deletion-cost']", "x"))
    case(("metadata.annotations['controller.kubernetes.io/pod-deletion-cost']", "+1"))
    case(("metadata.annotations['kubernetes.io/config.mirror']", "x"))
    case(("metadata.annotations['container.apparmor.security.beta.kubernetes.io/nobody']", "bad"))
    case(("metadata.annotations['container.apparmor.security.beta.kubernetes.io/web']", "bad"))
    case(("metadata.annotations['seccomp.security.alpha.kubernetes.io/pod']", "bad"))
    case(("metadata.annotations['seccomp.security.alpha.kubernetes.io/pod']", "localhost//x"))
    case(("metadata.annotations['container.seccomp.security.alpha.kubernetes.io/web']", "localhost/../x"))
    case(("metadata.annotations['seccomp.security.alpha.kubernetes.io/pod']", "unconfined"), ("spec.securityContext.seccompProfile", {"type": "RuntimeDefault"}))
    case(("metadata.annotations['container.seccomp.security.alpha.kubernetes.io/web']", "localhost/a"),
         (C + ".securityContext", {"seccompProfile": {"type": "Localhost", "localhostProfile": "b"}}))
    case(("metadata.annotations['container.apparmor.security.beta.kubernetes.io/web']", "localhost/a"),
         (C + ".securityContext", {"appArmorProfile": {"type": "Unconfined"}}))


def containers(case):
    for name in ("", "Web", LONG, "a.b", "side", "-"):
        case((C + ".name", name))
    case((C + ".image", ""))
    case((C + ".image", " nginx"))
    case(("spec.initContainers[0].image", "x "))
    case(("spec.containers", []))
    case((C + ".terminationMessagePolicy", "Nowhere"))
    case((C + ".imagePullPolicy", "Sometimes"))
    case((C + ".restartPolicy", "Always"))
    for value in (port(containerPort=0), port(containerPort=65536), port(containerPort=-1), port(hostPort=70000), port(protocol="HTTP"),
                  port(name="Http"), port(name="a" * 16), port(name="80"), port(name="a--b"), port(name="-a"), port(name="a_b-")):
        case((C + ".ports", [value]))
    case((C + ".ports", [port(name="a"), port(name="a", containerPort=81)]))
    case((C + ".ports", [port(hostPort=80), port(hostPort=80, name="b")]))
    case((C + ".ports", [port(hostPort=80, hostIP="1.2.3.4")]), ("spec.containers[1].ports", [port(hostPort=80, hostIP="1.2.3.4")]))
    case((C + ".resizePolicy", [{"resourceName": "disk", "restartPolicy": "NotRequired"}]))
    case((C + ".resizePolicy", [{"resourceName": "cpu", "restartPolicy": "Maybe"}]))
    case((C + ".resizePolicy", [{"resourceName": "cpu", "restartPolicy": "NotRequired"}, {"resourceName": "cpu", "restartPolicy": "NotRequired"}]))
    case((C + ".resizePolicy", [{"resourceName": "cpu", "restartPolicy": "RestartContainer"}]), ("spec.restartPolicy", "Never"))
    case(("spec.initContainers[0].name", "web"))
    case(("spec.initContainers[0].name", ""))
    case(("spec.initContainers[0].restartPolicy", "Never"))
    case(("spec.initContainers[0].lifecycle", {"preStop": {"exec": {"command": ["x"]}}}))
    case(("spec.initContainers[0].livenessProbe", probe(exec={"command": ["x"]})), ("spec.initContainers[0].readinessProbe", probe(exec={"command": ["x"]})),
         ("spec.initContainers[0].startupProbe", probe(exec={"command": ["x"]})))
    case(("spec.initContainers[0].restartPolicy", "Always"), ("spec.initContainers[0].livenessProbe", probe()))
    case(("spec.initContainers[0].restartPolicy", "Always"), ("spec.initContainers[0].lifecycle", {"postStart": {}}))
    case(("spec.initContainers[0].ports", [port(hostPort=9), port(hostPort=9)]))
    case(("spec.ephemeralContainers", [CONTAINER]))
    case(("spec.ephemeralContainers", [{**CONTAINER, "name": "web", "targetContainerName": "nobody"}]))
    case(("spec.ephemeralContainers", [{**CONTAINER, "ports": [port()], "resources": {"limits": {"cpu": "1"}}, "lifecycle": {"preStop": {"exec": {"command": ["x"]}}}}]))
    case(("spec.ephemeralContainers", [{**CONTAINER, "volumeMounts": [{"name": "data", "mountPath": "/x", "subPath": "a"}, {"name": "data", "mountPath": "/y", "subPathExpr": "b"}]}]))
    case(("spec.ephemeralContainers", [{**CONTAINER, "livenessProbe": probe(exec={"command": ["x"]})}]))


def environment(case):
    env = C + ".env[0]"
    for name in ("", "a=b", "tab\there", "ümlaut"):
        case((env + ".name", name))
    case((env + ".valueFrom", {"fieldRef": field("metadata.name")}))
    ref = (env + ".value", None)
    for path in ("", "metadata", "metadata.labels", "metadata.labels['a']", "metadata.labels['a b']", "metadata.annotations['A_']", "metadata.name['a']",
                 "spec.host", "status.phase", "metadata.annotations['']"):
        case(ref, (env + ".valueFrom", {"fieldRef": field(path)}))
    case(ref, (env + ".valueFrom", {"fieldRef": {"apiVersion": "v2", "fieldPath": "metadata.name"}}))
    for value in ({"resource": ""}, {"resource": "limits.disk"}, {"resource": "limits.cpu", "divisor": "2"}, {"resource": "limits.memory", "divisor": "2Mi"},
                  {"resource": "requests.ephemeral-storage", "divisor": "5"}, {"resource": "limits.hugepages-2Mi", "divisor": "3"}, {"resource": "limits.hugepages-2Mi"}):
        case(ref, (env + ".valueFrom", {"resourceFieldRef": {"divisor": "0", **value}}))
    for key in ("configMapKeyRef", "secretKeyRef"):
        case(ref, (env + ".valueFrom", {key: {"name": "", "key": ""}}))
        case(ref, (env + ".valueFrom", {key: {"name": "A", "key": "a b"}}))
        case(ref, (env + ".valueFrom", {key: {"name": "a", "key": ".."}}))
    case(ref, (env + ".valueFrom", {}))
    case(ref, (env + ".valueFrom", {"configMapKeyRef": {"name": "a", "key": "b"}, "secretKeyRef": {"name": "a", "key": "b"}}))
    for value in ({}, {"configMapRef": {"name": ""}}, {"secretRef": {"name": "A"}}, {"configMapRef": {"name": "a"}, "secretRef": {"name": "a"}},
                  {"configMapRef": {"name": "a"}, "prefix": "a="}, {"configMapRef": {"name": "a-"}}):
        case((C + ".envFrom", [value]))


def mounts(case):
    m = C + ".volumeMounts"
    for value in ({"name": "", "mountPath": "/x"}, {"name": "nobody", "mountPath": "/x"}, {"name": "data", "mountPath": ""},
                  {"name": "data", "mountPath": "/x", "subPath": "/abs"}, {"name": "data", "mountPath": "/x", "subPath": "a/../b"},
                  {"name": "data", "mountPath": "/x", "subPath": "a", "subPathExpr": "$(B)"}, {"name": "data", "mountPath": "/x", "subPathExpr": "/b"},
                  {"name": "data", "mountPath": "/x", "mountPropagation": "Bidirectional"}, {"name": "data", "mountPath": "/x", "mountPropagation": "Sideways"},
                  {"name": "data", "mountPath": "/x", "recursiveReadOnly": "Enabled"}, {"name": "data", "mountPath": "/x", "recursiveReadOnly": "Never"},
                  {"name": "data", "mountPath": "/x", "recursiveReadOnly": "IfPossible", "readOnly": True, "mountPropagation": "HostToContainer"}):
        case((m, [value]))
    case((m, [{"name": "data", "mountPath": "/x"}, {"name": "claim", "mountPath": "/x"}]))
    d = C + ".volumeDevices"
    for value in ({"name": "", "devicePath": "/x"}, {"name": "data", "devicePath": "/x"}, {"name": "claim", "devicePath": ""}, {"name": "nobody", "devicePath": "/x"},
                  {"name": "claim", "devicePath": "/x/../y"}, {"name": "claim", "devicePath": "/data"}):
        case((d, [value]))
    case((d, [{"name": "claim", "devicePath": "/a"}, {"name": "claim", "devicePath": "/a"}]))
    case((d, [{"name": "claim", "devicePath": "/a"}]), (m, [{"name": "claim", "mountPath": "/b"}]))


def probes(case):
    for handler in ({}, {"exec": {}}, {"exec": {"command": ["x"]}, "tcpSocket": {"port": 80}}, {"httpGet": {"path": "/", "port": 0, "scheme": "HTTP"}}, {"httpGet": {"path": "/", "port": "Bad", "scheme": "HTTP"}},
                    {"httpGet": {"path": "/", "port": 80, "scheme": "FTP"}}, {"httpGet": {"path": "/", "port": 80, "scheme": "HTTP", "httpHeaders": [{"name": "a b", "value": "x"}]}},
                    {"tcpSocket": {"port": 70000}}, {"tcpSocket": {"port": ""}}, {"grpc": {"port": 0, "service": ""}}, {"grpc": {"port": 70000, "service": "x"}}):
        case((C + ".livenessProbe", probe(**handler)))
    ok = {"exec": {"command": ["x"]}}
    for key in ("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "failureThreshold", "successThreshold"):
        case((C + ".readinessProbe", probe(**ok, **{}) | {key: -1}))
    case((C + ".livenessProbe", probe(**ok) | {"successThreshold": 2}))
    case((C + ".startupProbe", probe(**ok) | {"successThreshold": 3}))
    case((C + ".startupProbe", probe(**ok) | {"terminationGracePeriodSeconds": 0}))
    case((C + ".readinessProbe", probe(**ok) | {"terminationGracePeriodSeconds": 5}))
    case((C + ".lifecycle", {"postStart": {}, "preStop": {"exec": {}}}))
    case((C + ".lifecycle", {"preStop": {"sleep": {"seconds": -1}}}))
    case((C + ".lifecycle", {"preStop": {"sleep": {"seconds": 31}}}))
    case((C + ".lifecycle", {"preStop": {"sleep": {"seconds": 0}}}))
    case((C + ".lifecycle", {"preStop": {"httpGet": {"path": "/", "port": "a_b", "scheme": "HTTP"}, "exec": {"command": ["x"]}}}))


def resources(case):
    r = C + ".resources"
    for value in ({"limits": {"cpu": "-1"}}, {"requests": {"memory": "-1Mi"}}, {"limits": {"disk": "1"}}, {"limits": {"pods": "1"}}, {"limits": {"a b": "1"}},
                  {"limits": {"example.com/gpu": "1500m"}, "requests": {"example.com/gpu": "1500m"}}, {"limits": {"kubernetes.io/x": "1"}}, {"limits": {"requests.example.com/x": "1"}, "requests": {"requests.example.com/x": "1"}},
                  {"limits": {"cpu": "1"}, "requests": {"cpu": "2"}}, {"limits": {"memory": "1Gi"}, "requests": {"memory": "1025Mi"}},
                  {"requests": {"example.com/gpu": "1"}}, {"limits": {"example.com/gpu": "2"}, "requests": {"example.com/gpu": "1"}},
                  {"limits": {"hugepages-2Mi": "2Mi"}, "requests": {"hugepages-2Mi": "2Mi"}}, {"limits": {"hugepages-2Mi": "3Mi", "cpu": "1"}, "requests": {"hugepages-2Mi": "3Mi", "cpu": "1"}},
                  {"limits": {"hugepages-x": "2Mi", "cpu": "1"}, "requests": {"hugepages-x": "2Mi", "cpu": "1"}}, {"limits": {"a/b/c": "1"}, "requests": {"a/b/c": "1"}},
                  {"limits": {"cpu": "1"}, "requests": {"cpu": "1001m"}}, {"limits": {"memory": "1G"}, "requests": {"memory": "1Gi"}}):
        limits = value.get("limits", {})  # which the server takes for requests where there are none
        case((r, {**({"limits": limits} if limits else {}), "requests": {**limits, **value.get("requests", {})}}))
    case(("spec.overhead", {"cpu": "-1"}))


def security(case):
    s = C + ".securityContext"
    for value in ({"runAsUser": -1}, {"runAsGroup": 2147483648}, {"procMount": "Half"}, {"procMount": "Unmasked"}, {"seccompProfile": {"type": ""}},
                  {"seccompProfile": {"type": "Own"}}, {"seccompProfile": {"type": "Localhost"}}, {"seccompProfile": {"type": "Localhost", "localhostProfile": "/a"}},
                  {"seccompProfile": {"type": "Localhost", "localhostProfile": "a/../b"}}, {"seccompProfile": {"type": "Unconfined", "localhostProfile": "a"}},
                  {"appArmorProfile": {"type": ""}}, {"appArmorProfile": {"type": "Own"}}, {"appArmorProfile": {"type": "Localhost"}},
                  {"appArmorProfile": {"type": "Localhost", "localhostProfile": " a"}}, {"appArmorProfile": {"type": "Localhost", "localhostProfile": ""}},
                  {"appArmorProfile": {"type": "RuntimeDefault", "localhostProfile": "a"}}, {"allowPrivilegeEscalation": False, "capabilities": {"add": ["CAP_SYS_ADMIN"]}},
                  {"privileged": True}, {"privileged": True, "allowPrivilegeEscalation": False}, {"windowsOptions": {"gmsaCredentialSpecName": "A"}}, {"windowsOptions": {"gmsaCredentialSpec": ""}},
                  {"windowsOptions": {"runAsUserName": ""}}, {"windowsOptions": {"runAsUserName": "a\\b\\c"}}, {"windowsOptions": {"runAsUserName": "a\nb"}},
                  {"windowsOptions": {"runAsUserName": "dom*\\user"}}, {"windowsOptions": {"runAsUserName": "dom\\"}}, {"windowsOptions": {"runAsUserName": "..."}},
                  {"windowsOptions": {"runAsUserName": "a@b"}}, {"windowsOptions": {"runAsUserName": "a" * 105}}, {"windowsOptions": {"hostProcess": True}}):
        case((s, value))
    p = "spec.securityContext"
    for value in ({"fsGroup": -1}, {"runAsUser": 2147483648}, {"runAsGroup": -5}, {"supplementalGroups": [1, -1]}, {"fsGroupChangePolicy": "Never"},
                  {"sysctls": [{"name": "", "value": "1"}]}, {"sysctls": [{"name": "A", "value": "1"}]}, {"sysctls": [{"name": "a.b", "value": "1"}, {"name": "a.b", "value": "2"}]},
                  {"supplementalGroupsPolicy": "Maybe"}, {"seLinuxChangePolicy": "MountOption"}, {"seLinuxChangePolicy": "Other"}, {"seccompProfile": {"type": "x"}},
                  {"windowsOptions": {"hostProcess": True}}, {"appArmorProfile": {"type": "Localhost"}}):
        case((p, value))
    case((p, {"sysctls": [{"name": "net.ipv4.x", "value": "1"}]}), ("spec.hostNetwork", True), (C + ".ports", None))
    case((p, {"sysctls": [{"name": "kernel/shmmax", "value": "1"}]}), ("spec.hostIPC", True))
    case(("spec.hostPID", True), ("spec.shareProcessNamespace", True))
    case(("spec.hostUsers", False), ("spec.hostNetwork", True), ("spec.hostPID", True), ("spec.hostIPC", True), (C + ".ports", None))
    case(("spec.hostNetwork", True), (C + ".ports", [port(hostPort=81)]))
    case((p, {"windowsOptions": {"hostProcess": True}}), (s, {"windowsOptions": {"hostProcess": False}}))
    case(("spec.os", {"name": "bsd"}))
    case(("spec.os", {"name": ""}))
    case(("spec.os", {"name": "linux"}), (p, {"windowsOptions": {"runAsUserName": "a"}}), (s, {"windowsOptions": {"runAsUserName": "a"}}))
    case(("spec.os", {"name": "windows"}), (p, {"runAsUser": 1, "fsGroup": 1, "seLinuxOptions": {"level": "a"}, "sysctls": [{"name": "a.b", "value": "1"}], "supplementalGroups": [1]}),
         ("spec.hostPID", True), ("spec.hostUsers", True), ("spec.shareProcessNamespace", False))
    case(("spec.os", {"name": "windows"}), (s, {"runAsUser": 1, "privileged": False, "capabilities": {"add": ["X"]}, "readOnlyRootFilesystem": True, "procMount": "Default"}))


def volumes(case):
    v = "spec.volumes[2]"
    for value in (
            {"emptyDir": {}, "hostPath": {"path": "/x"}}, {"emptyDir": {"sizeLimit": "-1"}}, {"hostPath": {"path": ""}}, {"hostPath": {"path": "/a/../b"}},
            {"hostPath": {"path": "/a", "type": "Odd"}}, {"gitRepo": {"repository": "", "directory": "/a"}}, {"gitRepo": {"repository": "x", "directory": "a/.."}},
            {"gcePersistentDisk": {"pdName": "", "partition": 300}}, {"emptyDir": {}, "gcePersistentDisk": {"pdName": "x"}}, {"awsElasticBlockStore": {"volumeID": "", "partition": -1}},
            {"secret": {"secretName": "", "defaultMode": 420}}, {"secret": {"secretName": "a", "defaultMode": 512}}, {"secret": {"secretName": "a", "items": [{"key": "", "path": ""}]}},
            {"secret": {"secretName": "a", "items": [{"key": "k", "path": "/abs", "mode": 1000}]}}, {"secret": {"secretName": "a", "items": [{"key": "k", "path": "..a"}]}},
            {"secret": {"secretName": "a", "items": [{"key": "k", "path": "../a"}]}}, {"nfs": {"server": "", "path": "rel"}}, {"nfs": {"server": "", "path": ""}},
            {"iscsi": {"targetPortal": "", "iqn": "", "lun": 256, "iscsiInterface": "default"}}, {"iscsi": {"targetPortal": "a", "iqn": "abc", "lun": 0, "iscsiInterface": "default"}},
            {"iscsi": {"targetPortal": "a", "iqn": "iqn.x", "lun": 0, "iscsiInterface": "default"}}, {"iscsi": {"targetPortal": "a", "iqn": "eui.0123456789ABCDE", "lun": 0, "iscsiInterface": "default"}},
            {"iscsi": {"targetPortal": "a", "iqn": "iqn.2015-02.example.com:test", "lun": 0, "iscsiInterface": "default", "chapAuthSession": True}},
            {"iscsi": {"targetPortal": "a" * 70, "iqn": "naa.62004567BA64678D0123456789ABCDEF", "lun": 0, "iscsiInterface": "default", "initiatorName": "x"}},
            {"glusterfs": {"endpoints": "", "path": ""}}, {"flocker": {}}, {"flocker": {"datasetName": "a/b", "datasetUUID": "x"}}, {"persistentVolumeClaim": {"claimName": ""}},
            {"rbd": {"monitors": [], "image": "", "pool": "rbd", "user": "admin", "keyring": "/x"}}, {"cinder": {"volumeID": "", "secretRef": {"name": ""}}}, {"cephfs": {"monitors": []}},
            {"emptyDir": {}, "cephfs": {"monitors": ["a"]}}, {"quobyte": {"registry": "", "volume": ""}}, {"quobyte": {"registry": "a:1,b", "volume": "x"}}, {"quobyte": {"registry": "a:1", "tenant": "x" * 65, "volume": "x"}},
            {"emptyDir": {}, "downwardAPI": {"defaultMode": 420}}, {"downwardAPI": {"defaultMode": 1000}}, {"downwardAPI": {"defaultMode": 420, "items": [{"path": ""}]}},
            {"downwardAPI": {"defaultMode": 420, "items": [{"path": "a", "fieldRef": field("spec.nodeName")}]}},
            {"downwardAPI": {"defaultMode": 420, "items": [{"path": "/a", "mode": 999, "fieldRef": field("metadata.name"), "resourceFieldRef": {"resource": "limits.cpu", "divisor": "0"}}]}},
            {"downwardAPI": {"defaultMode": 420, "items": [{"path": "a", "resourceFieldRef": {"resource": "limits.cpu", "divisor": "0"}}]}},
            {"fc": {}}, {"fc": {"targetWWNs": ["a"], "wwids": ["b"]}}, {"fc": {"targetWWNs": ["a"], "lun": 256}}, {"flexVolume": {"driver": ""}},
            {"flexVolume": {"driver": "a", "options": {"Kubernetes.io/x": "1"}}}, {"configMap": {"name": "", "defaultMode": -1}}, {"configMap": {"name": "a", "items": [{"key": "a", "path": "a/../b"}]}},
            {"azureFile": {"secretName": "", "shareName": ""}}, {"vsphereVolume": {"volumePath": ""}}, {"photonPersistentDisk": {"pdID": ""}}, {"portworxVolume": {"volumeID": ""}},
            {"azureDisk": {"diskName": "", "diskURI": "", "cachingMode": "x", "kind": "y", "fsType": "ext4", "readOnly": False}},
            {"azureDisk": {"diskName": "a", "diskURI": "b", "cachingMode": "None", "kind": "Managed", "fsType": "ext4", "readOnly": False}},
            {"azureDisk": {"diskName": "a", "diskURI": "b", "cachingMode": "None", "kind": "Shared", "fsType": "ext4", "readOnly": False}},
            {"storageos": {"volumeName": ""}}, {"storageos": {"volumeName": "A", "volumeNamespace": "B", "secretRef": {"name": ""}}},
            {"scaleIO": {"gateway": "", "system": "", "volumeName": "", "secretRef": None, "storageMode": "ThinProvisioned", "fsType": "xfs"}}, {"csi": {"driver": ""}}, {"csi": {"driver": "a" * 64}}, {"csi": {"driver": "A_b", "nodePublishSecretRef": {"name": ""}}},
            {"csi": {"driver": "a", "nodePublishSecretRef": {"name": "A"}}}, {"ephemeral": {}},
            {"ephemeral": {"volumeClaimTemplate": {"metadata": {"name": "x", "labels": {"a b": "c"}}, "spec": {"resources": {}, "volumeMode": "Filesystem"}}}},
            {"ephemeral": {"volumeClaimTemplate": {"spec": {"accessModes": ["Never"], "volumeMode": "x", "resources": {"requests": {"storage": "0"}}}}}},
            {"projected": {"defaultMode": 1000}}, {"projected": {"defaultMode": 420, "sources": [{"secret": {"name": ""}}]}},
            {"projected": {"defaultMode": 420, "sources": [{"configMap": {"name": "c", "items": [{"key": "a", "path": "p"}]}}, {"secret": {"name": "s", "items": [{"key": "a", "path": "p"}]}}]}},
            {"projected": {"defaultMode": 420, "sources": [{"configMap": {"name": "c"}, "secret": {"name": "s"}}]}},
            {"projected": {"defaultMode": 420, "sources": [{"serviceAccountToken": {"path": "", "expirationSeconds": 1}}]}},
            {"projected": {"defaultMode": 420, "sources": [{"serviceAccountToken": {"path": "/a", "expirationSeconds": 4294967297}}]}},
            {"projected": {"defaultMode": 420, "sources": [{"downwardAPI": {"items": [{"path": "a", "fieldRef": field("metadata.name")}, {"path": "a"}]}}]}}):
        case((v, {"name": "more", **value}))
    for name in ("", "Bad", "data", LONG, "a.b"):
        case((v, {"name": name, "emptyDir": {}}))
    case(("spec.volumes[2]", {"name": "eph", "ephemeral": {"volumeClaimTemplate": {"spec": {"accessModes": ["ReadWriteOnce"], "volumeMode": "Filesystem", "resources": {"requests": {"storage": "1Gi"}}}}}}),
         ("spec.volumes[3]", {"name": "x", "persistentVolumeClaim": {"claimName": "web-eph"}}))
    case(("spec.serviceAccountName", None), ("spec.serviceAccount", None), (v, {"name": "tok", "projected": {"defaultMode": 420, "sources": [{"serviceAccountToken": {"path": "a", "expirationSeconds": 3600}}]}}))


def node_term(**term):
    return {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [term]}}}


def scheduling(case):
    a = "spec.affinity"
    for expression in ({"key": "a", "operator": "In"}, {"key": "a", "operator": "Exists", "values": ["x"]}, {"key": "a", "operator": "Gt", "values": ["1", "2"]}, {"key": "a", "operator": "Odd"},
                       {"key": "a b", "operator": "Exists"}, {"key": "a", "operator": "In", "values": ["a b"]}):
        case((a, node_term(matchExpressions=[expression])))
    for expression in ({"key": "metadata.name", "operator": "In", "values": ["a", "b"]}, {"key": "metadata.uid", "operator": "In", "values": ["a"]}, {"key": "metadata.name", "operator": "Exists"},
                       {"key": "metadata.name", "operator": "In", "values": ["A"]}):
        case((a, node_term(matchFields=[expression])))
    case((a, {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": []}}}))
    case((a, {"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 0, "preference": {"matchExpressions": [{"key": "a", "operator": "Odd"}]}}]}}))
    for kind in ("podAffinity", "podAntiAffinity"):
        for term in ({"topologyKey": ""}, {"topologyKey": "a b", "namespaces": ["A"]}, {"topologyKey": "a", "labelSelector": {"matchExpressions": [{"key": "a", "operator": "In"}]}},
                     {"topologyKey": "a", "namespaceSelector": {"matchLabels": {"a": "b c"}}}, {"topologyKey": "a", "matchLabelKeys": ["x"]},
                     {"topologyKey": "a", "labelSelector": {"matchLabels": {"a": "b"}}, "matchLabelKeys": ["x y"], "mismatchLabelKeys": ["x y"]}):
            case((a, {kind: {"requiredDuringSchedulingIgnoredDuringExecution": [term]}}))
        case((a, {kind: {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 101, "podAffinityTerm": {"topologyKey": ""}}]}}))
    for value in ({"operator": "Equal"}, {"key": "a b", "operator": "Exists"}, {"key": "a", "operator": "Exists", "value": "x"}, {"key": "a", "operator": "Odd"}, {"key": "a", "value": "a b"},
                  {"key": "a", "effect": "Odd"}, {"key": "a", "effect": "NoSchedule", "tolerationSeconds": 3}):
        case(("spec.tolerations[0]", value))
    t = "spec.topologySpreadConstraints"
    ok = {"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": {"matchLabels": {"a": "b"}}}
    for value in ({"maxSkew": 0}, {"topologyKey": ""}, {"whenUnsatisfiable": "Odd"}, {"minDomains": 0}, {"minDomains": 1, "whenUnsatisfiable": "ScheduleAnyway"}, {"nodeAffinityPolicy": "Odd"},
                  {"nodeTaintsPolicy": "Odd"}, {"matchLabelKeys": ["a"]}, {"matchLabelKeys": ["x y"]}, {"labelSelector": {"matchLabels": {"a": "b c"}}}):
        case((t, [{**ok, **value}]))
    case((t, [{"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule", "matchLabelKeys": ["x"]}]))
    case((t, [ok, ok]))
    case(("spec.nodeSelector", {"a b": "c"}))
    case(("spec.nodeSelector", {"a": "b c"}))
    case(("spec.schedulingGates", [{"name": "a b"}]))
    case(("spec.schedulingGates", [{"name": "a"}, {"name": "a"}]))
    case(("spec.schedulingGates", [{"name": "a"}]), ("spec.nodeName", "n"))
    case(("spec.readinessGates", [{"conditionType": "a b"}]))


def rest(case):
    for path, value in (("restartPolicy", "Sometimes"), ("dnsPolicy", "Odd"), ("dnsPolicy", "None"), ("serviceAccountName", "A"), ("nodeName", "A"), ("activeDeadlineSeconds", 0), ("activeDeadlineSeconds", 2147483648),
                        ("hostname", "A"), ("hostname", "a.b"), ("subdomain", "A"), ("preemptionPolicy", "Odd"), ("hostAliases", [{"ip": "x", "hostnames": ["A"]}]), ("hostAliases", [{"ip": "1.2.3", "hostnames": ["a"]}]),
                        ("terminationGracePeriodSeconds", -1)):
        case(("spec." + path, value))
    for config in ({}, {"nameservers": ["a"]}, {"nameservers": ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4"]}, {"searches": ["A", "a_b", ".", "x."]}, {"searches": [f"s{i}" for i in range(33)]},
                   {"searches": ["a" * 63 + "." + "b" * 63 + "." + "c" * 63 + "." + str(i) for i in range(11)]}, {"options": [{"name": ""}]}):
        case(("spec.dnsConfig", config))
    case(("spec.dnsPolicy", "None"), ("spec.dnsConfig", {"searches": ["a"]}))


def updates(recorder):
    stored = POD.replace("name: web, namespace", "name: stored, namespace")
    recorder.base("stored", stored, stored=True)
    gated = stored.replace("name: stored", "name: gated").replace("spec:\n", "spec:\n  nodeSelector: {a: b}\n  schedulingGates: [{name: g}]\n  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: Exists}]}]}}}\n")
    recorder.base("gated", gated, stored=True)

    def case(*changes, base="stored", op="update"):
        recorder.case(base, op, *changes)

    case((C + ".image", "nginx:2"))
    case((C + ".image", ""))
    case((C + ".image", "a "))
    case((C + ".name", "other"))
    case((C + ".env", []))
    case(("spec.hostname", "x"))
    case(("spec.nodeSelector", {"a": "b"}))
    case(("spec.containers[1]", None))
    case(("spec.initContainers", []))
    case(("spec.activeDeadlineSeconds", 5))
    case(("spec.activeDeadlineSeconds", -5))
    case(("spec.tolerations[0].tolerationSeconds", 1))
    case(("spec.tolerations[2]", {"key": "a", "operator": "Exists"}))
    case(("spec.tolerations[2]", {"key": "a", "operator": "Odd"}))
    case(("spec.schedulingGates", [{"name": "x"}]))
    case(("metadata.annotations['kubernetes.io/config.mirror']", "x"), ("spec.nodeName", "n"))
    case(("metadata.annotations['container.apparmor.security.beta.kubernetes.io/web']", "unconfined"))
    case(("metadata.labels.app", "not ok"))
    case(("metadata.annotations['controller.kubernetes.io/pod-deletion-cost']", "x"))
    case(("spec.ephemeralContainers", [CONTAINER]))
    case(("spec.nodeSelector", {"a": "b", "c": "d"}), base="gated")
    case(("spec.nodeSelector", {"c": "d"}), base="gated")
    case(("spec.schedulingGates", []), base="gated")
    case(("spec.schedulingGates", [{"name": "g"}, {"name": "h"}]), base="gated")
    old = stored.replace("name: stored", "name: odd").replace("spec:\n", "spec:\n  activeDeadlineSeconds: 50\n  terminationGracePeriodSeconds: -5\n")
    recorder.base("odd", old, stored=True)
    case(("spec.activeDeadlineSeconds", None), base="odd")
    case(("spec.activeDeadlineSeconds", 60), base="odd")
    case(("spec.activeDeadlineSeconds", 10), base="odd")
    case(("spec.terminationGracePeriodSeconds", 1), base="odd")
    case(("spec.terminationGracePeriodSeconds", 2), base="odd")
    n = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
    case((n + "[0].matchExpressions[1]", {"key": "l", "operator": "Exists"}), base="gated")
    case((n + "[0].matchExpressions[0].key", "l"), base="gated")
    case((n + "[1]", {"matchExpressions": [{"key": "l", "operator": "Exists"}]}), base="gated")
    case(("spec.affinity", None), base="gated")
    case(("spec.hostname", "x"), base="gated")
    case(("spec.ephemeralContainers", [CONTAINER]), op="ephemeral")
    case(("spec.ephemeralContainers", [{**CONTAINER, "ports": [port()]}]), op="ephemeral")
    s = "status."
    case((s + "conditions", [{"type": "a b", "status": "True"}]), op="status")
    case((s + "conditions", [{"type": "Ready", "status": "True"}]), op="status")
    case((s + "nominatedNodeName", "A"), op="status")
    case((s + "qosClass", "Guaranteed"), op="status")
    case((s + "podIPs", [{"ip": "x"}]), (s + "podIP", "x"), op="status")
    case((s + "podIPs", [{"ip": "1.2.3.4"}, {"ip": "1.2.3.5"}]), (s + "podIP", "1.2.3.4"), op="status")
    case((s + "podIPs", [{"ip": "1.2.3.4"}, {"ip": "::1"}]), (s + "podIP", "1.2.3.4"), op="status")
    case((s + "hostIPs", [{"ip": "1.2.3.4"}]), (s + "hostIP", "1.2.3.5"), op="status")
    case((s + "containerStatuses", [{"name": "web", "ready": True, "restartCount": 0, "image": "", "imageID": "", "user": {"linux": {"uid": -1, "gid": -1, "supplementalGroups": [-1]}}}]), op="status")


def warnings(case):
    case(("spec.nodeSelector", {"beta.kubernetes.io/os": "linux"}))
    case(("spec.topologySpreadConstraints", [{"maxSkew": 1, "topologyKey": "failure-domain.beta.kubernetes.io/zone", "whenUnsatisfiable": "DoNotSchedule"}]))
    case((C + ".env", [{"name": "A", "value": "1"}, {"name": "A", "value": "2"}, {"name": "A", "value": "$(A)3"}]))
    case((C + ".resources", {"limits": {"memory": "1500m"}, "requests": {"memory": "1500m"}}))
    case((C + ".ports", [port(name="a"), port(name="b")]), ("spec.containers[1].ports", [port(name="a", containerPort=81), port(name="c", hostPort=80)]))
    case((C + ".ports", [port(name="a", hostIP="1.2.3.4")]))
    case(("spec.hostAliases", [{"ip": "1.2.3.4", "hostnames": ["a"]}, {"ip": "1.2.3.4", "hostnames": ["b"]}]))
    case(("spec.imagePullSecrets", [{"name": "a"}, {"name": "a"}, {"name": ""}]))
    case(("metadata.annotations['scheduler.alpha.kubernetes.io/critical-pod']", "x"))
    case(("spec.volumes[2]", {"name": "g", "gitRepo": {"repository": "x"}}))
    case(("spec.volumes[2]", {"name": "g", "glusterfs": {"endpoints": "x", "path": "y"}}))
    case(("spec.affinity", {"podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "a"}]}}))
    case(("spec.hostAliases", [{"ip": "::FFFF", "hostnames": ["a"]}, {"ip": "010.2.3.4", "hostnames": ["b"]}]))
    case(("spec.dnsConfig", {"nameservers": ["::ffff:1.2.3.4"]}))
    case(("spec.volumes[2]", {"name": "c", "configMap": {"name": "cm", "defaultMode": 420, "items": [{"key": "a", "path": "p"}, {"key": "b", "path": "p/q"}]}}))


def record(recorder):
    recorder.base("pod", POD)
    for part in (metadata, containers, environment, mounts, probes, resources, security, volumes, scheduling, rest):
        part(lambda *changes: recorder.case("pod", "create", *changes))
    recorder.save("pods.json")
    updates(recorder)
    recorder.save("podupdates.json")
    warnings(lambda *changes: recorder.case("pod", "create", *changes))
    recorder.save("podwarnings.json")
