// A model of one webhook, for commands that read models.
import type { Evidence, Model } from "../../../src/model/model.ts";

const said = (kind: Evidence["kind"], rule: string, quote: string, line: number): Evidence => ({
  kind,
  rule,
  quote,
  at: { file: "v1.5/page.md", line, column: 3 },
});

export const smallModel: Model = {
  format: 1,
  version: "1.5",
  status: "stable",
  pages: [],
  webhooks: [
    {
      name: "parcel_moved",
      action: "parcel_moved",
      aliases: [],
      description: "A parcel\n\nmoved.",
      anchor: "parcel_moved",
      sections: [],
      envelope: {
        origin: "documented",
        payloadField: "payload",
        payloadAt: 1,
        fields: [
          { name: "action", type: { kind: "literal", value: "parcel_moved" }, presence: "required", evidence: [] },
        ],
        evidence: [],
      },
      payload: {
        kind: "object",
        fields: [
          {
            name: "queue",
            type: { kind: "string", evidence: [said("sample", "sample/value", '"a"', 12)] },
            presence: "optional",
            description: "Where it waits.",
            evidence: [said("table", "present-if", "Present if it waits. \u001b[2J", 30)],
          },
          { name: "id", type: { kind: "integer" }, presence: "required", evidence: [] },
        ],
      },
      samples: [],
      evidence: [said("heading", "section", "parcel_moved", 5)],
    },
  ],
  structures: [],
  corrections: [],
  coverage: { consumed: {}, entries: [] },
};
