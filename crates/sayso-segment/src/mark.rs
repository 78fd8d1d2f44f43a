//! Quotation marks by family and by what their shape says.

/// Marks that close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// “ ” „ " `` '' ‘‘ ’’
    Double,
    /// ‘ ’ ‚ ' `
    Single,
    /// « »
    Guillemets,
    /// ‹ ›
    SingleGuillemets,
}

/// What a mark does, or what its shape says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Opens,
    Closes,
    /// As a shape: may open or close. As a decision: quotes nothing.
    Either,
}

/// A quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) family: Family,
    pub(crate) role: Role,
}

impl Mark {
    /// The mark that a token is.
    pub(crate) fn of(token: &str) -> Option<Self> {
        let (family, role) = match token {
            "“" | "„" | "``" | "‘‘" => (Family::Double, Role::Opens),
            "”" | "’’" => (Family::Double, Role::Closes),
            "\"" | "''" => (Family::Double, Role::Either),
            "‘" | "‚" | "`" => (Family::Single, Role::Opens),
            "’" => (Family::Single, Role::Closes),
            "'" => (Family::Single, Role::Either),
            "«" => (Family::Guillemets, Role::Opens),
            "»" => (Family::Guillemets, Role::Closes),
            "‹" => (Family::SingleGuillemets, Role::Opens),
            "›" => (Family::SingleGuillemets, Role::Closes),
            _ => return None,
        };
        Some(Self { family, role })
    }
}
