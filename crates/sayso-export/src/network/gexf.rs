//! GEXF 1.2, Gephi's own format: with the days on which one speaks of another, for its timeline.
//!
//! Not 1.3, whose additions are not used here and which older readers do not know.

use std::collections::BTreeSet;

use sayso_text::Date;

use super::graph::{Edge, Graph, Node, Render};
use crate::xml;

const NODE: [(&str, &str); 4] =
    [("kind", "string"), ("statements", "long"), ("mentions", "long"), ("articles", "long")];
const EDGE: [(&str, &str); 5] = [
    ("articles", "long"),
    ("direct", "long"),
    ("indirect", "long"),
    ("mixed", "long"),
    ("reported", "long"),
];

/// Writes GEXF.
pub(crate) struct Gexf;

impl Render for Gexf {
    fn render(&self, graph: &Graph) -> String {
        // A timeline without days would hide everything.
        let is_dated = graph.edges.values().any(|edge| !edge.days.is_empty());
        let mode =
            if is_dated { "mode=\"dynamic\" timeformat=\"date\"" } else { "mode=\"static\"" };
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n\
             <meta><creator>sayso</creator>\
             <description>who speaks of whom, by the statements of news articles</description></meta>\n\
             <graph defaultedgetype=\"directed\" {mode}>\n"
        );
        attributes(&mut out, "node", &NODE);
        attributes(&mut out, "edge", &EDGE);
        out.push_str("<nodes>\n");
        graph.nodes.iter().enumerate().for_each(|(place, node)| push_node(&mut out, place, node));
        out.push_str("</nodes>\n<edges>\n");
        for (number, (ends, edge)) in graph.edges.iter().enumerate() {
            push_edge(&mut out, number, *ends, edge);
        }
        out.push_str("</edges>\n</graph>\n</gexf>\n");
        out
    }
}

fn attributes(out: &mut String, class: &str, names: &[(&str, &str)]) {
    out.push_str(&format!("<attributes class=\"{class}\">"));
    for (name, kind) in names {
        out.push_str(&format!("<attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>"));
    }
    out.push_str("</attributes>\n");
}

fn push_node(out: &mut String, place: usize, node: &Node) {
    out.push_str(&format!("<node id=\"n{place}\""));
    xml::attribute(out, "label", &node.name);
    out.push('>');
    let Node { statements, mentions, articles, .. } = node;
    let values = [
        node.what().to_owned(),
        statements.to_string(),
        mentions.to_string(),
        articles.to_string(),
    ];
    push_values(out, &NODE, &values);
    out.push_str("</node>\n");
}

fn push_edge(out: &mut String, number: usize, (from, to): (usize, usize), edge: &Edge) {
    let weight = edge.weight;
    out.push_str(&format!(
        "<edge id=\"e{number}\" source=\"n{from}\" target=\"n{to}\" weight=\"{weight}\">"
    ));
    let [direct, indirect, mixed] = edge.kinds;
    let counts = [edge.articles, direct, indirect, mixed, edge.reported];
    push_values(out, &EDGE, &counts.map(|count| count.to_string()));
    push_days(out, &edge.days);
    out.push_str("</edge>\n");
}

fn push_values(out: &mut String, names: &[(&str, &str)], values: &[String]) {
    out.push_str("<attvalues>");
    for ((name, _), value) in names.iter().zip(values) {
        out.push_str(&format!("<attvalue for=\"{name}\" value=\"{value}\"/>"));
    }
    out.push_str("</attvalues>");
}

fn push_days(out: &mut String, days: &BTreeSet<Date>) {
    if days.is_empty() {
        return;
    }
    out.push_str("<spells>");
    for day in days {
        out.push_str(&format!("<spell start=\"{day}\" end=\"{day}\"/>"));
    }
    out.push_str("</spells>");
}
