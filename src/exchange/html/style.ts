import type { Words } from '../text/words.ts'
import { cssString } from './markup.ts'

/** The style sheet of a report. Titles appear in it only as CSS strings, for the running header of the printed page. */
export function style(subject: string, standard: string, words: Words): string {
  return `${sheet}
@page{size:A4;margin:22mm 18mm 20mm;@top-left{content:${cssString(subject)};font:8pt ${fonts};color:#555}@top-right{content:${cssString(standard)};font:8pt ${fonts};color:#555}@bottom-right{content:${cssString(words.page[0])} counter(page) ${cssString(words.page[1])} counter(pages) ${cssString(words.page[2])};font:8pt ${fonts};color:#555}@bottom-left{content:${cssString(`${words.brand} · ${words.report}`)};font:8pt ${fonts};color:#555}}
`
}

const latin = 'system-ui,-apple-system,"Segoe UI","Noto Sans","Helvetica Neue",Arial'
const han = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC"'
const fonts = `${latin},${han},sans-serif`
const mono = `ui-monospace,"SF Mono","Cascadia Mono","DejaVu Sans Mono",Consolas,"Noto Sans Mono CJK SC",monospace`

const light =
  '--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d8dde3;--wash:#f6f7f9;--accent:#0b5c7a;--may:#9cc3d1;--good:#1a6b3c;--bad:#a3261d;--open:#8a5a00;--warn:#fdf6e3;--warnline:#c9962a'
const dark =
  '--paper:#14171a;--ink:#e4e7ea;--soft:#a3abb3;--line:#343a41;--wash:#1c2024;--accent:#74c3e0;--may:#2f5b6c;--good:#7fd09b;--bad:#ff9b8f;--open:#e8bd62;--warn:#2a2415;--warnline:#a07d2c'

const sheet = `:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
html{font:16px/1.6 ${fonts};color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%;font-variant-numeric:tabular-nums}
:lang(zh){line-height:1.75;font-family:${han},${latin},sans-serif}
:lang(zh) code,:lang(zh) pre{font-family:${mono}}
body{max-width:62rem;margin:0 auto;padding:1.5rem 2rem 4rem;overflow-wrap:anywhere}
h1{font-size:2.1rem;line-height:1.25;font-weight:650;margin:.2rem 0 .2rem;letter-spacing:-.01em}
h2{font-size:1.35rem;line-height:1.3;font-weight:650;margin:0 0 1rem}
h3{font-size:1rem;font-weight:650;margin:1.6rem 0 .5rem}
p{margin:0 0 .8rem}
section{margin:0;padding:2.6rem 0 .6rem;border-top:1px solid var(--line)}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
code,pre{font-family:${mono};font-size:.86em}
pre{background:var(--wash);padding:.8rem 1rem;overflow-x:auto;border:1px solid var(--line);border-radius:4px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
.banner{background:var(--warn);border:1px solid var(--warnline);border-left-width:5px;padding:.7rem 1rem;margin:0 0 2.4rem;font-size:.92rem;border-radius:3px}
.banner strong{margin-right:.5em}
.a-official{background:var(--wash);border-color:var(--line)}
.eyebrow{color:var(--soft);font-size:.9rem;margin:0}
.by{color:var(--soft);font-size:1.1rem;margin-bottom:1.6rem}
header dl{margin-bottom:2rem}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.6rem 2rem;margin:0 0 1rem}
dl>div{min-width:0}
dt{color:var(--soft);font-size:.82rem}
dd{margin:0}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:.8rem 0;margin:0;border-top:1px solid var(--line);font-size:.92rem}
nav a{display:inline-block;padding:.2rem 0;text-decoration:none}
nav a:hover{text-decoration:underline}
.note,.touches,.raw,.seed{color:var(--soft);font-size:.88rem}
.seed{display:block;overflow-wrap:anywhere}
.raw{font-size:.78rem}
.more{font-size:.92rem}
.grade{margin:0 0 1rem;line-height:1.2;display:flex;flex-wrap:wrap;align-items:baseline;gap:.4rem 1.2rem}
.grade .v{font-size:4.2rem;font-weight:700;letter-spacing:-.02em;color:var(--accent)}
.grade .title{font-size:1.5rem;margin-left:.4rem}
.grade .possible{font-size:1.25rem;color:var(--soft)}
.grade .share{color:var(--soft);font-size:1.05rem}
.grade .kind{font-size:1.05rem;padding:.25rem .8rem}
.kind{display:inline-block;border:1px solid var(--accent);border-radius:1rem;padding:0 .6rem;font-size:.84rem;color:var(--ink)}
.kind .k{color:var(--soft)}
.tag{display:inline-block;border:1px solid var(--line);border-radius:3px;padding:0 .4em;font-size:.78rem;color:var(--soft);font-weight:400;white-space:nowrap}
.ours .tag{border-color:var(--warnline);color:var(--open)}
.count{color:var(--soft);font-weight:400}
.scroll{position:relative;overflow-x:auto;margin:.8rem 0 1.2rem;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;color:var(--soft);font-size:.84rem;padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.42rem .8rem .42rem 0;border-bottom:1px solid var(--line);font-weight:400;overflow-wrap:normal}
thead th{color:var(--soft);font-size:.82rem;border-bottom:1px solid var(--soft);white-space:nowrap}
td:last-child,th:last-child{padding-right:0}
.num{text-align:right}
td.num,td:has(>.mark){white-space:nowrap}
.shares{max-width:44rem;margin:.4rem 0 .8rem}
.shares th{width:14rem;border:0;padding:.25rem 1rem .25rem 0}
.shares td{border:0;padding:.25rem 0;vertical-align:middle}
.shares .num{width:6rem}
.shares .chosen th,.shares .chosen .num{font-weight:650}
.bar{display:block;width:100%;height:.75rem;overflow:visible}
.track{fill:var(--line);opacity:.55}
.is{fill:var(--accent)}
.may{fill:var(--may)}
.whisker{stroke:var(--ink);stroke-width:1.5;fill:none;vector-effect:non-scaling-stroke}
.mark{white-space:nowrap}
.m-satisfied,.m-yes{color:var(--good)}
.m-not-satisfied,.m-no{color:var(--bad)}
.m-inconclusive,.m-not-determined,.m-unknown{color:var(--open)}
.m-not-applicable,.m-waived{color:var(--soft)}
.m-applied,.m-may{color:var(--ink)}
.mark .sign{display:inline-block;width:1.1em;text-align:center;font-weight:700}
ol.held,ul.plain{list-style:none;padding:0;margin:0 0 1rem}
ol.held li{padding:.3rem 0 .3rem 1rem;border-left:2px solid var(--line)}
ol.held ol.held{margin:.3rem 0 0}
ol.held>li>ol.held>li{border-left-style:dotted}
.why{display:block;color:var(--soft);font-size:.88rem}
.sides{color:var(--soft);font-size:.92rem}
ul.plain li{padding:.25rem 0}
.touches{display:inline-block;margin-left:.3rem}
.tree{list-style:none;margin:0;padding:0}
.tree .tree{margin:.4rem 0 0;padding-left:1.1rem;border-left:1px solid var(--line)}
.tree>li{border-bottom:1px solid var(--line)}
.tree>li:last-child{border-bottom:0}
summary{cursor:pointer;padding:.5rem 0;list-style:none;position:relative;padding-left:1.2rem}
summary::-webkit-details-marker{display:none}
summary::before{content:"";position:absolute;left:.15rem;top:1.05em;width:.4rem;height:.4rem;border-right:2px solid var(--soft);border-bottom:2px solid var(--soft);transform:rotate(-45deg)}
details[open]>summary::before{transform:rotate(45deg)}
summary:hover .name{color:var(--accent)}
.line{display:grid;grid-template-columns:minmax(0,1fr) 7.5rem 4.5rem 15rem;gap:.2rem 1.2rem;align-items:baseline}
.head{color:var(--soft);font-size:.82rem;padding:0 0 .3rem 1.2rem;border-bottom:1px solid var(--soft)}
.line .clause{color:var(--soft);font-size:.84rem;margin-right:.3rem}
.line .main:has(>.bar){display:grid;grid-template-columns:minmax(4rem,1fr) auto;gap:.7rem;align-items:center}
.line .num .k{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.inside{padding:.2rem 0 1rem 1.2rem}
.inside dl{font-size:.92rem}
.input{display:block}
.item{font-weight:650;margin:1rem 0 .2rem}
.inset{display:block;padding-left:1rem}
.source+.source{margin-left:.4rem}
.measure{padding:.4rem 0 1rem;border-bottom:1px solid var(--line)}
.measure:last-child{border-bottom:0}
.measure h3 code{color:var(--accent);margin-right:.5em}
th .raw,.list .raw{color:var(--soft);white-space:nowrap}
.list{margin:.2rem 0 1rem}
.list .caption{margin:0 0 .2rem}
.list .note{margin:.2rem 0}
.list .scroll{margin-top:.2rem}
.records thead th{white-space:normal;vertical-align:bottom;min-width:5rem}
.records thead .raw{display:block}
.records td{white-space:nowrap}
.records tbody th,.records thead th:first-child{position:sticky;left:0;background:var(--paper);padding-right:1rem}
.records tbody th{min-width:6rem;max-width:16rem}
.bounds{display:block;white-space:nowrap}
.records .bounds{color:var(--soft);font-size:.82rem}
.invalid{border-left:4px solid var(--bad);padding-left:.8rem}
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));gap:1.2rem 2rem;margin:.6rem 0 1rem}
.picture{margin:0;min-width:0}
figcaption{color:var(--soft);font-size:.88rem;margin-top:.3rem}
.plot{display:block;width:100%;height:auto;max-width:34rem}
.plot text{font-size:11px;fill:var(--soft)}
.plot .axis{fill:var(--ink)}
.plot .label{fill:var(--ink);stroke:var(--paper);stroke-width:3px;paint-order:stroke}
.grid{stroke:var(--line);fill:none}
.radar{fill:var(--accent);fill-opacity:.22;stroke:var(--accent);stroke-width:1.5}
.radar.may{fill:none;stroke-dasharray:4 3}
.points{fill:var(--accent)}
.points.may{fill:none;stroke:var(--accent);stroke-dasharray:4 3}
.lost{fill:var(--accent);fill-opacity:.26}
.frame{stroke:var(--soft);fill:none}
.reference{stroke:var(--soft);stroke-dasharray:4 3;fill:none}
.curve{fill:none;stroke-width:1.8;stroke:var(--ink)}
.c1{stroke:var(--accent)}
.c2{stroke:var(--open);stroke-dasharray:7 3}
.c3{stroke:var(--good);stroke-dasharray:2 3}
.c4{stroke:var(--bad);stroke-dasharray:9 3 2 3}
.c5{stroke:var(--ink);stroke-dasharray:5 5}
.c6{stroke:var(--soft);stroke-dasharray:1 4}
.curve.dashed{stroke:var(--soft);stroke-dasharray:4 4;stroke-width:1}
.leader{stroke:var(--soft);stroke-width:.8;fill:none}
.dot{stroke:var(--ink);stroke-width:1.8;fill:none}
.point{fill:var(--accent)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;padding:0;margin:.2rem 0 0;font-size:.84rem}
.legend li{display:flex;align-items:center;gap:.4rem}
.key{width:1.6rem;height:.55rem}
.matrix td,.matrix th{padding:.3rem .5rem;border:1px solid var(--line)}
.matrix .same{font-weight:650}
.matrix .s1{background:color-mix(in srgb,var(--accent) 8%,transparent)}
.matrix .s2{background:color-mix(in srgb,var(--accent) 16%,transparent)}
.matrix .s3{background:color-mix(in srgb,var(--accent) 24%,transparent)}
.matrix .s4{background:color-mix(in srgb,var(--accent) 32%,transparent)}
.matrix .s5{background:color-mix(in srgb,var(--accent) 40%,transparent)}
.deep{display:block}
.deep>div{display:grid;grid-template-columns:minmax(6rem,12rem) minmax(0,1fr);gap:.3rem 1rem;padding:.2rem 0}
.glossary dl{grid-template-columns:repeat(auto-fill,minmax(22rem,1fr))}
.glossary dt{color:var(--ink);font-weight:650;font-size:.95rem}
.hash{overflow-wrap:anywhere}
footer{color:var(--soft);font-size:.84rem;border-top:1px solid var(--line);padding-top:1rem;margin-top:1rem}
@media (max-width:46rem){
body{padding:1rem 1rem 3rem}
h1{font-size:1.6rem}
.grade .v{font-size:3.2rem}
dl,.glossary dl{grid-template-columns:minmax(0,1fr)}
.line{grid-template-columns:auto auto minmax(0,1fr)}
.line .name,.line .main{grid-column:1/-1}
.line .num{text-align:left;font-size:.88rem}
.line .num:empty{display:none}
.line .num .k{position:static;clip-path:none;width:auto;height:auto;color:var(--soft);margin-right:.4em}
.head{display:none}
.inside{padding-left:.4rem}
.tree .tree{padding-left:.7rem}
.shares th{width:auto}
.deep>div{grid-template-columns:minmax(0,1fr)}
}
@media print{
:root{color-scheme:light;${light}}
html{font-size:9.5pt;line-height:1.45}
body{max-width:none;padding:0}
nav,.skip,.more,.head{display:none}
details::details-content{content-visibility:visible;display:block;height:auto}
summary::before{display:none}
summary{padding-left:0}
.inside{padding-left:3mm}
section{padding-top:6mm}
h1,h2,h3,caption,summary,thead{break-after:avoid}
dl{grid-template-columns:repeat(auto-fill,minmax(42mm,1fr));gap:1mm 5mm}
dl>div{font-size:8.5pt}
.scroll{margin:1mm 0 2mm}
th,td{padding:.8mm 3mm .8mm 0}
.inside{padding-bottom:2mm}
tr,.line,dl>div,.banner,.grade,.shares,.picture{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
a{color:inherit;text-decoration:none}
.bar,.banner,.kind{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.line{grid-template-columns:minmax(0,1fr) 24mm 14mm 48mm}
}`
