// Command pods says which pods Kubernetes would make from DaemonSets and
// refuse. Every verdict comes from Kubernetes' own packages: the DaemonSet is
// decoded, defaulted and validated as on creation, the pod is made as the
// DaemonSet controller makes it, and then prepared and validated as on creation.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/go-logr/logr"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/apps"
	"k8s.io/kubernetes/pkg/capabilities"

	appsv1 "k8s.io/api/apps/v1"

	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
)

// line is what is said of one DaemonSet.
type line struct {
	ID       string `json:"id"`
	DocIndex int    `json:"docIndex"`
	// Accepted tells whether the API server takes the DaemonSet; nothing is said of its pods otherwise.
	Accepted bool       `json:"accepted"`
	Errors   []podError `json:"errors"`
}

type podError struct {
	Type   string `json:"type"`
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

func main() {
	klog.SetLogger(logr.Discard())
	// As every real cluster runs: --allow-privileged=true.
	capabilities.Setup(true, 0)

	jsonl := flag.Bool("jsonl", false, `inputs hold one {"id": …, "yaml": …} a line`)
	flag.Usage = func() {
		fmt.Fprint(os.Stderr, "usage: pods [--jsonl] [FILE...]\nWithout FILE standard input is read.\n")
	}
	flag.Parse()
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for id, data := range inputs(flag.Args(), *jsonl) {
		for _, l := range judge(id, data) {
			if err := encoder.Encode(l); err != nil {
				fail(err)
			}
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "pods:", err)
	os.Exit(2)
}

// inputs yields each manifest with its id.
func inputs(paths []string, jsonl bool) func(yield func(string, []byte) bool) {
	if len(paths) == 0 {
		paths = []string{"/dev/stdin"}
	}
	return func(yield func(string, []byte) bool) {
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				fail(err)
			}
			if !jsonl {
				if !yield(path, data) {
					return
				}
				continue
			}
			for text := range bytes.Lines(data) {
				var c struct{ ID, YAML string }
				if err := json.Unmarshal(text, &c); err != nil {
					fail(fmt.Errorf("%s: %w", path, err))
				}
				if !yield(c.ID, []byte(c.YAML)) {
					return
				}
			}
		}
	}
}

// judge says what becomes of every DaemonSet in a manifest.
func judge(id string, data []byte) (lines []line) {
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(data), 4096)
	for index := 0; ; index++ {
		document := runtime.RawExtension{}
		if err := decoder.Decode(&document); err != nil {
			if !errors.Is(err, io.EOF) {
				lines = append(lines, line{ID: id, DocIndex: index, Errors: []podError{}})
			}
			return lines
		}
		if len(document.Raw) == 0 || bytes.Equal(document.Raw, []byte("null")) {
			continue
		}
		l := line{ID: id, DocIndex: index, Errors: []podError{}}
		if daemonSet := decode(document.Raw); daemonSet != nil {
			if stored := admitDaemonSet(daemonSet); stored != nil {
				l.Accepted = true
				l.Errors = createPod(stored)
			}
		}
		lines = append(lines, l)
	}
}

// decode yields nil for what is no DaemonSet or can't be decoded strictly.
func decode(body []byte) *apps.DaemonSet {
	info, _ := runtime.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), runtime.ContentTypeJSON)
	hub := schema.GroupVersion{Group: apps.GroupName, Version: runtime.APIVersionInternal}
	kind := appsv1.SchemeGroupVersion.WithKind("DaemonSet")
	object, _, err := legacyscheme.Codecs.DecoderToVersion(info.StrictSerializer, hub).Decode(body, &kind, &apps.DaemonSet{})
	if err != nil {
		return nil
	}
	daemonSet, _ := object.(*apps.DaemonSet)
	return daemonSet
}

// causes lists what a refusal says, sorted.
func causes(err error) []podError {
	var status *apierrors.StatusError
	if !errors.As(err, &status) || status.ErrStatus.Details == nil || len(status.ErrStatus.Details.Causes) == 0 {
		return []podError{{Type: string(apierrors.ReasonForError(err)), Detail: err.Error()}}
	}
	found := []podError{}
	for _, cause := range status.ErrStatus.Details.Causes {
		found = append(found, podError{Type: string(cause.Type), Field: cause.Field, Detail: cause.Message})
	}
	slices.SortFunc(found, func(a, b podError) int {
		return strings.Compare(a.Field+a.Type+a.Detail, b.Field+b.Type+b.Detail)
	})
	return found
}
