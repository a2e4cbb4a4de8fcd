// The parser of JavaScript in MDX, with an end to its patience: an expression without end is tried anew at every brace.
import { Parser, type Expression, type Options, type Program } from "acorn";
import acornJsx from "acorn-jsx";

/** Characters that are read for one page, all tries taken together; a line counts as many as it takes to gather it. */
const MOST_READ = 2_000_000;
const LINE = 15;

export interface LimitedAcorn {
  readonly parse: (input: string, options: Options) => Program;
  readonly parseExpressionAt: (input: string, offset: number, options: Options) => Expression;
  /**
   * What was tried when patience ended. From then on imports and exports fail and expressions, which would be tried on and
   * on, succeed, so that parsing comes to its end; its tree is of no use.
   */
  readonly givenUpAt: () => string | undefined;
}

const parser = Parser.extend(acornJsx());

export function limitedAcorn(): LimitedAcorn {
  let read = 0;
  let last: string | undefined;
  const isOver = (input: string): boolean => {
    read += input.length + LINE * linesIn(input);
    if (read > MOST_READ) last ??= input;
    return last !== undefined;
  };
  return {
    parse: (input, options) => {
      if (isOver(input)) throw Object.assign(new SyntaxError("the code does not end"), { pos: 0, raisedAt: 0 });
      return parser.parse(input, options);
    },
    parseExpressionAt: (input, offset, options) =>
      isOver(input)
        ? { type: "Identifier", name: "", start: 0, end: input.length }
        : parser.parseExpressionAt(input, offset, options),
    givenUpAt: () => last,
  };
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
