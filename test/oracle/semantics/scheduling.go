package main

import (
	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/component-helpers/scheduling/corev1/nodeaffinity"
	fwk "k8s.io/kube-scheduler/framework"
	corev1defaults "k8s.io/kubernetes/pkg/apis/core/v1"
	daemonutil "k8s.io/kubernetes/pkg/controller/daemon/util"
	schedulerutil "k8s.io/kubernetes/pkg/scheduler/util"
)

func randomToleration(r *random) object {
	toleration := object{}
	if !r.one(4) {
		toleration["key"] = pick(r, "a", "b", "", "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable", "node.kubernetes.io/disk-pressure",
			"node.kubernetes.io/unschedulable", "node.kubernetes.io/network-unavailable")
	}
	if !r.one(4) {
		toleration["operator"] = pick(r, "Exists", "Exists", "Equal", "", "Gt", "Lt", "exists")
	}
	if !r.one(3) {
		toleration["value"] = pick(r, "", "", "x", "5")
	}
	if !r.one(3) {
		toleration["effect"] = pick(r, "", "NoSchedule", "NoExecute", "PreferNoSchedule", "noschedule")
	}
	if r.one(4) {
		toleration["tolerationSeconds"] = pick(r, 0, 30)
	}
	if r.one(6) {
		toleration[pick(r, "key", "operator", "value", "effect", "tolerationSeconds")] = nil
	}
	return toleration
}

func tolerationCase(r *random) any {
	written := randomToleration(r)
	taint := object{
		"key":    pick(r, "a", "b", "node.kubernetes.io/not-ready"),
		"value":  pick(r, "", "x", "5", "7"),
		"effect": pick(r, "NoSchedule", "NoExecute", "PreferNoSchedule"),
	}
	var toleration corev1.Toleration
	var decoded corev1.Taint
	mustDecode(written, &toleration)
	mustDecode(taint, &decoded)
	return object{"toleration": written, "taint": taint, "tolerates": toleration.ToleratesTaint(logr.Discard(), &decoded, false)}
}

func controllerCase(r *random) any {
	written := some(r, 4, func() object { return randomToleration(r) })
	spec := corev1.PodSpec{HostNetwork: r.one(2)}
	mustDecode(written, &spec.Tolerations)
	daemonutil.AddOrUpdateDaemonPodTolerations(&spec)
	return object{"tolerations": written, "hostNetwork": spec.HostNetwork, "result": spec.Tolerations}
}

func labelKey(r *random) string {
	if r.one(40) {
		return pick(r, "", "-bad", "a/b/c", "A_b.c", "example.com/x", "/x")
	}
	return pick(r, "a", "b", "c", "example.com/d")
}

func labelValue(r *random) string {
	if r.one(40) {
		return pick(r, "-bad", "x y", "1.5", "x_y")
	}
	return pick(r, "", "x", "y", "z", "1", "2", "03", "7")
}

func randomLabels(r *random) map[string]string {
	result := map[string]string{}
	for range r.IntN(5) {
		result[labelKey(r)] = labelValue(r)
	}
	return result
}

func requirement(r *random, operators ...string) object {
	result := object{"key": labelKey(r), "operator": pick(r, operators...)}
	switch result["operator"] {
	case "In", "NotIn":
		result["values"] = append(some(r, 2, func() string { return labelValue(r) }), labelValue(r))
	case "Gt", "Lt":
		result["values"] = []string{pick(r, "0", "1", "2", "5", "07")}
	}
	if r.one(30) {
		result["values"] = some(r, 2, func() string { return labelValue(r) })
	}
	return result
}

func fieldRequirement(r *random) object {
	result := object{
		"key":      pick(r, "metadata.name", "metadata.name", "metadata.name", "spec.unschedulable"),
		"operator": pick(r, "In", "In", "NotIn", "Exists"),
		"values":   []string{pick(r, "node-1", "node-2", "")},
	}
	if r.one(20) {
		result["values"] = some(r, 2, func() string { return "node-1" })
	}
	return result
}

var nodeOperators = []string{"In", "In", "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "In", "NotIn", "Exists", "DoesNotExist", "in"}

func affinityCase(r *random) any {
	spec := object{}
	if r.one(3) {
		spec["nodeSelector"] = map[string]string{labelKey(r): labelValue(r)}
	}
	if !r.one(6) {
		term := func() object {
			result := object{}
			if !r.one(5) {
				result["matchExpressions"] = some(r, 3, func() object { return requirement(r, nodeOperators...) })
			}
			if r.one(4) {
				result["matchFields"] = some(r, 2, func() object { return fieldRequirement(r) })
			}
			return result
		}
		spec["affinity"] = object{"nodeAffinity": object{
			"requiredDuringSchedulingIgnoredDuringExecution": object{"nodeSelectorTerms": append(some(r, 2, term), term())},
		}}
	}
	node := corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: pick(r, "node-1", "node-2"), Labels: randomLabels(r)}}
	pod := corev1.Pod{}
	mustDecode(spec, &pod.Spec)
	matches, _ := nodeaffinity.GetRequiredNodeAffinity(&pod).Match(&node)
	return object{"spec": spec, "node": object{"name": node.Name, "labels": node.Labels}, "matches": matches}
}

func selectorCase(r *random) any {
	var written any
	selector := &metav1.LabelSelector{}
	if r.one(20) {
		selector = nil
	} else {
		fields := object{}
		if r.one(2) {
			fields["matchLabels"] = randomLabels(r)
		}
		if !r.one(3) {
			fields["matchExpressions"] = some(r, 3, func() object {
				return requirement(r, "In", "In", "NotIn", "Exists", "DoesNotExist", "In", "NotIn", "Exists", "DoesNotExist", "Gt", "")
			})
		}
		mustDecode(fields, selector)
		written = fields
	}
	own := randomLabels(r)
	result := object{"selector": written, "labels": own, "matches": nil}
	if compiled, err := metav1.LabelSelectorAsSelector(selector); err == nil {
		result["matches"] = compiled.Matches(labels.Set(own))
		result["empty"] = compiled.Empty()
	}
	return result
}

func portCase(r *random) any {
	specs := []object{}
	used := []fwk.HostPortInfo{}
	ports := [][]corev1.ContainerPort{}
	for range 2 {
		container := func(init bool) object {
			result := object{"ports": some(r, 2, func() object {
				port := object{"containerPort": pick(r, 80, 81, 82, 83)}
				if !r.one(3) {
					port["hostPort"] = pick(r, 80, 81, 82, 0)
				}
				if r.one(2) {
					port["protocol"] = pick(r, "TCP", "UDP", "")
				}
				if r.one(2) {
					port["hostIP"] = pick(r, "10.0.0.1", "10.0.0.2", "0.0.0.0", "::", "")
				}
				return port
			})}
			if init && r.one(2) {
				result["restartPolicy"] = "Always"
			}
			return result
		}
		spec := object{
			"hostNetwork":    r.one(4),
			"initContainers": some(r, 1, func() object { return container(true) }),
			"containers":     some(r, 2, func() object { return container(false) }),
		}
		pod := &corev1.Pod{}
		mustDecode(spec, &pod.Spec)
		corev1defaults.SetObjectDefaults_Pod(pod)
		info := fwk.HostPortInfo{}
		for _, port := range schedulerutil.GetHostPorts(pod) {
			info.Add(port.HostIP, string(port.Protocol), port.HostPort)
		}
		specs, used, ports = append(specs, spec), append(used, info), append(ports, schedulerutil.GetHostPorts(pod))
	}
	conflict := false
	for _, port := range ports[1] {
		conflict = conflict || used[0].CheckConflict(port.HostIP, string(port.Protocol), port.HostPort)
	}
	return object{"specs": specs, "counts": []int{len(ports[0]), len(ports[1])}, "conflict": conflict}
}
