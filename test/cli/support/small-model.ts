// A model of one webhook, for commands that read models.
import { MODEL_FORMAT, type Evidence, type Model } from "../../../src/model/model.ts";
import { conventions } from "../../support/conventions.ts";

const said = (kind: Evidence["kind"], rule: string, quote: string, line: number): Evidence => ({
  kind,
  rule,
  quote,
  at: { file: "v1.5/page.md", line, column: 3 },
});

export const smallModel: Model = {
  format: MODEL_FORMAT,
  version: "1.5",
  status: "stable",
  pages: [],
  conventions,
  webhooks: [
    {
      name: "parcel_moved",
      id: "parcel_moved",
      title: "parcel_moved",
      aliases: [],
      description: "A parcel\n\nmoved.",
      anchor: "parcel_moved",
      sections: [],
      envelope: {
        origin: "documented",
        payloadPath: "payload",
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
