//! Gives closed lists their names in every output: one line an entry, name and meaning side by side.

/// Declares an enum whose entries have a fixed name in outputs.
///
/// Yields `ALL` (in the order of declaration), `name`, `from_name` and `Display`.
macro_rules! named {
    ($(#[$outer:meta])* $vis:vis enum $kind:ident { $($(#[$inner:meta])* $entry:ident = $name:literal,)+ }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $kind { $($(#[$inner])* $entry,)+ }

        impl $kind {
            /// Every entry, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$entry),+];

            /// Its name in every output.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$entry => $name),+ }
            }

            /// The entry of this name, in exactly this spelling.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$entry),)+ _ => None }
            }
        }

        impl ::std::fmt::Display for $kind {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

pub(crate) use named;
