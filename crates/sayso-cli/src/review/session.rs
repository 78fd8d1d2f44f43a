//! A reader at work: one row after the other, until all are read or the reader goes.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use sayso::text::Span;
use sayso_review::{Change, Corrections, Entry, Plan, RowId, Verdict};

use crate::review::article::{Article, Row};
use crate::review::ask::Ask;
use crate::review::book::Book;
use crate::review::command::{Command, HELP};
use crate::review::mending;
use crate::review::shown;

/// The articles by their ids.
type Articles = BTreeMap<String, Article>;

/// What is to be said of.
#[derive(Clone, Copy)]
enum Step<'s> {
    /// A row.
    Row(&'s Article, &'s Row),
    /// Whether an article whose rows are all read has more than they.
    Rest(&'s Article),
}

/// What comes after a command.
enum Next {
    /// What is to be said of now.
    Step,
    /// The same again.
    Same,
    Quit,
}

/// A reader at work.
pub(super) struct Session<R, W> {
    ask: Ask<R, W>,
}

impl<R: BufRead, W: Write> Session<R, W> {
    pub(super) fn new(input: R, output: W, colours: bool) -> Self {
        Self { ask: Ask::new(input, output, colours) }
    }

    /// Says something.
    pub(super) fn tell(&mut self, text: &str) -> io::Result<()> {
        self.ask.tell(text)
    }

    /// Goes through what the plan says, from where it was left.
    pub(super) fn run(
        &mut self,
        book: &mut Book,
        plan: &Plan,
        articles: &Articles,
    ) -> anyhow::Result<()> {
        let steps = steps(plan, articles);
        let mut shown = None;
        loop {
            let left = steps.iter().filter(|step| !step.is_done(&book.corrections)).count();
            let next = steps.iter().position(|step| !step.is_done(&book.corrections));
            let Some((place, step)) = next.and_then(|place| Some((place, *steps.get(place)?)))
            else {
                self.tell("All is read.")?;
                return Ok(());
            };
            if shown != Some(place) {
                self.show(step, (place + 1, steps.len(), left), &book.corrections)?;
                shown = Some(place);
            }
            let Some(line) = self.ask.ask("> ")? else { return Ok(()) };
            match self.follow(Command::of(&line), step, book)? {
                Next::Quit => return Ok(()),
                Next::Step => shown = None,
                Next::Same => {}
            }
        }
    }

    fn follow(
        &mut self,
        command: Command,
        step: Step<'_>,
        book: &mut Book,
    ) -> anyhow::Result<Next> {
        match (command, step) {
            (Command::Quit, _) => return Ok(Next::Quit),
            (Command::Nothing, _) => {}
            (Command::Help, _) => self.tell(HELP)?,
            (Command::Whole, step) => self.show_whole(step, &book.corrections)?,
            (Command::Undo, _) => return self.undo(book),
            (Command::Add, step) => return self.add(step.article(), step, book),
            (Command::Done, Step::Rest(article)) => {
                book.add(Entry::Read { doc_id: article.id.clone() })?;
                return Ok(Next::Step);
            }
            (Command::Done, Step::Row(..)) => {
                self.tell("first say of each row of the article what it is; then of the whole")?;
            }
            (Command::Unknown, _) => self.tell("no such letter; h lists them")?,
            (_, Step::Rest(_)) => self.tell("+ adds a statement, d says that none is missing")?,
            (command, Step::Row(article, row)) => {
                return match self.verdict(command, article, row)? {
                    Some(verdict) => {
                        book.add(Entry::Row { id: row.id.clone(), verdict })?;
                        Ok(Next::Step)
                    }
                    None => Ok(Next::Same),
                };
            }
        }
        Ok(Next::Same)
    }

    /// What a command says of a row; nothing where it says nothing after all.
    fn verdict(
        &mut self,
        command: Command,
        article: &Article,
        row: &Row,
    ) -> io::Result<Option<Verdict>> {
        let change = match command {
            Command::Accept => return Ok(Some(Verdict::Accept)),
            Command::Reject => return Ok(Some(Verdict::Reject)),
            Command::Unsure => return Ok(Some(Verdict::Unsure)),
            Command::Speaker(typed) => mending::of_speaker(article, row, &typed),
            Command::Type(typed) => mending::of_type(row, &typed),
            Command::Content(typed) => mending::of_content(article, row, &typed),
            _ => Ok(mending::mended(&mut self.ask, article, row)?.unwrap_or_default()),
        };
        match change {
            Ok(change) if change.is_empty() => {
                self.tell("nothing is otherwise than the table has it; a accepts the row")?;
                Ok(None)
            }
            Ok(change) => Ok(Some(Verdict::Mend { change: Box::new(change) })),
            Err(reason) => {
                self.tell(&reason)?;
                Ok(None)
            }
        }
    }

    fn undo(&mut self, book: &mut Book) -> anyhow::Result<Next> {
        let Some(last) = book.corrections.last() else {
            self.tell("there is nothing to take back")?;
            return Ok(Next::Same);
        };
        let told = match last {
            Entry::Row { id, verdict } => format!("{} of {}", verdict.name(), named(id)),
            Entry::Add { id, .. } => format!("the statement {} that was added", named(id)),
            Entry::Read { doc_id } => format!("that {doc_id} was read whole"),
            _ => String::new(),
        };
        book.add(Entry::Undo {})?;
        self.tell(&format!("taken back: {told}"))?;
        Ok(Next::Step)
    }

    fn add(&mut self, article: &Article, step: Step<'_>, book: &mut Book) -> anyhow::Result<Next> {
        let near = match step {
            Step::Row(_, row) => row.bounds().unwrap_or_default(),
            Step::Rest(_) => Span::default(),
        };
        let Some(change) = mending::added(&mut self.ask, article, near)? else {
            self.tell("nothing was added")?;
            return Ok(Next::Same);
        };
        let id = free_id(article, &book.corrections, &change);
        self.tell(&format!("added as {}", id.statement_id))?;
        book.add(Entry::Add { id, change: Box::new(change) })?;
        Ok(Next::Same)
    }

    fn show(
        &mut self,
        step: Step<'_>,
        (number, of, left): (usize, usize, usize),
        corrections: &Corrections,
    ) -> io::Result<()> {
        self.tell("")?;
        match step {
            Step::Row(article, row) => {
                let id = named(&row.id);
                self.tell(&format!("-- {number} of {of}, {left} left -- {id}{}", sureness(row)))?;
                self.tell("")?;
                let around = article.around(row.bounds().unwrap_or_default()).into_iter();
                let marks = shown::marks(row);
                let text = shown::paragraphs(article, around, (&marks, self.ask.colours));
                self.tell(&text)?;
                self.tell("")?;
                if row.content.is_empty() {
                    self.tell("The words of this row are not in the article.")?;
                }
                self.tell(&facts(row))?;
                self.tell(&cast(article))?;
                self.tell(
                    "a accept, m mend, r reject, ? unsure, + add, w whole, u undo, q quit, h help",
                )
            }
            Step::Rest(article) => {
                self.tell(&format!("-- {number} of {of}, {left} left -- {}, whole", article.id))?;
                self.show_whole(step, corrections)?;
                self.tell(
                    "Is a statement missing? + adds it; d when none is, u undo, q quit, h help",
                )
            }
        }
    }

    /// The whole article, with the row or with all rows that are statements.
    fn show_whole(&mut self, step: Step<'_>, corrections: &Corrections) -> io::Result<()> {
        let article = step.article();
        let marks = match step {
            Step::Row(_, row) => shown::marks(row),
            Step::Rest(_) => {
                let is_one = |row: &&Row| corrections.of(&row.id) != Some(&Verdict::Reject);
                shown::contents(&article.rows.iter().filter(is_one).collect::<Vec<_>>())
            }
        };
        self.tell("")?;
        let text = shown::paragraphs(article, article.paragraphs(), (&marks, self.ask.colours));
        self.tell(&text)?;
        self.tell("")?;
        let added = corrections.added().filter(|(id, _)| id.doc_id == article.id);
        for (id, change) in added {
            let words = change.content.iter().flatten().map(|piece| &*piece.text);
            let words: Vec<&str> = words.collect();
            self.tell(&format!("added {}: {}", id.statement_id, words.join(" […] ")))?;
        }
        Ok(())
    }
}

impl<'s> Step<'s> {
    fn article(self) -> &'s Article {
        match self {
            Self::Row(article, _) | Self::Rest(article) => article,
        }
    }

    fn is_done(&self, corrections: &Corrections) -> bool {
        match self {
            Self::Row(_, row) => corrections.of(&row.id).is_some(),
            Self::Rest(article) => corrections.read_articles().contains(&*article.id),
        }
    }
}

/// What the plan says, as far as it is in the table and its texts.
fn steps<'s>(plan: &Plan, articles: &'s Articles) -> Vec<Step<'s>> {
    let of_row = |id: &RowId| {
        let article = articles.get(&id.doc_id)?;
        Some(Step::Row(article, article.row(id)?))
    };
    let of_article = |id: &String| {
        let article = articles.get(id);
        let rows = article
            .into_iter()
            .flat_map(|article| article.rows.iter().map(move |row| Step::Row(article, row)));
        rows.chain(article.map(Step::Rest)).collect::<Vec<_>>()
    };
    let rows = plan.rows.iter().filter_map(of_row);
    rows.chain(plan.doc_ids.iter().flat_map(of_article)).collect()
}

/// A name for what was added, which no statement of the article has.
fn free_id(article: &Article, corrections: &Corrections, change: &Change) -> RowId {
    let number = |id: &RowId| id.statement_id.strip_prefix('S').and_then(|it| it.parse().ok());
    let own = article.rows.iter().map(|row| &row.id);
    let added = corrections.added().map(|(id, _)| id).filter(|id| id.doc_id == article.id);
    let last: usize = own.chain(added).filter_map(number).max().unwrap_or_default();
    let start = change.content.iter().flatten().next().map(|piece| piece.start);
    RowId::new(&*article.id, format!("S{}", last + 1), start)
}

fn named(id: &RowId) -> String {
    format!("{} {}", id.doc_id, id.statement_id)
}

fn sureness(row: &Row) -> String {
    let share = |name: &str, share: Option<f64>| {
        share.map_or_else(String::new, |share| format!(", {name} {share:.2}"))
    };
    share("confidence", row.confidence) + &share("speaker", row.speaker_confidence)
}

fn facts(row: &Row) -> String {
    let speaker = if row.speaker.is_empty() { "nobody is named" } else { &row.speaker };
    let kind = row.speaker_kind.map_or("", |kind| kind.name());
    let about: Vec<&str> =
        [kind, &row.speaker_role].into_iter().filter(|it| !it.is_empty()).collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join("; ")) };
    let found = row.attribution_type.map_or("", |found| found.name());
    format!("speaker: {speaker}{about}\nkind: {}   type: {found}", row.kind)
}

fn cast(article: &Article) -> String {
    let names = article.cast().into_iter().zip(1..);
    let names: Vec<String> =
        names.map(|(row, number): (&Row, usize)| format!("{number} {}", row.speaker)).collect();
    format!("who speaks here: {}", names.join(", "))
}
