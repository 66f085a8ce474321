//! The report as one page: no script, no address of anything outside, and every text from elsewhere is text.

use super::report::ReportPart;

const HEAD: &str = r#"<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Halyard report</title>
<style>
body { font: 14px/1.45 system-ui, sans-serif; margin: 32px auto; max-width: 72rem; padding: 0 16px; color: #191c20; background: #fff; }
h1 { font-size: 24px; } h2 { font-size: 18px; margin: 28px 0 4px; } p { max-width: 46rem; margin: 0 0 10px; }
table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid #d0d5db; padding: 5px 8px; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { border-bottom-color: #191c20; } td.fixed { font-variant-numeric: tabular-nums; white-space: nowrap; } td.seal { font: 12px/1.6 ui-monospace, monospace; white-space: nowrap; }
thead { display: table-header-group; } tr { break-inside: avoid; } h2, h2 + p { break-after: avoid; }
@page { size: A4 landscape; margin: 14mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 9pt; } th, td { padding: 3px 6px; } td.seal { font-size: 7.5pt; } }
</style>
</head>
<body>
"#;

/// How a column is set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words,
    /// Times and numbers, which are not broken.
    Fixed,
    Seal,
}

/// The page.
pub(super) fn page(parts: &[ReportPart], made_at: &str) -> String {
    let mut html = HEAD.to_owned();
    put(&mut html, "<h1>Halyard report</h1>\n<p>Made at ");
    text(&mut html, &moment(made_at));
    put(
        &mut html,
        " UTC; all times are UTC. No secret is in this file.</p>\n",
    );
    for part in parts {
        put(&mut html, "<h2>");
        text(&mut html, &part.title);
        put(&mut html, "</h2>\n");
        if let Some(note) = &part.note {
            put(&mut html, "<p>");
            text(&mut html, note);
            put(&mut html, "</p>\n");
        }
        if part.rows.is_empty() {
            put(&mut html, "<p><strong>None.</strong></p>\n");
            continue;
        }
        let kinds: Vec<Kind> = part.columns.iter().map(|head| kind_of(head)).collect();
        put(&mut html, "<table>\n<thead><tr>");
        for head in &part.columns {
            put(&mut html, "<th scope=\"col\">");
            text(&mut html, head);
            put(&mut html, "</th>");
        }
        put(&mut html, "</tr></thead>\n<tbody>\n");
        for cells in &part.rows {
            row(&mut html, &kinds, cells);
        }
        put(&mut html, "</tbody>\n</table>\n");
    }
    put(&mut html, "</body>\n</html>\n");
    html
}

fn kind_of(head: &str) -> Kind {
    if head == "Seal" {
        Kind::Seal
    } else if head.ends_with("(UTC)") || head == "No." || head == "Its number" {
        Kind::Fixed
    } else {
        Kind::Words
    }
}

fn row(html: &mut String, kinds: &[Kind], cells: &[String]) {
    put(html, "<tr>");
    for (at, words) in cells.iter().enumerate() {
        let kind = kinds.get(at).copied().unwrap_or(Kind::Words);
        put(
            html,
            match kind {
                Kind::Words => "<td>",
                Kind::Fixed => "<td class=\"fixed\">",
                Kind::Seal => "<td class=\"seal\">",
            },
        );
        if kind == Kind::Fixed {
            text(html, &moment(words));
        } else {
            text(html, words);
        }
        put(html, "</td>");
    }
    put(html, "</tr>\n");
}

/// `2026-11-22T09:30:00Z` as people read it; anything else as it is.
pub(super) fn moment(words: &str) -> String {
    match words
        .strip_suffix('Z')
        .and_then(|words| words.split_once('T'))
    {
        Some((day, time)) => format!("{day} {time}"),
        None => words.to_owned(),
    }
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
            note: None,
            columns: vec!["Name".to_owned()],
            rows: vec![vec!["<img src=x onerror=alert(1)>\"'&".to_owned()]],
        };
        let html = page(&[part], "2026-11-21T12:00:00Z");
        assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"));
        assert!(!html.contains("<img"));
        assert!(!html.contains("http://") && !html.contains("https://"));
    }

    #[test]
    fn a_time_is_read_by_people_and_a_part_without_rows_says_so() {
        let part = ReportPart {
            title: "What was done".to_owned(),
            note: Some("Oldest first.".to_owned()),
            columns: vec!["At (UTC)".to_owned(), "What".to_owned()],
            rows: vec![vec!["2026-11-21T12:00:00Z".to_owned(), "TAZ".to_owned()]],
        };
        let none = ReportPart {
            rows: Vec::new(),
            ..part.clone()
        };
        let html = page(&[part, none], "2026-11-21T12:34:56Z");
        assert!(html.contains("2026-11-21 12:34:56 UTC"));
        assert!(html.contains("<td class=\"fixed\">2026-11-21 12:00:00</td><td>TAZ</td>"));
        assert!(html.contains("<p>Oldest first.</p>"));
        assert_eq!(html.matches("None.").count(), 1);
        assert_eq!(html.matches("<table>").count(), 1);
    }
}
