package main

import (
	"strings"

	"github.com/distribution/reference"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	resourcehelper "k8s.io/component-helpers/resource"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	corev1defaults "k8s.io/kubernetes/pkg/apis/core/v1"
	"k8s.io/kubernetes/pkg/apis/core/v1/helper/qos"
)

func imageCase(r *random) any {
	sha := pick(r, "sha256:"+strings.Repeat("0a", 32), "sha512:"+strings.Repeat("b1", 64), "sha256:"+strings.Repeat("0A", 32), "sha256:12",
		"sha384:"+strings.Repeat("c", 96), "md5:"+strings.Repeat("0a", 16), "sha256:"+strings.Repeat("0a", 33))
	text := pick(r, "", "", "", "docker.io/", "index.docker.io/", "localhost/", "localhost:5000/", "quay.io/", "Host/", "my_host.io/", "10.0.0.1:80/",
		"[::1]/", "[::1]:80/", "a.b-c.d/", "-a.b/", "a..b/", "a:b/", "http://a/", "/", "registry.k8s.io/")
	for range r.IntN(3) {
		text += pick(r, "library", "a", "a-b", "a__b", "a_b", "a.b", "a---b", "a___b", "-a", "a-", "A", "a b", "0", "") + "/"
	}
	text += pick(r, "busybox", "kube-proxy", "a", "a.b", "a_-b", "Agent", "", " a", "agent ", strings.Repeat("a", 250), strings.Repeat("f", 64))
	if r.one(2) {
		text += ":" + pick(r, "latest", "1", "v1.2.3-rc.1_x", "", "-1", ".1", "a b", "a:b", strings.Repeat("1", 128), strings.Repeat("1", 129))
	}
	if r.one(3) {
		text += "@" + sha
	}
	result := object{"image": text}
	if named, err := reference.ParseNormalizedNamed(text); err == nil {
		parts := object{"registry": reference.Domain(named), "repository": reference.Path(named)}
		if tagged, ok := named.(reference.Tagged); ok {
			parts["tag"] = tagged.Tag()
		}
		if digested, ok := named.(reference.Digested); ok {
			parts["digest"] = digested.Digest().String()
		}
		result["parts"] = parts
	}
	container := corev1.Container{Image: text}
	corev1defaults.SetDefaults_Container(&container)
	result["pullPolicy"] = container.ImagePullPolicy
	return result
}

func percentageCase(r *random) any {
	value := intstr.FromInt32(int32(r.IntN(300) - 5))
	var written any = value.IntVal
	if !r.one(4) {
		value = intstr.FromString(pick(r, digits(r, 3), "", "-", "+", "1.5", "1_0", " 1", "0x1") + pick(r, "%", "%", "%", "", "%%"))
		written = value.StrVal
	}
	total := r.IntN(500)
	result := object{"value": written, "total": total}
	for _, up := range []bool{true, false} {
		key := map[bool]string{true: "up", false: "down"}[up]
		if scaled, err := intstr.GetScaledValueFromIntOrPercent(&value, total, up); err == nil {
			result[key] = scaled
		}
	}
	return result
}

func resourceCase(r *random) any {
	list := func() object {
		result := object{}
		for range r.IntN(4) {
			result[pick(r, "cpu", "memory", "cpu", "memory", "ephemeral-storage", "example.com/gpu")] =
				pick[any](r, "0", "100m", "0.1m", 1, 2, "1Gi", "512Mi", "1.5", "1e3", nil)
		}
		return result
	}
	requirements := func() any {
		if r.one(6) {
			return pick[any](r, nil, object{}, object{"limits": nil})
		}
		result := object{}
		if !r.one(3) {
			result["limits"] = list()
		}
		if !r.one(3) {
			result["requests"] = list()
		}
		if limits, ok := result["limits"]; ok && r.one(3) {
			result["requests"] = limits
		}
		return result
	}
	container := func(init bool) object {
		result := object{}
		if !r.one(5) {
			result["resources"] = requirements()
		}
		if init && r.one(2) {
			result["restartPolicy"] = "Always"
		}
		return result
	}
	spec := object{
		"containers":     append(some(r, 1, func() object { return container(false) }), container(false)),
		"initContainers": some(r, 3, func() object { return container(true) }),
	}
	if r.one(4) {
		spec["resources"] = requirements()
	}
	if r.one(6) {
		spec["overhead"] = object{"cpu": "10m"}
	}
	// As the controller makes it: from a template that has its own defaults already.
	daemonSet := &appsv1.DaemonSet{}
	mustDecode(spec, &daemonSet.Spec.Template.Spec)
	legacyscheme.Scheme.Default(daemonSet)
	pod := &corev1.Pod{Spec: daemonSet.Spec.Template.Spec}
	legacyscheme.Scheme.Default(pod)
	requests := object{}
	for name, amount := range resourcehelper.PodRequests(pod, resourcehelper.PodResourcesOptions{}) {
		if !amount.IsZero() {
			requests[string(name)] = amount.AsDec().String()
		}
	}
	return object{"spec": spec, "qos": qos.ComputePodQOS(pod), "requests": requests}
}
