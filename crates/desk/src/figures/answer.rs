//! An answer of the engine, with what faces need beside it.

use std::borrow::Cow;
use std::sync::Arc;

use huigu_store::BatchNumber;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use crate::Directory;

/// An answer, with the batch it was made after and the names in it. Its JSON
/// is that of the answer alone.
#[derive(Debug, Clone)]
pub struct Answer<T> {
    /// The last batch known to it.
    pub batch: BatchNumber,
    /// The answer.
    pub found: T,
    /// Names by id.
    pub names: Arc<Directory>,
}

impl<T: Serialize> Serialize for Answer<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.found.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for Answer<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
