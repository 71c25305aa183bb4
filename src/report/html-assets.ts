// The style and the script of the HTML report, written without `<` and `&`, so that the page is well-formed XML as well.

export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --card: #ffffff; --ink: #1c2128; --quiet: #59636e; --rule: #d8dee4; --code: #f4f6f8;
  --error: #b3261e; --warning: #8a5300; --note: #0b5cad;
  --error-tint: #fbe9e7; --warning-tint: #fff2d6; --note-tint: #e4f0fc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181d; --card: #1b2027; --ink: #e6e9ed; --quiet: #9aa4af; --rule: #343b44; --code: #232a32;
    --error: #ff8f85; --warning: #f2bf5e; --note: #80bdff;
    --error-tint: #4a201d; --warning-tint: #46340f; --note-tint: #16365a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0 auto; max-width: 68rem; padding: 0 1.25rem 3rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.25rem; padding-top: 1.5rem; }
header p { margin: 0; }
h1 { margin: 0; font-size: 1.5rem; }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.125rem; }
h3 { margin: 0 0 .5rem; font-size: 1rem; }
h2 small, h3 small { font-weight: normal; }
h2 small { color: var(--quiet); margin-left: .5rem; }
a { color: var(--note); }
.quiet { color: var(--quiet); font-size: .875rem; margin: 0; }
.quiet a { color: inherit; }
.count { font-weight: 600; margin-right: .75rem; }
.count.error { color: var(--error); } .count.warning { color: var(--warning); } .count.note { color: var(--note); }
#filters { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem;
  margin: 1rem -1.25rem 0; padding: .75rem 1.25rem; background: var(--page); border-bottom: 1px solid var(--rule); font-size: .875rem; }
#filters input[type=search], #filters select { font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--rule); border-radius: .375rem; padding: .25rem .5rem; max-width: 11rem; }
#filters .box { margin-right: .5rem; white-space: nowrap; }
#filters output { margin-left: auto; }
.finding, .rule, .failed { background: var(--card); border: 1px solid var(--rule); border-left: .25rem solid var(--rule);
  border-radius: .375rem; padding: .875rem 1rem; margin: 0 0 .75rem; scroll-margin-top: 4.5rem; }
.finding > :last-child, .failed > :last-child { margin-bottom: 0; }
.finding.error, .rule.error, .failed { border-left-color: var(--error); }
.finding.warning, .rule.warning { border-left-color: var(--warning); }
.finding.note, .rule.note { border-left-color: var(--note); }
.finding:target, .rule:target { outline: 2px solid var(--note); }
.failed h2 { margin: 0; }
main > .failed { margin-top: 1.5rem; }
.message { margin: 0 0 .25rem; font-weight: 600; }
.waived .message { font-weight: normal; color: var(--quiet); }
.waived .badge { border: 1px solid var(--rule); }
.badge { display: inline-block; white-space: nowrap; border-radius: .75rem; padding: 0 .5rem; font-size: .75rem; line-height: 1.25rem; margin-right: .25rem; }
.error .badge { color: var(--error); background: var(--error-tint); }
.warning .badge { color: var(--warning); background: var(--warning-tint); }
.note .badge { color: var(--note); background: var(--note-tint); }
.label { font-weight: 600; margin-right: .25rem; }
pre { margin: .5rem 0; padding: .5rem .75rem; background: var(--code); border-radius: .375rem; overflow-x: auto; }
:not(pre) > code { background: var(--code); border-radius: .25rem; padding: .05rem .3rem; }
.line { color: var(--quiet); display: inline-block; min-width: 2.5rem; margin-right: 1rem; text-align: right; user-select: none; }
mark { color: inherit; background: none; border-bottom: 2px solid var(--quiet); font-weight: 600; }
.error mark { background: var(--error-tint); border-color: var(--error); }
.warning mark { background: var(--warning-tint); border-color: var(--warning); }
.note mark { background: var(--note-tint); border-color: var(--note); }
.chain { margin: .5rem 0 0; padding-left: 1.5rem; }
.finding p:last-child, .rule p { margin: .5rem 0 0; }
.resource { content-visibility: auto; contain-intrinsic-size: auto 30rem; }
details { margin-top: .75rem; }
table { border-collapse: collapse; margin-top: .5rem; font-size: .875rem; }
td { padding: .25rem .75rem .25rem 0; vertical-align: baseline; border-bottom: 1px solid var(--rule); }
td:last-child { text-align: right; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; }
footer { margin-top: 2.5rem; }
@media print { #filters { display: none; } .finding, .rule { break-inside: avoid; } }
`;

export const SCRIPT = `
(function () {
  "use strict";
  var form = document.getElementById("filters");
  if (form === null) return;
  var findings = Array.from(document.querySelectorAll(".finding"), function (element) {
    return { element: element, data: element.dataset, text: (element.dataset.file + " " + element.textContent).toLowerCase() };
  });
  var resources = Array.from(document.querySelectorAll(".resource"));
  var overview = document.querySelector(".overview");
  var shown = document.getElementById("shown");
  function apply() {
    var chosen = new FormData(form);
    var severities = chosen.getAll("severity");
    var words = chosen.get("text").toLowerCase().split(" ").filter(Boolean);
    var count = 0;
    findings.forEach(function (finding) {
      var fits = severities.includes(finding.data.severity);
      if (chosen.get("rule")) fits = fits ? finding.data.rule === chosen.get("rule") : false;
      if (chosen.get("file")) fits = fits ? finding.data.file === chosen.get("file") : false;
      fits = fits ? words.every(function (word) { return finding.text.includes(word); }) : false;
      finding.element.hidden = !fits;
      if (fits) count++;
    });
    resources.forEach(function (resource) {
      resource.hidden = resource.querySelector(".finding:not([hidden])") === null;
    });
    if (overview !== null) overview.hidden = count !== findings.length;
    shown.textContent = count === findings.length ? count + " shown" : count + " of " + findings.length + " shown";
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  apply();
})();
`;
