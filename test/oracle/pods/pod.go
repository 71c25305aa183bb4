package main

import (
	"context"
	"encoding/json"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/apps"
	"k8s.io/kubernetes/pkg/apis/core"
	scheduling "k8s.io/kubernetes/pkg/apis/scheduling/v1"
	"k8s.io/kubernetes/pkg/controller"
	"k8s.io/kubernetes/pkg/controller/daemon/util"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/plugin/pkg/admission/priority"
	"k8s.io/kubernetes/plugin/pkg/admission/runtimeclass"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"

	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
)

// admitDaemonSet does what creation does, up to storage, and yields what the
// controller then reads; nil if the API server refuses the DaemonSet.
func admitDaemonSet(daemonSet *apps.DaemonSet) *appsv1.DaemonSet {
	if daemonSet.Namespace == "" {
		daemonSet.Namespace = metav1.NamespaceDefault
	}
	ctx := request.WithNamespace(context.Background(), daemonSet.Namespace)
	rest.WipeObjectMetaSystemFields(daemonSet)
	rest.FillObjectMetaSystemFields(daemonSet)
	if daemonSet.GenerateName != "" && daemonSet.Name == "" {
		daemonSet.Name = daemonset.Strategy.GenerateName(daemonSet.GenerateName)
	}
	daemonSet.ManagedFields = nil
	if err := rest.BeforeCreate(daemonset.Strategy, ctx, daemonSet); err != nil {
		return nil
	}
	stored := &appsv1.DaemonSet{}
	if err := legacyscheme.Scheme.Convert(daemonSet, stored, nil); err != nil {
		fail(err)
	}
	return overTheWire(stored, &appsv1.DaemonSet{})
}

// overTheWire writes an object as JSON and reads it again: what is empty gets lost on the way.
func overTheWire[T any](object, read *T) *T {
	text, err := json.Marshal(object)
	if err == nil {
		err = json.Unmarshal(text, read)
	}
	if err != nil {
		fail(err)
	}
	return read
}

// createPod makes a pod of the DaemonSet as the controller does, creates it as
// the API server does, up to storage, and lists what refuses it: the admission
// plugins and validation, whichever comes first.
func createPod(daemonSet *appsv1.DaemonSet) []podError {
	generation, err := util.GetTemplateGeneration(daemonSet)
	if err != nil {
		generation = nil
	}
	template := util.CreatePodTemplate(daemonSet.Spec.Template, generation, "5d8f6b7c9")
	template.Spec.Affinity = util.ReplaceDaemonSetPodNodeNameNodeAffinity(template.Spec.Affinity, "node-1")
	owner := metav1.NewControllerRef(daemonSet, appsv1.SchemeGroupVersion.WithKind("DaemonSet"))
	made, err := controller.GetPodFromTemplate(&template, daemonSet, owner)
	if err != nil {
		fail(err)
	}
	if len(made.Labels) == 0 {
		return []podError{{Type: "InternalError", Field: "metadata.labels", Detail: "unable to create pods, no labels"}}
	}
	made = overTheWire(made, &corev1.Pod{})
	legacyscheme.Scheme.Default(made)
	internal := &core.Pod{}
	if err := legacyscheme.Scheme.Convert(made, internal, nil); err != nil {
		fail(err)
	}
	internal.Namespace = daemonSet.Namespace
	ctx := request.WithNamespace(context.Background(), internal.Namespace)
	rest.WipeObjectMetaSystemFields(internal)
	rest.FillObjectMetaSystemFields(internal)
	name := pod.Strategy.GenerateName(internal.GenerateName)
	internal.Name = name[:len(name)-5] + "xxxxx" // for the server's random suffix
	refusals := admit(ctx, internal)
	if err := rest.BeforeCreate(pod.Strategy, ctx, internal); err != nil {
		refusals = append(refusals, causes(err)...)
	}
	return refusals
}

// admit does what those admission plugins do that are on by default, judge a
// pod's own fields and need no knowledge of the cluster. They name no field in
// a form to be read: it is added here.
func admit(ctx context.Context, internal *core.Pod) []podError {
	refusals := []podError{}
	refuse := func(field string, err error) {
		refusals = append(refusals, podError{Type: "FieldValueForbidden", Field: field, Detail: err.Error()})
	}
	// The ServiceAccount plugin.
	if internal.Spec.ServiceAccountName == "" {
		internal.Spec.ServiceAccountName = "default"
	}
	attributes := admission.NewAttributesRecord(internal, nil, core.SchemeGroupVersion.WithKind("Pod").GroupKind().WithVersion("v1"),
		internal.Namespace, internal.Name, core.Resource("pods").WithVersion("v1"), "", admission.Create, &metav1.CreateOptions{}, false, nil)
	client := fake.NewClientset()
	factory := informers.NewSharedInformerFactory(client, 0)

	priorities := priority.NewPlugin()
	priorities.SetExternalKubeClientSet(client)
	priorities.SetExternalKubeInformerFactory(factory)
	for _, class := range priorityClasses(internal) {
		if err := factory.Scheduling().V1().PriorityClasses().Informer().GetIndexer().Add(class); err != nil {
			fail(err)
		}
	}
	if err := priorities.Admit(ctx, attributes, nil); err != nil {
		if !strings.Contains(err.Error(), "PreemptionPolicy") {
			// The plugin stops here; what it would say next is asked for too.
			refuse("spec.priority", err)
			internal.Spec.Priority = nil
			err = priorities.Admit(ctx, attributes, nil)
		}
		if err != nil {
			refuse("spec.preemptionPolicy", err)
		}
	}

	// A runtime class that is named may have any overhead.
	if internal.Spec.RuntimeClassName != nil {
		return refusals
	}
	classes := runtimeclass.NewRuntimeClass()
	classes.SetExternalKubeClientSet(client)
	classes.SetExternalKubeInformerFactory(factory)
	if err := classes.Validate(ctx, attributes, nil); err != nil {
		refuse("spec.overhead", err)
	}
	return refusals
}

// priorityClasses are those of every cluster, and the one the pod names, as it would have it.
func priorityClasses(internal *core.Pod) (classes []*schedulingv1.PriorityClass) {
	known := false
	for _, class := range scheduling.SystemPriorityClasses() {
		known = known || class.Name == internal.Spec.PriorityClassName
		class = class.DeepCopy()
		legacyscheme.Scheme.Default(class)
		classes = append(classes, class)
	}
	if name := internal.Spec.PriorityClassName; name != "" && !known {
		own := &schedulingv1.PriorityClass{ObjectMeta: metav1.ObjectMeta{Name: name}}
		if internal.Spec.Priority != nil {
			own.Value = *internal.Spec.Priority
		}
		policy := corev1.PreemptLowerPriority
		if internal.Spec.PreemptionPolicy != nil {
			policy = corev1.PreemptionPolicy(*internal.Spec.PreemptionPolicy)
		}
		own.PreemptionPolicy = &policy
		classes = append(classes, own)
	}
	return classes
}
