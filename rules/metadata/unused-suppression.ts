import { defineEngineRule } from "../../src/engine/rule.ts";

export default defineEngineRule({
  id: "unused-suppression",
  category: "metadata",
  severity: "warning",
  summary: "A suppression that suppresses nothing",
  why: "A suppression is a promise to readers that somebody looked and why it is fine. One for a rule that finds nothing here, that is misspelt or that gives no reason is a promise nobody keeps, and the next real finding at that place disappears behind it.",
  remedy:
    "Delete it, mend the rule's name, or add the reason: `# dslint-ignore privileged-container -- the CNI writes iptables`.",
  references: [],
  madeBy: "suppressions",
});
