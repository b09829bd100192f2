//! Answers as values: sheets of typed columns and cells, built once, rendered
//! to terminal, CSV and workbook; the words they use, in both languages.
//!
//! Nothing is computed here but the rounding of what is shown; programs read
//! answers in the form of the interface, not in this one.

pub mod breakdown;
pub mod cell;
pub mod csv;
pub mod declared;
pub mod explanation;
pub mod figures;
pub mod filed;
pub mod headings;
pub mod names;
pub mod parameters;
#[cfg(test)]
mod samples;
pub mod settlement;
pub mod sheet;
pub mod simulation;
pub mod state;
pub mod target;
pub mod targets;
pub mod terminal;
pub mod texts;
pub mod vocabulary;
pub mod workbook;

use std::io;

use huigu_quantity::{Lang, Phrase};

use crate::texts::files;

pub use cell::{Cell, Link, Style, Value};
pub use headings::clause_number;
pub use names::{Names, NoNames};
pub use sheet::{Column, Fill, Sheet, Side, View};
pub use state::State;

/// A file of an answer could not be made; what the system or the writer said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WriteError(pub String);

impl From<::csv::Error> for WriteError {
    fn from(error: ::csv::Error) -> Self {
        Self(error.to_string())
    }
}

/// What the system says of a failure, in the language where the failure is a common one.
#[must_use]
pub fn system(error: &io::Error, lang: Lang) -> String {
    let phrase = match error.kind() {
        io::ErrorKind::NotFound => files::DOES_NOT_EXIST,
        io::ErrorKind::PermissionDenied => files::NO_PERMISSION,
        io::ErrorKind::NotADirectory => files::NOT_A_FOLDER,
        io::ErrorKind::IsADirectory => files::NOT_A_FILE,
        io::ErrorKind::StorageFull => files::DISK_FULL,
        _ => return error.to_string(),
    };
    lang.t(phrase).to_owned()
}

/// Name of a section of GB/T 4754-2017, by its letter; empty when there is none.
#[must_use]
pub fn section(letter: &str, lang: Lang) -> &'static str {
    let (zh, en) = match letter {
        "A" => ("农、林、牧、渔业", "Agriculture, forestry, husbandry, fishery"),
        "B" => ("采矿业", "Mining"),
        "C" => ("制造业", "Manufacturing"),
        "D" => ("电力、热力、燃气及水生产和供应业", "Electricity, heat, gas and water supply"),
        "E" => ("建筑业", "Construction"),
        "F" => ("批发和零售业", "Wholesale and retail trade"),
        "G" => ("交通运输、仓储和邮政业", "Transport, storage and post"),
        "H" => ("住宿和餐饮业", "Accommodation and catering"),
        "I" => ("信息传输、软件和信息技术服务业", "Information transmission, software and IT services"),
        "J" => ("金融业", "Finance"),
        "K" => ("房地产业", "Real estate"),
        "L" => ("租赁和商务服务业", "Leasing and business services"),
        "M" => ("科学研究和技术服务业", "Research and technical services"),
        "N" => ("水利、环境和公共设施管理业", "Water, environment and public facilities"),
        "O" => ("居民服务、修理和其他服务业", "Household services, repair and other services"),
        "P" => ("教育", "Education"),
        "Q" => ("卫生和社会工作", "Health and social work"),
        "R" => ("文化、体育和娱乐业", "Culture, sports and entertainment"),
        "S" => ("公共管理、社会保障和社会组织", "Public administration and social organisations"),
        "T" => ("国际组织", "International organisations"),
        _ => ("", ""),
    };
    lang.t(Phrase::new(zh, en))
}
