// What only the matrix of webhooks by version looks like.

export const overviewStyle = `
.frame{max-width:96rem;margin:0 auto;padding:1.5rem clamp(.75rem,2.5vw,2rem) 4rem}
.lede{margin-top:.35rem;color:var(--muted);font-size:.875rem}
.filters{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;margin-top:1.1rem;font-size:.875rem}
.filters input[type="search"]{width:15rem;max-width:60vw}
#count{font-weight:600}
.scroll{position:relative;margin-top:1rem;overflow:auto;max-height:calc(100vh - 3rem);border:1px solid var(--line);border-radius:10px;background:var(--surface)}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:.8125rem}
th,td{padding:.3rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);font-weight:400}
td{border-left:1px solid var(--line);min-width:8.25rem}
thead th{position:sticky;top:0;z-index:2;background:var(--sunken);border-left:1px solid var(--line);vertical-align:bottom}
thead th:first-child,tbody th[scope="row"]{position:sticky;left:0;border-left:0;background:var(--surface);z-index:1;width:1%;white-space:nowrap}
thead th:first-child{z-index:3;background:var(--sunken);font-weight:600}
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
footer{margin-top:1.5rem;color:var(--muted);font-size:.8125rem}
@media (max-width:44rem){
  thead th:first-child,tbody th[scope="row"]{max-width:9.5rem;white-space:normal}
}
@media print{
  @page{size:landscape}
  .frame{max-width:none;padding:0}
  .scroll{overflow:visible;max-height:none;border:0}
  thead th,thead th:first-child,tbody th[scope="row"],.group span{position:static}
  td{min-width:0}
  tr{break-inside:avoid}
}
`;
