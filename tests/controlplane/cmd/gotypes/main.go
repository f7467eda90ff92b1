// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The oracle of typed objects: what a Kubernetes API server makes of an object between reading and serving it.
//
// In:  lines "apiVersion TAB kind TAB JSON", or "quantity TAB TAB text" and "quantity TAB text TAB text".
// Out: for each one line of JSON: {"json": "…"}, the object decoded into its type, through protobuf as etcd keeps it and
// encoded again, or {"error": "…"}; and "strict": […], what only strict decoding refuses.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	admission "k8s.io/api/admission/v1"
	admissionbeta "k8s.io/api/admission/v1beta1"
	apidiscovery "k8s.io/api/apidiscovery/v2"
	apidiscoverybeta "k8s.io/api/apidiscovery/v2beta1"
	imagepolicy "k8s.io/api/imagepolicy/v1alpha1"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apiextensionsbeta "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1beta1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/scheme"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	apiregistrationbeta "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1beta1"
	strictjson "sigs.k8s.io/json"
)

type answer struct {
	JSON   string   `json:"json,omitempty"`
	Error  string   `json:"error,omitempty"`
	Strict []string `json:"strict,omitempty"`
}

type message interface {
	Marshal() ([]byte, error)
	Unmarshal([]byte) error
}

func read(apiVersion, kind string, text []byte) (a answer, err error) {
	gvk := schema.FromAPIVersionAndKind(apiVersion, kind)
	object, err := scheme.Scheme.New(gvk)
	if err != nil {
		return a, err
	}
	strict, err := strictjson.UnmarshalStrict(text, object)
	if err != nil {
		return a, err
	}
	for _, one := range strict {
		a.Strict = append(a.Strict, one.Error())
	}
	bytes, err := object.(message).Marshal()
	if err != nil {
		return a, fmt.Errorf("to protobuf: %w", err)
	}
	stored, _ := scheme.Scheme.New(gvk)
	if err := stored.(message).Unmarshal(bytes); err != nil {
		return a, fmt.Errorf("from protobuf: %w", err)
	}
	stored.GetObjectKind().SetGroupVersionKind(gvk)
	a.JSON, err = written(stored)
	return a, err
}

// As JSON, with <, > and & as they are.
func written(object runtime.Object) (string, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(object)
	return string(bytes.TrimSuffix(out.Bytes(), []byte("\n"))), err
}

// Sum, difference and comparison of two quantities.
func arithmetic(text, other string) (a answer, err error) {
	x, err := resource.ParseQuantity(text)
	if err != nil {
		return a, err
	}
	y, err := resource.ParseQuantity(other)
	if err != nil {
		return a, err
	}
	sum, difference := x.DeepCopy(), x.DeepCopy()
	sum.Add(y.DeepCopy())
	difference.Sub(y.DeepCopy())
	a.JSON = fmt.Sprintf("%s %s %d", sum.String(), difference.String(), x.Cmp(y))
	return a, nil
}

// The quantity as it is written, its value and its milli value.
func quantity(text string) (a answer, err error) {
	parsed, err := resource.ParseQuantity(text)
	if err != nil {
		return a, err
	}
	fresh := parsed.DeepCopy()
	bytes, err := parsed.Marshal()
	if err != nil {
		return a, err
	}
	var stored resource.Quantity
	if err := stored.Unmarshal(bytes); err != nil {
		return a, fmt.Errorf("from protobuf: %w", err)
	}
	a.JSON = fmt.Sprintf("%s %d %d", stored.String(), fresh.Value(), fresh.MilliValue())
	return a, nil
}

func answered(line []byte) answer {
	parts := bytes.SplitN(line, []byte("\t"), 3)
	if len(parts) != 3 {
		return answer{Error: "gotypes: not three parts"}
	}
	var a answer
	var err error
	if string(parts[0]) == "quantity" && len(parts[1]) > 0 {
		a, err = arithmetic(string(parts[2]), string(parts[1]))
	} else if string(parts[0]) == "quantity" {
		a, err = quantity(string(parts[2]))
	} else {
		a, err = read(string(parts[0]), string(parts[1]), parts[2])
	}
	if err != nil {
		return answer{Error: err.Error()}
	}
	return a
}

func run(in *bufio.Reader, out io.Writer) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := encoder.Encode(answered(line[:len(line)-1])); err != nil {
			return err
		}
	}
}

func main() {
	for _, add := range []func(*runtime.Scheme) error{
		admission.AddToScheme, admissionbeta.AddToScheme, apidiscovery.AddToScheme, apidiscoverybeta.AddToScheme,
		imagepolicy.AddToScheme, apiextensions.AddToScheme, apiextensionsbeta.AddToScheme, apiregistration.AddToScheme,
		apiregistrationbeta.AddToScheme,
	} {
		if err := add(scheme.Scheme); err != nil {
			panic(err)
		}
	}
	out := bufio.NewWriter(os.Stdout)
	err := run(bufio.NewReaderSize(os.Stdin, 1<<20), out)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gotypes:", err)
		os.Exit(1)
	}
}
