// What one page says, before anything is inferred from it: sections with their tables, notes, footnotes and samples.
import type { DeliveryFacts, SaidOfDelivery } from "./anatomy/delivery.ts";
import type { Finding, Position } from "../source/finding.ts";
import type { Batch, Authentication, Discriminator } from "../register/conventions.ts";
import type { Repair, SampleNode, SampleOptions } from "../samples/sample.ts";

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** A stretch of running text: white space folded, its code spans and links apart as well. */
export interface Prose {
  readonly text: string;
  /** The text with its code spans between backticks and a line break where the page asks for one. */
  readonly marked?: string;
  readonly codes: readonly string[];
  readonly links: readonly Link[];
  readonly at: Position;
  /** Is an item of a list. */
  readonly item?: true;
  /** Struck out as a whole. */
  readonly struck?: true;
}

/** One row of a table of fields. `names` has several entries where a cell lists several fields; dots part a path. */
export interface FieldRow {
  readonly names: readonly string[];
  /** A footnote marker behind the name, such as `*`. */
  readonly marker?: string;
  /** Words beside the name, such as "optional". */
  readonly beside?: Prose;
  readonly presence?: Prose;
  readonly dataType?: Prose;
  readonly notes?: Prose;
  /** Names of the webhooks that the row holds for; absent where it holds for all. */
  readonly webhooks?: readonly string[];
  /** The name is struck out. */
  readonly struck?: true;
  readonly at: Position;
}

export interface FieldTable {
  /** The heading right above the table, when there is one ("Webhook payload", "Response"). */
  readonly heading?: string;
  readonly rows: readonly FieldRow[];
  /** The words right above say that every webhook has these fields, or every one of what they name: "job". */
  readonly ofAll?: string;
  /** The words around it speak of what a receiver answers. */
  readonly mayBeOfAnswer?: true;
  /** Nothing shows which rows are inside of which. */
  readonly isFlat?: true;
  readonly at: Position;
}

export interface Footnote {
  readonly marker: string;
  readonly body: Prose;
}

export interface PushEquivalentCell {
  readonly label: string;
  readonly href?: string;
}

export interface StatedAction {
  readonly value: string;
  readonly at: Position;
}

export interface Specifics {
  readonly action?: StatedAction;
  /** Further names that the page gives the action. */
  readonly others?: readonly StatedAction[];
  /** Empty for `-`; absent where the row is missing. */
  readonly pushEquivalents?: readonly PushEquivalentCell[];
  readonly at: Position;
}

export interface SampleBlock {
  readonly title?: string;
  /** The title of its format, where another one beside it shows the body otherwise. */
  readonly format?: string;
  /** Turns offsets of `value` into a place in its file. */
  readonly locate: SampleOptions["locate"];
  readonly value: string;
  readonly at: Position;
  /** Undefined where the sample could not be read; a finding says why. */
  readonly root?: SampleNode;
  readonly repairs: readonly Repair[];
}

/** The name of a webhook on the wire, and what of the page shows it. */
export interface WireName {
  readonly value: string;
  readonly from: "sample" | "heading" | "table" | "page" | "header";
  readonly at: Position;
  /** Its section is that of another webhook too: the samples there may carry the other's name. */
  readonly isShared?: true;
  /** No part of the page is about it, where parts are about others; which is reported. */
  readonly isListed?: true;
}

export interface Section {
  /** The heading as it is; for a lost or misspelt heading what the section itself says it is. */
  readonly name: string;
  /** Where the page shows the name elsewhere than in a heading that is the name, or in a table of specifics. */
  readonly wire?: WireName;
  readonly at: Position;
  readonly anchor: string;
  readonly depth: number;
  readonly group?: string;
  readonly description: readonly Prose[];
  /** What describes the webhook, where that is not `description`: words of a list of events, or a part of the section. */
  readonly words?: readonly Prose[];
  /** The object that a list of events says it carries, where no section of its own shows its body. */
  readonly object?: Prose;
  readonly specifics?: Specifics;
  readonly tables: readonly FieldTable[];
  readonly footnotes: readonly Footnote[];
  readonly samples: readonly SampleBlock[];
}

export interface CoverageRecord {
  readonly kind: "heading" | "row" | "item" | "code" | "member" | "paragraph" | "page";
  readonly state: "ignored" | "unread";
  readonly rule: string;
  readonly quote: string;
  readonly at: Position;
}

export interface PageCoverage {
  readonly consumed: Readonly<Record<string, number>>;
  readonly entries: readonly CoverageRecord[];
}

/** A version that the page names of itself. */
export interface VersionClaim {
  readonly source: "front matter" | "canonical link" | "version menu" | "links";
  /** Digits and dots only, as in `3.5`. */
  readonly version: string;
  readonly quote: string;
  readonly at: Position;
}

/** An entry of a list that sums structures up: the words of its link, and the anchor on this page where it names one. */
export interface ListedStructure {
  readonly name: string;
  readonly anchor?: string;
  /** No heading of the page is meant by it. */
  readonly lost?: true;
  readonly at: Position;
}

/** A heading of a page of structures that holds none itself, but parts or sums up those below it. */
export interface StructureGroup {
  readonly name: string;
  readonly at: Position;
  readonly anchor: string;
  readonly depth: number;
  readonly description: readonly Prose[];
  /** The links in its list: the structures that it sums up. */
  readonly members: readonly ListedStructure[];
}

/** What may tell the webhooks of a page from each other, and why. */
export interface RankedDiscriminator {
  readonly discriminator: Discriminator;
  /** From 0, the higher the better. */
  readonly score: number;
  readonly quote: string;
  readonly at: Position;
}

/** How the page says that its webhooks prove where they come from. */
export interface RankedAuthentication {
  readonly authentication: Authentication;
  /** A time seems to be signed too, and how is not known. */
  readonly isDoubtful?: true;
  readonly score: number;
  readonly quote: string;
  readonly at: Position;
}

export interface Reference {
  readonly file: string;
  readonly kind: "webhooks" | "structures";
  /** A page of webhooks that the register calls one of structures too. */
  readonly hasStructures?: true;
  readonly claims: readonly VersionClaim[];
  /** Best first; only of a page of webhooks. */
  readonly discriminators: readonly RankedDiscriminator[];
  /** Set where nothing names the one webhook that the page seems to show. */
  readonly only?: RankedDiscriminator;
  readonly authentications: readonly RankedAuthentication[];
  /** What the page says of the wait for an answer and of repeated deliveries. */
  readonly delivery?: DeliveryFacts;
  /** Names in its tables and lists of events of which it has no webhook. */
  readonly listed?: readonly string[];
  /** Titles of the formats in which the page shows a body. */
  readonly formats?: readonly string[];
  /** Where a request holds several webhooks. */
  readonly batch?: SaidOfDelivery<Batch>;
  readonly sections: readonly Section[];
  /** What a page of webhooks describes beside them: objects, and tables that hold for several of its webhooks. */
  readonly structures?: readonly Section[];
  /** Only of a page of structures. */
  readonly groups: readonly StructureGroup[];
  readonly findings: readonly Finding[];
  readonly coverage: PageCoverage;
}
