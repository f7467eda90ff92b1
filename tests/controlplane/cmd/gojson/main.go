// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The oracle of JSON: gojson N SEED makes N texts, most of them broken in a place or two, and says what Go makes of each.
//
// Out: for each text one line of JSON: {"text"}, in base64, and {"json"}, its meaning with sorted keys, and {"duplicates"},
// what only strict decoding refuses; or {"error"}.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand"
	"os"
	"strconv"
	"strings"

	strictjson "sigs.k8s.io/json"
)

type answer struct {
	Text       []byte   `json:"text"`
	JSON       string   `json:"json,omitempty"`
	Duplicates []string `json:"duplicates,omitempty"`
	Error      string   `json:"error,omitempty"`
}

var words = []string{`""`, `"a"`, `"é"`, `"\u00e9\n"`, `"\ud83d\ude00"`, `"\ud83d"`, `"😀\/"`, "\"\xff\xe2\x82\"", "\"\u2028\"", `"\u0000"`,
	`0`, `-0`, `-0.0`, `1`, `-12`, `1.5`, `1e3`, `1E-7`, `1e21`, `123456789012345678`, `9223372036854775807`, `-9223372036854775809`, `1e400`,
	`0.1e-400`, `true`, `false`, `null`, `{}`, `[]`, `1.7976931348623157e308`, `5e-324`, `0.1`, `100`}

var keys = []string{`"a"`, `"b"`, `"\u0061"`, `""`, `"x.y"`, `"é"`, `"e\u0301"`, `"labels"`}

var junk = []byte("{}[]\",:\\ \t\n\r0123456789-+.eEtrufalsnx'\x00\x0b\x1f\x7f\x80\xff/")

func value(r *rand.Rand, depth int) string {
	space := func() string { return []string{"", "", "", " ", "\n", "\t"}[r.Intn(6)] }
	if depth == 0 || r.Intn(3) == 0 {
		return words[r.Intn(len(words))]
	}
	parts := []string{}
	list := r.Intn(2) == 0
	for range r.Intn(4) {
		part := space() + value(r, depth-1) + space()
		if !list {
			part = space() + keys[r.Intn(len(keys))] + space() + ":" + part
		}
		parts = append(parts, part)
	}
	inner := strings.Join(parts, ",") + space()
	if list {
		return "[" + inner + "]"
	}
	return "{" + inner + "}"
}

func text(r *rand.Rand) []byte {
	made := []byte(value(r, 4))
	for range r.Intn(3) {
		at := r.Intn(len(made) + 1)
		switch r.Intn(4) {
		case 0:
			made = made[:at]
		case 1:
			made = append(made[:at:at], append([]byte{junk[r.Intn(len(junk))]}, made[at:]...)...)
		default:
			if at < len(made) {
				made[at] = junk[r.Intn(len(junk))]
			}
		}
		if len(made) == 0 {
			break
		}
	}
	return made
}

func answerFor(text []byte) (a answer, err error) {
	a.Text = text
	var meaning any
	strict, err := strictjson.UnmarshalStrict(text, &meaning)
	if err != nil {
		a.Error = err.Error()
		return a, nil
	}
	for _, one := range strict {
		path, err := strconv.Unquote(strings.TrimPrefix(one.Error(), "duplicate field "))
		if err != nil {
			return a, fmt.Errorf("%s: %w", one, err)
		}
		a.Duplicates = append(a.Duplicates, path)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err = encoder.Encode(meaning)
	a.JSON = strings.TrimSuffix(out.String(), "\n")
	return a, err
}

func run(arguments []string, out io.Writer) error {
	if len(arguments) != 2 {
		return fmt.Errorf("usage: gojson N SEED")
	}
	count, err := strconv.Atoi(arguments[0])
	if err != nil {
		return err
	}
	seed, err := strconv.ParseInt(arguments[1], 10, 64)
	if err != nil {
		return err
	}
	r := rand.New(rand.NewSource(seed))
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for range count {
		a, err := answerFor(text(r))
		if err != nil {
			return err
		}
		if err := encoder.Encode(a); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	err := run(os.Args[1:], out)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gojson:", err)
		os.Exit(1)
	}
}
