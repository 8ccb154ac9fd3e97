//! Builds the clauses, from the roots of the sentences down, so that what a clause takes from the one above
//! it is known when it is reached.

use chancery_nlp::Doc;
use chancery_record::{Span, Token};

use super::clause::{Clause, Link, Participant, PredicateKind, Relation, Role, SettingKind, Via};
use super::grammar::{GRAMMAR, Takes};
use super::mood::{Form, ModalKind, NegationKind, Tense};
use super::predicate::{self, Seed};
use super::roles::Roles;
use super::tree::{Dep, Tag, Tree};
use super::verb_group::{self, VerbGroup};
use super::{Clauses, NO_CLAUSE, lines};

/// A text on its way to clauses.
pub(super) struct Reader<'t, 'd> {
    pub(super) tree: &'t Tree<'d>,
    pub(super) seeds: Vec<Seed>,
    /// For each token, the clause of which it is a predicate word.
    pub(super) predicate_of: Vec<u32>,
    /// For each token, the innermost clause that it belongs to.
    owner: Vec<u32>,
    pub(super) clauses: Vec<Option<Clause>>,
    /// The deep role of each clause's grammatical subject.
    pub(super) surface: Vec<Role>,
    /// What relative pronouns in each clause stand for.
    antecedents: Vec<Option<u32>>,
    pub(super) groups: Vec<Option<VerbGroup>>,
    headlines: Vec<bool>,
    quotations: Vec<Span<Token>>,
    sentence_of: Vec<u32>,
}

/// The clauses of a text; `headlines` says of each token whether it is of one.
pub(super) fn read(doc: &Doc, headlines: Vec<bool>) -> Clauses {
    let tree = Tree::new(doc, &headlines);
    let n = tree.len();
    let mut sentence_of = vec![0; n];
    for (i, sentence) in (0..).zip(doc.sentences()) {
        sentence_of[sentence.clone()].fill(i);
    }
    let seeds = predicate::find(&tree, |t| headlines[t as usize]);
    let mut predicate_of = vec![NO_CLAUSE; n];
    for (i, seed) in (0..).zip(&seeds) {
        for word in [Some(seed.predicate.head), seed.predicate.verb, seed.noun].into_iter().flatten() {
            predicate_of[word as usize] = i;
        }
    }
    let mut owner = predicate_of.clone();
    for &t in &tree.order {
        if owner[t as usize] == NO_CLAUSE && !tree.is_root(t) {
            owner[t as usize] = owner[tree.head(t) as usize];
        }
    }
    let n_clauses = seeds.len();
    let mut order: Vec<u32> = (0..n_clauses as u32).collect();
    order.sort_by_key(|&i| tree.rank[seeds[i as usize].top as usize]);
    let mut reader = Reader {
        tree: &tree,
        seeds,
        predicate_of,
        owner,
        clauses: vec![None; n_clauses],
        surface: vec![Role::Subject; n_clauses],
        antecedents: vec![None; n_clauses],
        groups: vec![None; n_clauses],
        headlines,
        quotations: lines::quotations(doc),
        sentence_of,
    };
    for i in order {
        reader.read_clause(i);
    }
    reader.finish()
}

impl Reader<'_, '_> {
    fn finish(self) -> Clauses {
        let mut clauses: Vec<Clause> = self.clauses.into_iter().flatten().collect();
        for clause in &mut clauses {
            clause.participants.sort_by_key(|p| (p.role, p.head));
            clause.settings.sort_by_key(|s| (s.span.start, s.head));
            clause.modality.sort_unstable();
            clause.modality.dedup();
            clause.negations.sort_unstable();
            clause.negations.dedup_by_key(|n| n.cue);
        }
        Clauses::new(clauses, self.owner, self.quotations)
    }

    /// The clause above, which is always read before.
    pub(super) fn above(&self, clause: u32) -> Option<&Clause> {
        self.clauses[clause as usize].as_ref()
    }

    fn read_clause(&mut self, i: u32) {
        let tree = self.tree;
        let seed = &self.seeds[i as usize];
        let sentence = self.sentence_of[seed.predicate.head as usize];
        let headline = self.headlines[seed.predicate.head as usize];
        let mut group = verb_group::read(tree, seed, headline);
        let promoted = self.promoted(seed, &group, headline);
        let link = if promoted.is_some() { None } else { self.link(seed, &group) };
        match promoted {
            // "Peru first country to ratify treaty": whoever is the first has done so.
            Some(subject) if group.form == Form::Infinitive && self.is_ranked(subject) => {
                group.tense = Tense::Past;
            }
            Some(_) => group.promote(),
            None => {}
        }
        // "Lopes, the second envoy to be expelled, …" read as the main clause: whoever comes second was expelled.
        let of_rank = tree.children(seed.top).iter().any(|&c| {
            matches!(tree.dep(c), Dep::Nsubj | Dep::Nsubjpass) && c < seed.top && self.is_ranked(c)
        });
        if link.is_none() && promoted.is_none() && !headline && group.form == Form::Infinitive && of_rank {
            group.tense = Tense::Past;
            group.modality.retain(|m| !matches!(m.kind, ModalKind::Plan | ModalKind::Future));
        }
        self.share_auxiliary(seed, link, &mut group);
        let antecedent = self.antecedent(seed, link, &group);
        self.antecedents[i as usize] = antecedent;
        let event = seed.noun.and_then(|n| GRAMMAR.event(&predicate::noun_lemma(tree, n)));
        let mut roles = Roles::new(tree, antecedent, event);
        roles.gather(seed, group.passive);
        let is_here = |head: u32| tree.in_same_paragraph(head, seed.predicate.head);
        roles.participants.retain(|p| is_here(p.head));
        roles.settings.retain(|s| is_here(s.head));
        self.surface[i as usize] = if seed.receives {
            Role::Object
        } else if group.passive {
            let has_object = seed.noun.is_none()
                && seed.predicate.verb.is_some_and(|v| tree.child(v, Dep::Dobj).is_some());
            if has_object { Role::IndirectObject } else { Role::Object }
        } else {
            Role::Subject
        };
        let (start, end) = tree.hull(seed.top);
        let head = seed.predicate.head;
        let quotation = self.quotations.partition_point(|q| q.end <= head);
        let quotation = self.quotations.get(quotation).filter(|q| q.contains(head)).map(|_| quotation as u32);
        let mut clause = Clause {
            sentence,
            predicate: seed.predicate.clone(),
            participants: Vec::new(),
            settings: std::mem::take(&mut roles.settings),
            form: group.form,
            tense: group.tense,
            aspect: group.aspect,
            passive: group.passive,
            modality: group.modality.clone(),
            negations: group.negations.clone(),
            link,
            attribution: Vec::new(),
            quotation,
            known: seed.noun.is_some_and(|noun| self.is_known(noun)),
            headline,
            span: Span::new(start, end),
        };
        let (met_relative, stranded) = (roles.met_relative, roles.stranded);
        clause.participants = std::mem::take(&mut roles.participants);
        if let Some(subject) = promoted {
            self.add_subject(i, &mut clause, subject);
        }
        self.fill_gap(i, &mut clause, met_relative, stranded, &group);
        self.read_marker(i, &mut clause, &group);
        self.understand(i, &mut clause, &group);
        self.take_from_above(i, &mut clause);
        self.attribute(i, &mut clause, &group);
        self.groups[i as usize] = Some(group);
        self.clauses[i as usize] = Some(clause);
        self.join_companions(i);
        self.share_object(i);
        if let Some(subject) = promoted {
            self.hang_subject(i, subject);
        }
    }

    /// The subject of a main verb that the parser hung on it as if it were a relative clause. A finite verb
    /// without a subject or a relative pronoun cannot be one ("The ship left without its cargo"); in a
    /// headline neither can an infinitive or a participle on the root ("Five killed in blast").
    fn promoted(&self, seed: &Seed, group: &VerbGroup, headline: bool) -> Option<u32> {
        let tree = self.tree;
        let top = seed.top;
        if tree.is_root(top) || !matches!(tree.dep(top), Dep::Acl | Dep::Relcl | Dep::Amod) {
            return None;
        }
        let head = tree.head(top);
        let fits = tree.is_root(head)
            && head < top
            && tree.tag(head).is_nominal()
            && seed.noun.is_none_or(|n| n > top);
        let has_subject =
            tree.children(top).iter().any(|&c| matches!(tree.dep(c), Dep::Nsubj | Dep::Nsubjpass));
        if !fits || has_subject || seed.predicate.kind == PredicateKind::Noun {
            return None;
        }
        let is_main = match group.form {
            Form::Finite => self.relative_word(top).is_none(),
            _ => headline,
        };
        is_main.then_some(head)
    }

    fn add_subject(&self, i: u32, clause: &mut Clause, subject: u32) {
        let surface = self.surface[i as usize];
        let mut found = Roles::new(self.tree, None, None);
        found.expand(subject, surface, None, Via::Own);
        let (start, _) = self.tree.hull(self.seeds[i as usize].top);
        for mut p in found.participants {
            if p.head < start {
                p.span = Span::new(p.span.start, p.span.end.min(start));
                clause.participants.push(p);
            }
        }
    }

    /// An event noun that proves to be the subject of a main verb hangs on that.
    fn hang_subject(&mut self, i: u32, subject: u32) {
        let event = self.predicate_of[subject as usize];
        if let Some(mut clause) = self.clauses.get_mut(event as usize).and_then(Option::take) {
            if event != i && clause.link.is_none() && clause.predicate.kind == PredicateKind::Noun {
                let relation = Relation::Argument(self.surface[i as usize]);
                clause.link = Some(Link { clause: i, relation, marker: None });
                self.take_from_above(event, &mut clause);
            }
            self.clauses[event as usize] = Some(clause);
        }
    }

    /// "shelled and captured the town": where a verb that needs an object stands right before the "and",
    /// it has the object of the next.
    fn share_object(&mut self, i: u32) {
        let tree = self.tree;
        let Some(clause) = self.clauses[i as usize].as_ref() else { return };
        let Some(link) = clause.link.filter(|l| l.relation == Relation::Conjunct) else { return };
        let Some(above) = self.clauses[link.clause as usize].as_ref() else { return };
        let verb = above.predicate.head;
        let fits = above.predicate.kind == PredicateKind::Verb
            && !above.passive
            && link.marker == Some(verb + 1)
            && above.objects().next().is_none()
            && verb_group::needs_object(tree, verb);
        if fits {
            let shared: Vec<Participant> =
                clause.objects().map(|p| Participant { via: Via::Shared, ..p.clone() }).collect();
            if let Some(above) = self.clauses[link.clause as usize].as_mut() {
                above.participants.extend(shared);
            }
        }
    }

    fn link(&self, seed: &Seed, group: &VerbGroup) -> Option<Link> {
        let tree = self.tree;
        let top = seed.top;
        if tree.is_root(top) {
            return None;
        }
        let head = tree.head(top);
        let above = self.owner[head as usize];
        if above == NO_CLAUSE || self.clauses[above as usize].is_none() {
            return None;
        }
        let (relation, marker) = if seed.noun.is_some_and(|n| n == seed.top) {
            (self.nominal_relation(seed, above), None)
        } else {
            self.verbal_relation(top, head, group)
        };
        Some(Link { clause: above, relation, marker })
    }

    fn nominal_relation(&self, seed: &Seed, above: u32) -> Relation {
        let tree = self.tree;
        let head = seed.predicate.head;
        let fills = self.above(above).and_then(|clause| {
            clause.participants.iter().find(|p| p.head == head && p.via == Via::Own).map(|p| p.role)
        });
        match (fills, tree.dep(head)) {
            (Some(role), _) => Relation::Argument(role),
            (None, Dep::Conj) => Relation::Conjunct,
            _ => Relation::Within,
        }
    }

    fn verbal_relation(&self, top: u32, head: u32, group: &VerbGroup) -> (Relation, Option<u32>) {
        let tree = self.tree;
        let mark = tree.child(top, Dep::Mark).or_else(|| {
            tree.children(top).iter().copied().find(|&c| {
                c < top
                    && tree.dep(c) == Dep::Advmod
                    && ["when", "where", "while", "why", "how", "once", "whenever", "wherever"]
                        .iter()
                        .any(|w| tree.is_word(c, w))
            })
        });
        let mark_or_to = mark.or(group.to);
        match tree.dep(top) {
            Dep::Ccomp | Dep::Xcomp | Dep::Csubj | Dep::Csubjpass | Dep::Oprd | Dep::Acomp | Dep::Attr
                if !self.is_reporting_aside(top) =>
            {
                // A finite clause under "when", "after" or "because" is no content, whatever the arc says.
                let is_adverbial = mark.is_some_and(|m| {
                    ["because", "after", "before", "although", "though", "while", "unless", "until"]
                        .iter()
                        .any(|w| tree.is_word(m, w))
                });
                (if is_adverbial { Relation::Adverbial } else { Relation::Complement }, mark_or_to)
            }
            Dep::Pcomp | Dep::Pobj => {
                let word = tree.word(head).to_lowercase();
                let is_content = matches!(
                    word.as_str(),
                    "of" | "to"
                        | "from"
                        | "about"
                        | "against"
                        | "into"
                        | "on"
                        | "over"
                        | "for"
                        | "at"
                        | "as"
                        | "towards"
                        | "toward"
                        | "with"
                );
                let is_of_verb = is_content && self.takes_through(top, head);
                (if is_of_verb { Relation::Complement } else { Relation::Adverbial }, Some(head))
            }
            // "called for the crew to be freed": a purpose by the arc, a content by the verb.
            Dep::Advcl if self.asked_for(top, mark).is_some() => (Relation::Complement, mark_or_to),
            Dep::Advcl => (Relation::Adverbial, mark_or_to),
            Dep::Relcl => (Relation::Relative, self.relative_word(top)),
            Dep::Acl => {
                let takes = group.to.is_some() || mark.is_some();
                (if takes { Relation::Complement } else { Relation::Relative }, mark_or_to)
            }
            Dep::Amod => (Relation::Relative, None),
            Dep::Conj => {
                let and = tree
                    .children(head)
                    .iter()
                    .copied()
                    .rfind(|&c| tree.dep(c) == Dep::Cc && c < top && c > head);
                (Relation::Conjunct, and)
            }
            Dep::Dobj | Dep::Nsubj | Dep::Nsubjpass => (Relation::Complement, mark_or_to),
            _ => (Relation::Parataxis, mark),
        }
    }

    /// What a verb that asks "for" something makes of an infinitive whose subject stands behind the "for".
    pub(super) fn asked_for(&self, top: u32, mark: Option<u32>) -> Option<&'static Takes> {
        let tree = self.tree;
        let mark = mark.filter(|&m| tree.is_word(m, "for"))?;
        let head = tree.head(top);
        let has_to = tree.children(top).iter().any(|&c| tree.tag(c) == Tag::To);
        let takes = GRAMMAR.verb_takes(&format!("{} for", tree.verb_lemma(head)))?;
        (has_to && mark > head && tree.tag(head).is_verb()).then_some(takes)
    }

    /// Whether the word above the preposition takes its content by it ("accused of shelling"), and the
    /// preposition is not one of time or reason ("for", unless the word asks for it).
    fn takes_through(&self, top: u32, preposition: u32) -> bool {
        let tree = self.tree;
        let word = tree.word(preposition).to_lowercase();
        if !matches!(word.as_str(), "on" | "for" | "at" | "over" | "as" | "with") {
            return true;
        }
        let above = tree.head(preposition);
        let lemma = tree.lemma(above).to_lowercase();
        tree.tag(top).is_verb()
            && (word == "for"
                || GRAMMAR.verb_takes(&format!("{lemma} {word}")).is_some()
                || !tree.tag(above).is_verb())
    }

    /// "he said" beside or inside what was said; the parser may call it a complement of that.
    fn is_reporting_aside(&self, top: u32) -> bool {
        self.tree.dep(top) == Dep::Parataxis
    }

    fn relative_word(&self, top: u32) -> Option<u32> {
        let tree = self.tree;
        let (start, _) = tree.hull(top);
        (start..top).take(4).find(|&t| {
            tree.tag(t) == Tag::Relative
                || ["that", "whose", "where", "when", "why"].iter().any(|w| tree.is_word(t, w))
        })
    }

    /// The noun that the relative pronouns of a clause stand for.
    fn antecedent(&self, seed: &Seed, link: Option<Link>, group: &VerbGroup) -> Option<u32> {
        let tree = self.tree;
        let link = link?;
        match (link.relation, tree.dep(seed.top)) {
            (Relation::Relative, _) if seed.predicate.kind != PredicateKind::Noun => {
                Some(tree.head(seed.top))
            }
            // "troops to guard the bridge"
            (Relation::Complement, Dep::Acl) if group.to.is_some() => None,
            (Relation::Complement | Relation::Conjunct | Relation::Argument(_) | Relation::Within, _) => {
                self.antecedents[link.clause as usize]
            }
            _ => None,
        }
    }

    /// A conjunct without an auxiliary shares that of the verb before it: "will visit and meet".
    fn share_auxiliary(&self, seed: &Seed, link: Option<Link>, group: &mut VerbGroup) {
        let tree = self.tree;
        let Some(link) = link.filter(|l| l.relation == Relation::Conjunct) else { return };
        let Some(above) = self.groups[link.clause as usize].as_ref() else { return };
        let Some(clause) = self.above(link.clause) else { return };
        let verb = seed.predicate.verb;
        let has_object = verb.is_some_and(|v| tree.child(v, Dep::Dobj).is_some());
        // "were freed and handed over", "ten were killed and thirty wounded"
        if above.passive
            && !group.has_auxiliary
            && !has_object
            && matches!(group.form, Form::Finite | Form::Participle)
            && verb.is_some_and(|v| {
                matches!(tree.tag(v), Tag::Vbd | Tag::Vbn) && verb_group::needs_object(tree, v)
            })
        {
            group.passive = true;
        }
        if group.has_auxiliary
            || group.to.is_some() && group.form == Form::Infinitive && above.form == Form::Finite
        {
            return;
        }
        let shares = match group.form {
            // "will visit and meet", "to visit and meet", "did not visit or meet"
            Form::Infinitive => true,
            // A participle after a plain past is the tagger's: "arrested two men, seized weapons".
            Form::Participle => above.form != Form::Nominal,
            Form::Ing => above.aspect.progressive,
            Form::Finite => group.modality.iter().any(|m| m.kind == ModalKind::Imperative),
            Form::Nominal => false,
        };
        if !shares {
            return;
        }
        group.modality.retain(|m| m.kind != ModalKind::Imperative);
        (group.form, group.tense, group.aspect) = (above.form, above.tense, above.aspect);
        group.passive |= above.passive && verb.is_some_and(|v| tree.tag(v) == Tag::Vbn);
        for modal in &above.modality {
            if !group.modality.contains(modal) {
                group.modality.push(*modal);
            }
        }
        group.has_auxiliary = above.has_auxiliary;
        let is_negated_too =
            link.marker.is_some_and(|m| self.tree.is_word(m, "or") || self.tree.is_word(m, "nor"));
        if is_negated_too {
            group.negations.extend(clause.negations.iter().filter(|n| n.kind == NegationKind::Not));
        }
    }

    /// The antecedent where the relative clause leaves a gap.
    fn fill_gap(
        &self,
        i: u32,
        clause: &mut Clause,
        met_relative: bool,
        stranded: Option<&'static str>,
        group: &VerbGroup,
    ) {
        let tree = self.tree;
        let Some(link) = clause.link.filter(|l| l.relation == Relation::Relative) else { return };
        let Some(antecedent) = self.antecedents[i as usize].filter(|_| !met_relative) else { return };
        let seed = &self.seeds[i as usize];
        let surface = self.surface[i as usize];
        let has = |role: Role| clause.participants.iter().any(|p| p.role == role);
        let is_where =
            link.marker.is_some_and(|m| ["where", "when", "why", "whose"].iter().any(|w| tree.is_word(m, w)));
        let role = if !has(surface) {
            Some(surface)
        } else if is_where {
            None
        } else if link.marker.is_some_and(|m| tree.tag(m) == Tag::Relative) {
            // "one of whom": the pronoun stands deeper in some phrase.
            None
        } else if let Some(preposition) = stranded {
            Some(Role::Oblique(preposition))
        } else {
            let takes_content = seed.predicate.verb.is_some_and(|v| {
                tree.children(v)
                    .iter()
                    .any(|&c| matches!(tree.dep(c), Dep::Ccomp | Dep::Xcomp | Dep::Attr | Dep::Acomp))
            });
            let is_open = seed.predicate.kind == PredicateKind::Verb
                && !has(Role::Object)
                && !takes_content
                && !group.passive
                && !super::nouns::is_time(tree, antecedent);
            is_open.then_some(Role::Object)
        };
        if let Some(role) = role {
            // "She is the second envoy to be expelled": she, not whoever comes second.
            let above = self.above(link.clause).filter(|_| group.to.is_some() && self.is_ranked(antecedent));
            let is_attribute = |c: &Clause| c.in_role(Role::Attribute).any(|p| p.head == antecedent);
            if let Some(above) = above.filter(|c| is_attribute(c) && c.subjects().next().is_some()) {
                let via = Via::Antecedent;
                let subjects =
                    above.subjects().map(|p| Participant { role, preposition: None, via, ..p.clone() });
                clause.participants.extend(subjects);
                return;
            }
            let mut found = Roles::new(tree, None, None);
            found.expand(antecedent, role, None, Via::Antecedent);
            clause.participants.extend(found.participants.into_iter().take(1));
        }
    }

    /// "the envoy, accompanied by two aides, left": the aides left too.
    fn join_companions(&mut self, i: u32) {
        let Some(clause) = self.clauses[i as usize].as_ref() else { return };
        let name = match clause.predicate.lemma.as_str() {
            "accompany" => "accompanied by",
            "lead" => "led by",
            "head" => "headed by",
            "flank" => "flanked by",
            "join" => "joined by",
            _ => return,
        };
        let Some(link) =
            clause.link.filter(|l| matches!(l.relation, Relation::Relative | Relation::Adverbial))
        else {
            return;
        };
        if !clause.passive || clause.form != Form::Participle {
            return;
        }
        let joined: Vec<Participant> = clause
            .subjects()
            .filter(|p| p.via == Via::Own)
            .map(|p| Participant { role: Role::Oblique(name), preposition: Some(name), ..p.clone() })
            .collect();
        if let Some(above) = self.clauses[link.clause as usize].as_mut() {
            above.participants.extend(joined);
        }
    }

    /// Whether the clause has a time of its own.
    pub(super) fn has_time(clause: &Clause) -> bool {
        clause.settings.iter().any(|s| s.kind == SettingKind::Time)
    }
}
