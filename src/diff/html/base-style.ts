// What the report and the overview look like in common.

export const baseStyle = `
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
  .skip,.scripted,dialog,.perma{display:none!important}
  a{color:inherit;text-decoration:none}
}
`;
