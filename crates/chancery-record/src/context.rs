//! PLOVER's thirty-seven contexts: what an act is about. Source: PLOVER manual, draft 2.0.

use crate::names::named;

named! {
    /// A subject that an event touches; an event may have several.
    #[allow(missing_docs, reason = "PLOVER's names say all that the manual's list says")]
    pub enum Context {
        Military = "military",
        Intelligence = "intelligence",
        Executive = "executive",
        Legislative = "legislative",
        Election = "election",
        PoliticalInstitutions = "political_institutions",
        ProDemocracy = "pro_democracy",
        ProAutocracy = "pro_autocracy",
        Legal = "legal",
        Economic = "economic",
        Reparations = "reparations",
        NaturalResource = "natural_resource",
        Technology = "technology",
        HumanRights = "human_rights",
        RightsFreedoms = "rights_freedoms",
        Repression = "repression",
        HumanSecurity = "human_security",
        Gender = "gender",
        Lgbt = "lgbt",
        ReligionEthnicity = "religion_ethnicity",
        Inequality = "inequality",
        Health = "health",
        Asylum = "asylum",
        Migration = "migration",
        Diplomatic = "diplomatic",
        Territory = "territory",
        Peacekeeping = "peacekeeping",
        Disasters = "disasters",
        Environment = "environment",
        Terrorism = "terrorism",
        Cbrn = "cbrn",
        Cyber = "cyber",
        Misinformation = "misinformation",
        Crime = "crime",
        Corruption = "corruption",
        IllegalDrugs = "illegal_drugs",
        Trafficking = "trafficking",
    }
}
