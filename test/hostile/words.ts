// Words that try to leave their place, for descriptions, notes and names.

/** Stands in every hostile word, so that it can be told from code of our own. */
export const MARK = "zzq";

export const hostileTexts: readonly string[] = [
  "ends a comment */ zzq() /*",
  "ends it twice **/*/ zzq /**",
  "a template ${zzq()} and `zzq`",
  "</script><script>zzq()</script>",
  "<!-- zzq --> <![CDATA[ zzq ]]>",
  "a line\u2028zzq()\u2029zzq()",
  "turned \u202ezzq\u202c \u2066zzq\u2069",
  "a terminal \u001b[31mzzq\u001b[0m \u009b2J \u0007",
  'a quote " + zzq + "',
  "a quote ' + zzq + '",
  "a backslash \\u0022 zzq \\",
  "@deprecated zzq @param {zzq} zzq",
  "{@link zzq} {@inheritDoc zzq}",
  "a comment // zzq\r\nzzq()",
  "=zzq() %{zzq} {{zzq}} <%= zzq %>",
];

export const hostileNames: readonly string[] = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "../../zzq",
  "..\\..\\zzq",
  "/etc/zzq",
  "con",
  "nul.zzq",
  "zzq_case",
  "ZZQ_CASE",
  "Zzq_Case",
  "class",
  "await",
  "default",
  "1zzq",
  "zzq-zzq",
  "zzq.zzq",
  "zzq zzq",
  "zzq'];zzq()//",
  'zzq"];zzq()//',
  "zzq`${zzq}`",
  "*/zzq/*",
  "</script>zzq",
  "zzq\u202e",
  "\u001b[31mzzq",
  "zzqé",
  "zzq".repeat(3_334),
];
