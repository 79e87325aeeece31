/** Colors are never alone: each stands beside a word and, in the map, a pattern of the line. */
export const style = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--muted:#57606a;--line:#d0d7de;--card:#f6f8fa;--link:#0550ae;
--bad:#b3261e;--warn:#8a4600;--good:#116329;--unsure:#4b5563;--badbg:#fdecea;--warnbg:#fff1e0;--goodbg:#e6f6ea;--unsurebg:#eef0f3}
@media(prefers-color-scheme:dark){:root{--bg:#0f1419;--fg:#e6edf3;--muted:#9aa4af;--line:#38414b;--card:#171d24;--link:#79b8ff;
--bad:#ff8a80;--warn:#ffb866;--good:#6fdd8b;--unsure:#b6bec8;--badbg:#3a1513;--warnbg:#35210a;--goodbg:#0f2c18;--unsurebg:#222a33}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,"Segoe UI",Roboto,Helvetica,Arial,"DejaVu Sans",sans-serif}
main,header,nav,footer{max-width:72rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.5rem}
h1{font-size:1.7rem;line-height:1.2;margin:0}
h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-top:.5rem;border-top:2px solid var(--line)}
h3{font-size:1.05rem;margin:0}
p{margin:.4rem 0;overflow-wrap:anywhere}
a{color:var(--link);overflow-wrap:anywhere}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--bg);padding:.5rem}
.muted{color:var(--muted)}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem .9rem;margin:.6rem 0}
dt{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere;min-width:0}
.answers{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1rem;margin:1.25rem 0 0}
.answer{border:1px solid var(--line);border-left:6px solid var(--unsure);border-radius:6px;padding:.8rem 1rem;background:var(--card)}
.answer h2,.first h2{border:0;margin:0;padding:0;font-size:1rem}
.answer.bad{border-left-color:var(--bad)}.answer.good{border-left-color:var(--good)}
.first{border:2px solid var(--bad);border-radius:8px;padding:.9rem 1.1rem;margin:1.25rem 0 0}
.first.good{border-color:var(--good)}
.tag{display:inline-block;font-size:.75rem;font-weight:700;padding:.1rem .5rem;border-radius:99px;white-space:nowrap;border:1px solid currentColor;color:var(--unsure);background:var(--unsurebg)}
.tag.bad{color:var(--bad);background:var(--badbg)}.tag.warn{color:var(--warn);background:var(--warnbg)}.tag.good{color:var(--good);background:var(--goodbg)}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;padding:.6rem 0;margin:1rem 0 0;border-block:1px solid var(--line);font-size:.95rem}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--card);margin:.5rem 0}
svg{display:block;min-width:52rem;width:100%;height:auto}
svg text{fill:var(--fg);font:13px system-ui,"Segoe UI",Roboto,Arial,"DejaVu Sans",sans-serif}
svg .head{font-weight:700;fill:var(--muted);font-size:12px}
svg .sub{fill:var(--muted);font-size:11px}
svg rect{fill:var(--bg);stroke:var(--line);stroke-width:1.5}
svg path{fill:none;stroke-width:2;stroke:var(--unsure)}
svg path.blocked{stroke:var(--bad);stroke-dasharray:7 5}
svg path.works-unsafe,svg path.limited{stroke:var(--warn);stroke-dasharray:14 4}
svg path.works{stroke:var(--good)}
svg path.unknown{stroke-dasharray:2 4}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{white-space:nowrap}
tbody th{white-space:normal;font-weight:600}
#path-table td:nth-child(-n+4){overflow-wrap:break-word}
caption{text-align:left;font-size:.9rem;color:var(--muted);padding:.25rem .6rem}
.problem{border:1px solid var(--line);border-radius:8px;padding:1rem 1.1rem;margin:1rem 0}
.problem .title{display:flex;gap:.6rem;align-items:baseline;flex-wrap:wrap}
.problem h3{flex:1 1 14rem;overflow-wrap:anywhere}
details{margin:.5rem 0}
summary{cursor:pointer;color:var(--link)}
.filter{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:.75rem 0}
.filter label{display:block;font-size:.85rem;color:var(--muted)}
input,select{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--muted);border-radius:6px;padding:.3rem .5rem;max-width:100%}
li{overflow-wrap:anywhere}
[hidden]{display:none!important}
.sign{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:2rem;margin:3.5rem 0 1rem}
.sign div{border-top:1px solid var(--fg);padding-top:.25rem;font-size:.85rem;color:var(--muted)}
footer{margin-top:2rem;padding-bottom:2rem;color:var(--muted);font-size:.875rem}
@media(max-width:40rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.35rem}h1{font-size:1.4rem}
table.cards thead{position:absolute;left:-99rem}table.cards tr{display:block;border:1px solid var(--line);border-radius:6px;margin:.6rem 0;padding:.25rem .4rem}
table.cards td,table.cards th{display:block;border:0;padding:.15rem .4rem}}
@page{size:A4;margin:16mm 14mm}
@media print{:root{color-scheme:light;--bg:#fff;--fg:#111;--muted:#444;--line:#bbb;--card:#f7f7f7;--link:#111;--bad:#b3261e;--warn:#8a4600;--good:#116329;--unsure:#4b5563;--badbg:#fdecea;--warnbg:#fff1e0;--goodbg:#e6f6ea;--unsurebg:#eef0f3}
body{font-size:10pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}main,header,footer{max-width:none;padding:0}nav,.filter,.skip{display:none}
.scroll{overflow:visible;border:0}svg{min-width:0;max-height:225mm}h2,h3,summary{break-after:avoid}tr,.answer,.first,dl{break-inside:avoid}thead{display:table-header-group}
.newpage{break-before:page;border-top:0}table{font-size:8.5pt}tr[hidden]{display:table-row!important}a{text-decoration:none}}
`;
