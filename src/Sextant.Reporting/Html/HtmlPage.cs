namespace Sextant.Reporting.Html;

/// <summary>The frame of a page that stands alone: no resource from elsewhere, nothing that runs, light or dark as the reader's system is.</summary>
public static class HtmlPage
{
    private const string Style = """
        :root { color-scheme: light dark; --paper: #fcfcfb; --ink: #1d2126; --faint: #5f6873; --line: #d4d8dd; --panel: #f2f3f5;
          --good: #16703c; --bad: #b3261e; --doubt: #8a5a00; --accent: #1c5fb0; --bar: #8fa6c2;
          --c0: #1c5fb0; --c1: #b3541e; --c2: #16703c; --c3: #8b3aa3; --c4: #7a6a00; --c5: #00757a; --c6: #a82f5f; --c7: #55606c; }
        @media (prefers-color-scheme: dark) { :root { --paper: #14171b; --ink: #e4e7eb; --faint: #9aa5b1; --line: #363d46; --panel: #1d2228;
          --good: #6fcf97; --bad: #ff8a80; --doubt: #f0b849; --accent: #7db3f5; --bar: #4f6987;
          --c0: #7db3f5; --c1: #f0a070; --c2: #6fcf97; --c3: #d29be6; --c4: #d8c54a; --c5: #5ccfd4; --c6: #f08fb4; --c7: #aab4bf; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
        main { max-width: 1080px; margin: 0 auto; padding: 24px 20px 64px; }
        h1 { font-size: 28px; margin: 0 0 4px; } h2 { font-size: 21px; margin: 44px 0 10px; padding-top: 14px; border-top: 1px solid var(--line); }
        h3 { font-size: 16px; margin: 22px 0 6px; } p { margin: 8px 0; max-width: 78ch; }
        code, pre, .trace td, svg .code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 13.5px; }
        pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 12px 14px; overflow-x: auto; }
        table { border-collapse: collapse; margin: 10px 0; } th { text-align: left; color: var(--faint); font-weight: 600; font-size: 13.5px; }
        th, td { padding: 4px 16px 4px 0; vertical-align: top; border-bottom: 1px solid var(--line); } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
        .trace td { font-size: 12.5px; } .trace td, .trace tr.step td { border-bottom: 0; } .trace tr.step td { border-top: 1px solid var(--line); }
        .wide { overflow-x: auto; } .row { display: flex; flex-wrap: wrap; gap: 8px 40px; align-items: center; overflow-x: auto; } .faint { color: var(--faint); } .good { color: var(--good); } .bad { color: var(--bad); } .doubt { color: var(--doubt); }
        .cards { display: flex; flex-wrap: wrap; gap: 12px; margin: 18px 0; } .card { flex: 1 1 220px; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; }
        .card b { display: block; font-size: 19px; } .card > span { color: var(--faint); font-size: 13.5px; }
        details { margin: 6px 0; border: 1px solid var(--line); border-radius: 6px; padding: 6px 12px; } summary { cursor: pointer; }
        .key { display: inline-block; width: 14px; height: 4px; border-radius: 2px; vertical-align: middle; margin-right: 8px; }
        svg { display: block; margin: 10px 0; max-width: none; } svg text { fill: var(--ink); font: 13px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
        svg .small { font-size: 11.5px; } svg .faint { fill: var(--faint); } svg .axis { stroke: var(--line); fill: none; } svg .bar { fill: var(--bar); } svg .chosen { fill: var(--accent); }
        svg .box { fill: var(--panel); stroke: var(--line); } svg .box.best { stroke: var(--accent); stroke-width: 2.5; } svg .mark { stroke: var(--ink); stroke-width: 1.5; }
        svg .disc { fill: var(--paper); }
        """;

    /// <param name="title">As it is; it is made safe here.</param>
    /// <param name="body">Written with <see cref="HtmlText"/>.</param>
    public static string Of(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{HtmlText.Safe(title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <main>
        {body}</main>
        </body>
        </html>

        """.ReplaceLineEndings("\n");
}
