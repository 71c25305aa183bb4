// Command live says what becomes of DaemonSets in a cluster: each as
// `kubectl get daemonsets -o yaml --show-managed-fields` would print it once it
// is applied and runs. Defaults come from Kubernetes' own packages; what only a
// running cluster knows (uid, times, status) is made up.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/apps"
	sigsyaml "sigs.k8s.io/yaml"

	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
)

// line is one DaemonSet: as a list that holds what was applied, and as a list that holds what runs.
type line struct {
	File    string `json:"file"`
	Applied string `json:"applied"`
	Live    string `json:"live"`
}

func main() {
	if len(os.Args) < 2 {
		fail(errors.New("usage: live FILE..."))
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	for _, file := range os.Args[1:] {
		data, err := os.ReadFile(file)
		if err != nil {
			fail(err)
		}
		for decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(data), 4096); ; {
			var document json.RawMessage
			err := decoder.Decode(&document)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				fmt.Fprintln(os.Stderr, file, err)
				break
			}
			applied := &unstructured.Unstructured{}
			if applied.UnmarshalJSON(document) != nil || applied.GroupVersionKind() != appsv1.SchemeGroupVersion.WithKind("DaemonSet") {
				continue
			}
			// As kubectl sends it: the namespace is that of the context where none is written.
			if applied.GetNamespace() == "" {
				applied.SetNamespace(metav1.NamespaceDefault)
			}
			live, err := run(applied)
			if err != nil {
				fmt.Fprintln(os.Stderr, file, err)
				continue
			}
			if err := encoder.Encode(line{file, list(applied.Object), list(live)}); err != nil {
				fail(err)
			}
		}
	}
}

func run(applied *unstructured.Unstructured) (map[string]any, error) {
	body, err := applied.MarshalJSON()
	if err != nil {
		return nil, err
	}
	info, _ := runtime.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), runtime.ContentTypeJSON)
	hub := schema.GroupVersion{Group: apps.GroupName, Version: runtime.APIVersionInternal}
	kind := appsv1.SchemeGroupVersion.WithKind("DaemonSet")
	object, _, err := legacyscheme.Codecs.DecoderToVersion(info.StrictSerializer, hub).Decode(body, &kind, &apps.DaemonSet{})
	if err != nil {
		return nil, err
	}
	daemonSet := object.(*apps.DaemonSet)
	created := metav1.NewTime(time.Date(2026, 3, 2, 10, 11, 12, 0, time.UTC))
	daemonSet.CreationTimestamp = created
	daemonSet.UID = "0b8ff0b4-7ad7-4a3e-9d0c-2a1b6c6a2f10"
	daemonSet.ResourceVersion = "2417"
	daemonSet.Generation = 1
	daemonSet.Spec.TemplateGeneration = 1
	if daemonSet.Annotations == nil {
		daemonSet.Annotations = map[string]string{}
	}
	daemonSet.Annotations["kubectl.kubernetes.io/last-applied-configuration"] = string(body)
	daemonSet.ManagedFields = []metav1.ManagedFieldsEntry{
		owner("kubectl-client-side-apply", "", `{"f:spec":{"f:template":{"f:spec":{"f:hostNetwork":{},"f:containers":{"k:{\"name\":\"agent\"}":{".":{},"f:securityContext":{"f:privileged":{}}}}}}}}`, created),
		owner("kube-controller-manager", "status", `{"f:status":{"f:currentNumberScheduled":{}}}`, created),
	}
	daemonSet.Status = apps.DaemonSetStatus{
		CurrentNumberScheduled: 3, DesiredNumberScheduled: 3, NumberAvailable: 3, NumberReady: 3,
		ObservedGeneration: 1, UpdatedNumberScheduled: 3,
	}
	encoded, err := runtime.Encode(legacyscheme.Codecs.EncoderForVersion(info.Serializer, appsv1.SchemeGroupVersion), daemonSet)
	if err != nil {
		return nil, err
	}
	var live map[string]any
	return live, json.Unmarshal(encoded, &live)
}

func owner(manager, subresource, fields string, at metav1.Time) metav1.ManagedFieldsEntry {
	return metav1.ManagedFieldsEntry{
		Manager: manager, Operation: metav1.ManagedFieldsOperationUpdate, APIVersion: "apps/v1", Time: &at,
		FieldsType: "FieldsV1", FieldsV1: &metav1.FieldsV1{Raw: []byte(fields)}, Subresource: subresource,
	}
}

func list(item any) string {
	text, err := sigsyaml.Marshal(map[string]any{
		"apiVersion": "v1", "kind": "List", "metadata": map[string]any{"resourceVersion": ""}, "items": []any{item},
	})
	if err != nil {
		fail(err)
	}
	return string(text)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "live:", err)
	os.Exit(2)
}
