// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The oracle of kubectl's YAML dialect: for each YAML document on stdin, what sigs.k8s.io/yaml makes of it.
//
// In:  documents, each as 8 bytes of big-endian length and that many bytes.
// Out: for each one line of JSON: {"json": "…"}, the text with sorted keys, or {"error": "…"}; and "strict": "…" when only
// strict decoding refuses it.
//
// With -stream each text is a file, read as kubectl reads it (cli-runtime's StreamVisitor): {"documents": ["…"]}, those that
// hold something, and "error": "…" where reading ends early; "strict": "…" when strict decoding of one of its YAML documents
// says that a key is set twice.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	kubeyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

type answer struct {
	JSON   string `json:"json,omitempty"`
	Error  string `json:"error,omitempty"`
	Strict string `json:"strict,omitempty"`

	Documents []string `json:"documents,omitempty"`
}

func read(document []byte) (a answer) {
	converted, err := yaml.YAMLToJSON(document)
	if err != nil {
		return answer{Error: err.Error()}
	}
	if a.JSON, err = unescaped(converted); err != nil {
		return answer{Error: err.Error()}
	}
	if _, err := yaml.YAMLToJSONStrict(document); err != nil {
		a.Strict = err.Error()
	}
	return a
}

func readStream(text []byte) (a answer) {
	decoder := kubeyaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
	for {
		var object runtime.RawExtension
		if err := decoder.Decode(&object); err == io.EOF {
			break
		} else if err != nil {
			a.Error = err.Error()
			break
		}
		object.Raw = bytes.TrimSpace(object.Raw)
		if len(object.Raw) == 0 || bytes.Equal(object.Raw, []byte("null")) {
			continue
		}
		document, err := unescaped(object.Raw)
		if err != nil {
			a.Error = err.Error()
			break
		}
		a.Documents = append(a.Documents, document)
	}
	a.Strict = duplicate(text)
	return a
}

// What strict decoding says of a key that is there twice.
func duplicate(text []byte) string {
	if kubeyaml.IsJSONBuffer(text) {
		return ""
	}
	reader := kubeyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		document, err := reader.Read()
		if len(document) > 0 && err == nil || err == io.EOF {
			if _, err := yaml.YAMLToJSON(document); err != nil {
				return ""
			}
			if _, err := yaml.YAMLToJSONStrict(document); err != nil && strings.Contains(err.Error(), "already set in map") {
				return err.Error()
			}
		}
		if err != nil {
			return ""
		}
	}
}

// The same JSON with <, > and & as they are.
func unescaped(text []byte) (string, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return strings.TrimSuffix(out.String(), "\n"), err
}

func run(in io.Reader, out io.Writer, read func([]byte) answer) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		var size uint64
		if err := binary.Read(in, binary.BigEndian, &size); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		var document bytes.Buffer
		if _, err := io.CopyN(&document, in, int64(size)); err != nil {
			return err
		}
		if err := encoder.Encode(read(document.Bytes())); err != nil {
			return err
		}
	}
}

func main() {
	answerTo := read
	if len(os.Args) == 2 && os.Args[1] == "-stream" {
		answerTo = readStream
	}
	out := bufio.NewWriter(os.Stdout)
	err := run(bufio.NewReader(os.Stdin), out, answerTo)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "yamljson:", err)
		os.Exit(1)
	}
}
