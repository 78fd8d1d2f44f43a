//! Speakers and whom or what they speak of, as a graph.
//!
//! A node is a named person, body, document (a law, a poll) or place. An edge leads from a speaker to
//! whoever is named in the content of the speaker's statements, and to whoever speaks within it (a voice
//! within the voice); its weight is the number of such statements. It says that the one speaks of the
//! other, and nothing of whether well or ill: what is said is not weighed here.
//!
//! Nodes of different articles are one where the whole name is the same, but for persons of whom an
//! article gives a single word: nobody is joined on a surname. Who has no name ("a spokesman", "critics")
//! has no node, because it is another one in each article; several who speak together are one node each.

mod gexf;
mod graph;
mod graphml;
mod targets;

use std::io::Write;

use sayso_text::{Document, Statement};

pub(crate) use gexf::Gexf;
use graph::{Graph, Render};
pub(crate) use graphml::GraphMl;
use targets::Names;

use crate::Error;
use crate::writer::{Writer, Written};

/// Gathers the graph and writes it at the end. Names and pairs of names stay in memory, texts do not.
pub(crate) struct Network<W, R> {
    output: W,
    render: R,
    names: Names,
    graph: Graph,
    written: Written,
}

impl<W: Write, R: Render> Network<W, R> {
    pub(crate) fn new(output: W, render: R) -> Self {
        let (names, graph) = (Names::default(), Graph::default());
        Self { output, render, names, graph, written: Written::default() }
    }
}

impl<W: Write + Send, R: Render> Writer for Network<W, R> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        let targets = self.names.targets(document, statements);
        self.graph.add(document, statements, &targets);
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        self.output.write_all(self.render.render(&self.graph).as_bytes())?;
        self.output.flush()?;
        Ok(self.written)
    }
}
