import { SEVERITIES } from "../engine/finding.ts";
import { PRESETS } from "../engine/presets.ts";
import type { OptionSchema, Rule } from "../engine/rule.ts";

/** The form of a value in a configuration file: what is checked, what the JSON schema says, what `dslint config` shows. */
export type Form =
  | { readonly type: "boolean"; readonly description: string }
  | {
      readonly type: "integer" | "number";
      readonly description: string;
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | {
      readonly type: "string";
      readonly description: string;
      readonly enum?: readonly string[];
      readonly pattern?: string;
      readonly like?: string;
    }
  | { readonly type: "list"; readonly description: string; readonly items: Form }
  | { readonly type: "map"; readonly description: string; readonly keys: Readonly<Record<string, Form>> }
  /** A map whose keys are the author's: label names, resource names. */
  | { readonly type: "texts"; readonly description: string }
  /** A severity, or a map that holds one among other things. */
  | { readonly type: "rule"; readonly description: string; readonly keys: Readonly<Record<string, Form>> };

const text = (description: string): Form => ({ type: "string", description });
const texts = (description: string, items: string): Form => ({ type: "list", description, items: text(items) });
const severity: Form = {
  type: "string",
  description: "Severity of the rule's findings, or `off`",
  enum: [...SEVERITIES, "off"],
};

function formOfOption(option: OptionSchema): Form {
  const { description } = option;
  if (option.type === "array") {
    const items: Form = { type: "string", description, ...(option.enum === undefined ? {} : { enum: option.enum }) };
    return { type: "list", description, items };
  }
  if (option.type === "boolean") return { type: "boolean", description };
  if (option.type === "string") {
    return { type: "string", description, ...(option.enum === undefined ? {} : { enum: option.enum }) };
  }
  const { type, minimum, maximum } = option;
  return {
    type,
    description,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

function formOfRule({ summary, options = {} }: Rule): Form {
  const keys = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, formOfOption(option)]));
  return { type: "rule", description: summary, keys: { severity, ...keys } };
}

/** What a configuration file may hold, given the rules there are. */
export function configForm(catalogue: readonly Rule[]): Form & { type: "map" } {
  const ids = catalogue.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  const rules: Form = {
    type: "map",
    description: "What rules are to do: a severity, `off`, or a map of `severity` and the rule's options",
    keys: Object.fromEntries(
      catalogue.flatMap((rule) => [rule.id, ...(rule.aliases ?? [])].map((id) => [id, formOfRule(rule)])),
    ),
  };
  const version: Form = {
    type: "string",
    description: "Kubernetes to judge for, such as `1.33`; quote it",
    pattern: "^v?\\d+\\.\\d+(\\.\\d+)?$",
    like: "1.33",
  };
  return {
    type: "map",
    description: "Configuration of dslint",
    keys: {
      preset: { type: "string", description: "The rules and severities to start from", enum: Object.keys(PRESETS) },
      "fail-on": {
        type: "string",
        description: "The severity from which on findings make the exit code 1",
        enum: [...SEVERITIES, "never"],
      },
      "max-warnings": {
        type: "integer",
        description: "Warnings from which on the exit code is 1 all the same",
        minimum: 0,
      },
      "kubernetes-version": version,
      namespace: text("Namespace of resources that name none"),
      baseline: text("File of accepted findings, from this file's folder"),
      cluster: {
        type: "map",
        description: "What is known of the clusters that the manifests are for",
        keys: {
          nodes: { type: "integer", description: "How many nodes there are", minimum: 1 },
          "control-plane-taints": {
            type: "list",
            description: "Taints of the control-plane nodes",
            items: {
              type: "string",
              description: "A taint, such as `node-role.kubernetes.io/control-plane:NoSchedule`",
              pattern: "^[^=:\\s]+(=[^=:\\s]*)?:(NoSchedule|PreferNoSchedule|NoExecute)$",
              like: "node-role.kubernetes.io/control-plane:NoSchedule",
            },
          },
          "node-allocatable": {
            type: "texts",
            description: 'Allocatable resources of the smallest node, such as `{ cpu: "4", memory: 16Gi }`',
          },
        },
      },
      rules,
      "not-waivable": {
        type: "list",
        description: "Rules that no suppression may waive",
        items: { type: "string", description: "A rule", enum: ids },
      },
      exclude: texts("Files to leave out, as globs from this file's folder", "A glob"),
      context: texts(
        "Files and folders that checks across resources see although they are not linted, from this file's folder",
        "A path or a glob",
      ),
      overrides: {
        type: "list",
        description: "Other settings for some files or resources; a later one wins over an earlier one",
        items: {
          type: "map",
          description: "All that is named must match",
          keys: {
            files: texts("Globs from this file's folder", "A glob"),
            namespaces: texts("Namespaces; `*` stands for any characters", "A namespace"),
            names: texts("Names of resources; `*` stands for any characters", "A name"),
            labels: { type: "texts", description: "Labels that the resource itself carries" },
            preset: {
              type: "string",
              description: "The rules and severities to start from",
              enum: Object.keys(PRESETS),
            },
            rules,
          },
        },
      },
    },
  };
}

/** The JSON schema of the configuration, for editors. */
export function configSchema(catalogue: readonly Rule[]): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://raw.githubusercontent.com/dslint/dslint/main/schemas/config.schema.json",
    title: ".dslint.yaml",
    ...schemaOf(configForm(catalogue)),
  };
}

function schemaOf(form: Form): object {
  const { description } = form;
  switch (form.type) {
    case "list":
      return { description, type: "array", items: schemaOf(form.items) };
    case "texts":
      return { description, type: "object", additionalProperties: { type: "string" } };
    case "map":
      return { description, type: "object", properties: schemasOf(form.keys), additionalProperties: false };
    case "rule":
      return {
        description,
        oneOf: [schemaOf(severity), { type: "object", properties: schemasOf(form.keys), additionalProperties: false }],
      };
    case "string": {
      const { like: _, ...rest } = form;
      return rest;
    }
    default:
      return form;
  }
}

function schemasOf(keys: Readonly<Record<string, Form>>): object {
  return Object.fromEntries(Object.entries(keys).map(([key, form]) => [key, schemaOf(form)]));
}
