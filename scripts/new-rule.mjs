// npm run new-rule -- CATEGORY/RULE-ID: writes the rule, its two fixtures and its line in rules/index.ts.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const [category, id] = (process.argv[2] ?? "").split("/");
const categories = readFileSync("src/engine/rule.ts", "utf8")
  .match(/CATEGORIES = \[([^\]]*)\]/)?.[1]
  ?.match(/[a-z-]+/g);
const fail = (sentence) => {
  process.stderr.write(`new-rule: ${sentence}\n`);
  process.exit(2);
};
if (!id || !/^[a-z]+(-[a-z]+)*$/.test(id))
  fail("say CATEGORY/RULE-ID, the id in kebab case: npm run new-rule -- updates/some-defect");
if (!categories?.includes(category)) fail(`there is no category "${category}"; they are ${categories?.join(", ")}`);
const rule = `rules/${category}/${id}.ts`;
if (existsSync(rule)) fail(`${rule} exists already`);

mkdirSync(`rules/${category}`, { recursive: true });
writeFileSync(
  rule,
  `import { defineRule } from "../../src/engine/rule.ts";

export default defineRule({
  id: "${id}",
  category: "${category}",
  severity: "warning",
  summary: "The defect in a few words",
  why: "What goes wrong on a real node, in two or three sentences.",
  remedy: "What to write instead.",
  references: [],
  *check({ daemonSet }) {
    const paused = daemonSet.fields.at("metadata").at("annotations").at("example.com/${id}");
    if (paused.value === "true") yield { at: paused, message: "what it is, where it hurts, what to write" };
  },
});
`,
);
const manifest = (annotation) => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  namespace: agents
  annotations:
    example.com/${id}: ${annotation}
spec:
  selector:
    matchLabels:
      app: agent
  updateStrategy:
    type: RollingUpdate
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:1.4.2
`;
mkdirSync(`fixtures/${id}`, { recursive: true });
writeFileSync(`fixtures/${id}/bad.yaml`, manifest(`"true" # expect: ${id}`));
writeFileSync(`fixtures/${id}/good.yaml`, manifest('"false"'));

const name = id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const index = readFileSync("rules/index.ts", "utf8");
const imported = index.replace("\n/** Every rule", `import ${name} from "./${category}/${id}.ts";\n\n/** Every rule`);
const heading = new RegExp(`(  // ${category}\\n(?:  (?!//)[^\\n]*\\n)*)`);
const listed = heading.test(imported)
  ? imported.replace(heading, `$1  ${name},\n`)
  : imported.replace("\n];", `\n  // ${category}\n  ${name},\n];`);
writeFileSync("rules/index.ts", listed);
process.stdout.write(
  `wrote ${rule}, fixtures/${id}/ and its line in rules/index.ts; next: npm run format && npm test\n`,
);
