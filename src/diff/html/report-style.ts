// What only the report of one comparison looks like.

export const reportStyle = `
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
.change,.rename,.problem{position:relative;margin-bottom:.4rem;border:1px solid var(--line);border-radius:8px;background:var(--surface)}
.change{content-visibility:auto;contain-intrinsic-size:auto 4.1rem}
.change[data-severity="breaking"]{border-left:3px solid var(--breaking)}
.change[data-severity="dangerous"]{border-left:3px solid var(--dangerous)}
.change[data-severity="compatible"]{border-left:3px solid var(--compatible)}
.change[data-severity="docs"]{border-left:3px solid var(--docs)}
.change:target,.rename:target{background:var(--target);border-color:var(--edge)}
summary{cursor:pointer;border-radius:7px}
.change>details>summary{display:grid;grid-template-columns:7.25rem minmax(0,1fr);gap:.1rem .75rem;padding:.5rem 2.5rem .55rem .75rem;list-style:none}
.change>details>summary::-webkit-details-marker{display:none}
.change>details>summary:hover h3{text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em}
.change>details>summary:focus-visible{outline-offset:-2px}
.change>details>summary .sev{justify-self:start;align-self:start;margin-top:.1rem}
.change>details>summary .line{grid-column:2;display:flex;flex-wrap:wrap;gap:.15rem .8rem;align-items:baseline;color:var(--muted);font-size:.8125rem}
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
  .change{content-visibility:visible;contain-intrinsic-size:none}
  .change,.rename,.problem,.tile,.sides{break-inside:avoid}
  .inside{padding-left:.9rem}
  .band>header{break-after:avoid}
  details::details-content{content-visibility:visible!important;display:block!important;block-size:auto!important}
  .fold>summary{color:inherit}
  pre{max-height:none;overflow:visible;white-space:pre-wrap}
}
`;
