// @ts-check
// An article of our own, with a voice within a voice, a pronoun and a role to be resolved.

export const SAMPLE = `HARLOW BAY, May 14 — The harbour of Harlow Bay will close for three weeks in June while its sea wall is mended, the port authority said in a statement on Tuesday.

“We would rather lose three weeks now than a whole winter later,” said Marta Quill, the director of the port. She told reporters that engineers had found cracks along 40 metres of the wall.

Fishermen doubt that the work will be done in time. Piet Osei, who owns two boats, said the council had promised them that no berth would be lost. “I believe it when I see it,” he added.

The mayor, Ines Holm, denied that the council knew of the cracks before the spring. According to a report by the coast guard, the wall was last inspected in 2019.

The director said she hoped to reopen the harbour before the herring season. Quill also wants the government to pay half of the bill, which she put at “some four million”.
`;
