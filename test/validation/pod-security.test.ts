import { describe, expect, test } from "vitest";
import { refusals } from "./pod.ts";

const context = (securityContext: object) => ({ securityContext });

describe("ids and groups", () => {
  test.each<[spec: object, refused: string[]]>([
    [context({ runAsUser: 0, runAsGroup: 2147483647, fsGroup: 1, supplementalGroups: [1] }), []],
    [
      context({ runAsUser: -1, runAsGroup: 2147483648, fsGroup: -1, supplementalGroups: [1, -1, 2147483648] }),
      [
        "Invalid securityContext.fsGroup",
        "Invalid securityContext.runAsGroup",
        "Invalid securityContext.runAsUser",
        "Invalid securityContext.supplementalGroups[1]",
        "Invalid securityContext.supplementalGroups[2]",
      ],
    ],
    [
      context({ fsGroupChangePolicy: "Always", supplementalGroupsPolicy: "Strict", seLinuxChangePolicy: "Recursive" }),
      [],
    ],
    [
      context({ fsGroupChangePolicy: "always", supplementalGroupsPolicy: "", seLinuxChangePolicy: "MountOption" }),
      [
        "NotSupported securityContext.fsGroupChangePolicy",
        "NotSupported securityContext.seLinuxChangePolicy",
        "NotSupported securityContext.supplementalGroupsPolicy",
      ],
    ],
    [context({ seLinuxChangePolicy: "x" }), ["NotSupported securityContext.seLinuxChangePolicy"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("sysctls", () => {
  test.each<[spec: object, refused: string[]]>([
    [
      context({
        sysctls: [
          { name: "kernel.shm_rmid_forced", value: "1" },
          { name: "net/ipv4/ip_forward", value: "0" },
        ],
      }),
      [],
    ],
    [
      context({
        sysctls: [
          {},
          { name: "a b" },
          { name: "a..b" },
          { name: "A.b" },
          { name: "a." },
          { name: "a".repeat(254) },
          { name: "a.b" },
          { name: "a.b" },
        ],
      }),
      [
        "Duplicate securityContext.sysctls[7].name",
        "Invalid securityContext.sysctls[1].name",
        "Invalid securityContext.sysctls[2].name",
        "Invalid securityContext.sysctls[3].name",
        "Invalid securityContext.sysctls[4].name",
        "Invalid securityContext.sysctls[5].name",
        "Required securityContext.sysctls[0].name",
      ],
    ],
    [
      {
        hostNetwork: true,
        securityContext: {
          sysctls: [
            { name: "net.core.x" },
            { name: "net/ipv4/conf/eth0.1/x" },
            { name: "net" },
            { name: "kernel.sem" },
            { name: "netx.a" },
          ],
        },
      },
      ["Invalid securityContext.sysctls[0].name", "Invalid securityContext.sysctls[1].name"],
    ],
    [
      {
        hostIPC: true,
        securityContext: {
          sysctls: [
            { name: "net.core.x" },
            { name: "kernel.sem" },
            { name: "kernel/msgmax" },
            { name: "fs.mqueue.x" },
            { name: "kernel.shm" },
            { name: "kernel.pid_max" },
            { name: "kernel.sem" },
          ],
        },
      },
      [
        "Duplicate securityContext.sysctls[6].name",
        "Invalid securityContext.sysctls[1].name",
        "Invalid securityContext.sysctls[2].name",
        "Invalid securityContext.sysctls[3].name",
        "Invalid securityContext.sysctls[4].name",
        "Invalid securityContext.sysctls[6].name",
      ],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("seccomp and AppArmor", () => {
  test.each<[spec: object, refused: string[]]>([
    [context({ seccompProfile: { type: "RuntimeDefault" }, appArmorProfile: { type: "Unconfined" } }), []],
    [
      context({
        seccompProfile: { type: "Localhost", localhostProfile: "a/b" },
        appArmorProfile: { type: "Localhost", localhostProfile: "a" },
      }),
      [],
    ],
    [
      context({ seccompProfile: {}, appArmorProfile: {} }),
      ["Required securityContext.appArmorProfile.type", "Required securityContext.seccompProfile.type"],
    ],
    [
      context({ seccompProfile: { type: "Localhost" }, appArmorProfile: { type: "Localhost" } }),
      [
        "Required securityContext.appArmorProfile.localhostProfile",
        "Required securityContext.seccompProfile.localhostProfile",
      ],
    ],
    [
      context({
        seccompProfile: { type: "Localhost", localhostProfile: "/a" },
        appArmorProfile: { type: "Localhost", localhostProfile: " a" },
      }),
      [
        "Invalid securityContext.appArmorProfile.localhostProfile",
        "Invalid securityContext.seccompProfile.localhostProfile",
      ],
    ],
    [
      context({
        seccompProfile: { type: "Localhost", localhostProfile: "" },
        appArmorProfile: { type: "Localhost", localhostProfile: "" },
      }),
      ["Required securityContext.appArmorProfile.localhostProfile"],
    ],
    [
      context({
        seccompProfile: { type: "unconfined", localhostProfile: "a" },
        appArmorProfile: { type: "unconfined", localhostProfile: "a" },
      }),
      [
        "Invalid securityContext.seccompProfile.localhostProfile",
        "NotSupported securityContext.appArmorProfile.type",
        "NotSupported securityContext.seccompProfile.type",
      ],
    ],
    [
      context({
        seccompProfile: { type: "RuntimeDefault", localhostProfile: "a" },
        appArmorProfile: { type: "RuntimeDefault", localhostProfile: "" },
      }),
      [
        "Invalid securityContext.appArmorProfile.localhostProfile",
        "Invalid securityContext.seccompProfile.localhostProfile",
      ],
    ],
    [
      context({ seccompProfile: { localhostProfile: "" } }),
      ["Invalid securityContext.seccompProfile.localhostProfile", "Required securityContext.seccompProfile.type"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("windowsOptions", () => {
  test.each<[spec: object, refused: string[]]>([
    [
      context({
        windowsOptions: { gmsaCredentialSpecName: "a.b", gmsaCredentialSpec: "{}", runAsUserName: "ContainerUser" },
      }),
      [],
    ],
    [
      context({ windowsOptions: { gmsaCredentialSpecName: "A", gmsaCredentialSpec: "", runAsUserName: "" } }),
      [
        "Invalid securityContext.windowsOptions.gmsaCredentialSpec",
        "Invalid securityContext.windowsOptions.gmsaCredentialSpecName",
        "Invalid securityContext.windowsOptions.runAsUserName",
      ],
    ],
    [context({ windowsOptions: { runAsUserName: "D\\u" } }), []],
    [context({ windowsOptions: { runAsUserName: "a.b.c\\u v" } }), []],
    [context({ windowsOptions: { runAsUserName: "\\u" } }), ["Invalid securityContext.windowsOptions.runAsUserName"]],
    [
      context({ windowsOptions: { runAsUserName: "a\\b\\c" } }),
      ["Invalid securityContext.windowsOptions.runAsUserName"],
    ],
    [context({ windowsOptions: { runAsUserName: ".a\\u" } }), ["Invalid securityContext.windowsOptions.runAsUserName"]],
    [context({ windowsOptions: { runAsUserName: "a\\" } }), ["Invalid securityContext.windowsOptions.runAsUserName"]],
    [context({ windowsOptions: { runAsUserName: ".. ." } }), ["Invalid securityContext.windowsOptions.runAsUserName"]],
    [context({ windowsOptions: { runAsUserName: "u@v" } }), ["Invalid securityContext.windowsOptions.runAsUserName"]],
    [context({ windowsOptions: { runAsUserName: "u\tv" } }), ["Invalid securityContext.windowsOptions.runAsUserName"]],
    [
      context({ windowsOptions: { runAsUserName: "u".repeat(105) } }),
      ["Invalid securityContext.windowsOptions.runAsUserName"],
    ],
    [context({ windowsOptions: { runAsUserName: "a.b.c.d.e.f.g.h\\u" } }), []],
    [context({ windowsOptions: { runAsUserName: "abcdefghijklmnop\\u" } }), []],
    [
      context({ windowsOptions: { runAsUserName: "abcdefghijklm_op\\u" } }),
      ["Invalid securityContext.windowsOptions.runAsUserName"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("hostProcess", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } }, []],
    [context({ windowsOptions: { hostProcess: true } }), ["Invalid hostNetwork"]],
    [
      {
        hostNetwork: true,
        containers: [
          { name: "c0", image: "i", securityContext: { windowsOptions: { hostProcess: true } } },
          { name: "c1", image: "i" },
        ],
      },
      ["Invalid spec.template.spec"],
    ],
    [
      {
        containers: [
          { name: "c0", image: "i", securityContext: { windowsOptions: { hostProcess: true } } },
          { name: "c1", image: "i", securityContext: { windowsOptions: { hostProcess: false } } },
        ],
      },
      ["Invalid hostNetwork", "Invalid spec.template.spec"],
    ],
    [
      {
        hostNetwork: true,
        containers: [{ name: "c0", image: "i", securityContext: { windowsOptions: { hostProcess: true } } }],
        securityContext: { windowsOptions: { hostProcess: false } },
      },
      ["Invalid containers[0].securityContext.windowsOptions.hostProcess"],
    ],
    [{ containers: [{ name: "c0", image: "i", securityContext: { windowsOptions: { hostProcess: false } } }] }, []],
    [
      {
        hostNetwork: true,
        initContainers: [{ name: "i", image: "i" }],
        containers: [{ name: "c0", image: "i", securityContext: { windowsOptions: { hostProcess: true } } }],
      },
      ["Invalid spec.template.spec"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("host namespaces", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ hostPID: true, hostIPC: true, hostNetwork: true, hostUsers: true }, []],
    [{ hostPID: true, shareProcessNamespace: true }, ["Invalid securityContext.shareProcessNamespace"]],
    [{ hostPID: true, shareProcessNamespace: false }, []],
    [{ hostUsers: false }, []],
    [
      { hostUsers: false, hostPID: true, hostIPC: true, hostNetwork: true },
      ["Forbidden HostIPC", "Forbidden HostPID", "Forbidden hostNetwork"],
    ],
    [
      {
        hostUsers: false,
        volumes: [{ name: "v", persistentVolumeClaim: { claimName: "c" } }],
        containers: [
          { name: "c0", image: "i", volumeDevices: [{ name: "v", devicePath: "/dev/x" }] },
          { name: "c1", image: "i", volumeDevices: [] },
        ],
      },
      ["Forbidden containers[0].volumeDevices"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("os", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ os: { name: "linux" } }, []],
    [{ os: {} }, ["Required os.name"]],
    [{ os: { name: "darwin" } }, ["NotSupported os"]],
    [
      {
        os: { name: "linux" },
        securityContext: { windowsOptions: {} },
        initContainers: [{ name: "i", image: "i", securityContext: { windowsOptions: {} } }],
      },
      ["Forbidden initContainers[0].securityContext.windowsOptions", "Forbidden securityContext.windowsOptions"],
    ],
    [
      { os: { name: "windows" }, hostPID: false, hostIPC: false, securityContext: { sysctls: [], runAsNonRoot: true } },
      [],
    ],
    [
      {
        os: { name: "windows" },
        hostPID: true,
        hostIPC: true,
        hostUsers: true,
        shareProcessNamespace: false,
        securityContext: {
          sysctls: [{ name: "a" }],
          supplementalGroups: [],
          runAsUser: 1,
          runAsGroup: 1,
          fsGroup: 1,
          fsGroupChangePolicy: "Always",
          seLinuxOptions: {},
          seccompProfile: { type: "Unconfined" },
          appArmorProfile: { type: "Unconfined" },
          supplementalGroupsPolicy: "Merge",
          seLinuxChangePolicy: "Recursive",
        },
      },
      [
        "Forbidden hostIPC",
        "Forbidden hostPID",
        "Forbidden hostUsers",
        "Forbidden securityContext.appArmorProfile",
        "Forbidden securityContext.fsGroup",
        "Forbidden securityContext.fsGroupChangePolicy",
        "Forbidden securityContext.runAsGroup",
        "Forbidden securityContext.runAsUser",
        "Forbidden securityContext.seLinuxChangePolicy",
        "Forbidden securityContext.seLinuxOptions",
        "Forbidden securityContext.seccompProfile",
        "Forbidden securityContext.supplementalGroups",
        "Forbidden securityContext.supplementalGroupsPolicy",
        "Forbidden securityContext.sysctls",
        "Forbidden shareProcessNamespace",
      ],
    ],
    [
      {
        containers: [
          {
            name: "c0",
            image: "i",
            securityContext: {
              allowPrivilegeEscalation: false,
              appArmorProfile: { type: "Unconfined" },
              capabilities: {},
              privileged: false,
              procMount: "Default",
              readOnlyRootFilesystem: true,
              runAsGroup: 1,
              runAsUser: 1,
              seLinuxOptions: {},
              seccompProfile: { type: "Unconfined" },
              runAsNonRoot: true,
            },
          },
        ],
        os: { name: "windows" },
      },
      [
        "Forbidden containers[0].securityContext.allowPrivilegeEscalation",
        "Forbidden containers[0].securityContext.appArmorProfile",
        "Forbidden containers[0].securityContext.capabilities",
        "Forbidden containers[0].securityContext.privileged",
        "Forbidden containers[0].securityContext.procMount",
        "Forbidden containers[0].securityContext.readOnlyRootFilesystem",
        "Forbidden containers[0].securityContext.runAsGroup",
        "Forbidden containers[0].securityContext.runAsUser",
        "Forbidden containers[0].securityContext.seLinuxOptions",
        "Forbidden containers[0].securityContext.seccompProfile",
      ],
    ],
    [{ os: { name: "windows" }, resources: { limits: { x: "1" } } }, ["Forbidden resources"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});
