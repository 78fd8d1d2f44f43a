// @ts-check
// Why a speaker is who is named, in words.

/**
 * @typedef {{rule: string, antecedent: string | null, antecedent_start: number | null,
 *   antecedent_end: number | null, runner_up: string | null, margin: number | null}} Why
 */

/** What each rule says of a source; a rule that is not here is told by its name. @type {Record<string, string>} */
const RULES = {
  "full-name": "The source gives the full name.",
  "short-name": "The source is a short form of a name that the article gives in full.",
  relative: "The source is a name that is shared within a family.",
  apposition: "The article puts this name beside these words.",
  "source-role": "The words before or after the name in the source are the speaker's role.",
  owned: "The source is somebody's, as in “Lind's lawyer”.",
  predicate: "The article says that the name is this.",
  couple: "A plural that takes up two who were named together.",
  pair: "A number that takes up as many who were named.",
  quoted: "The word stands in a quotation in which nobody else was named.",
  ranked: "Of all who were named before, this one fits best.",
  new: "Nobody who was named before fits, so the source itself is the speaker.",
  head: "The source names the speaker.",
  together: "The source names several.",
  we: "“We” is the body for which the one who is quoted speaks.",
  "first-person": "“I” is who is quoted.",
  colon: "The name before the colon speaks.",
  "goes-on": "The one who spoke just before goes on.",
  nobody: "No rule found anybody.",
};

/**
 * The reason as terms with what they say.
 * @param {Why} why
 * @returns {[string, string][]}
 */
export function reasons(why) {
  /** @type {[string, string][]} */
  const terms = [["Why", `${RULES[why.rule] ?? ""} (${why.rule})`.trim()]];
  if (why.antecedent !== null) terms.push(["Taken up", `“${why.antecedent}”, at ${why.antecedent_start}`]);
  if (why.margin !== null) {
    const other = why.runner_up || "somebody new";
    terms.push(["Else", `${other}, who fits less by ${why.margin.toFixed(2)} (log-odds)`]);
  }
  return terms;
}
