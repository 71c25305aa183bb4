import type { Container, ContainerRestartRule } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkChoice } from "./words.ts";

const POLICIES = ["Always", "Never", "OnFailure"] as const;
const ACTIONS = ["Restart", "RestartAllContainers"] as const;
const OPERATORS = ["In", "NotIn"] as const;
const MOST_RULES = 20;
const MOST_EXIT_CODES = 255;

/** A container's own restart policy and its rules: `validateContainerRestartPolicy` of k8s.io/kubernetes/pkg/apis/core/validation. */
export function validateContainerRestart(container: Container, path: Path, errors: ErrorList): void {
  const { restartPolicy, restartPolicyRules = [] } = container;
  if (restartPolicy !== undefined) {
    checkChoice("restartPolicy", restartPolicy, POLICIES, path.child("restartPolicy"), errors);
  }
  if (restartPolicyRules.length === 0) return;
  if (restartPolicy === undefined) requirePolicy(path, errors);
  const rulesPath = path.child("restartPolicyRules");
  if (restartPolicyRules.length > MOST_RULES) {
    errors.add(
      "FieldValueTooMany",
      rulesPath,
      `${restartPolicyRules.length} restart rules are too many: at most ${MOST_RULES} are allowed`,
    );
  }
  for (const [index, rule] of restartPolicyRules.entries()) validateRule(rule, rulesPath.index(index), errors);
}

/** Rules of an init container that names no policy are not looked at: `validateInitContainerRestartPolicy`. */
export function validateInitContainerRestart(container: Container, path: Path, errors: ErrorList): void {
  if (container.restartPolicy !== undefined) {
    validateContainerRestart(container, path, errors);
  } else if ((container.restartPolicyRules ?? []).length > 0) {
    requirePolicy(path, errors);
  }
}

function requirePolicy(path: Path, errors: ErrorList): void {
  errors.required(
    path.child("restartPolicy"),
    "restartPolicyRules are exceptions to the container's own restartPolicy, and it has none: write one",
  );
}

function validateRule({ action = "", exitCodes }: ContainerRestartRule, path: Path, errors: ErrorList): void {
  checkChoice("action", action, ACTIONS, path.child("action"), errors);
  if (exitCodes === undefined) {
    errors.required(path.child("exitCodes"), "the rule doesn't say at which exit codes it holds: write exitCodes");
    return;
  }
  const { operator = "", values = [] } = exitCodes;
  checkChoice("operator", operator, OPERATORS, path.child("exitCodes", "operator"), errors);
  if (values.length > MOST_EXIT_CODES) {
    errors.add(
      "FieldValueTooMany",
      path.child("exitCodes", "values"),
      `${values.length} exit codes are too many: at most ${MOST_EXIT_CODES} are allowed`,
    );
  }
}
