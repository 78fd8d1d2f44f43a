//! GraphML (Brandes et al. 2002), which networkx, igraph, Gephi, visone and R read.

use super::graph::{Edge, Graph, Node, Render};
use crate::xml;

/// The keys of a node and of an edge: name and type.
const NODE: [(&str, &str); 5] = [
    ("label", "string"),
    ("kind", "string"),
    ("statements", "long"),
    ("mentions", "long"),
    ("articles", "long"),
];
const EDGE: [(&str, &str); 8] = [
    ("weight", "long"),
    ("articles", "long"),
    ("direct", "long"),
    ("indirect", "long"),
    ("mixed", "long"),
    ("reported", "long"),
    ("first", "string"),
    ("last", "string"),
];

/// Writes GraphML.
pub(crate) struct GraphMl;

impl Render for GraphMl {
    fn render(&self, graph: &Graph) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
             xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
             http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
        );
        for (of, keys) in [("node", &NODE[..]), ("edge", &EDGE[..])] {
            for (name, kind) in keys {
                out.push_str(&format!(
                    "<key id=\"{of}-{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
                ));
            }
        }
        out.push_str("<graph id=\"sayso\" edgedefault=\"directed\">\n");
        for (place, node) in graph.nodes.iter().enumerate() {
            out.push_str(&format!("<node id=\"n{place}\">"));
            NODE.iter()
                .zip(node_values(node))
                .for_each(|(key, value)| data(&mut out, "node", key.0, &value));
            out.push_str("</node>\n");
        }
        for ((from, to), edge) in &graph.edges {
            out.push_str(&format!("<edge source=\"n{from}\" target=\"n{to}\">"));
            EDGE.iter()
                .zip(edge_values(edge))
                .for_each(|(key, value)| data(&mut out, "edge", key.0, &value));
            out.push_str("</edge>\n");
        }
        out.push_str("</graph>\n</graphml>\n");
        out
    }
}

fn node_values(node: &Node) -> [String; 5] {
    let Node { name, statements, mentions, articles, .. } = node;
    [
        name.clone(),
        node.what().to_owned(),
        statements.to_string(),
        mentions.to_string(),
        articles.to_string(),
    ]
}

fn edge_values(edge: &Edge) -> [String; 8] {
    let [direct, indirect, mixed] = edge.kinds.map(|count| count.to_string());
    let day = |day: Option<&sayso_text::Date>| day.map(ToString::to_string).unwrap_or_default();
    [
        edge.weight.to_string(),
        edge.articles.to_string(),
        direct,
        indirect,
        mixed,
        edge.reported.to_string(),
        day(edge.days.first()),
        day(edge.days.last()),
    ]
}

/// What is not known has no element.
fn data(out: &mut String, of: &str, name: &str, value: &str) {
    if !value.is_empty() {
        out.push_str(&format!("<data key=\"{of}-{name}\">"));
        xml::text(out, value);
        out.push_str("</data>");
    }
}
