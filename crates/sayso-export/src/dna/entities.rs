//! The values of short texts, which are rows of their own there.

use std::collections::HashMap;

use rusqlite::{Connection, params};
use sayso_text::Speaker;

/// What a text of the program may be long, in characters.
const MAX_CHARACTERS: usize = 190;

/// The text, cut where the program would refuse it.
pub(crate) fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_CHARACTERS {
        return text.to_owned();
    }
    let kept = text.chars().take(MAX_CHARACTERS - 1);
    kept.chain(['…']).collect()
}

/// A variable whose values are entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Variable {
    Person,
    Organization,
    Concept,
    Kind,
    AttributionType,
}

impl Variable {
    /// Its id in the schema.
    fn id(self) -> i64 {
        match self {
            Self::Person => 1,
            Self::Organization => 2,
            Self::Concept => 3,
            Self::Kind => 12,
            Self::AttributionType => 13,
        }
    }
}

/// The entities written so far.
#[derive(Default)]
pub(crate) struct Entities {
    ids: HashMap<(Variable, String), i64>,
}

impl Entities {
    /// Gives a statement the value of a variable. The kind and the role of a speaker become the
    /// attributes "Type" and "Notes"; those of the first statement stay.
    pub(crate) fn link(
        &mut self,
        base: &Connection,
        statement: i64,
        variable: Variable,
        value: &Speaker,
    ) -> rusqlite::Result<()> {
        let name = shortened(&value.name);
        let key = (variable, name);
        let entity = match self.ids.get(&key) {
            Some(entity) => *entity,
            None => {
                let entity = add(base, variable, &key.1, value)?;
                self.ids.insert(key, entity);
                entity
            }
        };
        let link = "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)";
        base.prepare_cached(link)?.execute(params![statement, variable.id(), entity])?;
        Ok(())
    }
}

fn add(
    base: &Connection,
    variable: Variable,
    name: &str,
    value: &Speaker,
) -> rusqlite::Result<i64> {
    let add = "INSERT INTO ENTITIES (VariableId, Value, Red, Green, Blue) VALUES (?, ?, 0, 0, 0)";
    base.prepare_cached(add)?.execute(params![variable.id(), name])?;
    let entity = base.last_insert_rowid();
    let kind = if name.is_empty() { "" } else { value.kind.name() };
    let attributes = "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) \
                      SELECT ?1, ID, CASE AttributeVariable WHEN 'Type' THEN ?2 WHEN 'Notes' THEN ?3 \
                      ELSE '' END FROM ATTRIBUTEVARIABLES WHERE VariableId = ?4";
    let values = params![entity, kind, shortened(&value.role), variable.id()];
    base.prepare_cached(attributes)?.execute(values)?;
    Ok(entity)
}
