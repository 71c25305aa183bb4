import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll } from "vitest";

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The command line as a process, in a folder of its own that goes with the tests. Built once for a test file, so that
 * the tests need no earlier build.
 */
export function commandLine() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dslint-cli-")));
  const program = join(folder, ".program", "cli.cjs");
  beforeAll(async () => {
    await build({
      entryPoints: [resolve("src/cli/main.ts")],
      outfile: program,
      bundle: true,
      platform: "node",
      format: "cjs",
      logLevel: "error",
      define: { DSLINT_VERSION: '"0.0.0-test"', DSLINT_BUILD: '"sources"' },
    });
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  return {
    folder,
    write(name: string, text: string): void {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    run(args: readonly string[], input = "", cwd = folder): Outcome {
      const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "" };
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
        cwd,
        encoding: "utf8",
        input,
        env,
      });
      return { code: status, stdout, stderr };
    },
    /** Standard output and error in one file, as a terminal shows them. */
    said(args: readonly string[]): string {
      const file = join(folder, ".program", "said.txt");
      const both = openSync(file, "w");
      spawnSync(process.execPath, [program, ...args], {
        cwd: folder,
        env: { ...process.env, FORCE_COLOR: "0" },
        stdio: ["ignore", both, both],
      });
      closeSync(both);
      return readFileSync(file, "utf8");
    },
    /** Starts it without waiting for its end. */
    start(args: readonly string[]): ChildProcessWithoutNullStreams {
      return spawn(process.execPath, [program, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: "1" } });
    },
    git(...args: string[]): void {
      const { status, stderr } = spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
        cwd: folder,
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    },
  };
}

/** A DaemonSet that is fine but for what is given. */
export function daemonSet(name: string, pod = "", containers = ""): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${name}
  namespace: agents
spec:
  minReadySeconds: 30
  selector:
    matchLabels:
      app: ${name}
  updateStrategy:
    type: RollingUpdate
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      priorityClassName: node-agents
      serviceAccountName: ${name}
      automountServiceAccountToken: false
      tolerations:
        - key: node-role.kubernetes.io/control-plane
          operator: Exists
          effect: NoSchedule
${pod}      containers:
        - name: agent
          image: registry.example.com/agent:1.4.2
          resources:
            requests: { cpu: 10m, memory: 16Mi }
            limits: { cpu: 100m, memory: 64Mi }
          readinessProbe:
            httpGet: { path: /ready, port: 8080 }
          securityContext:
            allowPrivilegeEscalation: false
            runAsNonRoot: true
            runAsUser: 10001
${containers}`;
}
