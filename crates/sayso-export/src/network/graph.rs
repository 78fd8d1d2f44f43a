//! Nodes and edges, counted.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sayso_text::{Date, Document, Kind, Speaker, SpeakerKind, Statement};

use super::targets::{Target, voices};

/// How a graph is written.
pub(crate) trait Render: Send {
    /// The file of the graph.
    fn render(&self, graph: &Graph) -> String;
}

/// A named person, body or document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Node {
    pub(crate) name: String,
    /// What it is; none where nothing shows it.
    pub(crate) kind: SpeakerKind,
    /// Whether it is a place, and nobody who speaks.
    pub(crate) is_place: bool,
    /// The statements that it makes.
    pub(crate) statements: u64,
    /// The statements of others that speak of it.
    pub(crate) mentions: u64,
    /// The articles in which it does either.
    pub(crate) articles: u64,
    last_article: u64,
}

/// The statements in which one speaks of another.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Edge {
    /// The statements.
    pub(crate) weight: u64,
    /// Those of each kind, in the order of [`Kind::ALL`].
    pub(crate) kinds: [u64; 3],
    /// Those in which the other speaks: a voice within the voice.
    pub(crate) reported: u64,
    pub(crate) articles: u64,
    /// The days of the articles, where they have one.
    pub(crate) days: BTreeSet<Date>,
    last_article: u64,
}

/// A node's place in [`Graph::nodes`].
pub(crate) type Place = usize;

/// The graph of a corpus. Nodes are in the order of their first appearance.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: BTreeMap<(Place, Place), Edge>,
    places: HashMap<(String, Option<u64>), Place>,
    articles: u64,
}

impl Graph {
    /// Adds an article; `targets` has an entry for each of its statements.
    pub(crate) fn add(
        &mut self,
        document: &Document,
        statements: &[Statement],
        targets: &[Vec<Target>],
    ) {
        self.articles += 1;
        for (statement, targets) in statements.iter().zip(targets) {
            let speakers: Vec<Place> =
                voices(&statement.speaker).iter().map(|voice| self.place(voice, false)).collect();
            for speaker in &speakers {
                self.count(*speaker, |node| node.statements += 1);
            }
            for target in targets.iter().filter(|_| !speakers.is_empty()) {
                let place = self.place(&target.speaker, target.is_place);
                self.count(place, |node| node.mentions += 1);
                for speaker in &speakers {
                    let edge = self.edges.entry((*speaker, place)).or_default();
                    edge.count(statement, target, self.articles, document.date);
                }
            }
        }
    }

    fn count(&mut self, place: Place, count: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(place) {
            count(node);
            node.articles += u64::from(node.last_article != self.articles);
            node.last_article = self.articles;
        }
    }

    /// The node of the name: that of another article only where the name is enough to tell.
    fn place(&mut self, speaker: &Speaker, is_place: bool) -> Place {
        let kind = speaker.kind;
        let may_be_a_surname = matches!(kind, SpeakerKind::Person | SpeakerKind::None);
        let is_single = may_be_a_surname && !speaker.name.contains(' ');
        let key = (speaker.name.to_string(), is_single.then_some(self.articles));
        let place = *self.places.entry(key).or_insert_with_key(|(name, _)| {
            self.nodes.push(Node { name: name.clone(), kind, is_place, ..Node::default() });
            self.nodes.len() - 1
        });
        // Another article may show what the first did not.
        if let Some(node) = self.nodes.get_mut(place).filter(|_| kind != SpeakerKind::None) {
            let is_better = node.kind == SpeakerKind::None || node.is_place && !is_place;
            if is_better {
                (node.kind, node.is_place) = (kind, is_place);
            }
        }
        place
    }
}

impl Node {
    /// What it is, in a word.
    pub(crate) fn what(&self) -> &'static str {
        match self.kind {
            _ if self.is_place => "place",
            SpeakerKind::None => "unknown",
            kind => kind.name(),
        }
    }
}

impl Edge {
    fn count(&mut self, statement: &Statement, target: &Target, article: u64, day: Option<Date>) {
        self.weight += 1;
        self.reported += u64::from(target.speaks);
        let kind = Kind::ALL.iter().position(|kind| *kind == statement.attribution.kind);
        if let Some(count) = kind.and_then(|place| self.kinds.get_mut(place)) {
            *count += 1;
        }
        self.articles += u64::from(self.last_article != article);
        self.last_article = article;
        self.days.extend(day);
    }
}

#[cfg(test)]
mod tests {
    use sayso_text::{Attribution, Span};

    use super::*;

    fn statement(speaker: &str, kind: SpeakerKind) -> Statement {
        let attribution = Attribution::new(Span::default(), vec![Span::new(0, 4)]);
        Statement::new(1, attribution, Speaker::new(speaker, kind))
    }

    fn of(name: &str) -> Vec<Vec<Target>> {
        let speaker = Speaker::new(name, SpeakerKind::Person);
        vec![vec![Target { speaker, ..Target::default() }]]
    }

    fn document(day: u8) -> Document {
        Document { date: Date::new(2024, 10, day), ..Document::new("a", "Rain") }
    }

    #[test]
    fn statements_and_articles_of_a_pair_are_counted() {
        let mut graph = Graph::default();
        let one = statement("Dee Lind", SpeakerKind::Person);
        let twice = [of("Tom Ode"), of("Tom Ode")].concat();
        graph.add(&document(2), &[one.clone(), one.clone()], &twice);
        graph.add(&document(1), &[one], &of("Tom Ode"));
        let edge = &graph.edges[&(0, 1)];
        assert_eq!((edge.weight, edge.articles, edge.kinds), (3, 2, [0, 3, 0]));
        assert_eq!(edge.days.first().map(Date::to_string).as_deref(), Some("2024-10-01"));
        let counts: Vec<_> =
            graph.nodes.iter().map(|n| (n.statements, n.mentions, n.articles)).collect();
        assert_eq!(counts, [(3, 0, 2), (0, 3, 2)]);
    }

    #[test]
    fn nobody_is_joined_on_a_surname_and_bodies_are_joined_on_a_word() {
        let mut graph = Graph::default();
        for (name, kind) in [("Lind", SpeakerKind::Person), ("NATO", SpeakerKind::Organisation)] {
            for day in [1, 2] {
                graph.add(&document(day), &[statement(name, kind)], &[Vec::new()]);
            }
        }
        let names: Vec<&str> = graph.nodes.iter().map(|node| &*node.name).collect();
        assert_eq!(names, ["Lind", "Lind", "NATO"]);
    }

    #[test]
    fn several_speak_each_for_themselves_and_the_nameless_not_at_all() {
        let mut graph = Graph::default();
        graph.add(
            &document(1),
            &[statement("Dee Lind; Tom Ode", SpeakerKind::Group)],
            &of("Ann Ray"),
        );
        graph.add(&document(1), &[statement("a spokesman", SpeakerKind::Nameless)], &of("Bo Ek"));
        assert_eq!(graph.edges.keys().collect::<Vec<_>>(), [&(0, 2), &(1, 2)]);
        assert_eq!(graph.nodes.len(), 3);
    }
}
