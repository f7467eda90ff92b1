// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/wire/typedcases.h"

namespace support {

static QByteArray crd(const QByteArray &schema)
{
    return R"({"metadata":{"creationTimestamp":null},"spec":{"group":"","names":{"plural":"","kind":""},"scope":"",)"
           R"("versions":[{"name":"","served":false,"storage":false,"schema":{"openAPIV3Schema":)" +
           schema +
           R"(}}]},"status":{"conditions":null,"acceptedNames":{"plural":"","kind":""},"storedVersions":null}})";
}

std::vector<TypedCase> typedCases()
{
    std::vector<TypedCase> cases;
    const auto row = [&](const char *title, const char *type, const QByteArray &json, const QByteArray &expected) {
        cases.push_back({title, type, json, expected});
    };
    const char *pod = "core/v1/Pod", *definition = "apiextensions/v1/CustomResourceDefinition";
    row("nothing", pod, "null", R"({"metadata":{"creationTimestamp":null},"spec":{"containers":null},"status":{}})");
    row("order, zeros, empties, unknown", pod,
        R"({"y":{},"spec":{"x":[1],"containers":[{"image":"b","resources":{"limits":{"cpu":"1000m"}},"args":[],)"
        R"("name":"a","tty":false,"z":0}],"hostname":"","volumes":[],"priority":0},"kind":"Pod",)"
        R"("metadata":{"labels":{"b":"1","a":null},"annotations":{},"name":"","uid":null}})",
        R"({"kind":"Pod","metadata":{"creationTimestamp":null,"labels":{"a":"","b":"1"}},"spec":{"containers":)"
        R"([{"name":"a","image":"b","resources":{"limits":{"cpu":"1"}}}],"priority":0},"status":{}})"
        "\nunknown y\nunknown spec.x\nunknown spec.containers[0].z");
    row("case counts", "core/v1/ObjectReference", R"({"Kind":"a","name":"b"})", "{\"name\":\"b\"}\nunknown Kind");
    row("null elements", "core/v1/ServiceSpec", R"({"ports":[{"port":80},null],"clusterIPs":[null]})",
        R"({"ports":[{"port":80,"targetPort":0},{"port":0,"targetPort":0}],"clusterIPs":[""]})");
    row("empty lists that must be there", "rbac/v1/Role", R"({"rules":[]})",
        R"({"metadata":{"creationTimestamp":null},"rules":null})");
    row("a list in a message of its own", "meta/v1/APIResourceList",
        R"({"resources":[{},{"verbs":[]},{"verbs":["x"]}]})",
        R"({"groupVersion":"","resources":[{"name":"","singularName":"","namespaced":false,"kind":"","verbs":null},)"
        R"({"name":"","singularName":"","namespaced":false,"kind":"","verbs":[]},)"
        R"({"name":"","singularName":"","namespaced":false,"kind":"","verbs":["x"]}]})");
    row("such lists in a map", "authentication/v1/UserInfo", R"({"extra":{"c":["x"],"b":[],"a":null}})",
        R"({"extra":{"a":[],"b":[],"c":["x"]}})");
    row("kind and apiVersion inside", "policy/v1/Eviction",
        R"({"kind":"Eviction","apiVersion":"policy/v1","deleteOptions":{"kind":"DeleteOptions","apiVersion":"v1",)"
        R"("gracePeriodSeconds":0}})",
        R"({"kind":"Eviction","apiVersion":"policy/v1","metadata":{"creationTimestamp":null},)"
        R"("deleteOptions":{"gracePeriodSeconds":0}})");
    row("bytes", "core/v1/Secret", R"({"data":{"e":[1,2,null],"d":"YW\nI=\r\n","c":null,"b":"","a":"YR=="}})",
        R"({"metadata":{"creationTimestamp":null},"data":{"a":"YQ==","b":"","c":"","d":"YWI=","e":"AQIA"}})");
    row("bytes that must be there", "certificates/v1/CertificateSigningRequestSpec", "{}",
        R"({"request":null,"signerName":""})");
    row("bytes that are there", "certificates/v1/CertificateSigningRequestSpec", R"({"request":""})",
        R"({"request":"","signerName":""})");
    row("times", "policy/v1/PodDisruptionBudgetStatus",
        R"({"disruptedPods":{"d":"2024-01-01T1:00:00.9Z","c":"0001-01-01T00:00:00Z","b":"2020-01-01T00:00:00+02:00",)"
        R"("a":null}})",
        R"({"disruptedPods":{"a":null,"b":"2019-12-31T22:00:00Z","c":null,"d":"2024-01-01T01:00:00Z"},)"
        R"("disruptionsAllowed":0,"currentHealthy":0,"desiredHealthy":0,"expectedPods":0})");
    row("micro times", "coordination/v1/LeaseSpec", R"({"acquireTime":"2020-01-01T00:00:00.123456+02:00"})",
        R"({"acquireTime":"2019-12-31T22:00:00.123456Z"})");
    row("a zero time of a pointer", "core/v1/PodStatus", R"({"startTime":"0001-01-01T00:00:00Z"})",
        R"({"startTime":null})");
    row("quantities", "core/v1/ResourceRequirements",
        R"({"limits":{"a":" 0.5 ","b":null,"c":2,"d":0.1,"e":"1024Mi","f":"1.500"}})",
        R"({"limits":{"a":"500m","b":"0","c":"2","d":"100m","e":"1Gi","f":"1.500"}})");
    row("a schema's own forms", definition,
        crd(R"({"dependencies":{"a":null,"b":[],"c":["x"],"d":{}},"properties":{"a":{"items":5},"b":{"items":{"zz":1}},)"
            R"("c":{"additionalProperties":false,"default":{"b":1,"a":2}},"d":{"items":[]},"e":{"maximum":5,)"
            R"("minimum":1.5e30,"multipleOf":2.0},"f":null,"g":{"items":[{}, null],"x":1},"h":{"enum":[null,1]}}})"),
        crd(R"({"properties":{"a":{"items":null},"b":{"items":{}},"c":{"default":{"b":1,"a":2},)"
            R"("additionalProperties":false},"d":{"items":null},"e":{"maximum":5,"minimum":1.5e+30,"multipleOf":2},)"
            R"("f":{},"g":{"items":[{},{}]},"h":{"enum":[null,1]}},)"
            R"("dependencies":{"a":null,"b":null,"c":["x"],"d":{}}})") +
            "\nunknown spec.versions[0].schema.openAPIV3Schema.properties.g.x");
    row("anything", "core/v1/List", R"({"items":[null,{"z":[],"a":{}}]})",
        R"({"metadata":{},"items":[null,{"z":[],"a":{}}]})");
    return cases;
}

std::vector<TypedCase> typedErrors()
{
    std::vector<TypedCase> cases;
    const auto row = [&](const char *type, const QByteArray &json, const char *expected) {
        cases.push_back({QByteArray(type) + ' ' + json.left(60), type, json, expected});
    };
    const char *pod = "core/v1/Pod", *secret = "core/v1/Secret", *limits = "core/v1/ResourceRequirements";
    row(pod, "[]", "json: cannot unmarshal array into Go value of type v1.Pod");
    row(pod, "5", "json: cannot unmarshal number into Go value of type v1.Pod");
    row(pod, R"({"spec":"x"})", "json: cannot unmarshal string into Go struct field Pod.spec of type v1.PodSpec");
    row(pod, R"({"kind":5})", "json: cannot unmarshal number into Go struct field Pod.kind of type string");
    row(pod, R"({"metadata":{"labels":{"a":1}}})",
        "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string");
    row(pod, R"({"spec":{"containers":[{"env":[{"name":5,"valueFrom":"x"}]}]},"metadata":[]})",
        "json: cannot unmarshal number into Go struct field EnvVar.spec.containers.env.name of type string");
    row(pod, R"({"spec":{"containers":{}}})",
        "json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container");
    row(pod, R"({"spec":{"containers":[{"ports":[{"protocol":true}]}]}})",
        "json: cannot unmarshal bool into Go struct field ContainerPort.spec.containers.ports.protocol of type "
        "v1.Protocol");
    row(pod, R"({"spec":{"volumes":[{"emptyDir":1}]}})",
        "json: cannot unmarshal number into Go struct field Volume.spec.volumes.emptyDir of type "
        "v1.EmptyDirVolumeSource");
    row(pod, R"({"spec":{"priority":3000000000}})",
        "json: cannot unmarshal number 3000000000 into Go struct field PodSpec.spec.priority of type int32");
    row(pod, R"({"spec":{"priority":1.0}})",
        "json: cannot unmarshal number 1.0 into Go struct field PodSpec.spec.priority of type int32");
    row(pod, R"({"spec":{"activeDeadlineSeconds":12345678901234567890}})",
        "json: cannot unmarshal number 12345678901234567890 into Go struct field "
        "PodSpec.spec.activeDeadlineSeconds "
        "of type int64");
    row(pod, R"({"metadata":{"creationTimestamp":5}})",
        "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.creationTimestamp of type string");
    // A type's own decoder ends the reading, whatever was wrong before.
    row(pod, R"({"spec":5,"metadata":{"creationTimestamp":"x"}})",
        R"(parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006")");
    row("core/v1/Event", R"({"eventTime":"2020-01-01T00:00:00Z"})",
        R"(parsing time "2020-01-01T00:00:00Z" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "Z" as ".000000")");
    row(pod, R"({"metadata":{"creationTimestamp":"2023-02-29T00:00:00Z"}})",
        R"(parsing time "2023-02-29T00:00:00Z": day out of range)");
    row("core/v1/ServicePort", R"({"targetPort":1.5})",
        "json: cannot unmarshal number 1.5 into Go struct field ServicePort.targetPort of type int32");
    row("core/v1/ServicePort", R"({"targetPort":[]})",
        "json: cannot unmarshal array into Go struct field ServicePort.targetPort of type int32");
    row(limits, R"({"limits":{"cpu":"1Kii"}})", "unable to parse quantity's suffix");
    row(limits, R"({"limits":{"cpu":{}}})",
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    row(secret, R"({"data":{"a":"!!","b":5}})", "illegal base64 data at input byte 0");
    row(secret, R"({"data":{"a":5}})",
        "json: cannot unmarshal number into Go struct field Secret.data of type []uint8");
    row(secret, R"({"data":{"a":[256]}})",
        "json: cannot unmarshal number 256 into Go struct field Secret.data of type uint8");
    const char *definition = "apiextensions/v1/CustomResourceDefinition";
    row(definition, crd(R"({"properties":{"a":{"items":{"properties":{"u":{"type":5}}}}}})"),
        "json: cannot unmarshal number into Go struct field "
        "JSONSchemaProps.spec.versions.schema.openAPIV3Schema.properties.items of type string");
    row(definition, crd(R"({"items":{"type":5,"additionalProperties":5}})"), "boolean or JSON schema expected");
    return cases;
}

} // namespace support
