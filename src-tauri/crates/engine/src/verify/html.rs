//! The report as one page: no script, no address of anything outside, and every text from elsewhere is text.

use std::fmt::Write as _;

use super::report::ReportPart;

const HEAD: &str = r#"<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Halyard report</title>
<style>
body { font: 14px/1.45 system-ui, sans-serif; margin: 32px auto; max-width: 60rem; padding: 0 16px; color: #191c20; background: #fff; }
h1 { font-size: 24px; } h2 { font-size: 18px; margin-top: 28px; }
table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid #d0d5db; padding: 5px 8px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead { display: table-header-group; } tr { break-inside: avoid; } h2 { break-after: avoid; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } }
</style>
</head>
<body>
"#;

/// The page.
pub(super) fn page(parts: &[ReportPart], made_at: &str) -> String {
    let mut html = HEAD.to_owned();
    put(&mut html, "<h1>Halyard report</h1>\n<p>Made at ");
    text(&mut html, made_at);
    put(&mut html, " (UTC). No secret is in this file.</p>\n");
    for part in parts {
        put(&mut html, "<h2>");
        text(&mut html, &part.title);
        put(&mut html, "</h2>\n<table>\n<thead>");
        row(&mut html, "th", &part.columns);
        put(&mut html, "</thead>\n<tbody>\n");
        for cells in &part.rows {
            row(&mut html, "td", cells);
        }
        put(&mut html, "</tbody>\n</table>\n");
        if part.rows.is_empty() {
            put(&mut html, "<p>None.</p>\n");
        }
    }
    put(&mut html, "</body>\n</html>\n");
    html
}

fn row(html: &mut String, cell: &str, cells: &[String]) {
    put(html, "<tr>");
    for words in cells {
        // Writing to a string does not fail.
        let _ = write!(html, "<{cell}>");
        text(html, words);
        let _ = write!(html, "</{cell}>");
    }
    put(html, "</tr>\n");
}

fn put(html: &mut String, markup: &'static str) {
    html.push_str(markup);
}

fn text(html: &mut String, words: &str) {
    for letter in words.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_markup() {
        let part = ReportPart {
            title: "Organisations".to_owned(),
            columns: vec!["Name".to_owned()],
            rows: vec![vec!["<img src=x onerror=alert(1)>\"'&".to_owned()]],
        };
        let html = page(&[part], "2026-11-21T12:00:00Z");
        assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"));
        assert!(!html.contains("<img"));
        assert!(!html.contains("http://") && !html.contains("https://"));
    }
}
