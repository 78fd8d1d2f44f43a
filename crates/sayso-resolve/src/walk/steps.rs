//! The walk over the mentions in text order. It asks the rules who each is, and it alone writes: the
//! link, who was mentioned last, who has what, who took the floor.

use sayso_text::Segmentation;

use crate::cast::apposition;
use crate::cast::entities::Cast;
use crate::cast::entity::EntityKind;
use crate::choice::choosing::{self, Ranking};
use crate::choice::explained::Choice;
use crate::choice::ranker::Ranker;
use crate::choice::view::View;
use crate::course::discourse::Discourse;
use crate::course::heads::Heads;
use crate::course::possession::Possessions;
use crate::ids::{EntityId, MentionId, TaskId};
use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, MentionKind, NameKind};
use crate::reason::Reason;
use crate::sources::plan::Plan;
use crate::sources::source::Head;
use crate::walk::rules::{Answer, RULES, Rule, Who};
use crate::walk::speakers::SPEAKERS;
use crate::walk::{grouping, nameless};
use crate::words::lexicon::Traits;
use crate::words::marks;

/// The rules of a walk, each list in its order.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub(crate) mentions: Vec<&'static Rule<MentionId>>,
    pub(crate) speakers: Vec<&'static Rule<TaskId>>,
}

impl Rules {
    /// All rules.
    pub(crate) fn all() -> Self {
        Self { mentions: RULES.iter().collect(), speakers: SPEAKERS.iter().collect() }
    }

    /// All but the one of the name.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.mentions.retain(|rule| rule.name != name);
        self.speakers.retain(|rule| rule.name != name);
        self
    }
}

/// The walk over one article.
pub(crate) struct Walk<'r> {
    pub(crate) text: &'r str,
    pub(crate) segmentation: &'r Segmentation,
    pub(crate) article: Article<'r>,
    pub(crate) ranker: &'r Ranker,
    pub(crate) rules: &'r Rules,
    pub(crate) plan: &'r mut Plan,
    pub(crate) cast: &'r mut Cast,
    pub(crate) discourse: &'r mut Discourse,
    pub(crate) possessions: &'r mut Possessions,
    pub(crate) heads: &'r mut Heads,
    /// Where the choices of the ranker are recorded, if they are asked for.
    pub(crate) choices: Option<&'r mut Vec<Choice>>,
}

/// Who a mention is, by which rule.
struct Decision {
    who: Who,
    rule: &'static str,
    ranking: Option<Ranking>,
}

impl Walk<'_> {
    /// Decides who every mention is, then who every source is.
    pub(crate) fn run(&mut self) {
        self.link_named_roles();
        self.link_voices();
        for place in 0..self.plan.order.len() {
            self.step(self.plan.order[place]);
        }
        for first_person in [false, true] {
            let is_due = |heads: &[Head]| (*heads == [Head::FirstPerson]) == first_person;
            for task in self.plan.tasks.ids() {
                if is_due(self.plan.heads_of(task)) {
                    self.finish(task);
                }
            }
        }
    }

    /// What the rules may look at.
    fn view(&self) -> View<'_> {
        View {
            text: self.text,
            segmentation: self.segmentation,
            article: self.article,
            ranker: self.ranker,
            plan: self.plan,
            cast: self.cast,
            discourse: self.discourse,
            possessions: self.possessions,
            heads: self.heads,
        }
    }

    /// "A lawyer for Ode, Dee Lind, said": the noun that opens a source is the one that the source names.
    fn link_named_roles(&mut self) {
        let mentions = self.article.mentions;
        for task in self.plan.tasks.iter() {
            let [Head::Mention(named, span)] = self.plan.heads(task) else { continue };
            let name = &mentions[*named];
            let before = span.start().until(name.tokens.start()).find_map(|it| mentions.at(it));
            let Some(noun) = before.filter(|_| name.is_name()) else { continue };
            let role = &mentions[noun];
            let opens = role.kind == MentionKind::Nominal && role.tokens.start() == span.start();
            let one = role.traits.is_one_person();
            if opens
                && one
                && self.cast.of(noun).is_none()
                && let Some(entity) = self.cast.of(*named)
            {
                self.cast.link(noun, entity, Reason::of("source-role"));
                self.cast.add_role(entity, role.role);
                let told = apposition::before_name(self.article, role, name);
                apposition::tell(self.article, self.cast, entity, told);
            }
        }
    }

    /// "A Lake Office report found …": the report is the voice of the office, by which it is taken up
    /// from there on.
    fn link_voices(&mut self) {
        let mentions = self.article.mentions;
        for task in self.plan.tasks.iter() {
            let [Head::Mention(body, _)] = self.plan.heads(task) else { continue };
            let nouns = task.source.ids().filter_map(|token| mentions.at(token));
            let voice = nouns.into_iter().find(|noun| {
                let noun = &mentions[*noun];
                let word = self.article.reading.word(noun.core.start()).key;
                noun.kind == MentionKind::Nominal && marks::VOICES.contains(&word)
            });
            if let Some(voice) = voice
                && mentions[*body].name_kind == NameKind::Organisation
                && self.cast.of(voice).is_none()
                && let Some(entity) = self.cast.of(*body)
            {
                self.cast.link(voice, entity, Reason::of("voice"));
                self.cast.add_role(entity, mentions[voice].role);
            }
        }
    }

    /// Decides who one mention is, and writes what follows.
    fn step(&mut self, id: MentionId) {
        let Some(entity) = self.cast.of(id).or_else(|| self.decide(id)) else { return };
        let mention = &self.article.mentions[id];
        self.discourse.note(self.cast, entity, id);
        self.possessions.note(self.article, self.cast, id);
        let group = self.joined(id);
        if let Some(group) = group {
            self.discourse.note_group(self.cast, group, id);
        }
        // Whom a content quotes or reports does not take the floor of the article.
        let outer = |task: &TaskId| self.plan.tasks[*task].within.is_none();
        if let Some(task) = self.plan.task_of(id).filter(outer) {
            let content = self.plan.tasks[task].content;
            self.discourse.take_turn(self.cast, group.unwrap_or(entity), mention, content);
        }
    }

    /// Asks the rules in their order, and links the mention to whom they mean.
    fn decide(&mut self, id: MentionId) -> Option<EntityId> {
        let view = self.view();
        let decision = self.rules.mentions.iter().find_map(|rule| decision(rule, &view, id));
        let Decision { who, rule, ranking } = decision.flatten()?;
        if let Some(ranking) = ranking {
            self.record(id, ranking);
        }
        if let Who::Told(entity) = who {
            self.cast.link(id, entity, Reason::of(rule));
            self.tell(id, entity);
            return Some(entity);
        }
        let entity = self.settle(id, who);
        let (runner_up, margin) = ranking.map(|it| it.runner_up()).unwrap_or_default();
        let antecedent = self.cast.entities[entity].last;
        self.cast.link(id, entity, Reason { rule, runner_up, margin, antecedent });
        self.learn(id, entity);
        Some(entity)
    }

    /// "Lind is a teacher": the role and the gender that the noun tells.
    fn tell(&mut self, id: MentionId, entity: EntityId) {
        let mention = &self.article.mentions[id];
        self.cast.add_role(entity, mention.role);
        self.cast.entities[entity].stated.add(mention.gender());
    }

    /// Records a choice of the ranker, if choices are asked for.
    fn record(&mut self, id: MentionId, ranking: Ranking) {
        if self.choices.is_none() {
            return;
        }
        let choice = choosing::explain(&self.view(), id, ranking.anaphor);
        if let Some(choices) = self.choices.as_deref_mut() {
            choices.push(choice);
        }
    }

    /// The entity that is meant, a new one where it is nobody known.
    fn settle(&mut self, id: MentionId, who: Who) -> EntityId {
        match who {
            Who::Told(entity) | Who::TakenUp(entity) => entity,
            Who::Together(members) => self.cast.add_group(&members),
            Who::New => {
                let entity = nameless::introduced(&self.view(), id);
                self.cast.add(entity)
            }
        }
    }

    /// Learns from how somebody was taken up: the gender, the noun.
    fn learn(&mut self, id: MentionId, entity: EntityId) {
        let mention = &self.article.mentions[id];
        match mention.kind {
            MentionKind::Name => {}
            // Whom "her answer" takes up is less sure than whom "she said" does.
            MentionKind::Pronoun(pronoun) => {
                if mention.place.subject || self.plan.task_of(id).is_some() {
                    self.cast.entities[entity].pronouns.add(pronoun.gender());
                }
            }
            MentionKind::Nominal => self.note_noun(id, mention, entity),
        }
    }

    /// Notes by which noun somebody was called.
    fn note_noun(&mut self, id: MentionId, mention: &Mention, entity: EntityId) {
        if let Some(name) = nameless::better_name(&self.view(), entity, id) {
            self.cast.entities[entity].name = name;
        }
        // Of what only its name was known, "the company" tells what it is.
        let body = mention.traits.any(Traits::ORGANISATION) && !mention.traits.any(Traits::PERSON);
        let known = &mut self.cast.entities[entity];
        if body && known.kind == EntityKind::Unknown {
            known.kind = EntityKind::Organisation;
        }
        self.heads.note(mention.role, entity);
        if let Some(set) = self.article.lexicon.kindred(mention.role) {
            self.heads.note(set, entity);
        }
    }

    /// The group that the mention closes: the heads of a source, or a list of names.
    fn joined(&mut self, id: MentionId) -> Option<EntityId> {
        if let heads @ [_, .., Head::Mention(last, _)] = self.plan.heads_with(id)
            && *last == id
        {
            let members = grouping::members(self.cast, heads);
            let group = self.cast.add_group(&members);
            if let Some(task) = self.plan.task_of(id) {
                self.plan.tasks[task].entity = Some(group);
            }
            return Some(group);
        }
        let members = grouping::list_before(&self.view(), id);
        (members.len() > 1).then(|| self.cast.add_group(&members))
    }

    /// Who speaks in the task, now that all mentions are known.
    fn finish(&mut self, id: TaskId) {
        let view = self.view();
        let decision = self.rules.speakers.iter().find_map(|rule| decision(rule, &view, id));
        let heads = view.plan.heads_of(id);
        let linked = match heads {
            [Head::Mention(mention, _)] => view.cast.reason(*mention),
            _ => None,
        };
        let decision = decision.flatten();
        let reason = decision.as_ref().map(|decision| Reason::of(decision.rule));
        let entity = decision.and_then(|decision| match decision.who {
            Who::Told(entity) | Who::TakenUp(entity) => Some(entity),
            Who::Together(members) => Some(self.cast.add_group(&members)),
            Who::New => None,
        });
        let task = &mut self.plan.tasks[id];
        (task.entity, task.reason) = (entity, linked.or(reason));
    }
}

/// What a rule decides: nothing where the next is to be asked, nobody where it is known that nobody is
/// meant.
fn decision<I>(rule: &Rule<I>, view: &View<'_>, id: I) -> Option<Option<Decision>> {
    let by = |who, ranking| Some(Some(Decision { who, rule: rule.name, ranking }));
    match (rule.asks)(view, id) {
        Answer::Is(who) => by(who, None),
        Answer::Weighed(who, ranking) => by(who, Some(ranking)),
        Answer::Nobody => Some(None),
        Answer::Next => None,
    }
}
