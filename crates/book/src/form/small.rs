//! What is small, packed: organisations, quotes, observations, the catalogue,
//! the issues.

use std::collections::BTreeMap;

use huigu_facts::{Code, Expected, Issue, Kind, Lpr, OrganisationKind, Origin, Severity, Vocabulary};
use huigu_quantity::{Day, Lang, Ppm};

use super::error::FormError;
use crate::book::Book;
use crate::issues::{Bounds, Findings, Found, Issues, NOBODY};
use crate::rows::{ObservationRow, OrganisationRow};

/// Name of the section of small tables.
pub(super) const SMALL: &str = "small";
/// Name of the section of issues.
pub(super) const ISSUES: &str = "issues";

/// Bytes of packed values.
#[derive(Default)]
struct Packer(Vec<u8>);

impl Packer {
    fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_ne_bytes());
    }

    fn numbers<const N: usize>(&mut self, numbers: [u32; N]) {
        numbers.into_iter().for_each(|number| self.number(number));
    }

    fn long(&mut self, number: i64) {
        self.0.extend_from_slice(&number.to_ne_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn day(&mut self, day: Option<Day>) {
        self.long(day.map_or(i64::MAX, |day| i64::from(day.0)));
    }

    fn list<T>(&mut self, list: impl ExactSizeIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.number(list.len() as u32);
        list.for_each(|item| each(self, item));
    }
}

/// Takes packed values; `None` where they end or make no sense.
struct Unpacker<'b>(&'b [u8]);

impl<'b> Unpacker<'b> {
    fn bytes(&mut self, length: usize) -> Option<&'b [u8]> {
        let (own, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(own)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_ne_bytes(self.bytes(4)?.try_into().ok()?))
    }

    fn long(&mut self) -> Option<i64> {
        Some(i64::from_ne_bytes(self.bytes(8)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = self.number()? as usize;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    fn owned(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    fn yes(&mut self) -> Option<bool> {
        match self.number()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    /// A day, or that there is none.
    fn day(&mut self) -> Option<Option<Day>> {
        match self.long()? {
            i64::MAX => Some(None),
            day => Some(Some(Day(i32::try_from(day).ok().filter(|day| super::check::DAYS.contains(day))?))),
        }
    }

    fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // Memory is taken as items come: a count is only what the bytes say.
        (0..count).map(|_| each(self)).collect()
    }

    fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

pub(super) fn of_book(book: &Book) -> Vec<u8> {
    let mut pack = Packer::default();
    pack.list(
        book.organisations.ids.iter().zip(&book.organisations.rows).collect::<Vec<_>>().iter(),
        |pack, (id, row)| {
            pack.text(id);
            pack.text(&row.name);
            pack.numbers([u32::from(row.kind.index()), u32::from(row.in_district), u32::from(row.policy)]);
            pack.day(row.books_from);
        },
    );
    pack.list(book.quotes.iter(), |pack, quote| {
        pack.day(Some(quote.date));
        pack.long(quote.one_year.0);
        pack.long(quote.five_year.0);
    });
    pack.list(book.observations.iter(), |pack, row| {
        [&row.indicator, &row.org, &row.place, &row.source].into_iter().for_each(|text| pack.text(text));
        [row.from, row.last].into_iter().for_each(|day| pack.day(Some(day)));
        pack.0.extend_from_slice(&row.value.to_ne_bytes());
    });
    pack.list(book.catalogue.iter(), |pack, product| pack.text(product));
    pack.day(book.horizon.map(Day::from));
    pack.0
}

pub(super) fn into_book(bytes: &[u8], book: &mut Book) -> Result<(), FormError> {
    unpack_book(&mut Unpacker(bytes), book).ok_or(FormError::Section { name: SMALL, wrong: "it cannot be unpacked" })
}

fn unpack_book(from: &mut Unpacker<'_>, book: &mut Book) -> Option<()> {
    let organisations = from.list(|from| {
        let id = from.text()?;
        let row = OrganisationRow {
            name: from.owned()?,
            kind: OrganisationKind::ALL.get(from.number()? as usize).copied()?,
            in_district: from.yes()?,
            policy: from.yes()?,
            books_from: from.day()?,
        };
        Some((id, row))
    })?;
    if !organisations.is_sorted_by(|a, b| a.0 < b.0) {
        return None;
    }
    book.organisations.ids = organisations.iter().map(|(id, _)| *id).collect();
    book.organisations.rows = organisations.into_iter().map(|(_, row)| row).collect();
    book.quotes =
        from.list(|from| Some(Lpr { date: from.day()??, one_year: Ppm(from.long()?), five_year: Ppm(from.long()?) }))?;
    book.observations = from.list(|from| {
        let [indicator, org, place, source] = [from.owned()?, from.owned()?, from.owned()?, from.owned()?];
        let (first, last) = (from.day()??, from.day()??);
        let value = i128::from_ne_bytes(from.bytes(16)?.try_into().ok()?);
        Some(ObservationRow { indicator, org, place, from: first, last, value, source })
    })?;
    book.catalogue = from.list(Unpacker::owned)?;
    book.horizon = match from.day()? {
        None => None,
        Some(day) => Some(day.column()?),
    };
    from.end()
}

pub(super) fn of_issues(issues: &Issues) -> Vec<u8> {
    let mut pack = Packer::default();
    fn one(pack: &mut Packer, issue: &Issue) {
        pack.numbers([issue.origin.file, issue.origin.row]);
        let [zh, en] = Lang::ALL.map(|lang| issue.expected.text(lang));
        [issue.column, &issue.value, zh, en].into_iter().for_each(|text| pack.text(text));
    }
    pack.list(issues.counts.iter(), |pack, (code, &count)| {
        pack.text(code.code());
        pack.long(count as i64);
    });
    pack.list(issues.faults().collect::<Vec<_>>().iter(), |pack, fault| {
        pack.text(fault.code.code());
        one(pack, fault);
    });
    pack.list(issues.findings.iter(), |pack, (code, findings)| {
        pack.text(code.code());
        pack.list(findings.kept.iter(), |pack, found| {
            one(pack, &found.issue);
            pack.number(found.party);
        });
    });
    pack.numbers([issues.bounds.listed, issues.bounds.kept].map(|bound| bound as u32));
    pack.0
}

pub(super) fn into_issues(bytes: &[u8], book: &Book) -> Result<Issues, FormError> {
    unpack_issues(&mut Unpacker(bytes), book).ok_or(FormError::Section { name: ISSUES, wrong: "it cannot be unpacked" })
}

fn unpack_issues(from: &mut Unpacker<'_>, book: &Book) -> Option<Issues> {
    let code = |from: &mut Unpacker<'_>, severity: Option<Severity>| {
        let text = from.text()?;
        Code::ALL.iter().copied().find(|code| code.code() == text && severity.is_none_or(|own| own == code.severity()))
    };
    let columns: BTreeMap<&str, &'static str> =
        Kind::ALL.iter().flat_map(|kind| kind.columns()).map(|column| (column.name, column.name)).collect();
    let issue = |from: &mut Unpacker<'_>, code: Code| {
        let origin = Origin { file: from.number()?, row: from.number()? };
        let column = match from.text()? {
            "" => "",
            name => columns.get(name).copied()?,
        };
        Some(Issue {
            origin,
            column,
            code,
            value: from.owned()?,
            expected: Expected::new(from.owned()?, from.owned()?),
        })
    };
    let counts = from.list(|from| Some((code(from, None)?, u64::try_from(from.long()?).ok()?)))?;
    let faults = from.list(|from| {
        let code = code(from, Some(Severity::Fault))?;
        issue(from, code)
    })?;
    let parties = book.parties.ids.len();
    let findings = from.list(|from| {
        let code = code(from, Some(Severity::Finding))?;
        let kept = from.list(|from| {
            let found = Found { issue: issue(from, code)?, party: from.number()? };
            (found.party == NOBODY || (found.party as usize) < parties).then_some(found)
        })?;
        kept.is_sorted().then_some((code, Findings::new(kept)))
    })?;
    let bounds = Bounds { listed: from.number()? as usize, kept: from.number()? as usize };
    from.end()?;
    let ascend = counts.is_sorted_by(|a, b| a.0 < b.0) && findings.is_sorted_by(|a, b| a.0 < b.0) && faults.is_sorted();
    let (counts, findings) = (BTreeMap::from_iter(counts), BTreeMap::from_iter(findings));
    let counted = |code: &Code, listed: usize| counts.get(code).is_some_and(|&count| count >= listed as u64);
    let fits = |(code, own): (&Code, &Findings)| counted(code, own.kept.len()) && own.kept.len() <= bounds.kept;
    (ascend && findings.iter().all(fits)).then(|| Issues::of(faults, findings, counts, bounds))
}
