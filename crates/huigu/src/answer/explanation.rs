//! An explanation as tables and as flat rows: what counts, what nearly does,
//! and what was claimed.

use huigu_engine::{ClaimFinding, Explanation, Item, Line, NearMiss, Reason, Status};
use huigu_facts::Figure;
use huigu_quantity::Fen;

use super::wording::{self, Names, key, named};
use crate::catalogue::Phrase;
use crate::figures;
use crate::flat::Cell;
use crate::language::Language;
use crate::table::{Side, Table, grouped};

/// The explanation as tables.
pub fn table(answer: &Explanation, names: &Names, lang: Language) -> String {
    let mut text = head(answer, names, lang);
    if answer.status == Status::Inactive {
        let unset = answer.unset.join(lang.pick("、", ", "));
        text.push_str(&format!("\n{}\n", lang.say(Phrase::MeasureWaits, &[("unset", &unset)])));
        return text;
    }
    section(&mut text, lang.say(Phrase::LinesTitle, &[("count", &grouped(answer.lines.len() as u64))]), || {
        lines(answer, names, lang).text("  ")
    });
    section(
        &mut text,
        lang.say(Phrase::NearMissesTitle, &[("count", &grouped(answer.near_misses.len() as u64))]),
        || {
            if answer.near_misses.is_empty() {
                format!("  {}\n", lang.word(Phrase::None))
            } else {
                near_misses(answer, names, lang).text("  ")
            }
        },
    );
    if let Some(claims) = &answer.claims {
        section(&mut text, lang.word(Phrase::ClaimsTitle).to_owned(), || claims_text(claims, lang));
    }
    text
}

fn head(answer: &Explanation, names: &Names, lang: Language) -> String {
    let (clause, name, id) = (&answer.clause, named(&answer.name, lang), &answer.measure);
    let mut text = lang.say(Phrase::MeasureHeading, &[("clause", clause), ("name", &name), ("id", id)]);
    let beneficiary = match names.beneficiary(&answer.beneficiary) {
        "" => answer.beneficiary.clone(),
        name => lang.say(Phrase::NameAndId, &[("name", &name), ("id", &answer.beneficiary)]),
    };
    text.push('\n');
    text.push_str(
        &lang.say(
            Phrase::ExplainHead,
            &[("beneficiary", &crate::table::harmless(&beneficiary)), ("year", &answer.year)],
        ),
    );
    text.push('\n');
    let (uncapped, amount) = (answer.uncapped.grouped(), answer.amount.grouped());
    text.push_str(&lang.say(Phrase::ExplainAmounts, &[("uncapped", &uncapped), ("amount", &amount)]));
    text.push('\n');
    text
}

fn section(text: &mut String, title: String, body: impl FnOnce() -> String) {
    text.push('\n');
    text.push_str(&title);
    text.push('\n');
    text.push_str(&body());
}

/// Titles of holder and id, after what the items are.
fn item_titles(first: Option<&Item>, lang: Language) -> [&'static str; 2] {
    match first {
        Some(Item::Guarantee { .. }) => [lang.word(Phrase::Guarantor), lang.word(Phrase::GuaranteeId)],
        Some(Item::Deal { .. }) => [lang.word(Phrase::Issuer), lang.word(Phrase::DealId)],
        Some(Item::Loan { .. }) | None => [lang.word(Phrase::Lender), lang.word(Phrase::LoanId)],
    }
}

fn lines(answer: &Explanation, names: &Names, lang: Language) -> Table {
    let [holder, id] = item_titles(answer.lines.first().map(|line| &line.item), lang);
    let mut table = Table::new([
        (holder, Side::Left),
        (id, Side::Left),
        (lang.word(Phrase::Borrower), Side::Left),
        (lang.word(Phrase::Name), Side::Left),
        (lang.word(Phrase::DailyAverage), Side::Right),
        (lang.word(Phrase::DailyAverageBefore), Side::Right),
        (lang.word(Phrase::Amount), Side::Right),
        (lang.word(Phrase::Note), Side::Left),
    ]);
    for line in &answer.lines {
        let (holder, id) = key(&line.item);
        table.row([
            holder.to_owned(),
            id.to_owned(),
            line.borrower.clone(),
            names.party(&line.borrower).to_owned(),
            line.daily_average.map(Fen::grouped).unwrap_or_default(),
            line.daily_average_before.map(Fen::grouped).unwrap_or_default(),
            line.amount.grouped(),
            line_note(line, names, lang),
        ]);
    }
    let total = |table: &mut Table, title: &str, amount: Fen| {
        table.row([
            title.to_owned(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            amount.grouped(),
        ]);
    };
    table.rule();
    total(&mut table, lang.word(Phrase::Uncapped), answer.uncapped);
    for adjustment in &answer.adjustments {
        let mut title = wording::adjustment(adjustment.kind, lang).to_owned();
        if !adjustment.cap.is_empty() {
            title = lang.say(Phrase::NameAndId, &[("name", &title), ("id", &adjustment.cap)]);
        }
        total(&mut table, &title, adjustment.amount);
    }
    total(&mut table, lang.word(Phrase::AmountDue), answer.amount);
    table.without_empty_columns()
}

/// What else there is to say of a line.
pub fn line_note(line: &Line, names: &Names, lang: Language) -> String {
    let separator = lang.pick("、", ", ");
    let mut notes = Vec::new();
    if !line.also_under.is_empty() {
        notes.push(lang.say(Phrase::AlsoUnder, &[("measures", &wording::measures(&line.also_under, names, lang))]));
    }
    if !line.books_begin_later.is_empty() {
        notes.push(lang.say(Phrase::BooksBeginLater, &[("lenders", &line.books_begin_later.join(separator))]));
    }
    notes.join(lang.pick("；", "; "))
}

fn near_misses(answer: &Explanation, names: &Names, lang: Language) -> Table {
    let [holder, id] = item_titles(answer.near_misses.first().map(|miss| &miss.item), lang);
    let mut table = Table::new([
        (holder, Side::Left),
        (id, Side::Left),
        (lang.word(Phrase::Borrower), Side::Left),
        (lang.word(Phrase::Name), Side::Left),
        (lang.word(Phrase::Reason), Side::Left),
        (lang.word(Phrase::Limit), Side::Right),
        (lang.word(Phrase::Actual), Side::Right),
    ]);
    for miss in &answer.near_misses {
        let (holder, id) = key(&miss.item);
        for (place, reason) in miss.reasons.iter().enumerate() {
            // The item is named once; its further reasons stand below.
            let item = if place == 0 { [holder, id, &miss.borrower, names.party(&miss.borrower)] } else { [""; 4] };
            let [limit, actual] = limit_and_actual(reason, lang);
            let mut row: Vec<String> = item.into_iter().map(str::to_owned).collect();
            row.extend([wording::reason(reason, lang).to_owned(), limit, actual]);
            table.row(row);
        }
    }
    table.without_empty_columns()
}

/// A reason's limit and what the item has, as people read them.
pub fn limit_and_actual(reason: &Reason, lang: Language) -> [String; 2] {
    [&reason.limit, &reason.actual]
        .map(|figure| figure.as_ref().map(|figure| figures::exact(figure, lang)).unwrap_or_default())
}

/// A figure in the form of the interface; nothing where there is none.
fn plain(figure: &Option<Figure>) -> String {
    figure.as_ref().map(Figure::to_string).unwrap_or_default()
}

fn claims_text(claims: &ClaimFinding, lang: Language) -> String {
    let amounts: [&dyn std::fmt::Display; 3] =
        [&claims.claimed.grouped(), &claims.verified.grouped(), &claims.difference.grouped()];
    let values = [("claimed", amounts[0]), ("verified", amounts[1]), ("difference", amounts[2])];
    let mut text = format!("  {}\n", lang.say(Phrase::ClaimAmounts, &values));
    if !claims.lines.is_empty() {
        text.push_str(&claimed_lines(claims, lang).text("  "));
    }
    if !claims.unclaimed.is_empty() {
        let count = grouped(claims.unclaimed.len() as u64);
        text.push_str(&format!("  {}\n", lang.say(Phrase::Unclaimed, &[("count", &count)])));
        let [holder, id] = item_titles(claims.unclaimed.first(), lang);
        let mut table = Table::new([(holder, Side::Left), (id, Side::Left)]);
        for item in &claims.unclaimed {
            let (holder, id) = key(item);
            table.row([holder, id]);
        }
        text.push_str(&table.text("  "));
    }
    text
}

fn claimed_lines(claims: &ClaimFinding, lang: Language) -> Table {
    let mut table = Table::new([
        (lang.word(Phrase::Lender), Side::Left),
        (lang.word(Phrase::LoanId), Side::Left),
        (lang.word(Phrase::Claimed), Side::Right),
        (lang.word(Phrase::Verified), Side::Right),
        (lang.word(Phrase::ClaimedLessVerified), Side::Right),
        (lang.word(Phrase::Verdict), Side::Left),
        (lang.word(Phrase::Reason), Side::Left),
    ]);
    for line in &claims.lines {
        let reasons: Vec<&str> = line.reasons.iter().map(|reason| wording::reason(reason, lang)).collect();
        table.row([
            line.lender.clone(),
            line.loan_id.clone(),
            line.claimed.grouped(),
            line.verified.grouped(),
            line.difference.grouped(),
            wording::verdict(line.why, lang).to_owned(),
            reasons.join(lang.pick("；", "; ")),
        ]);
    }
    table.without_empty_columns()
}

/// Names of the flat rows' columns.
pub const COLUMNS: &[&str] = &[
    "row",
    "holder",
    "item",
    "borrower",
    "borrower_name",
    "daily_average",
    "daily_average_before",
    "amount",
    "claimed",
    "verdict",
    "code",
    "reason",
    "limit",
    "actual",
    "also_under",
    "books_begin_later",
];

/// One row a line, adjustment, reason of a near miss, and claimed line; the
/// first column tells which.
pub fn rows(answer: &Explanation, names: &Names, lang: Language) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = answer.lines.iter().map(|line| line_row(line, names)).collect();
    rows.extend(answer.adjustments.iter().map(|adjustment| {
        let mut row = FlatRow::of("adjustment");
        row.set("amount", Cell::figure(adjustment.amount));
        row.set("code", Cell::text(wording::adjustment_code(adjustment.kind)));
        row.set("reason", Cell::text(&adjustment.cap));
        row.cells
    }));
    rows.extend(answer.near_misses.iter().flat_map(|miss| near_miss_rows(miss, names, lang)));
    rows.extend(answer.claims.iter().flat_map(|claims| claim_rows(claims, lang)));
    rows
}

struct FlatRow {
    cells: Vec<Cell>,
}

impl FlatRow {
    fn of(kind: &str) -> Self {
        let mut row = Self { cells: vec![Cell::text(""); COLUMNS.len()] };
        row.set("row", Cell::text(kind));
        row
    }

    fn set(&mut self, column: &str, cell: Cell) {
        if let Some(place) = COLUMNS.iter().position(|name| *name == column) {
            self.cells[place] = cell;
        }
    }

    fn item(&mut self, item: &Item) {
        let (holder, id) = key(item);
        self.set("holder", Cell::text(holder));
        self.set("item", Cell::text(id));
    }

    fn reason(&mut self, reason: &Reason, lang: Language) {
        self.set("code", Cell::text(reason.code.code()));
        self.set("reason", Cell::text(wording::reason(reason, lang)));
        self.set("limit", Cell::text(plain(&reason.limit)));
        self.set("actual", Cell::text(plain(&reason.actual)));
    }
}

fn line_row(line: &Line, names: &Names) -> Vec<Cell> {
    let mut row = FlatRow::of("line");
    row.item(&line.item);
    row.set("borrower", Cell::text(&line.borrower));
    row.set("borrower_name", Cell::text(names.party(&line.borrower)));
    row.set("daily_average", Cell::figure_or_nothing(line.daily_average));
    row.set("daily_average_before", Cell::figure_or_nothing(line.daily_average_before));
    row.set("amount", Cell::figure(line.amount));
    row.set("also_under", Cell::text(line.also_under.join(" ")));
    row.set("books_begin_later", Cell::text(line.books_begin_later.join(" ")));
    row.cells
}

fn near_miss_rows(miss: &NearMiss, names: &Names, lang: Language) -> Vec<Vec<Cell>> {
    let row_of = |reason: &Reason| {
        let mut row = FlatRow::of("near-miss");
        row.item(&miss.item);
        row.set("borrower", Cell::text(&miss.borrower));
        row.set("borrower_name", Cell::text(names.party(&miss.borrower)));
        row.reason(reason, lang);
        row.cells
    };
    miss.reasons.iter().map(row_of).collect()
}

fn claim_rows(claims: &ClaimFinding, lang: Language) -> Vec<Vec<Cell>> {
    let claimed = claims.lines.iter().map(|line| {
        let mut row = FlatRow::of("claim");
        row.set("holder", Cell::text(&line.lender));
        row.set("item", Cell::text(&line.loan_id));
        row.set("amount", Cell::figure(line.verified));
        row.set("claimed", Cell::figure(line.claimed));
        row.set("verdict", Cell::text(wording::verdict_code(line.why)));
        let texts: Vec<&str> = line.reasons.iter().map(|reason| wording::reason(reason, lang)).collect();
        let codes: Vec<&str> = line.reasons.iter().map(|reason| reason.code.code()).collect();
        row.set("code", Cell::text(codes.join(" ")));
        row.set("reason", Cell::text(texts.join(lang.pick("；", "; "))));
        row.cells
    });
    let unclaimed = claims.unclaimed.iter().map(|item| {
        let mut row = FlatRow::of("unclaimed");
        row.item(item);
        row.cells
    });
    claimed.chain(unclaimed).collect()
}
