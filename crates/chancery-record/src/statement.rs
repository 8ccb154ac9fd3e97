//! A statement: attributed speech or writing in one report that is not itself an act.

use crate::{Attribution, Participant, Words};

/// Attributed speech, quoted or reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Unique in its report: the report's name, `.s` and a number from 1 in the order of the text.
    pub id: String,
    /// Who speaks; `None` where the text does not say.
    pub speaker: Option<Participant>,
    /// The words that say that it is speech: "said", "according to".
    pub cue: Option<Words>,
    /// What is said. Where it stands in pieces around the cue, the longest piece comes first.
    pub content: Vec<Words>,
    /// Whether all of it stands in quotation marks.
    pub quoted: bool,
    /// To whom, where named.
    pub addressee: Option<Participant>,
    /// On whose word the report has the speech, outermost first; empty is the outlet's own.
    pub attribution: Vec<Attribution>,
}
