import { expect, test } from "vitest";
import {
  controllerTolerations,
  coversToleration,
  parseTaint,
  type Taint,
  type Toleration,
  toleratesTaint,
  untoleratedTaint,
  withControllerTolerations,
} from "../../src/kubernetes/tolerations.ts";

const CONTROL_PLANE: Taint = { key: "node-role.kubernetes.io/control-plane", value: "", effect: "NoSchedule" };

test.each<[Toleration, boolean]>([
  [{ operator: "Exists" }, true],
  [{ key: CONTROL_PLANE.key }, true],
  [{ key: CONTROL_PLANE.key, operator: "", value: null, effect: null }, true],
  [{ key: CONTROL_PLANE.key, operator: "Exists", effect: "NoSchedule" }, true],
  [{ key: CONTROL_PLANE.key, operator: "Exists", effect: "NoExecute" }, false],
  [{ key: CONTROL_PLANE.key, operator: "Equal", value: "true" }, false],
  [{ key: "node-role.kubernetes.io/master", operator: "Exists" }, false],
  [{ key: CONTROL_PLANE.key, operator: "Gt", value: "" }, false],
  [{ key: CONTROL_PLANE.key, operator: "exists" }, false],
])("%j tolerates the control-plane taint: %s", (toleration, expected) => {
  expect(toleratesTaint(toleration, CONTROL_PLANE)).toBe(expected);
});

test("a soft taint keeps nothing off a node", () => {
  expect(untoleratedTaint([], [{ key: "a", effect: "PreferNoSchedule" }])).toBeUndefined();
  expect(untoleratedTaint([], [{ key: "a", effect: "PreferNoSchedule" }, CONTROL_PLANE])).toBe(CONTROL_PLANE);
  expect(untoleratedTaint([{ operator: "Exists" }], [CONTROL_PLANE])).toBeUndefined();
});

test("the controller's tolerations replace equal ones and are appended otherwise", () => {
  const own = { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute", tolerationSeconds: 30 };
  const broader = { key: "node.kubernetes.io/unreachable", operator: "Exists" };
  const result = withControllerTolerations([own, broader], false);
  expect(result[0]).toEqual({ key: own.key, operator: "Exists", effect: "NoExecute" });
  expect(result[1]).toBe(broader);
  expect(result).toHaveLength(7);
  expect(controllerTolerations(true).map(({ key }) => key)).toContain("node.kubernetes.io/network-unavailable");
  expect(controllerTolerations(false)).toHaveLength(6);
});

test("one toleration covers another exactly where it tolerates all the other does", () => {
  const universe: Taint[] = [];
  for (const key of ["a", "b"]) {
    for (const value of ["", "x", "y"]) {
      for (const effect of ["NoSchedule", "PreferNoSchedule", "NoExecute"]) universe.push({ key, value, effect });
    }
  }
  const tolerations: Toleration[] = [];
  for (const key of ["", "a", "b"]) {
    for (const operator of ["", "Equal", "Exists", "Gt"]) {
      for (const value of ["", "x"]) {
        for (const effect of ["", "NoSchedule", "NoExecute"]) tolerations.push({ key, operator, value, effect });
      }
    }
  }
  for (const a of tolerations) {
    for (const b of tolerations) {
      const matched = universe.filter((taint) => toleratesTaint(b, taint));
      const expected = matched.length > 0 && matched.every((taint) => toleratesTaint(a, taint));
      expect(coversToleration(a, b), JSON.stringify({ a, b })).toBe(expected);
    }
  }
});

test("a shorter or longer stay is another toleration", () => {
  const forever = { key: "a", operator: "Exists" };
  const brief = { ...forever, effect: "NoExecute", tolerationSeconds: 60 };
  expect(coversToleration(forever, brief)).toBe(false);
  expect(coversToleration({ ...forever, tolerationSeconds: 60 }, brief)).toBe(true);
  expect(coversToleration({ ...forever, tolerationSeconds: 60 }, { ...forever, effect: "NoSchedule" })).toBe(true);
});

test("taints are read as kubectl writes them", () => {
  expect(parseTaint("a/b=c:NoSchedule")).toEqual({ key: "a/b", value: "c", effect: "NoSchedule" });
  expect(parseTaint(" a:NoExecute ")).toEqual({ key: "a", value: "", effect: "NoExecute" });
  expect(parseTaint("a=b:NoSuch")).toBeUndefined();
  expect(parseTaint("a=b")).toBeUndefined();
});
