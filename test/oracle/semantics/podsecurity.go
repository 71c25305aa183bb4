package main

import (
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

var volumeTypes = []string{"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret",
	"hostPath", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "nfs", "iscsi", "glusterfs", "rbd", "flexVolume", "cinder", "cephfs", "flocker",
	"fc", "azureFile", "vsphereVolume", "quobyte", "azureDisk", "photonPersistentDisk", "portworxVolume", "scaleIO", "storageos"}

// securityContext holds what checks look at, in pods and containers alike.
// A mild one violates nothing that can be violated by setting something.
func securityContext(r *random, container, mild bool) any {
	if r.one(8) {
		return pick[any](r, nil, object{})
	}
	context := object{}
	set := func(chance int, key string, values ...any) {
		if r.one(chance) {
			context[key] = pick(r, values...)
		}
	}
	profile := func(wild ...string) any {
		if mild || r.one(2) {
			return object{"type": pick(r, "RuntimeDefault", "RuntimeDefault", "Localhost"), "localhostProfile": "x"}
		}
		return pick[any](r, nil, object{}, object{"type": pick(r, wild...)}, object{"type": "Unconfined"})
	}
	set(2, "runAsNonRoot", true, true, true, mild, nil)
	set(3, "runAsUser", 1000, 1, pick[any](r, 0, nil))
	if mild && context["runAsUser"] == 0 {
		delete(context, "runAsUser")
	}
	if r.one(2) {
		context["seccompProfile"] = profile("", "runtimedefault")
	}
	if r.one(4) {
		context["appArmorProfile"] = profile("", "unconfined")
	}
	if r.one(6) {
		options := object{"level": "s0"}
		options["type"] = pick(r, "", "container_t", "container_init_t", "container_kvm_t")
		if !mild {
			options["type"] = pick(r, "", "container_t", "container_init_t", "container_kvm_t", "container_engine_t", "spc_t")
			if r.one(3) {
				options[pick(r, "user", "role")] = pick(r, "system_u", "")
			}
		}
		context["seLinuxOptions"] = pick[any](r, options, options, nil)
	}
	if r.one(10) {
		context["windowsOptions"] = pick[any](r, object{"hostProcess": !mild && r.one(2)}, object{}, nil)
	}
	if !container {
		if r.one(5) {
			context["sysctls"] = some(r, 2, func() any {
				names := []string{"kernel.shm_rmid_forced", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies"}
				if !mild {
					names = append(names, "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_keepalive_probes",
						"net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem", "kernel.msgmax", "net/ipv4/tcp_syncookies", "")
				}
				return object{"name": pick(r, names...), "value": "1"}
			})
		}
		return context
	}
	set(2, "allowPrivilegeEscalation", false, false, false, nil, !mild)
	set(8, "privileged", false, !mild, nil)
	set(8, "procMount", "Default", nil)
	if !mild {
		set(10, "procMount", "Unmasked", "default", "")
	}
	if r.one(2) {
		capabilities := object{"drop": []string{"ALL"}}
		if !mild && r.one(3) {
			capabilities["drop"] = some(r, 2, func() any { return pick[any](r, "ALL", "all", "NET_RAW", nil) })
		}
		if r.one(3) {
			names := []string{"NET_BIND_SERVICE"}
			if !mild {
				names = []string{"NET_BIND_SERVICE", "CHOWN", "SYS_ADMIN", "NET_ADMIN", "CAP_CHOWN", "chown", "ALL", "SYS_CHROOT", ""}
			}
			capabilities["add"] = some(r, 2, func() string { return pick(r, names...) })
		}
		context["capabilities"] = pick[any](r, capabilities, capabilities, capabilities, capabilities, nil, object{})
	}
	return context
}

func handler(r *random, mild bool) any {
	host := pick(r, "", "", "127.0.0.1", "example.com")
	if mild {
		host = ""
	}
	return pick[any](r, object{"httpGet": object{"port": 80, "host": host}}, object{"tcpSocket": object{"port": 80, "host": host}},
		object{"httpGet": object{"port": 80}}, object{"exec": object{"command": []string{"true"}}}, object{}, nil)
}

func randomContainer(r *random, name string, mild bool) any {
	if r.one(60) {
		return nil
	}
	container := object{"name": name, "image": "registry.example.com/agent:1"}
	if !r.one(6) {
		container["securityContext"] = securityContext(r, true, mild)
	}
	if r.one(4) {
		container["ports"] = some(r, 2, func() any {
			port := object{"containerPort": pick(r, 80, 443)}
			if r.one(3) {
				port["hostPort"] = 0
			}
			if !mild && r.one(2) {
				port["hostPort"] = pick(r, 80, 8080)
			}
			return port
		})
	}
	for _, probe := range []string{"livenessProbe", "readinessProbe", "startupProbe"} {
		if r.one(8) {
			container[probe] = handler(r, mild)
		}
	}
	if r.one(8) {
		container["lifecycle"] = pick[any](r, nil, object{pick(r, "postStart", "preStop"): handler(r, mild)})
	}
	return container
}

func randomTemplate(r *random) object {
	// Half of the pods hold only what is allowed but for what is missing, so that both verdicts occur.
	mild := r.one(2)
	spec := object{}
	containers := func(list string, most, least int) {
		if count := least + r.IntN(most+1); count > 0 {
			items := []any{}
			for i := range count {
				items = append(items, randomContainer(r, fmt.Sprintf("%s-%d", list[:4], i), mild || r.one(2)))
			}
			spec[list] = items
		}
	}
	containers("containers", 2, 1)
	if r.one(2) {
		containers("initContainers", 1, 0)
	}
	if !r.one(4) {
		spec["securityContext"] = securityContext(r, false, mild)
	}
	if r.one(8) {
		spec["os"] = pick[any](r, object{"name": "windows"}, object{"name": "windows"}, object{"name": "linux"}, object{}, nil)
	}
	if r.one(6) {
		spec["hostUsers"] = pick[any](r, false, false, true, nil)
	}
	for _, key := range []string{"hostNetwork", "hostPID", "hostIPC"} {
		if r.one(12) {
			spec[key] = !mild
		}
	}
	if r.one(3) {
		spec["volumes"] = some(r, 3, func() any {
			volume := object{"name": pick(r, "a", "b")}
			types := volumeTypes
			if mild {
				types = volumeTypes[:9]
			}
			if !r.one(10) {
				volume[pick(r, types...)] = object{}
			}
			if r.one(10) {
				volume[pick(r, types...)] = pick[any](r, object{}, nil)
			}
			return volume
		})
	}
	metadata := object{"labels": object{"app": "agent"}}
	if r.one(5) {
		annotations := map[string]string{}
		values := []string{"runtime/default", "localhost/x"}
		if !mild {
			values = []string{"runtime/default", "localhost/x", "docker/default", "unconfined", "", "runtime/other"}
		}
		for range r.IntN(3) {
			annotations[pick(r, "container.apparmor.security.beta.kubernetes.io/cont-0", "container.apparmor.security.beta.kubernetes.io/none",
				"seccomp.security.alpha.kubernetes.io/pod", "container.seccomp.security.alpha.kubernetes.io/cont-0",
				"container.seccomp.security.alpha.kubernetes.io/none", "example.com/x")] = pick(r, values...)
		}
		metadata["annotations"] = annotations
	}
	return object{"metadata": metadata, "spec": spec}
}

var checks = policy.DefaultChecks()

// violated lists the ids of the checks that forbid a pod at a level and version.
func violated(level api.LevelVersion, template *corev1.PodTemplateSpec) []string {
	evaluator, err := policy.NewEvaluator(checks, nil)
	if err != nil {
		panic(err)
	}
	whole := policy.AggregateCheckResults(evaluator.EvaluatePod(level, &template.ObjectMeta, &template.Spec))
	overridden := map[policy.CheckID]bool{}
	revisions := map[policy.CheckID]policy.CheckPodFn{}
	for _, check := range checks {
		if check.Level == api.LevelRestricted && level.Level != api.LevelRestricted {
			continue
		}
		for _, revision := range check.Versions {
			if level.Version.Older(revision.MinimumVersion) {
				continue
			}
			revisions[check.ID] = revision.CheckPod
		}
		for _, revision := range check.Versions {
			if !level.Version.Older(revision.MinimumVersion) {
				for _, id := range revision.OverrideCheckIDs {
					overridden[id] = true
				}
			}
		}
	}
	ids := []string{}
	for _, check := range checks {
		run := revisions[check.ID]
		if run != nil && !overridden[check.ID] && !run(&template.ObjectMeta, &template.Spec).Allowed {
			ids = append(ids, string(check.ID))
		}
	}
	if len(ids) != len(whole.ForbiddenReasons) {
		panic(fmt.Sprintf("single checks disagree with the evaluator at %v: %v, %v", level, ids, whole.ForbiddenReasons))
	}
	return ids
}

func podSecurityCase(r *random) any {
	written := randomTemplate(r)
	// Decoded and defaulted as the API server stores it.
	daemonSet := &appsv1.DaemonSet{}
	mustDecode(written, &daemonSet.Spec.Template)
	legacyscheme.Scheme.Default(daemonSet)
	template := &daemonSet.Spec.Template
	verdicts := object{}
	for _, level := range []api.Level{api.LevelBaseline, api.LevelRestricted} {
		versions := object{"latest": violated(api.LevelVersion{Level: level, Version: api.LatestVersion()}, template)}
		for range 4 {
			minor := r.IntN(40)
			versions[fmt.Sprint(minor)] = violated(api.LevelVersion{Level: level, Version: api.MajorMinorVersion(1, minor)}, template)
		}
		verdicts[string(level)] = versions
	}
	return object{"template": written, "verdicts": verdicts}
}

func policyCase(r *random) any {
	labels := map[string]string{}
	if !r.one(5) {
		labels[api.EnforceLevelLabel] = pick(r, "privileged", "baseline", "restricted", "Restricted", "", "strict")
	}
	if !r.one(3) {
		labels[api.EnforceVersionLabel] = pick(r, "latest", "v1.25", "v1.0", "v1.05", "1.25", "v2.1", "", "v1.30", "Latest", "v1.99")
	}
	defaults := api.Policy{Enforce: api.LevelVersion{Level: api.LevelPrivileged, Version: api.LatestVersion()}}
	policy, errs := api.PolicyToEvaluate(labels, defaults)
	result := object{"labels": labels, "level": policy.Enforce.Level, "valid": len(errs) == 0, "version": "latest"}
	if !policy.Enforce.Version.Latest() {
		result["version"] = policy.Enforce.Version.Minor()
	}
	return result
}
