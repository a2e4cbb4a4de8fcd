// How lists of parameters that generators of references lay out say a member's name, its type, a mark such as "required", and its values.

export const MEMBER = /^[A-Za-z_$@][\w$-]{0,80}(?:\.[\w$-]{1,80}|\[[\w*]{0,20}\]){0,12}\??$/;
const WORD =
  "(?:strings?|str|text|integers?|ints?|int32|int64|long|numbers?|floats?|doubles?|decimals?|booleans?|bool|objects?|arrays?|lists?|maps?|" +
  "dict|dictionary|hash|enums?|any|null|uuid|date|date-?time|timestamps?|ur[il]|email|json|unknown)";
const TERM = `(?:(?:array|list) of )?${WORD}(?: ?[<(\\[][\\w\\s.,|-]{0,60}[>)\\]])?(?:\\[\\]){0,3}`;
export const TYPE = new RegExp(
  `^(?:type:? )?(?:[A-Z]\\w{0,60} · )?(${TERM}(?: ?(?:\\||·|\\bor\\b) ?${TERM}){0,6})$`,
  "i",
);
/** The name of an object, or a list of such: that of a type only beside a mark. */
export const NAMED_TYPE =
  /^(?:type:? )?((?:(?:[Aa]rray|[Ll]ist) ?(?:of |<|\[))?[A-Z][a-z0-9]\w{0,60}(?:\.[A-Z]\w{0,60})?[>\]]?(?:\[\])?(?: (?:object|structure)s?)?(?: ?(?:\|| or ) ?null| \(nullable\))?)$/;
export const BADGE = /^(?:(required|\*)|(optional)|(nullable))[,.]?$/i;
/** Words that are no names where generators write them. */
export const LABEL = /^(?:required|optional|nullable|deprecated|default|examples?|enum|pattern)$/i;
export const VALUES =
  /^(?:enum|(?:possible|available|allowed|valid|accepted) (?:values?|options?)|values?|options):?$/i;
export const VALUE = /^["'`]?([\w.:/ +-]{1,80}?)["'`]?$/;
