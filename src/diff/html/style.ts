// What the pages look like: the colours, what the report and the overview have in common, and what only one of them has.

/** Custom property, its light colour, its dark colour. Each ink has a contrast of 4.5 to 1 or more with the grounds it is on. */
const palette: readonly (readonly [name: string, light: string, dark: string])[] = [
  ["ground", "#f6f7f8", "#121418"],
  ["surface", "#ffffff", "#1a1d23"],
  ["sunken", "#f2f4f6", "#15181d"],
  ["line", "#dcdfe4", "#2e333c"],
  ["edge", "#858d99", "#7a828f"],
  ["ink", "#1b1f24", "#e3e6ea"],
  ["muted", "#565e69", "#a3abb7"],
  ["link", "#1a56b4", "#8ab6ff"],
  ["focus", "#1a56b4", "#8ab6ff"],
  ["target", "#fff8db", "#2a2714"],
  ["breaking", "#a1121d", "#ff9d9d"],
  ["breaking-ground", "#fdeaea", "#3a1a1e"],
  ["dangerous", "#834600", "#f3bf66"],
  ["dangerous-ground", "#fcf0da", "#35280f"],
  ["compatible", "#175f33", "#86d7a1"],
  ["compatible-ground", "#e4f4e9", "#14301f"],
  ["docs", "#454d5a", "#b8c0cc"],
  ["docs-ground", "#eaedf1", "#272c35"],
  ["old-word", "#f9d5d5", "#5a242a"],
  ["new-word", "#c9ecd2", "#1c4a2c"],
];

const rows = (at: 1 | 2): string => palette.map((row) => `--${row[0]}:${row[at]};`).join("");

/** Light or dark as the system is. Paper is always light. */
const paletteStyle = `
:root{color-scheme:light;${rows(1)}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${rows(2)}}}
`;

const baseStyle = `
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
html{scroll-padding:1rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4,p,ul,ol,dl,dd,blockquote,figure,pre{margin:0;padding:0}
ul,ol{list-style:none}
h1{font-size:1.5rem;line-height:1.25;font-weight:650;letter-spacing:-.01em}
h2{font-size:1.0625rem;line-height:1.35;font-weight:650}
h3{font-size:.9375rem;line-height:1.45;font-weight:600}
h4{font-size:.8125rem;line-height:1.4;font-weight:600;color:var(--muted)}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
code,pre,kbd,.mono{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;font-size:.8125rem;font-variant-ligatures:none}
code,.quote,.text,h3,.path{unicode-bidi:isolate}
small,.small{font-size:.8125rem}
.muted{color:var(--muted)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999rem;top:.5rem;padding:.4rem .8rem;background:var(--surface);z-index:9}
.skip:focus{left:.5rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:root:not([data-script]) .scripted{display:none}
button,select,input[type="search"]{font:inherit;font-size:.875rem;color:var(--ink);background:var(--surface);border:1px solid var(--edge);border-radius:6px;padding:.3rem .6rem;min-height:2.125rem}
button{cursor:pointer}
button:hover{background:var(--sunken)}
input::placeholder{color:var(--muted);opacity:1}
input[type="checkbox"]{width:1rem;height:1rem;margin:0;accent-color:var(--link);flex:none}
kbd{display:inline-block;min-width:1.5em;padding:0 .35em;text-align:center;border:1px solid var(--edge);border-bottom-width:2px;border-radius:4px;background:var(--sunken)}
.sev{display:inline-flex;align-items:center;gap:.4em;padding:.05rem .5rem;border-radius:99px;font-size:.75rem;line-height:1.5;font-weight:600;white-space:nowrap}
.sev::before{content:"";flex:none;width:.75em;height:.75em;background:currentColor;forced-color-adjust:none;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.sev-breaking{color:var(--breaking);background:var(--breaking-ground)}
.sev-breaking::before{clip-path:polygon(20% 0,50% 30%,80% 0,100% 20%,70% 50%,100% 80%,80% 100%,50% 70%,20% 100%,0 80%,30% 50%,0 20%)}
.sev-dangerous{color:var(--dangerous);background:var(--dangerous-ground)}
.sev-dangerous::before{clip-path:polygon(50% 4%,100% 96%,0 96%)}
.sev-compatible{color:var(--compatible);background:var(--compatible-ground)}
.sev-compatible::before{border-radius:50%}
.sev-docs{color:var(--docs);background:var(--docs-ground)}
.sev-docs::before{clip-path:polygon(0 8%,100% 8%,100% 28%,0 28%,0 41%,100% 41%,100% 61%,0 61%,0 74%,65% 74%,65% 94%,0 94%)}
.way{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin-bottom:.6rem;font-size:.875rem}
.way a[aria-current]{color:var(--ink);font-weight:650;text-decoration:none}
.top{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:flex-start;justify-content:space-between}
.tools{display:flex;gap:.5rem}
dialog{max-width:min(30rem,calc(100vw - 2rem));padding:1.25rem 1.5rem;color:var(--ink);background:var(--surface);border:1px solid var(--edge);border-radius:10px}
dialog::backdrop{background:rgb(0 0 0/.45)}
.keys{display:grid;grid-template-columns:auto 1fr;gap:.45rem 1rem;margin:.9rem 0;font-size:.875rem}
.keys dt{text-align:right}
.check{display:flex;align-items:center;gap:.5rem;font-size:.875rem}
dialog button{margin-top:1rem}
@media print{
  html,body{background:#fff}
  body{font-size:10pt}
  .skip,.scripted,dialog,.perma,.way{display:none!important}
  a{color:inherit;text-decoration:none}
}
`;

const reportStyle = `
.frame{max-width:88rem;margin:0 auto;padding:1.5rem clamp(.75rem,2.5vw,2rem) 4rem}
.lede{margin-top:.35rem;color:var(--muted);font-size:.875rem}
.arrow{color:var(--muted);font-weight:400;padding:0 .2em}
.summary{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:.75rem;margin-top:1.25rem}
.tile{display:block;padding:.7rem .9rem;border:1px solid var(--line);border-radius:10px;background:var(--surface);color:var(--ink);text-decoration:none}
a.tile:hover{border-color:var(--edge)}
.tile .figure{display:block;font-size:1.625rem;line-height:1.2;font-weight:650;font-variant-numeric:tabular-nums}
.tile .small{display:block;color:var(--muted)}
.tile .sev{margin-bottom:.25rem}
.panel{margin-top:.75rem;padding:.85rem 1.1rem;border:1px solid var(--line);border-radius:10px;background:var(--surface)}
.panel>h2{margin-bottom:.4rem}
.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.4rem 1.1rem;font-size:.875rem}
.facts dt{color:var(--muted)}
.names{display:flex;flex-wrap:wrap;gap:.15rem .9rem}
.body{display:grid;grid-template-columns:17rem minmax(0,1fr);gap:1.75rem;margin-top:1.5rem;align-items:start}
.side{position:sticky;top:0;max-height:100vh;overflow:auto;padding:.25rem .25rem 1.5rem}
.side form{display:grid;gap:.9rem}
.side label.field{display:grid;gap:.25rem;font-size:.8125rem;font-weight:600;color:var(--muted)}
.side select,.side input[type="search"]{width:100%;font-weight:400}
fieldset{border:0;margin:0;padding:0;display:grid;gap:.4rem}
legend{padding:0;margin-bottom:.35rem;font-size:.8125rem;font-weight:600;color:var(--muted)}
.check .number{margin-left:auto;color:var(--muted);font-variant-numeric:tabular-nums}
.status{display:flex;align-items:center;justify-content:space-between;gap:.5rem;min-height:2.125rem;font-size:.875rem;font-weight:600}
.index{margin-top:1.5rem}
.index summary{font-size:.8125rem;font-weight:600;color:var(--muted)}
.index ul{margin-top:.3rem}
.index li{display:flex;justify-content:space-between;gap:.5rem;align-items:baseline;padding:.12rem .35rem;border-radius:5px;font-size:.8125rem}
.index li:target{background:var(--target)}
.index .sev{margin-left:auto;background:none;padding:0;font-variant-numeric:tabular-nums}
.band{margin-bottom:1.75rem}
.band>header{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .7rem;margin-bottom:.55rem}
.band h2 .number{color:var(--muted);font-weight:400}
.change,.rename,.problem,.entry{position:relative;margin-bottom:.4rem;border:1px solid var(--line);border-radius:8px;background:var(--surface)}
.change,.entry{content-visibility:auto;contain-intrinsic-size:auto 4.1rem}
.change[data-severity="breaking"]{border-left:3px solid var(--breaking)}
.change[data-severity="dangerous"]{border-left:3px solid var(--dangerous)}
.change[data-severity="compatible"]{border-left:3px solid var(--compatible)}
.change[data-severity="docs"]{border-left:3px solid var(--docs)}
.change:target,.rename:target{background:var(--target);border-color:var(--edge)}
summary{cursor:pointer;border-radius:7px}
:is(.change,.entry)>details>summary{display:grid;grid-template-columns:7.25rem minmax(0,1fr);gap:.1rem .75rem;padding:.5rem 2.5rem .55rem .75rem;list-style:none}
:is(.change,.entry)>details>summary::-webkit-details-marker{display:none}
:is(.change,.entry)>details>summary:hover h3{text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em}
:is(.change,.entry)>details>summary:focus-visible{outline-offset:-2px}
.change>details>summary .sev{justify-self:start;align-self:start;margin-top:.1rem}
:is(.change,.entry)>details>summary .line{grid-column:2;display:flex;flex-wrap:wrap;gap:.15rem .8rem;align-items:baseline;color:var(--muted);font-size:.8125rem}
.path{color:var(--ink)}
.tag{white-space:nowrap}
.tag-strong{color:var(--ink);border:1px solid var(--edge);border-radius:4px;padding:0 .35rem;font-size:.75rem}
.perma{position:absolute;top:.4rem;right:.5rem;min-width:1.75rem;padding:.1rem .3rem;text-align:center;color:var(--muted);text-decoration:none;border-radius:4px}
.perma:hover{color:var(--link);background:var(--sunken)}
.inside{display:grid;gap:.8rem;padding:.15rem .9rem 1rem 8.75rem}
.why{max-width:75ch}
.hint::before{content:"→ ";color:var(--muted)}
.sides{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));border:1px solid var(--line);border-radius:8px;overflow:clip}
.sides>section{padding:.6rem .8rem .75rem;min-width:0}
.sides>section+section{border-left:1px solid var(--line)}
.sides .missing{background:var(--sunken);color:var(--muted)}
.sides h4{margin-bottom:.25rem}
.text{display:block;white-space:pre-wrap}
del,ins{text-decoration:none;border-radius:2px;color:inherit}
del{background:var(--old-word);text-decoration:line-through;text-decoration-color:var(--breaking);text-decoration-thickness:1px}
ins{background:var(--new-word)}
.json del{text-decoration:none}
.evidence{display:grid;gap:.5rem}
.text+.evidence{margin-top:.6rem}
.evidence li{padding-left:.65rem;border-left:2px solid var(--line)}
.quote{display:block;quotes:none;font-size:.8125rem;white-space:pre-wrap}
.place{display:block;color:var(--muted);font-size:.75rem}
.place code{font-size:.75rem}
.verdicts{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;font-size:.8125rem}
.verdicts>div{display:flex;gap:.45rem;align-items:baseline}
.verdicts dt{color:var(--muted)}
.note{padding:.55rem .8rem;border-left:3px solid var(--edge);background:var(--sunken);border-radius:0 6px 6px 0;font-size:.875rem}
.note .sides{margin-top:.5rem;background:var(--surface)}
.fold>summary{font-size:.8125rem;font-weight:600;color:var(--link);width:max-content;max-width:100%}
.fold>div{margin-top:.5rem;display:grid;gap:.5rem}
pre{padding:.7rem .9rem;border:1px solid var(--line);border-radius:8px;background:var(--sunken);overflow:auto;max-height:32rem;tab-size:2;overflow-wrap:normal}
pre mark{color:inherit;background:var(--old-word);border-radius:2px}
.rename,.problem{padding:.7rem .9rem}
.pair{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .55rem}
.score{display:inline-flex;align-items:center;gap:.45rem;font-size:.8125rem;color:var(--muted);font-variant-numeric:tabular-nums}
meter{width:5rem;height:.6rem}
.signs{display:grid;grid-template-columns:max-content minmax(0,1fr) max-content;gap:.15rem .9rem;margin-top:.45rem;font-size:.8125rem}
.signs>div{display:grid;grid-template-columns:subgrid;grid-column:1/-1}
.signs dt,.signs .weight{color:var(--muted)}
.signs .weight{font-variant-numeric:tabular-nums}
.empty{padding:2rem 1rem;text-align:center;color:var(--muted);border:1px dashed var(--edge);border-radius:8px}
footer{margin-top:2rem;color:var(--muted);font-size:.8125rem}
@media (max-width:60rem){
  .body{grid-template-columns:minmax(0,1fr);gap:1rem}
  .side{position:static;max-height:none;padding:0}
  .side form{grid-template-columns:repeat(2,minmax(0,1fr))}
  .side form>.wide{grid-column:1/-1}
  .index ul{max-height:13rem;overflow:auto;border:1px solid var(--line);border-radius:8px;padding:.3rem}
}
@media (max-width:44rem){
  .summary{grid-template-columns:repeat(2,minmax(0,1fr))}
  .change>details>summary{grid-template-columns:minmax(0,1fr)}
  .change>details>summary .line{grid-column:1}
  .inside{padding-left:.9rem}
  .sides{grid-template-columns:minmax(0,1fr)}
  .sides>section+section{border-left:0;border-top:1px solid var(--line)}
  .facts{grid-template-columns:minmax(0,1fr);gap:.05rem}
  .facts dd{margin-bottom:.4rem}
  .side form{grid-template-columns:minmax(0,1fr)}
}
@media print{
  .frame{max-width:none;padding:0}
  .body{display:block}
  .side{position:static;max-height:none;overflow:visible;padding:0}
  .side .index{display:none}
  .change,.entry{content-visibility:visible;contain-intrinsic-size:none}
  .change,.rename,.problem,.tile,.sides{break-inside:avoid}
  .inside{padding-left:.9rem}
  .band>header{break-after:avoid}
  details::details-content{content-visibility:visible!important;display:block!important;block-size:auto!important}
  .fold>summary{color:inherit}
  pre{max-height:none;overflow:visible;white-space:pre-wrap}
}
`;

const overviewStyle = `
.frame:has(.scroll){max-width:96rem}
.filters{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;margin-top:1.1rem;font-size:.875rem}
.filters input[type="search"]{width:15rem;max-width:60vw}
#count{font-weight:600}
.scroll{position:relative;margin-top:1rem;overflow:auto;max-height:calc(100vh - 3rem);border:1px solid var(--line);border-radius:10px;background:var(--surface)}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:.8125rem}
th,td{padding:.3rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);font-weight:400}
.scroll td{border-left:1px solid var(--line);min-width:8.25rem}
.scroll thead th{position:sticky;top:0;z-index:2;background:var(--sunken);border-left:1px solid var(--line);vertical-align:bottom}
.scroll th:first-child:not([scope="rowgroup"]){position:sticky;left:0;border-left:0;background:var(--surface);z-index:1;width:1%;white-space:nowrap}
.scroll thead th:first-child:first-child{z-index:3;background:var(--sunken);font-weight:600}
.scroll th a{color:inherit;text-decoration-color:var(--edge)}
.scroll th a:hover{color:var(--link);text-decoration-color:currentColor}
thead span{display:block}
.version{font-size:.9375rem;font-weight:650}
.group th{padding:.55rem .6rem .3rem;background:var(--sunken);color:var(--muted);font-weight:600}
.group span{position:sticky;left:.6rem}
td.still,td.absent{vertical-align:middle}
.dot{display:block;width:.4rem;height:.4rem;border-radius:50%;background:var(--edge)}
td.absent{background:repeating-linear-gradient(135deg,transparent 0 5px,var(--line) 5px 6px)}
td.moved{padding:0}
td.moved a{display:flex;flex-wrap:wrap;align-items:center;gap:.05rem .4rem;height:100%;padding:.3rem .6rem;color:inherit;text-decoration:none}
td.moved a:hover{background:var(--sunken)}
td.moved a:hover .what{text-decoration:underline}
td.moved a:focus-visible{outline-offset:-2px}
.what{font-weight:600}
.added .what::before{content:"+ "}
.removed .what::before{content:"− "}
.changed .what::before{content:"≠ "}
.counts{flex-basis:100%;color:var(--muted);font-size:.75rem}
.legend{display:grid;gap:.3rem;margin-top:1rem;font-size:.8125rem;color:var(--muted)}
@media screen and (max-width:44rem){
  .scroll{overflow:visible;max-height:none;border:0;background:none}
  .scroll :is(table,thead,tbody,th,td.moved,tr.webhook){display:block}
  .scroll :is(th,td){padding:0;border:0}
  .scroll thead tr{display:grid;grid-template-columns:repeat(auto-fill,minmax(7rem,1fr));gap:.4rem}
  .scroll thead th{position:static;padding:.45rem .6rem;border:1px solid var(--line);border-radius:8px;background:var(--surface)}
  .scroll thead th:first-child:first-child,td.still,td.absent{display:none}
  .scroll .group th{padding:1rem .1rem .35rem;background:none}
  .scroll tr.webhook{margin-bottom:.4rem;border:1px solid var(--line);border-radius:8px;background:var(--surface)}
  .scroll tbody th[scope="row"]:first-child{position:static;width:auto;padding:.5rem .7rem;white-space:normal;border-radius:8px}
  .scroll th code{font-size:.875rem;font-weight:600}
  .scroll:has(thead th:nth-child(3)) [data-marks="unchanged"] th::after{content:"unchanged";float:right;color:var(--muted)}
  .scroll td.moved{min-width:0;border-top:1px solid var(--line)}
  td.moved a{min-height:2.5rem;gap:.05rem .3rem;padding:.35rem .7rem}
  td.moved a::before{content:attr(data-version);content:attr(data-version)/"";min-width:5.4rem;color:var(--muted)}
  .counts{flex-basis:auto;margin-left:auto}
}
@media print{
  @page matrix{size:landscape}
  .frame:has(.scroll){max-width:none;page:matrix}
  .scroll{overflow:visible;max-height:none;border:0}
  .scroll :is(thead th,th:first-child),.group span{position:static}
  td{min-width:0}
  tr{break-inside:avoid}
}
`;

const versionStyle = `
.common .fold:not([open]){display:inline-block;margin-right:.6rem}
.common .fold>.evidence{margin-top:.35rem}
.index h3{margin-top:.7rem}
.entry:target{border-color:var(--focus)}
.entry:target>details>summary{background:var(--target)}
.entry>details>summary{grid-template-columns:minmax(0,1fr)}
.entry>details>summary .line{grid-column:1;display:block}
.entry h3{display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:baseline}
.entry h3 .sev{align-self:center}
.entry h3 small{font-weight:400;color:var(--muted)}
.entry h3 code{font-size:.875rem}
.entry details[open]>summary h3 code{font-size:1rem}
.hits:not(:empty){display:block;color:var(--ink)}
.hits:not(:empty)::before{content:"in ";color:var(--muted)}
.entry .inside{padding:.6rem .9rem 1rem}
.about{max-width:75ch;display:grid;gap:.5rem}
.fields{border:1px solid var(--line);border-radius:8px;overflow:clip;table-layout:fixed}
.fields thead th{background:var(--sunken);color:var(--muted);font-weight:600}
.fields tr:last-child>*{border-bottom:0}
.fields thead tr>*{border-bottom:1px solid var(--line)!important}
.fields .field{width:30%}
.fields .type{width:28%}
.fields .hit>*{background:var(--target)}
.fields p+.fold{margin-top:.2rem}
.fields .fold>summary{font-weight:400;font-size:.75rem;color:var(--muted)}
.fields .fold .evidence{margin-top:.35rem}
.need{display:block;margin-top:.1rem;font-size:.75rem;color:var(--muted)}
.need b{font-weight:600;color:var(--ink)}
.values{display:grid;gap:.1rem;margin-top:.2rem}
.parts{display:grid;border:1px solid var(--line);border-radius:8px;overflow:clip}
.parts>.fold+.fold{border-top:1px solid var(--line)}
.parts>.fold>summary{width:auto;padding:.45rem .8rem;color:var(--ink)}
.parts>.fold>summary:hover{background:var(--sunken)}
.parts>.fold>:not(summary){margin:.1rem .8rem .8rem}
.parts h4{margin-top:.2rem}
@media (max-width:44rem){
  .fields,.fields tbody,.fields tr,.fields :is(th,td){display:block}
  .fields thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
  .fields tr{padding:.4rem .6rem;border-bottom:1px solid var(--line)}
  .fields tr:last-child{border-bottom:0}
  .fields :is(th,td),.fields tr>*{width:auto!important;padding:0;border:0!important}
  .fields tr>*+*:not(:empty){margin-top:.15rem}
  .need{display:inline;margin-left:.5rem}
  .fields .hit{background:var(--target)}
}
@media print{
  .entry{break-inside:auto}
  .fields{overflow:visible}
}
`;

/** Every page has all of it: rules for what a page lacks match nothing. */
export const pageStyle = paletteStyle + baseStyle + reportStyle + overviewStyle + versionStyle;
