// Reads pages as lines of JSON strings, answers each with a line of JSON: the list of its problems.
import { createInterface } from "node:readline";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const loader = new StaticConfigLoader({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
  rules: { "no-inline-style": "error", "require-sri": ["error", { target: "crossorigin" }] },
});
const validator = new HtmlValidate(loader);

for await (const line of createInterface({ input: process.stdin })) {
  const report = await validator.validateString(JSON.parse(line));
  const problems = report.results.flatMap((result) => result.messages);
  console.log(JSON.stringify(problems.map((p) => `${p.line}:${p.column} ${p.ruleId}: ${p.message}`)));
}
