// Command reader says what kubectl's reader makes of manifests. Each line of standard input is one manifest in base64;
// each line of output is a JSON array with one element a document: its JSON as a string, "null" where it is empty, or
// {"error": "…"} where it is broken, which ends the manifest.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
)

type failure struct {
	Error string `json:"error"`
}

func read(manifest []byte) []any {
	documents := []any{}
	// As k8s.io/cli-runtime, resource.StreamVisitor, does it.
	text := transform.NewReader(bytes.NewReader(manifest), unicode.BOMOverride(unicode.UTF8.NewDecoder()))
	whole, err := io.ReadAll(text)
	if err != nil {
		return append(documents, failure{err.Error()})
	}
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(whole), 4096)
	for {
		var object runtime.RawExtension
		err := decoder.Decode(&object)
		if errors.Is(err, io.EOF) {
			return documents
		}
		if err != nil {
			return append(documents, failure{err.Error()})
		}
		raw := bytes.TrimSpace(object.Raw)
		if len(raw) == 0 {
			raw = []byte("null")
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, raw); err != nil {
			log.Fatal(err)
		}
		documents = append(documents, compact.String())
	}
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			log.Fatal(err)
		}
		manifest, err := base64.StdEncoding.DecodeString(string(bytes.TrimSuffix(line, []byte("\n"))))
		if err != nil {
			log.Fatal(err)
		}
		if err := encoder.Encode(read(manifest)); err != nil {
			log.Fatal(err)
		}
		if in.Buffered() == 0 {
			out.Flush()
		}
	}
	out.Flush()
}
