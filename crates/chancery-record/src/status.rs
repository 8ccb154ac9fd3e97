//! Whether a report presents an event as done, arranged, wished, supposed or denied (codebook, "Status").

use crate::names::named;

named! {
    /// What the text presents the event as.
    pub enum Status {
        /// Having happened or happening, whoever says so.
        Actual = "actual",
        /// Arranged or scheduled, not yet happened when the report was written.
        Planned = "planned",
        /// Hoped for, called for, offered, possible.
        Proposed = "proposed",
        /// A condition or supposition.
        Hypothetical = "hypothetical",
        /// Not having happened, or denied by somebody.
        Denied = "denied",
    }
}
