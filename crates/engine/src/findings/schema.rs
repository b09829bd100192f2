//! How findings look in JSON, as JSON Schema, where no derive can say it.

use schemars::Schema;
use serde_json::{Map, Value};

/// A fraction as the interface writes it.
pub(super) const SIX_DECIMALS: &str = "^-?[0-9]+\\.[0-9]{6}$";
/// Money, a fraction, or a count.
pub(super) const NUMBER: &str = "^-?[0-9]+(\\.[0-9]+)?$";

/// Of what holds an item among its members: one of the ways to name an item,
/// each with all the members.
pub fn one_of_each_item(schema: &mut Schema) {
    let Some(Value::Array(mut ways)) = schema.remove("anyOf") else { return };
    let take = |members: &mut Map<String, Value>, key: &str| members.remove(key).unwrap_or_default();
    let members = schema.ensure_object();
    let (shared, needed) = (take(members, "properties"), take(members, "required"));
    members.remove("type");
    for way in ways.iter_mut().filter_map(Value::as_object_mut) {
        if let (Some(Value::Object(own)), Value::Object(shared)) = (way.get_mut("properties"), &shared) {
            own.extend(shared.clone());
        }
        if let (Some(Value::Array(own)), Value::Array(needed)) = (way.get_mut("required"), &needed) {
            own.extend(needed.iter().cloned());
        }
    }
    members.insert("oneOf".to_owned(), ways.into());
}
