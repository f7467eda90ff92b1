// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The oracle of protobuf: what Go's generated marshalers make of objects.
//
//	goproto random N SEED     N random objects of each built-in kind
//	goproto read              objects from stdin, one line of JSON each
//
// Out: for each object one line of JSON: {"apiVersion", "kind", "json", "proto"}, its message in base64 and the object as a
// program has it that read the message; or {"apiVersion", "kind", "error"}.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"
	"sort"
	"strconv"
	"time"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/kubernetes/scheme"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	"sigs.k8s.io/randfill"
)

type answer struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	JSON       string `json:"json,omitempty"`
	Proto      []byte `json:"proto,omitempty"`
	Error      string `json:"error,omitempty"`
}

type message interface {
	Marshal() ([]byte, error)
	Unmarshal([]byte) error
}

// The object as JSON, with <, > and & as they are.
func written(object any) (string, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(object)
	return string(bytes.TrimSuffix(out.Bytes(), []byte("\n"))), err
}

func answerFor(gvk schema.GroupVersionKind, object runtime.Object) (a answer) {
	a.APIVersion, a.Kind = gvk.ToAPIVersionAndKind()
	fail := func(err error) answer {
		return answer{APIVersion: a.APIVersion, Kind: a.Kind, Error: err.Error()}
	}
	typed, ok := object.(message)
	if !ok {
		return fail(fmt.Errorf("no protobuf"))
	}
	// Through JSON and twice, for what JSON and the first message lose.
	for range 2 {
		var err error
		if a.JSON, err = written(typed); err != nil {
			return fail(err)
		}
		fromJSON := reflect.New(reflect.TypeOf(object).Elem()).Interface().(message)
		if err = json.Unmarshal([]byte(a.JSON), fromJSON); err != nil {
			return fail(err)
		}
		if a.Proto, err = fromJSON.Marshal(); err != nil {
			return fail(err)
		}
		typed = reflect.New(reflect.TypeOf(object).Elem()).Interface().(message)
		if err = typed.Unmarshal(a.Proto); err != nil {
			return fail(err)
		}
	}
	var err error
	if a.JSON, err = written(typed); err != nil {
		return fail(err)
	}
	return a
}

func text(c randfill.Continue) string {
	const letters = "abc XYZ-09/\"\\\n<é€😀\u2028"
	runes := []rune(letters)
	out := make([]rune, c.Intn(8))
	for i := range out {
		out[i] = runes[c.Intn(len(runes))]
	}
	return string(out)
}

func anyJSON(c randfill.Continue) []byte {
	choices := []string{`{"a":[1,true,null,"x"],"b":{"c":-2.5}}`, `"text"`, `12`, `[]`, `{}`, `false`, `{"z":{"y":[{"x":1}]}}`}
	return []byte(choices[c.Intn(len(choices))])
}

func moment(c randfill.Continue) time.Time {
	choices := []int64{0, -1, 1, 1700000000, 4102444800, -62135596799, 253402300799, -2208988800}
	if c.Intn(2) == 0 {
		return time.Unix(choices[c.Intn(len(choices))], int64(c.Intn(1000000))*1000)
	}
	return time.Unix(c.Int63n(4e9), int64(c.Intn(1e9)))
}

func filler(seed int64) *randfill.Filler {
	quantities := []string{"0", "1", "100m", "1Gi", "1500Mi", "2k", "0.5", "1e3", "12345678901234567890", "-3", "1n", "250Ki"}
	return randfill.NewWithSeed(seed).NilChance(0.4).NumElements(1, 2).MaxDepth(14).Funcs(
		func(s *string, c randfill.Continue) { *s = text(c) },
		func(b *[]byte, c randfill.Continue) { *b = []byte(text(c)) },
		func(f *float64, c randfill.Continue) { *f = []float64{0, 1, -2.5, 1e21, 1e-7, 0.1}[c.Intn(6)] },
		func(q *resource.Quantity, c randfill.Continue) {
			*q = resource.MustParse(quantities[c.Intn(len(quantities))])
		},
		func(t *metav1.Time, c randfill.Continue) {
			if c.Intn(4) > 0 {
				t.Time = moment(c)
			}
		},
		func(t *metav1.MicroTime, c randfill.Continue) { t.Time = moment(c) },
		func(d *metav1.Duration, c randfill.Continue) {
			d.Duration = time.Duration(int64(c.Uint64()) >> c.Intn(64))
		},
		func(i *intstr.IntOrString, c randfill.Continue) {
			if c.Intn(2) == 0 {
				*i = intstr.FromInt32(int32(c.Uint32()))
			} else {
				*i = intstr.FromString(text(c))
			}
		},
		func(r *runtime.RawExtension, c randfill.Continue) { r.Raw = anyJSON(c) },
		func(r *metav1.FieldsV1, c randfill.Continue) { r.Raw = []byte(`{"f:a":{".":{},"k:{\"b\":1}":{}}}`) },
		func(r *apiextensions.JSON, c randfill.Continue) { r.Raw = anyJSON(c) },
		func(s *apiextensions.JSONSchemaProps, c randfill.Continue) {
			if c.Intn(3) == 0 {
				c.FillNoCustom(s)
			} else {
				s.Type, s.Description = text(c), text(c)
			}
		},
		func(s *apiextensions.JSONSchemaPropsOrBool, c randfill.Continue) {
			if s.Allows = c.Intn(2) == 0; s.Allows && c.Intn(2) == 0 {
				s.Schema = &apiextensions.JSONSchemaProps{}
				c.Fill(s.Schema)
			}
		},
		func(s *apiextensions.JSONSchemaPropsOrArray, c randfill.Continue) {
			if c.Intn(2) == 0 {
				s.Schema = &apiextensions.JSONSchemaProps{}
				c.Fill(s.Schema)
			} else {
				s.JSONSchemas = make([]apiextensions.JSONSchemaProps, 2)
				c.Fill(&s.JSONSchemas[1])
			}
		},
		func(s *apiextensions.JSONSchemaPropsOrStringArray, c randfill.Continue) {
			if c.Intn(2) == 0 {
				s.Schema = &apiextensions.JSONSchemaProps{}
				c.Fill(s.Schema)
			} else {
				s.Property = []string{text(c), text(c)}
			}
		},
	)
}

func random(count int, seed int64, put func(answer) error) error {
	kinds := []schema.GroupVersionKind{}
	for gvk := range scheme.Scheme.AllKnownTypes() {
		if gvk.Version != runtime.APIVersionInternal {
			kinds = append(kinds, gvk)
		}
	}
	sort.Slice(kinds, func(i, j int) bool { return kinds[i].String() < kinds[j].String() })
	fill := filler(seed)
	for _, gvk := range kinds {
		for range count {
			object, err := scheme.Scheme.New(gvk)
			if err != nil {
				return err
			}
			fill.Fill(object)
			object.GetObjectKind().SetGroupVersionKind(schema.GroupVersionKind{})
			if err := put(answerFor(gvk, object)); err != nil {
				return err
			}
		}
	}
	return nil
}

func read(in *bufio.Reader, put func(answer) error) error {
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		var meta metav1.TypeMeta
		if err := json.Unmarshal(line, &meta); err != nil {
			return err
		}
		gvk := schema.FromAPIVersionAndKind(meta.APIVersion, meta.Kind)
		a := answer{APIVersion: meta.APIVersion, Kind: meta.Kind}
		object, err := scheme.Scheme.New(gvk)
		if err == nil {
			err = json.Unmarshal(line, object)
		}
		if err == nil {
			a = answerFor(gvk, object)
		} else {
			a.Error = err.Error()
		}
		if err := put(a); err != nil {
			return err
		}
	}
}

func run(arguments []string, out io.Writer) error {
	for _, add := range []func(*runtime.Scheme) error{apiextensions.AddToScheme, apiregistration.AddToScheme} {
		if err := add(scheme.Scheme); err != nil {
			return err
		}
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	put := func(a answer) error { return encoder.Encode(a) }
	if len(arguments) == 1 && arguments[0] == "read" {
		return read(bufio.NewReaderSize(os.Stdin, 1<<20), put)
	}
	if len(arguments) != 3 || arguments[0] != "random" {
		return fmt.Errorf("usage: goproto random N SEED | goproto read")
	}
	count, err := strconv.Atoi(arguments[1])
	if err != nil {
		return err
	}
	seed, err := strconv.ParseInt(arguments[2], 10, 64)
	if err != nil {
		return err
	}
	return random(count, seed, put)
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	err := run(os.Args[1:], out)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "goproto:", err)
		os.Exit(1)
	}
}
