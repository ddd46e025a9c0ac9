// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_markup.h"

namespace proponent::ui {

namespace {

// The program's own colours (theme.cpp); paper is always light.
constexpr char16_t webSheet[] = uR"css(
:root { color-scheme: light dark;
  --page: #f4f5f7; --card: #ffffff; --text: #1b1f24; --muted: #59626e; --line: #d5dae1; --faint: #eef0f3;
  --pro: #0067a1; --opp: #b54f00; --good: #007f5c; --bad: #b4271c; --warn: #8f6200; --link: #0b66b0;
  --hit: 0, 114, 178; --miss: 213, 94, 0; }
@media screen and (prefers-color-scheme: dark) { :root {
  --page: #16181c; --card: #1e2126; --text: #e6e8eb; --muted: #9aa3af; --line: #3d444e; --faint: #252930;
  --pro: #56b4e9; --opp: #f08a4b; --good: #3cc99a; --bad: #ff8f80; --warn: #e6b33c; --link: #56a9e8;
  --hit: 60, 140, 190; --miss: 200, 100, 40; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); line-height: 1.45;
  font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 0 0 12px; }
h3 { font-size: 16px; margin: 0 0 8px; }
p { margin: 0 0 10px; max-width: 85ch; overflow-wrap: anywhere; }
.lead { font-size: 18px; margin-bottom: 16px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0 0 16px; }
a { color: var(--link); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 20px 24px; margin: 0 0 16px; scroll-margin-top: 8px; }
article { border-top: 1px solid var(--line); padding-top: 18px; margin-top: 22px; }
.muted, figcaption, .missing { color: var(--muted); }
.strong { font-weight: 600; }
.proponent { color: var(--pro); font-weight: 600; }
.opponent { color: var(--opp); font-weight: 600; }
.right { color: var(--good); }
.wrong { color: var(--bad); }
.warning { color: var(--warn); }
.formula { font-family: "STIX Two Text", Cambria, "DejaVu Serif", serif; font-size: 18px;
  padding: 8px 14px; background: var(--faint); border-radius: 6px; width: fit-content; max-width: 100%; }
.cards { display: flex; flex-wrap: wrap; gap: 12px; }
.card { flex: 1 1 140px; background: var(--faint); border-radius: 6px; padding: 10px 14px; }
.value { font-size: 22px; font-weight: 600; }
.wide { overflow-x: auto; margin: 0 0 10px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { font-weight: 600; text-align: left; }
th, td { padding: 4px 12px 4px 0; vertical-align: top; }
.figures th, .figures td { border-bottom: 1px solid var(--line); padding: 4px 12px; }
.figures thead th { color: var(--muted); vertical-align: bottom; }
.figures tbody th { font-weight: inherit; }
.facts { margin: 0 0 10px; }
.facts th { color: var(--muted); font-weight: inherit; padding-right: 24px; white-space: nowrap; }
.facts td { overflow-wrap: anywhere; }
.number { text-align: right !important; white-space: nowrap; }
.bar { background: linear-gradient(90deg, rgba(var(--hit), 0.22) var(--share), transparent var(--share)); }
.matrix th, .matrix td { padding: 4px 8px; border: 1px solid var(--line); }
.matrix thead th { vertical-align: bottom; }
.matrix thead th span { writing-mode: vertical-rl; transform: rotate(180deg); }
.matrix thead th:first-child span { writing-mode: horizontal-tb; transform: none; color: var(--muted); }
.matrix td { min-width: 44px; }
.hit { background: rgba(var(--hit), calc(var(--share) * 0.6)); }
.miss { background: rgba(var(--miss), calc(var(--share) * 0.6)); }
.thumbnails { display: flex; flex-wrap: wrap; gap: 12px; margin: 0 0 14px; }
.thumbnail { margin: 0; width: 104px; font-size: 13px; line-height: 1.35; overflow-wrap: anywhere; }
.pixels { image-rendering: pixelated; display: block; border: 1px solid var(--line); margin-bottom: 4px; }
.missing { display: block; border: 1px dashed var(--line); padding: 28px 8px; text-align: center; width: 84px; }
.portrait { display: flex; gap: 18px; align-items: center; margin: 0 0 12px; }
.portrait .pixels { flex: none; margin: 0; }
.portrait .words { flex: 1 1 260px; min-width: 0; }
.portrait .plot { flex: 0 1 420px; }
@media (max-width: 760px) { .portrait { flex-wrap: wrap; } }
.portrait p:last-child { margin-bottom: 0; }
.plots { display: flex; flex-wrap: wrap; gap: 16px; margin: 0 0 10px; }
.plot { margin: 0; flex: 0 1 auto; }
.plots .plot { flex: 1 1 380px; max-width: 520px; }
.plot img { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; display: block; }
@media print {
  body { background: none; font-size: 10pt; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  section { border: none; padding: 0; }
  .thumbnail, .portrait, .plot, .card, tr { break-inside: avoid; }
  h2, h3, p.proponent, p.opponent { break-after: avoid; }
  .hit, .miss, .bar, .card, .formula { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

constexpr char16_t pagesSheet[] = uR"css(
h1 { font-size: 17pt; margin: 0; }
h2 { font-size: 13pt; margin: 0; color: #0b66b0; }
h3 { font-size: 10.5pt; margin: 0; }
p { margin: 0; }
.lead { font-size: 11pt; margin-top: 4px; }
.muted, .missing { color: #59626e; }
.strong { font-weight: 600; }
.proponent { color: #0067a1; font-weight: 600; }
.opponent { color: #b54f00; font-weight: 600; }
.right { color: #007f5c; }
.wrong { color: #b4271c; }
.warning { color: #8f6200; }
.formula { font-family: serif; font-size: 12pt; }
.value { font-size: 14pt; font-weight: 600; }
.card { background-color: #eef0f3; }
.thumbnail { font-size: 7.5pt; }
.facts th { color: #59626e; font-weight: normal; }
.figures { font-size: 8.5pt; }
.figures tbody th { font-weight: normal; }
.figures thead th { color: #59626e; }
.matrix { font-size: 7.5pt; }
)css";

} // namespace

QString reportStyleSheet(ReportDialect dialect)
{
    return dialect == ReportDialect::Web ? QString::fromUtf16(webSheet) : QString::fromUtf16(pagesSheet);
}

} // namespace proponent::ui
