// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The oracle of OpenAPI v2 as protobuf.
//
//	openapiproto JSON PROTO
//
// Compares the document in the file PROTO with what gnostic makes of the JSON in the other, as a Kubernetes API server does it.
// Prints where they differ, and fails then. How the YAML of a value is laid out does not count.
package main

import (
	"fmt"
	"os"
	"reflect"

	openapi "github.com/google/gnostic-models/openapiv2"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/anypb"
	"sigs.k8s.io/yaml"
)

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	return value
}

// Puts every value's YAML into one form.
func normalize(message protoreflect.Message) {
	if value, ok := message.Interface().(*openapi.Any); ok {
		var meaning any
		if err := yaml.Unmarshal([]byte(value.Yaml), &meaning); err != nil {
			value.Yaml = "no YAML: " + err.Error()
			return
		}
		value.Yaml = string(must(yaml.Marshal(meaning)))
		return
	}
	if _, ok := message.Interface().(*anypb.Any); ok {
		return
	}
	message.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case field.Kind() != protoreflect.MessageKind:
		case field.IsList():
			for i := range value.List().Len() {
				normalize(value.List().Get(i).Message())
			}
		default:
			normalize(value.Message())
		}
		return true
	})
}

func generic(message proto.Message) (value any) {
	normalize(message.ProtoReflect())
	if err := yaml.Unmarshal(must(protojson.Marshal(message)), &value); err != nil {
		value = err
	}
	return value
}

func differences(path string, want, got any) (count int) {
	if reflect.DeepEqual(want, got) {
		return 0
	}
	if a, ok := want.(map[string]any); ok {
		if b, ok := got.(map[string]any); ok {
			for key := range a {
				count += differences(path+"."+key, a[key], b[key])
			}
			for key := range b {
				if _, known := a[key]; !known {
					count += differences(path+"."+key, nil, b[key])
				}
			}
			return count
		}
	}
	if a, ok := want.([]any); ok {
		if b, ok := got.([]any); ok && len(a) == len(b) {
			for i := range a {
				count += differences(fmt.Sprintf("%s[%d]", path, i), a[i], b[i])
			}
			return count
		}
	}
	fmt.Printf("%s\n  want %v\n  got  %v\n", path, want, got)
	return 1
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "openapiproto JSON PROTO")
		os.Exit(2)
	}
	want := must(openapi.ParseDocument(must(os.ReadFile(os.Args[1]))))
	got := &openapi.Document{}
	if err := proto.Unmarshal(must(os.ReadFile(os.Args[2])), got); err != nil {
		must(got, err)
	}
	unknown := len(got.ProtoReflect().GetUnknown())
	count := differences("", generic(want), generic(got))
	fmt.Printf("%d definitions, %d paths, %d differences, %d bytes unknown\n", len(got.GetDefinitions().GetAdditionalProperties()),
		len(got.GetPaths().GetPath()), count, unknown)
	if count+unknown > 0 {
		os.Exit(1)
	}
}
