// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The oracle of kubectl's YAML dialect: for each YAML document on stdin, what sigs.k8s.io/yaml makes of it.
//
// In:  documents, each as 8 bytes of big-endian length and that many bytes.
// Out: for each one line of JSON: {"json": "…"}, the text with sorted keys, or {"error": "…"}; and "strict": "…" when only
// strict decoding refuses it.
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

	"sigs.k8s.io/yaml"
)

type answer struct {
	JSON   string `json:"json,omitempty"`
	Error  string `json:"error,omitempty"`
	Strict string `json:"strict,omitempty"`
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

func run(in io.Reader, out io.Writer) error {
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
	out := bufio.NewWriter(os.Stdout)
	err := run(bufio.NewReader(os.Stdin), out)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "yamljson:", err)
		os.Exit(1)
	}
}
