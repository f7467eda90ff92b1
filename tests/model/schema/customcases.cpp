// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/schema/customcases.h"

const char *widgetDefinition()
{
    return R"(apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.schema.example.com}
spec:
  group: schema.example.com
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {status: {}}
    schema:
      openAPIV3Schema:
        type: object
        required: [spec]
        properties:
          status: {type: object, required: [phase], properties: {phase: {type: string}}}
          spec:
            type: object
            required: [size, name]
            properties:
              size: {type: integer, minimum: 1, maximum: 10, default: 3}
              odd: {type: number, minimum: 0, exclusiveMinimum: true, multipleOf: 0.5}
              small: {type: integer, format: int32}
              name: {type: string, minLength: 1, maxLength: 5, pattern: '^[a-z]+$'}
              colour: {type: string, enum: [red, green]}
              level: {type: integer, enum: [1, 2]}
              port: {x-kubernetes-int-or-string: true}
              flag: {type: boolean}
              maybe: {type: string, nullable: true}
              when: {type: string, format: date-time}
              net: {type: string, format: cidr}
              free: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {known: {type: object, properties: {num: {type: integer}}}}}
              labels: {type: object, additionalProperties: {type: string}, maxProperties: 2}
              empty: {type: object}
              tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
              ports:
                type: array
                minItems: 1
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [port, protocol]
                items:
                  type: object
                  required: [port]
                  properties: {port: {type: integer}, protocol: {type: string, default: TCP}}
              template: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
              source:
                type: object
                properties: {url: {type: string}, path: {type: string}}
                oneOf: [{required: [url]}, {required: [path]}]
              sized:
                type: object
                properties: {a: {type: integer}, b: {type: integer}}
                anyOf: [{required: [a]}, {required: [b]}]
                not: {required: [a, b]}
)";
}

namespace {

constexpr CustomCase cases[] = {
    {"least", "{name: a}", ""},
    {"size by default", "{name: a, size: null}", ""},
    {"whole float", "{name: a, size: 2.0}", ""},
    {"everything",
     "{name: abc, size: 10, odd: 1.5, small: 5, colour: red, level: 2, port: http, flag: true, maybe: null,\n"
     "  when: \"2026-01-31T23:59:00Z\", net: 10.0.0.0/8, free: {x: {y: 1}, known: {num: 1}}, labels: {a: b}, "
     "empty: "
     "{},\n"
     "  tags: [a, b], ports: [{port: 1}, {port: 1, protocol: UDP}], source: {url: x}, sized: {a: 1},\n"
     "  template: {apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {any: 1}}}",
     ""},
    {"status is left alone", "{name: a}", "", "status: {}\n"},
    {"unknown field in status", "{name: a}", "5:10: error: unknown field \"status.more\" [schema-unknown-field]\n",
     "status: {more: 1}\n"},
    {"no spec", nullptr, "1:1: error: missing required field \"spec\" [schema-missing-field]\n"},
    {"missing field", "{size: 1}", "4:1: error: missing required field \"spec.name\" [schema-missing-field]\n"},
    {"null is not there", "{name: null}", "4:1: error: missing required field \"spec.name\" [schema-missing-field]\n"},
    {"unknown field", "{name: a, sise: 1}",
     "4:17: error: unknown field \"spec.sise\" (did you mean size?) [schema-unknown-field]\n"},
    {"unknown field at the top", "{name: a}", "5:1: error: unknown field \"more\" [schema-unknown-field]\n",
     "more: 1\n"},
    {"unknown field of metadata", "{name: a}",
     "3:21: error: unknown field \"metadata.label\" (did you mean labels?) [schema-unknown-field]\n", "",
     "name: a, label: {a: b}"},
    {"name", "{name: a}",
     "3:18: error: \"metadata.name\" must be at most 253 lower-case letters, digits, inner \"-\" and \".\", not "
     "\"A_b\" (did you mean a-b?) [schema-name]\n",
     "", "name: A_b"},
    {"string for a number", "{name: a, size: \"1\"}",
     "4:23: error: \"spec.size\" must be an integer, not the string \"1\" (remove the quotes) "
     "[schema-wrong-type]\n"},
    {"number for a string", "{name: 1}",
     "4:14: error: \"spec.name\" must be a string, not the number 1 (quote it: \"1\") [schema-wrong-type]\n"},
    {"fraction for an integer", "{name: a, size: 1.5}",
     "4:23: error: \"spec.size\" must be an integer, not the number 1.5 [schema-wrong-type]\n"},
    {"string for a boolean", "{name: a, flag: \"true\"}",
     "4:23: error: \"spec.flag\" must be true or false, not the string \"true\" (remove the quotes) "
     "[schema-wrong-type]\n"},
    {"list for an object", "{name: a, free: []}",
     "4:23: error: \"spec.free\" must be a mapping, not a list (write it without \"- \") [schema-wrong-type]\n"},
    {"boolean for a port", "{name: a, port: true}",
     "4:23: error: \"spec.port\" must be an integer or a string, not true [schema-wrong-type]\n"},
    {"too small", "{name: a, size: 0}",
     "4:23: error: \"spec.size\" must be 1 or more, not the number 0 [schema-format]\n"},
    {"too large", "{name: a, size: 11}",
     "4:23: error: \"spec.size\" must be 10 or less, not the number 11 [schema-format]\n"},
    {"not above", "{name: a, odd: 0}",
     "4:22: error: \"spec.odd\" must be more than 0, not the number 0 [schema-format]\n"},
    {"no multiple", "{name: a, odd: 0.7}",
     "4:22: error: \"spec.odd\" must be a multiple of 0.5, not the number 0.7 [schema-format]\n"},
    {"more than 32 bits", "{name: a, small: 3000000000}", ""},
    {"too short", "{name: \"\"}",
     "4:14: error: \"spec.name\" must be at least 1 character(s) long, not the string \"\" [schema-format]\n"},
    {"too long", "{name: abcdef}",
     "4:14: error: \"spec.name\" must be at most 5 character(s) long, not the string \"abcdef\" [schema-format]\n"},
    {"pattern", "{name: a1}",
     "4:14: error: \"spec.name\" must be a text that the pattern ^[a-z]+$ finds, not the string \"a1\" "
     "[schema-format]\n"},
    {"pattern to the very end", "{name: \"a\\n\"}",
     "4:14: error: \"spec.name\" must be a text that the pattern ^[a-z]+$ finds, not the string \"a\" "
     "[schema-format]\n"},
    {"enum", "{name: a, colour: redd}",
     "4:25: error: \"spec.colour\" must be one of red, green, not the string \"redd\" (did you mean red?) "
     "[schema-enum]\n"},
    {"enum of numbers", "{name: a, level: 3}",
     "4:24: error: \"spec.level\" must be one of 1, 2, not the number 3 [schema-enum]\n"},
    {"no time", "{name: a, when: yesterday}",
     "4:23: error: \"spec.when\" must be of the format date-time, not the string \"yesterday\" [schema-format]\n"},
    {"no network", "{name: a, net: 10.0.0.0}",
     "4:22: error: \"spec.net\" must be of the format cidr, not the string \"10.0.0.0\" [schema-format]\n"},
    {"known below free", "{name: a, free: {known: {num: x, m: 1}}}",
     "4:37: error: \"spec.free.known.num\" must be an integer, not the string \"x\" [schema-wrong-type]\n"
     "4:40: error: unknown field \"spec.free.known.m\" [schema-unknown-field]\n"},
    {"free values", "{name: a, labels: {a: 1}}",
     "4:29: error: \"spec.labels.a\" must be a string, not the number 1 (quote it: \"1\") [schema-wrong-type]\n"},
    {"too many entries", "{name: a, labels: {a: a, b: b, c: c}}",
     "4:17: error: \"spec.labels\" must have at most 2 entries, not 3 [schema-format]\n"},
    {"nothing is known in it", "{name: a, empty: {x: 1}}",
     "4:25: error: unknown field \"spec.empty.x\" [schema-unknown-field]\n"},
    {"null in a list", "{name: a, tags: [null]}",
     "4:24: error: \"spec.tags[0]\" must be a string, not null (quote it: \"null\") [schema-wrong-type]\n"},
    {"set with a twin", "{name: a, tags: [x, z, \"x\"]}",
     "4:30: error: \"spec.tags[2]\": the value is in the list already [schema-duplicate]\n"},
    {"map with a twin that is a float", "{name: a, ports: [{port: 1}, {port: 1.0}]}",
     "4:36: error: \"spec.ports[1]\": the list has an item with the same port, protocol already "
     "[schema-duplicate]\n"},
    {"integer of a factor below 1", "{name: a, odd: 2}",
     "4:22: error: \"spec.odd\" must be no integer: an API server takes none where multipleOf is 0.5, not the number 2 "
     "[schema-format]\n"},
    {"number or text beyond 64 bits", "{name: a, port: 9223372036854775808}",
     "4:23: error: \"spec.port\" must be a number of 64 bits, not the number 9223372036854775808 [schema-format]\n"},
    {"leading zeros", "{name: a, net: 010.0.0.0/8}", ""},
    {"map with a twin", "{name: a, ports: [{port: 1}, {port: 1, protocol: TCP}]}",
     "4:36: error: \"spec.ports[1]\": the list has an item with the same port, protocol already "
     "[schema-duplicate]\n"},
    {"too few items", "{name: a, ports: []}",
     "4:17: error: \"spec.ports\" must have at least 1 items, not 0 [schema-format]\n"},
    {"missing in an item", "{name: a, ports: [{protocol: TCP}]}",
     "4:26: error: missing required field \"spec.ports[0].port\" [schema-missing-field]\n"},
    {"neither of two", "{name: a, source: {}}",
     "4:17: error: \"spec.source\" fits none of the alternatives (for the first: missing required field "
     "\"spec.source.url\") [schema-alternatives]\n"},
    {"both of two", "{name: a, source: {url: a, path: b}}",
     "4:17: error: \"spec.source\" must fit only one of the alternatives [schema-alternatives]\n"},
    {"what must not be", "{name: a, sized: {a: 1, b: 2}}",
     "4:17: error: \"spec.sized\" is what it must not be [schema-alternatives]\n"},
    {"metadata of what is embedded", "{name: a, template: {apiVersion: v1, kind: Pod, metadata: {names: x}}}",
     "4:66: error: unknown field \"spec.template.metadata.names\" (did you mean name?) [schema-unknown-field]\n"},
};

} // namespace

std::span<const CustomCase> customCases() { return cases; }

QByteArray resourceOf(const CustomCase &one)
{
    QByteArray text = "apiVersion: schema.example.com/v1\nkind: Widget\nmetadata: {" + QByteArray(one.metadata) + "}\n";
    if (one.spec) text += "spec: " + QByteArray(one.spec) + "\n";
    return text + one.rest;
}
