//! Reads an office described in words: "top Iranian diplomat", "the Russian ambassador to Syria", "EU
//! foreign policy chief".

use crate::fold::Words;
use crate::{Body, Entry, Post, ScopeId, World};

/// An office that a description means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described {
    /// The office.
    pub post: Post,
    /// Whether the description itself says that the holder acts for the time being.
    pub is_acting: bool,
    /// Whether the description is of somebody who no longer holds the office.
    pub is_former: bool,
}

/// Words before the description that say nothing of the office.
const ARTICLES: [&str; 8] = ["the", "a", "an", "his", "her", "its", "their", "visiting"];
/// Words that say that the office is held no more.
const FORMER: [&str; 6] = ["former", "ex", "ousted", "deposed", "late", "then"];
/// Words that say that the holder stands in.
const ACTING: [&str; 4] = ["acting", "interim", "caretaker", "transitional"];
/// Words that bind the body to the title.
const LINKS: [&str; 4] = ["of", "the", "'s", "from"];
/// Words that lead to what an ambassador or envoy is sent to.
const TOWARDS: [&str; 4] = ["to", "for", "on", "in"];

impl World {
    /// The office that `text` describes, if it is the whole of a description with its country or body.
    ///
    /// The country may stand before the title, after it, or inside it. What the words do not settle stays
    /// unsettled: a title without a body, or of two bodies that are not source and destination, is none.
    #[must_use]
    pub fn office_described(&self, text: &str) -> Option<Described> {
        let words = self.gazette().fold(text.split_whitespace());
        let texts: Vec<&str> = words.as_slice().iter().map(|word| words.text(word)).collect();
        let mut from = 0;
        let (mut is_acting, mut is_former) = (false, false);
        while let Some(word) = texts.get(from) {
            is_former |= FORMER.contains(word);
            if !ARTICLES.contains(word) && !FORMER.contains(word) {
                break;
            }
            from += 1;
        }
        is_acting |= texts[from..].iter().any(|word| ACTING.contains(word));
        let post =
            self.whole_title(&texts[from..]).or_else(|| self.title_and_bodies(&words, &texts, from))?;
        Some(Described { post, is_acting, is_former })
    }

    /// A title that names its body itself.
    fn whole_title(&self, words: &[&str]) -> Option<Post> {
        self.gazette().look_up_any_case(&words.join(" ")).iter().find_map(|entry| match entry {
            Entry::Title { title, .. } => {
                let title = self.title(*title);
                Some(Post { body: title.body?, kind: title.kind, scope: title.scope })
            }
            _ => None,
        })
    }

    /// The longest name of a country or organisation at the word `at`, and its length in words.
    fn body_at(&self, words: &Words, at: usize) -> Option<(Body, usize)> {
        self.gazette()
            .starting_at(words, at)
            .into_iter()
            .rev()
            .find_map(|(found, length)| Some((found.entries.iter().find_map(|entry| entry.body())?, length)))
    }

    /// Takes the bodies out of the words and reads what is left as a title.
    fn title_and_bodies(&self, words: &Words, texts: &[&str], from: usize) -> Option<Post> {
        let mut bodies: Vec<(Body, bool)> = Vec::new();
        let mut title: Vec<&str> = Vec::new();
        let mut at = from;
        while at < texts.len() {
            if let Some((body, length)) = self.body_at(words, at) {
                while title.last().is_some_and(|word| LINKS.contains(word)) {
                    title.pop();
                }
                let is_destination = title.last().is_some_and(|word| TOWARDS.contains(word));
                if is_destination {
                    title.pop();
                }
                bodies.push((body, is_destination));
                at += length;
                while texts.get(at) == Some(&"'s") {
                    at += 1;
                }
            } else {
                title.push(texts[at]);
                at += 1;
            }
        }
        let body = match &bodies[..] {
            [(body, _)] | [(body, false), (_, true)] | [(_, true), (body, false)] => *body,
            _ => return None,
        };
        let destination = bodies.iter().find(|(_, is_destination)| *is_destination && bodies.len() == 2);
        let scope = destination.map(|(to, _)| self.code(*to));
        let fits = |title: &[&str]| self.title_for(&self.gazette().look_up_any_case(&title.join(" ")), body);
        let title = fits(&title).or_else(|| {
            title.retain(|word| !ACTING.contains(word));
            fits(&title)
        })?;
        let title = self.title(title);
        let scope = match scope {
            Some(code) => self.scope(code)?,
            None => title.scope,
        };
        let post = Post { body: title.body.unwrap_or(body), kind: title.kind, scope };
        // A country after "to" or "for" alone is where somebody is sent, not who sends.
        (scope != ScopeId::NONE || bodies.iter().all(|(_, is_destination)| !is_destination)).then_some(post)
    }

    /// The post of a title phrase that may hold a destination ("special envoy for Syria"), said of `body`.
    #[must_use]
    pub fn post_described(&self, title: &str, body: Body) -> Option<Post> {
        if let Some(post) = self.post(title, body) {
            return Some(post);
        }
        let words = self.gazette().fold(title.split_whitespace());
        let texts: Vec<&str> = words.as_slice().iter().map(|word| words.text(word)).collect();
        let at = texts.iter().position(|word| TOWARDS.contains(word))?;
        let named = at + 1 + usize::from(texts.get(at + 1) == Some(&"the"));
        if named >= texts.len() {
            return None;
        }
        let (to, length) = self.body_at(&words, named)?;
        let ends = named + length;
        let entries = self.gazette().look_up_any_case(&texts[..at].join(" "));
        let title = self.title(self.title_for(&entries, body)?);
        let scope = self.scope(self.code(to))?;
        (ends == texts.len()).then_some(Post { body: title.body.unwrap_or(body), kind: title.kind, scope })
    }
}
