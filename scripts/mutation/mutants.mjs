// What can be changed in a rule's source so that some fixture should notice.
import { parseAst } from "rolldown/parseAst";

/**
 * Properties that hold words for people, bounds of options, which configuration is held to, or fixes, which
 * test/fix.test.ts judges: nothing a fixture could tell apart.
 */
const WORDS = new Set([
  ...["message", "summary", "why", "remedy", "exceptions", "references", "description"],
  ...["minimum", "maximum", "related", "fix"],
]);
const FLIPPED = {
  "===": ["!=="],
  "!==": ["==="],
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "&&": ["||"],
  "||": ["&&"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
};
/** Calls whose text arguments decide something. */
const COMPARING = new Set(["includes", "startsWith", "endsWith", "has", "at"]);
const SWAPPED = { some: "every", every: "some" };

/** Every mutant of a module: the part to replace, and by what. */
export function mutantsOf(source) {
  const program = parseAst(source, { lang: "ts", sourceType: "module" });
  const wordy = wordyRanges(program);
  const mutants = [];
  walk(program, (node, parent) => {
    if (wordy.some(([start, end]) => node.start >= start && node.end <= end)) return false;
    const replace = (target, text) => mutants.push({ start: target.start, end: target.end, text });
    const text = (of) => source.slice(of.start, of.end);
    const flip = () => {
      for (const other of FLIPPED[node.operator] ?? []) {
        const between = source.slice(node.left.end, node.right.start).replace(node.operator, () => other);
        replace(node, `(${text(node.left)}${between}${text(node.right)})`);
      }
    };
    switch (node.type) {
      case "BinaryExpression":
        flip();
        break;
      case "LogicalExpression":
        if (node.operator === "??") replace(node, `(${text(node.left)})`);
        else flip();
        break;
      case "UnaryExpression":
        if (node.operator === "!") replace(node, `!!(${text(node.argument)})`);
        break;
      case "IfStatement":
      case "ConditionalExpression":
        replace(node.test, "true");
        replace(node.test, "false");
        break;
      case "Literal":
        if (typeof node.value === "boolean") replace(node, String(!node.value));
        else if (typeof node.value === "number") {
          replace(node, String(node.value + 1));
          replace(node, `(${node.value - 1})`);
        } else if (typeof node.value === "string" && isCompared(parent)) replace(node, '"\u0000"');
        break;
      case "CallExpression": {
        const { callee } = node;
        if (callee.type !== "MemberExpression" || callee.computed) break;
        const swapped = SWAPPED[callee.property.name];
        if (swapped !== undefined) replace(callee.property, swapped);
        if (callee.property.name === "filter") replace(node, text(callee.object));
        break;
      }
    }
    return true;
  });
  return mutants.map((mutant) => ({ ...mutant, line: source.slice(0, mutant.start).split("\n").length }));
}

function isCompared(parent) {
  if (parent.type === "BinaryExpression") return ["===", "!=="].includes(parent.operator);
  if (parent.type !== "CallExpression" || parent.callee.type !== "MemberExpression") return false;
  return COMPARING.has(parent.callee.property.name);
}

/** Ranges that make up words only: those properties, and the functions and constants that nothing else uses. */
function wordyRanges(program) {
  const ranges = [];
  const declared = [];
  const used = new Map();
  walk(program, (node, parent) => {
    if (node.type === "Property" && !node.computed && WORDS.has(node.key.name)) ranges.push([node.start, node.end]);
    const { id } = node;
    if (["FunctionDeclaration", "VariableDeclarator"].includes(node.type) && id.type === "Identifier")
      if (!parent.type.startsWith("Export")) declared.push(node);
    if (node.type !== "Identifier") return true;
    if (parent.type === "Property" && parent.key === node && !parent.shorthand) return true;
    if (parent.type === "MemberExpression" && parent.property === node && !parent.computed) return true;
    used.set(node.name, [...(used.get(node.name) ?? []), node]);
    return true;
  });
  const within = ({ start, end }) => ranges.some(([from, to]) => start >= from && end <= to);
  for (let before = -1; before !== ranges.length; ) {
    before = ranges.length;
    for (const node of declared) {
      if (within(node)) continue;
      const uses = (used.get(node.id.name) ?? []).filter((use) => use.start < node.start || use.end > node.end);
      if (uses.length > 0 && uses.every(within)) ranges.push([node.start, node.end]);
    }
  }
  return ranges;
}

/** Visits what runs, not what is only typed. A visitor that answers false keeps a node's children out. */
function walk(node, visit, parent) {
  if (node.type.startsWith("TS") && node.expression === undefined) return;
  if (node.type === "ImportDeclaration" || !visit(node, parent)) return;
  for (const [key, child] of Object.entries(node)) {
    if (key === "typeAnnotation") continue;
    for (const one of Array.isArray(child) ? child : [child]) if (typeof one?.type === "string") walk(one, visit, node);
  }
}
